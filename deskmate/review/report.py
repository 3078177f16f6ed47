"""The report on paper: one self-contained HTML page about a range of days, to bring to a physiotherapist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from xml.etree.ElementTree import Element, SubElement, tostring

from deskmate.review.chart import Chart, Panel, Shape
from deskmate.review.charts import chart
from deskmate.review.entries import ache_text, entries
from deskmate.review.figures import days_in
from deskmate.review.past import Past
from deskmate.review.period import Period, day_text
from deskmate.review.summary import summary
from deskmate.review.svg import drawing
from deskmate.sitting.fold import Day
from deskmate.sitting.notes import Note
from deskmate.sitting.rules import Rules
from deskmate.sitting.sessions import Session
from deskmate.stretch.selfcheck import SelfCheck

PANELS = (Panel.SITTING, Panel.BOUT, Panel.HOURS, Panel.BREAKS, Panel.ACHE, Panel.RELIEF, Panel.STRETCHING)

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What the page may load: nothing but the style inside it."""

LIMITS = """\
What a program on one computer noticed: sitting elsewhere is not in it, and time it could not watch counts as unknown.
Posture was told by the user or taken from the time without input; it was not measured on the body.
Ache goes from 0, none, to 10, as bad as can be imagined; people notice 2 points or so (Farrar et al. 2001, Pain).
Relief is ache before less ache after. Aches also pass by themselves: this is a record, no trial, and no diagnosis."""


@dataclass(frozen=True, slots=True)
class About:
    """What a report is of, and by what it goes."""

    period: Period
    now: datetime
    rules: Rules
    zone: tzinfo
    made_by: str
    check: SelfCheck | None = None
    """The self-check, for the words of its answers."""

    @property
    def today(self) -> date:
        """Give the local day it is made on."""
        return self.now.astimezone(self.zone).date()


def report(past: Past, about: About, style: str) -> str:
    """Write the report of all that was kept. What users wrote is only ever text."""
    days = past.days
    page = Element("html", {"lang": "en"})
    title = f"Sitting, breaks and aches, {about.period.title}"
    _head(page, title, style)
    body = SubElement(page, "body")
    main = SubElement(body, "main")
    SubElement(main, "h1").text = "Sitting, breaks and aches"
    made = f"{about.period.title}. Made on {day_text(about.today)} by {about.made_by}."
    SubElement(main, "p", {"class": "quiet"}).text = made
    inside = days_in(days, about.period)
    if not inside:
        SubElement(main, "p").text = "Nothing was kept of this time."
    else:
        _glance(main, days, about)
        for panel in PANELS:
            _charted(main, _chart_of(panel, days, about))
        _day_by_day(main, days, about)
        _sessions(main, inside, about)
        _self_checks(main, past, about)
        _notes(main, inside)
    _limits(body)
    return "<!DOCTYPE html>\n" + tostring(page, encoding="unicode", method="html") + "\n"


def _head(page: Element, title: str, style: str) -> None:
    head = SubElement(page, "head")
    SubElement(head, "meta", {"charset": "utf-8"})
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": POLICY})
    SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    SubElement(head, "title").text = title
    SubElement(head, "style").text = style


def _section(main: Element, title: str, *, is_long: bool = False) -> Element:
    section = SubElement(main, "section", {"class": "long"} if is_long else {})
    SubElement(section, "h2").text = title
    return section


def _glance(main: Element, days: Sequence[Day], about: About) -> None:
    section = _section(main, "At a glance")
    said = summary(days, about.period, today=about.today, rules=about.rules, zone=about.zone)
    items = SubElement(section, "dl")
    for line in said:
        if line.about != "Note":
            SubElement(items, "dt").text = line.about
            SubElement(items, "dd").text = f"{line.words[:1].upper()}{line.words[1:]}"


def _chart_of(panel: Panel, days: Sequence[Day], about: About) -> Chart:
    return chart(panel, days, about.period, today=about.today, rules=about.rules, zone=about.zone)


def _charted(main: Element, found: Chart) -> None:
    section = _section(main, f"{found.title}, {found.unit}")
    if found.is_empty:
        SubElement(section, "p").text = _nothing(found)
        return
    figure = SubElement(section, "figure")
    figure.append(drawing(found))
    SubElement(figure, "figcaption").text = found.about
    if found.shape is Shape.INTERVALS:
        _table(section, found.columns, [p.cells for p in found.points])


def _nothing(found: Chart) -> str:
    """Give the first sentence of why there is nothing; the rest is for who sits before the program."""
    return found.empty.split(". ")[0].rstrip(".") + "."


def _day_by_day(main: Element, days: Sequence[Day], about: About) -> None:
    """Give the numbers behind the charts, for who would rather read them."""
    charts = [
        _chart_of(p, days, about) for p in (Panel.SITTING, Panel.BOUT, Panel.BREAKS, Panel.STRETCHING, Panel.ACHE)
    ]
    sat, bout, breaks, stretched, ache = charts
    rows = [
        (*s.cells[:2], b.cells[1], *r.cells[1:3], t.cells[1], a.cells[1])
        for s, b, r, t, a in zip(*(c.points for c in charts), strict=True)
        if s.value is not None or t.value
    ]
    columns = (*sat.columns[:2], bout.columns[1], *breaks.columns[1:3], stretched.columns[1], ache.columns[1])
    _table(_section(main, f"{sat.columns[0]} by {sat.columns[0].lower()}", is_long=True), columns, rows)


def _sessions(main: Element, inside: Sequence[Day], about: About) -> None:
    kept = [k for k in entries(inside, about.rules, about.zone, with_spans=False) if isinstance(k.of, Session)]
    if not kept:
        return
    rows = [
        (*k.cells[:3], ache_text(k.of) or "–", "all of it" if k.of.completed else "ended early")
        for k in reversed(kept)
        if isinstance(k.of, Session)
    ]
    section = _section(main, "Stretches", is_long=True)
    _table(section, ("When", "What", "Time", "Ache before and after", "Done"), rows)


def _self_checks(main: Element, past: Past, about: About) -> None:
    done = [c for c in past.checked if c.at.astimezone(about.zone).date() in about.period]
    if about.check is None or not done:
        return
    section = _section(main, "Self-checks of the hips")
    for limit in (about.check.purpose, *about.check.limits):
        SubElement(section, "p", {"class": "quiet"}).text = limit
    rows = [
        (
            day_text(c.at.astimezone(about.zone).date()),
            c.side.value,
            about.check.thigh[c.thigh],
            about.check.knee[c.knee],
        )
        for c in done
    ]
    _table(section, ("When", "Side that hangs", "Thigh", "Knee"), rows)


def _notes(main: Element, inside: Iterable[Day]) -> None:
    written: list[Note] = [n for d in inside for n in d.notes]
    if not written:
        return
    items = SubElement(_section(main, "Notes", is_long=True), "ul")
    for note in written:
        SubElement(items, "li").text = f"{note.day:%a} {day_text(note.day)}: {note.text}"


def _limits(body: Element) -> None:
    footer = SubElement(body, "footer")
    SubElement(footer, "h2").text = "How to read this"
    items = SubElement(footer, "ul")
    for limit in LIMITS.splitlines():
        SubElement(items, "li").text = limit


def _table(parent: Element, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    table = SubElement(parent, "table")
    head = SubElement(SubElement(table, "thead"), "tr")
    for column in columns:
        SubElement(head, "th", {"scope": "col"}).text = column
    body = SubElement(table, "tbody")
    for cells in rows:
        row = SubElement(body, "tr")
        for cell in cells:
            SubElement(row, "td").text = cell

"""What was kept of a time, one row each: what can be opened, corrected and deleted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from deskmate.duration import as_clock, as_text
from deskmate.review.cells import count
from deskmate.sitting.bouts import bouts
from deskmate.sitting.fold import Day
from deskmate.sitting.notes import Note
from deskmate.sitting.rules import Rules
from deskmate.sitting.sessions import Session
from deskmate.sitting.timeline import Activity, Span

COLUMNS = ("When", "What", "Length", "More")

SHORTEST = timedelta(seconds=1)
"""A span of less is none to put right."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One row: when it was, what, how long, and what else there is to say of it; `of` is what it shows."""

    at: datetime
    cells: tuple[str, str, str, str]
    of: Span | Session | Note
    brief: Brief


class Brief(NamedTuple):
    """The cells of a row in fewer words: `when` without the day of the week, `day` without more than it needs."""

    when: str
    day: str
    what: str
    more: str


def entries(days: Iterable[Day], rules: Rules, zone: tzinfo, *, with_spans: bool) -> tuple[Kept, ...]:
    """Give the rows of days: with spans in the order of the day, else sessions and notes alone, newest first."""
    rows: list[Kept] = []
    for day in days:
        rows += [_session(s, zone, in_day=with_spans) for s in day.sessions]
        rows += [_note(n, day, in_day=with_spans) for n in day.notes]
        if with_spans:
            rows += _spans(day, rules, zone)
    return tuple(sorted(rows, key=lambda r: r.at, reverse=not with_spans))


def _spans(day: Day, rules: Rules, zone: tzinfo) -> list[Kept]:
    all_bouts = bouts(day.spans, rules.shortest_break)
    rows = []
    for span in day.spans:
        # A session has a row of its own, which says more.
        if span.length < SHORTEST or span.activity is Activity.STRETCH:
            continue
        bout = next((b for b in all_bouts if b.start == span.start), None)
        what = span.activity.value if span.activity is not None else span.posture.value
        more = "prolonged bout" if bout is not None and bout.is_prolonged else ""
        when = f"{span.start.astimezone(zone):%H:%M}–{span.end.astimezone(zone):%H:%M}"
        # That a bout is prolonged is seen from its length.
        brief = Brief(when, when[:5], what, "")
        rows.append(Kept(span.start, (when, what, as_text(span.length), more), span, brief))
    return rows


def _how_far(session: Session) -> str:
    if session.ended:
        return ", ended early"
    return ", cut off" if session.interrupted else ", paused" if session.paused else " so far"


def _session(session: Session, zone: tzinfo, *, in_day: bool) -> Kept:
    start = session.start.astimezone(zone)
    when = f"{start:%H:%M}–{session.last.astimezone(zone):%H:%M}" if in_day else f"{start:%a %d %b %H:%M}"
    shorter = (when, when[:5]) if in_day else (f"{start:%d %b %H:%M}", f"{start:%d %b}")
    more = [f"ache {ache_text(session)}"] if ache_text(session) else []
    if session.completed:
        more.append("all of it")
    else:
        more.append(f"{count(session.holds, 'hold')}{_how_far(session)}")
    cells = (when, session.title, as_clock(session.active), ", ".join(more))
    return Kept(session.start, cells, session, Brief(*shorter, session.title, more[0]))


def ache_text(session: Session) -> str:
    """Give a session's ache before and after, empty where neither was rated."""
    scores = (session.ache_before, session.ache_after)
    return " → ".join("–" if s is None else str(s) for s in scores) if any(s is not None for s in scores) else ""


def _note(note: Note, day: Day, *, in_day: bool) -> Kept:
    session = next((s for s in day.sessions if s.id == note.session), None)
    # Just after its session, or at the end of its day: where one would look for it.
    at = session.start + timedelta(microseconds=1) if session is not None else note.at
    when = "" if in_day else f"{day.date:%a %d %b}"
    what = "note" if session is None else f"note on {session.title}"
    date = "" if in_day else f"{day.date:%d %b}"
    return Kept(at, (when, what, "", note.text), note, Brief(date, date, "note", note.text))

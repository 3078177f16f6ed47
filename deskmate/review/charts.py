"""The charts of a period's days, and which chart each panel shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, tzinfo

from deskmate.duration import as_text, exact_text
from deskmate.review.cells import count, percent, prompts, score, signed
from deskmate.review.chart import Chart, Panel, Point, Shape, top
from deskmate.review.figures import ache_ratings, averaged, days_in
from deskmate.review.patterns import HOUR, MINUTE, calendar_chart, hours_chart, relief_chart
from deskmate.review.period import Period, day_text
from deskmate.review.slots import Slot, slots
from deskmate.review.smooth import smoothed
from deskmate.sitting.fold import Day
from deskmate.sitting.rules import PROLONGED, Rules

NARROW, WIDE = 2.0, 10.0
"""The bandwidths of the smoothed ache, in days: what a week shows, and what a year does. Product choices."""


def chart(panel: Panel, days: Sequence[Day], period: Period, *, today: date, rules: Rules, zone: tzinfo) -> Chart:
    """Give a panel's chart of a period; `days` are all there are, as lines are smoothed over its edges."""
    inside = days_in(days, period)
    match panel:
        case Panel.HOURS:
            return hours_chart(averaged(inside, today), period, rules, zone)
        case Panel.RELIEF:
            return relief_chart([d for d in days if d.date <= period.last])
        case Panel.CALENDAR:
            return calendar_chart(inside, period, today, rules)
        case Panel.ACHE:
            return _ache(days, slots(inside, period, today, rules), period)
        case _:
            return _BY_SLOT[panel](slots(inside, period, today, rules), rules)


def _or_dash(slot: Slot, text: str) -> str:
    return text if slot.sums.days else "–"


def _nothing(slot: Slot) -> str:
    return f"{slot.name}: still to come." if slot.is_ahead else f"{slot.name}: nothing was noticed."


def _sitting(slots: list[Slot], rules: Rules) -> Chart:
    goal = rules.goal / HOUR

    def told(s: Slot) -> str:
        sat = s.a_day.sedentary_a_day
        apart = abs(sat // MINUTE - rules.goal // MINUTE) * MINUTE
        side = "over" if sat >= rules.goal else "below"
        a_day = " a day" if s.is_month else ""
        return f"{s.name}: sat {as_text(sat)}{a_day}, {as_text(apart)} {side} the goal."

    points = tuple(
        Point(
            s.label,
            (s.name, _or_dash(s, as_text(s.a_day.sedentary_a_day)), _or_dash(s, str(s.sums.prolonged))),
            told(s) if s.sums.days else _nothing(s),
            s.a_day.sedentary_a_day / HOUR if s.sums.days else None,
            is_over=s.a_day.sedentary_a_day >= rules.goal,
            day=s.first,
        )
        for s in slots
    )
    first = "Month" if slots and slots[0].is_month else "Day"
    return Chart(
        "Sitting a day",
        Shape.BARS,
        "hours",
        (first, "Sat a day" if first == "Month" else "Sat", "Bouts of 30 min or more"),
        points,
        top([p.value for p in points], goal),
        "No sitting was noticed in this time. Leave deskmate open in a pane, and each day becomes a bar here.",
        f"Sitting is all the time noticed as sitting; the line is your goal, {as_text(rules.goal)}.",
        goal,
    )


def _bout(slots: list[Slot], rules: Rules) -> Chart:
    mark = PROLONGED / MINUTE

    def told(s: Slot) -> str:
        length = f"{s.name}: longest bout {as_text(s.sums.longest_bout)}"
        if s.is_month and s.sums.longest_on is not None:
            return f"{length}, on {s.sums.longest_on:%a} {day_text(s.sums.longest_on)}."
        return f"{length}; {s.sums.prolonged} of {as_text(PROLONGED)} or more."

    points = tuple(
        Point(
            s.label,
            (s.name, _or_dash(s, as_text(s.sums.longest_bout)), _or_dash(s, str(s.sums.prolonged))),
            told(s) if s.sums.days else _nothing(s),
            s.sums.longest_bout / MINUTE if s.sums.days else None,
            is_over=s.sums.longest_bout >= PROLONGED,
            day=s.first,
        )
        for s in slots
    )
    return Chart(
        "Longest bout of sitting",
        Shape.BARS,
        "minutes",
        ("Month" if slots and slots[0].is_month else "Day", "Longest bout", "Bouts of 30 min or more"),
        points,
        top([p.value for p in points], mark),
        "No bout of sitting was noticed in this time. The longest of each day becomes a bar here.",
        f"A bout lasts until a break of {exact_text(rules.shortest_break)} or more;"
        f" from {as_text(PROLONGED)} on, the line, it is prolonged.",
        mark,
    )


def _breaks(slots: list[Slot], rules: Rules) -> Chart:
    within = as_text(rules.repeat_after)

    def told(s: Slot) -> str:
        found = s.sums.heeded
        is_average = s.is_month and s.a_day.breaks
        taken = f"{s.a_day.breaks_a_day:.1f} breaks a day" if is_average else count(s.sums.breaks, "break")
        if not found.prompted:
            return f"{s.name}: {taken}, and {prompts(found.open)}."
        return f"{s.name}: up in time after {found.heeded} of {count(found.prompted, 'prompt')}; {taken}."

    points = tuple(
        Point(
            s.label,
            (
                s.name,
                _or_dash(s, f"{s.a_day.breaks_a_day:.1f}" if s.is_month else str(s.sums.breaks)),
                _or_dash(s, f"{s.sums.heeded.heeded} of {s.sums.heeded.prompted}"),
                percent(s.sums.heeded.share),
            ),
            told(s) if s.sums.days else _nothing(s),
            s.sums.heeded.share * 100 if s.sums.heeded.share is not None else None,
            day=s.first,
        )
        for s in slots
    )
    is_month = bool(slots) and slots[0].is_month
    return Chart(
        "Breaks taken when prompted",
        Shape.BARS,
        "%",
        ("Month" if is_month else "Day", "Breaks a day" if is_month else "Breaks", "Prompts heeded", "Share"),
        points,
        100.0,
        "There was no prompt in this time. How often you get up when prompted becomes a bar here.",
        f"Up in time, a prompt heeded: the bout ended within {within} of its first prompt.",
    )


def _stretching(slots: list[Slot], rules: Rules) -> Chart:
    del rules

    def told(s: Slot) -> str:
        if not s.sums.stretches:
            return _nothing(s) if s.is_ahead else f"{s.name}: no stretch."
        return f"{s.name}: {as_text(s.sums.stretching)} in {count(s.sums.stretches, 'session')}."

    points = tuple(
        Point(
            s.label,
            (s.name, *(("–", "–") if s.is_ahead else (as_text(s.sums.stretching), str(s.sums.stretches)))),
            told(s),
            None if s.is_ahead else s.sums.stretching / MINUTE,
            day=s.first,
        )
        for s in slots
    )
    is_month = bool(slots) and slots[0].is_month
    return Chart(
        "Stretching",
        Shape.BARS,
        "minutes",
        ("Month" if is_month else "Day", "Stretching", "Sessions"),
        points,
        top([p.value for p in points], 1.0),
        "No stretch in this time. Once you do one, begun on Today, its minutes are kept here.",
        "The time of guided sessions in which something was held.",
    )


_BY_SLOT: dict[Panel, Callable[[list[Slot], Rules], Chart]] = {
    Panel.SITTING: _sitting,
    Panel.BOUT: _bout,
    Panel.BREAKS: _breaks,
    Panel.STRETCHING: _stretching,
}


def _ache(days: Sequence[Day], slots: list[Slot], period: Period) -> Chart:
    ratings = [((day - period.first).days + 0.0, float(score)) for day, score in ache_ratings(days)]
    is_month = bool(slots) and slots[0].is_month
    middle = 14 if is_month else 0
    at = [(s.first - period.first).days + middle for s in slots]
    inside = any(s.sums.ratings for s in slots)
    line = smoothed(ratings, at, WIDE if is_month else NARROW) if inside else (None,) * len(slots)
    line = tuple(None if s.is_ahead else height for s, height in zip(slots, line, strict=True))
    points = tuple(
        Point(
            s.label,
            (s.name, score(s.sums.ache), score(height), str(s.sums.ratings or "–"), signed(s.sums.relief)),
            _ache_told(s, height),
            s.sums.ache,
            height,
            day=s.first,
        )
        for s, height in zip(slots, line, strict=True)
    )
    return Chart(
        "Ache before stretching",
        Shape.LINE,
        "0 to 10",
        ("Month" if is_month else "Day", "Ache", "Smoothed", "Ratings", "Relief"),
        points,
        10.0,
        "No ache was rated in this time. Before a stretch you are asked how much it aches; the answers show here.",
        "Dots: your ratings. Line: their mean, near ones weighing most (Nadaraya, Watson 1964).",
    )


def _ache_told(slot: Slot, line: float | None) -> str:
    found = slot.sums
    if slot.is_ahead:
        return _nothing(slot)
    if found.ache is None:
        return f"{slot.name}: not rated." if line is None else f"{slot.name}: not rated; smoothed {line:.1f}."
    how_often = f" in {found.ratings} ratings" if found.ratings > 1 else ""
    relief = f", relief {signed(found.relief)}" if found.relief is not None else ""
    smooth = f", smoothed {line:.1f}" if line is not None else ""
    return f"{slot.name}: ache {found.ache:.1f}{how_often}{smooth}{relief}."

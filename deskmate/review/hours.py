"""At what time of day the prolonged bouts lie."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta, tzinfo

from deskmate.sitting.bouts import ZERO, bouts
from deskmate.sitting.fold import Day
from deskmate.sitting.rules import Rules
from deskmate.sitting.timeline import Posture, Span, within

HOURS = 24
HOUR = timedelta(hours=1)

_Choice = Callable[[Day], list[Span]]


def prolonged_by_hour(days: Iterable[Day], rules: Rules, zone: tzinfo) -> tuple[timedelta, ...]:
    """Give for each hour of the wall's clock the sitting in prolonged bouts, on average of the days with spans."""
    return _by_hour(days, zone, lambda day: _prolonged(day, rules))


def sitting_by_hour(days: Iterable[Day], zone: tzinfo) -> tuple[timedelta, ...]:
    """Give for each hour of the wall's clock the sitting, on average of the days with spans."""
    return _by_hour(days, zone, lambda day: [s for s in day.spans if s.posture is Posture.SITTING])


def _by_hour(days: Iterable[Day], zone: tzinfo, chosen: _Choice) -> tuple[timedelta, ...]:
    hours = [ZERO] * HOURS
    count = 0
    for day in days:
        count += bool(day.spans)
        for span in chosen(day):
            _share_out(span, hours, zone)
    return tuple(total / max(1, count) for total in hours)


def _prolonged(day: Day, rules: Rules) -> list[Span]:
    found: list[Span] = []
    for bout in bouts(day.spans, rules.shortest_break):
        if bout.is_prolonged:
            inside = within(day.spans, bout.start, bout.end)
            found += [s for s in inside if s.posture is Posture.SITTING]
    return found


def _share_out(span: Span, hours: list[timedelta], zone: tzinfo) -> None:
    """Add a span's time to the hours it lies in; in UTC, so that a change of the clocks takes or adds nothing."""
    moment, end = span.start.astimezone(UTC), span.end.astimezone(UTC)
    while moment < end:
        here: datetime = moment.astimezone(zone)
        into = timedelta(minutes=here.minute, seconds=here.second, microseconds=here.microsecond)
        until = min(end, moment + (HOUR - into))
        hours[here.hour] += until - moment
        moment = until

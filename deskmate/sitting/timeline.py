"""From events to an unbroken row of posture spans."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from deskmate.sitting.events import Event, Kind
from deskmate.sitting.rules import Rules


class Posture(StrEnum):
    """Where the user is. UNKNOWN is time nobody watched."""

    SITTING = "sitting"
    STANDING = "standing"
    AWAY = "away"
    UNKNOWN = "unknown"


AT_DESK, NOT_HERE = (Posture.SITTING, Posture.STANDING), (Posture.AWAY, Posture.UNKNOWN)


class Activity(StrEnum):
    """What a span of not sitting was for, where the user said so."""

    BREAK = "break"
    STRETCH = "stretch"
    WALK = "walk"


class Span(NamedTuple):
    """An unbroken stretch of one posture; `end` is exclusive."""

    start: datetime
    end: datetime
    posture: Posture
    activity: Activity | None = None

    @property
    def length(self) -> timedelta:
        """Give the time from start to end."""
        return self.end - self.start

    def between(self, start: datetime, end: datetime) -> Span:
        """Give the same posture from another start to another end."""
        return Span(start, end, self.posture, self.activity)


_START, _END = attrgetter("start"), attrgetter("end")


@dataclass(slots=True)
class Walk:
    """The walk through the events: what holds at a moment, as far as they told it."""

    posture: Posture = Posture.UNKNOWN
    before_leaving: Posture = Posture.SITTING
    left_at: datetime | None = None
    on_break: bool = False
    session: str = ""
    begun: str = ""
    """The session begun last, whether it runs or not: no other can go on."""

    @property
    def shown(self) -> tuple[Posture, Activity | None]:
        """Give the posture, and what it is for."""
        if self.posture is Posture.AWAY:
            return Posture.AWAY, Activity.BREAK if self.on_break else None
        if self.session:
            return Posture.STANDING, Activity.STRETCH
        if self.on_break:
            return Posture.STANDING, Activity.BREAK
        return self.posture, None


def timeline(events: Iterable[Event], now: datetime, rules: Rules) -> tuple[Span, ...]:
    """Give the spans from the first posture event to `now`, in order, touching each other.

    `events` are in order; those after `now` are not counted. When the last sign of life is older than
    `rules.unwatched_after`, the time since then is UNKNOWN: nobody was there to see it.
    """
    walk = Walk()
    past = [e for e in events if e.at <= now]
    spans, since = advance(walk, past, None, rules)
    if since is None:
        return ()
    last_sign = past[-1].at
    if now - last_sign > rules.unwatched_after and walk.shown[0] is not Posture.UNKNOWN:
        _append(spans, Span(since, last_sign, *walk.shown))
        _append(spans, Span(last_sign, now, Posture.UNKNOWN))
    else:
        _append(spans, Span(since, now, *walk.shown), keep_empty=True)
    return tuple(spans)


def advance(
    walk: Walk, events: Iterable[Event], since: datetime | None, rules: Rules
) -> tuple[list[Span], datetime | None]:
    """Take the walk through events in order; give the spans that ended, and since when the last one runs.

    `since` is when the present one began, None while nothing is known.
    """
    spans: list[Span] = []
    before = walk.shown
    for event in events:
        step = _STEPS.get(event.kind)
        if step is None:
            continue
        step(walk, event, rules)
        shown = walk.shown
        if shown == before:
            continue
        if since is not None:
            _append(spans, Span(since, event.at, *before))
        since, before = event.at, shown
    return spans, since


def spans_until(end: datetime, spans: list[Span], since: datetime | None, walk: Walk) -> tuple[Span, ...]:
    """Give the spans that ended and the one that runs, up to `end`."""
    if since is not None:
        _append(spans, Span(since, end, *walk.shown))
    return tuple(spans)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Give spans that touch each other without the empty ones between, like ones made one; the last is kept."""
    found: list[Span] = []
    parts = list(spans)
    for span in parts[:-1]:
        _append(found, span)
    for span in parts[-1:]:
        _append(found, span, keep_empty=True)
    return tuple(found)


def _append(spans: list[Span], span: Span, *, keep_empty: bool = False) -> None:
    if span.end <= span.start and not keep_empty:
        return
    last = spans[-1] if spans else None
    if (
        last is not None
        and last.posture is span.posture
        and last.activity is span.activity
        and last.end == span.start
    ):
        spans[-1] = last.between(last.start, span.end)
    else:
        spans.append(span)


_Step = Callable[[Walk, Event, Rules], None]


def _told(posture: Posture) -> _Step:
    """Give the step to a posture that ends whatever was before it."""

    def step(walk: Walk, _: Event, __: Rules) -> None:
        walk.posture, walk.on_break, walk.session = posture, False, ""

    return step


def _leave(walk: Walk, event: Event, _: Rules) -> None:
    if walk.posture is not Posture.AWAY:
        walk.before_leaving, walk.left_at = walk.posture, event.at
    walk.posture, walk.session = Posture.AWAY, ""


def _return(walk: Walk, event: Event, rules: Rules) -> None:
    """Come back to what was before a short absence, and to sitting after a longer one, an unknown one or a break."""
    if walk.posture not in NOT_HERE:
        return
    short = walk.left_at is not None and event.at - walk.left_at < rules.shortest_break
    was_standing = walk.before_leaving is Posture.STANDING and not walk.on_break
    walk.posture = Posture.STANDING if short and was_standing else Posture.SITTING
    walk.on_break = False


def _start_break(walk: Walk, _: Event, __: Rules) -> None:
    walk.posture, walk.on_break = Posture.STANDING, True


def _end_break(walk: Walk, _: Event, __: Rules) -> None:
    if walk.on_break:
        walk.posture, walk.on_break = Posture.SITTING, False


def _start_session(walk: Walk, event: Event, _: Rules) -> None:
    if walk.posture in NOT_HERE:
        walk.posture = Posture.SITTING
    walk.session = walk.begun = event.text("session")


def _go_on(walk: Walk, event: Event, rules: Rules) -> None:
    """Go on with a session that was begun; of one that was deleted its going on may be left."""
    if event.text("session") == walk.begun:
        _start_session(walk, event, rules)


def _end_session(walk: Walk, event: Event, _: Rules) -> None:
    if event.text("session") == walk.session:
        walk.session = ""


_STEPS: dict[Kind, _Step] = {
    Kind.SAT: _told(Posture.SITTING),
    Kind.STOOD: _told(Posture.STANDING),
    Kind.LEFT: _leave,
    Kind.RETURNED: _return,
    Kind.UNWATCHED: _told(Posture.UNKNOWN),
    Kind.BREAK_STARTED: _start_break,
    Kind.BREAK_ENDED: _end_break,
    Kind.SESSION_STARTED: _start_session,
    Kind.SESSION_RESUMED: _go_on,
    Kind.SESSION_ENDED: _end_session,
    Kind.SESSION_INTERRUPTED: _end_session,
}
"""What each kind of event does to the walk; the others leave it as it is."""


def within(spans: Sequence[Span], start: datetime, end: datetime) -> tuple[Span, ...]:
    """Give the spans, which are in order, clipped to [start, end); what lies outside is left out.

    Of all spans only the last can be empty, and is left out then, too.
    """
    if not spans:
        return ()
    start, end = as_told(start, spans[0].start), as_told(end, spans[0].start)
    low = bisect_right(spans, start, key=_END)
    found = list(spans[low : bisect_left(spans, end, lo=low, key=_START)])
    if found and found[-1].start == found[-1].end:
        found.pop()
    if found and found[0].start < start:
        found[0] = found[0].between(start, found[0].end)
    if found and found[-1].end > end:
        found[-1] = found[-1].between(found[-1].start, end)
    return tuple(found)


def as_told(moment: datetime, told: datetime) -> datetime:
    """Give the same moment at the offset of another: comparing times of two offsets takes many times as long."""
    return moment.astimezone(told.tzinfo) if isinstance(told.tzinfo, timezone) else moment

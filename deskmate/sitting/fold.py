"""The one fold: `state = fold(events, now)`. Whoever shows anything shows this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from deskmate.sitting.bouts import ZERO, Bout, bouts, breaks, sitting_time
from deskmate.sitting.events import Event
from deskmate.sitting.plan import BreakPlan, plan_break
from deskmate.sitting.rules import Rules
from deskmate.sitting.sessions import Session, sessions
from deskmate.sitting.timeline import Activity, Posture, Span, timeline, within

LOOK_BACK = timedelta(days=2)
"""How old an event may be and still bear on the present state: a bout over midnight, and the time before it."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What a local day adds up to."""

    sedentary: timedelta = ZERO
    longest_bout: timedelta = ZERO
    prolonged_bouts: int = 0
    breaks: int = 0
    stretches: int = 0
    stretching: timedelta = ZERO


@dataclass(frozen=True, slots=True)
class Day:
    """One local day: its posture spans, its sessions and their sums."""

    date: date
    spans: tuple[Span, ...]
    sessions: tuple[Session, ...]
    totals: Totals


@dataclass(frozen=True, slots=True)
class State:
    """Everything there is to know at `now`."""

    now: datetime
    posture: Posture
    since: datetime
    activity: Activity | None
    bout: Bout | None
    plan: BreakPlan
    today: Day
    open_session: Session | None

    @property
    def time_up(self) -> timedelta:
        """Give how long the user has been up, away or on a break; zero while sitting."""
        return ZERO if self.posture is Posture.SITTING else self.now - self.since


def fold(events: Sequence[Event], now: datetime, rules: Rules) -> State:
    """Fold events (any order; those after `now` do not count) into the state at `now` (aware, local)."""
    past = sorted((e for e in events if e.at <= now), key=lambda e: e.order)
    spans = timeline(past, now, rules)
    all_bouts = bouts(spans, rules.shortest_break)
    bout = all_bouts[-1] if all_bouts and all_bouts[-1].ongoing else None
    all_sessions = sessions(past)
    current = spans[-1] if spans else Span(now, now, Posture.UNKNOWN)
    unended = [s for s in all_sessions if not s.ended]
    return State(
        now=now,
        posture=current.posture,
        since=_since(spans, current),
        activity=current.activity,
        bout=bout,
        plan=plan_break(bout, past, now, rules),
        today=_day(now.date(), now, spans, all_sessions, rules),
        open_session=unended[-1] if unended else None,
    )


def days(events: Sequence[Event], now: datetime, rules: Rules) -> tuple[Day, ...]:
    """Give every local day that has something in it, newest first."""
    past = [e for e in events if e.at <= now]
    by_day: dict[date, tuple[list[Span], list[Session]]] = {}
    for session in sessions(past):
        by_day.setdefault(session.start.astimezone(now.tzinfo).date(), ([], []))[1].append(session)
    for span in timeline(past, now, rules):
        for day in _dates(span, now):
            by_day.setdefault(day, ([], []))[0].append(span)
    found = [_day(day, now, spans, done, rules) for day, (spans, done) in sorted(by_day.items(), reverse=True)]
    return tuple(day for day in found if day.spans or day.sessions)


def _since(spans: Sequence[Span], current: Span) -> datetime:
    """Give the start of the present posture, whatever it was for."""
    start = current.start
    for span in reversed(spans):
        if span.posture is not current.posture:
            break
        start = span.start
    return start


def _dates(span: Span, now: datetime) -> list[date]:
    first = span.start.astimezone(now.tzinfo).date()
    last = span.end.astimezone(now.tzinfo).date()
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _day(day: date, now: datetime, spans: Sequence[Span], all_sessions: Sequence[Session], rules: Rules) -> Day:
    start = datetime.combine(day, time.min, tzinfo=now.tzinfo)
    end = datetime.combine(day + timedelta(days=1), time.min, tzinfo=now.tzinfo)
    inside = within(spans, start, end)
    done = tuple(s for s in all_sessions if start <= s.start < end)
    is_over = end <= now
    shown = _trimmed(inside, is_over=is_over)
    return Day(day, shown, done, _totals(shown, done, rules, is_over=is_over))


def _trimmed(spans: Sequence[Span], *, is_over: bool) -> tuple[Span, ...]:
    """Leave out the time before the user first came to the desk and, of a day gone by, after they last left."""
    here = [i for i, s in enumerate(spans) if s.posture in {Posture.SITTING, Posture.STANDING}]
    if not here:
        return ()
    return tuple(spans[here[0] : here[-1] + 1 if is_over else None])


def _totals(spans: Sequence[Span], done: Sequence[Session], rules: Rules, *, is_over: bool) -> Totals:
    sat = bouts(spans, rules.shortest_break)
    # Going home is not a break: a break lies between two bouts, or is still running today.
    up = [b for b in breaks(spans, rules.shortest_break) if not (is_over and b.ongoing)]
    stretches = [s for s in done if s.did_something]
    return Totals(
        sedentary=sitting_time(spans),
        longest_bout=max((b.sitting for b in sat), default=ZERO),
        prolonged_bouts=sum(b.is_prolonged for b in sat),
        breaks=len(up),
        stretches=len(stretches),
        stretching=sum((s.active for s in stretches), ZERO),
    )

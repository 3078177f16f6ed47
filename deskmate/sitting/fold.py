"""The one fold: `state = fold(events, now)`. Whoever shows anything shows this."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

from deskmate.sitting.absence import Absence, last_absence
from deskmate.sitting.amend import Correction, corrected, corrections, effective
from deskmate.sitting.bouts import ZERO, Bout, bouts, breaks
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.notes import Note
from deskmate.sitting.plan import BreakPlan, plan_break
from deskmate.sitting.quiet import Quiet, held_back, held_to_tell, last_reading_end, quiet_at, reading_until
from deskmate.sitting.rules import Rules
from deskmate.sitting.schedule import day_bounds
from deskmate.sitting.sessions import Session, sessions
from deskmate.sitting.timeline import AT_DESK, Activity, Posture, Span, timeline, within

LOOK_BACK = timedelta(days=2)
"""How old an event may be and still bear on the present state: a bout over midnight, and the time before it."""


class Totals(NamedTuple):
    """What a local day adds up to."""

    sedentary: timedelta = ZERO
    longest_bout: timedelta = ZERO
    prolonged_bouts: int = 0
    breaks: int = 0
    stretches: int = 0
    stretching: timedelta = ZERO


class Day(NamedTuple):
    """One local day: its posture spans, its sessions and their sums."""

    date: date
    spans: tuple[Span, ...]
    sessions: tuple[Session, ...]
    totals: Totals
    prompts: tuple[datetime, ...] = ()
    """When the user was prompted to get up, where one looks back on days."""
    notes: tuple[Note, ...] = ()
    """Filled in by `review.past`."""
    is_over: bool = True
    into_next: bool = False
    """Whether the user was at the desk as it ended: its last bout may go on in the next day."""


class State(NamedTuple):
    """Everything there is to know at `now`; `zone` is the local one, by which days begin."""

    now: datetime
    zone: tzinfo
    posture: Posture
    since: datetime
    activity: Activity | None
    bout: Bout | None
    plan: BreakPlan
    today: Day
    open_session: Session | None
    """The session that runs."""
    paused: Session | None
    """A session that is held for long, and may go on."""
    interrupted: Session | None
    """A session whose process is gone, of which the user has not said yet what becomes of it."""
    quiet: Quiet | None
    quiet_when_due: Quiet | None
    """What will hold when the next break falls due, or holds now that one is: nobody is told of it then."""
    held: tuple[datetime, ...]
    """When breaks fell due in quiet that the user was not told of yet."""
    held_told: tuple[datetime, ...]
    """Those the user is told of at this moment."""
    reading_until: datetime | None
    reading_ended: datetime | None
    absence: Absence | None
    left_at: datetime | None
    """When the user last left, which may be later than `since`: one absence can follow another at once."""
    spans: tuple[Span, ...]
    """Everything known of today and the days before, as far back as the events go."""
    corrections: tuple[Correction, ...]
    goal: timedelta
    """How much sitting a day the user wants to stay below."""

    def local(self, moment: datetime) -> datetime:
        """Give a moment as the clock on the wall showed it."""
        return moment.astimezone(self.zone)

    @property
    def unfinished(self) -> Session | None:
        """Give the session that runs or is paused: some process has it, or had it to its end."""
        return self.open_session or self.paused

    @property
    def time_up(self) -> timedelta:
        """Give how long the user has been up, away or on a break; zero while sitting."""
        return ZERO if self.posture is Posture.SITTING else self.now - self.since


def fold(events: Sequence[Event], now: datetime, rules: Rules, zone: tzinfo | None = None) -> State:
    """Fold events (any order; those after `now` do not count) into the state at `now` (aware).

    Days are those of `zone`, or of the zone of `now`.
    """
    zone = zone or now.tzinfo or UTC
    past = effective(e for e in events if e.at <= now)
    said = corrections(past)
    spans = corrected(timeline(past, now, rules), said, now)
    all_bouts = bouts(spans, rules.shortest_break)
    bout = all_bouts[-1] if all_bouts and all_bouts[-1].ongoing else None
    all_sessions = sessions(past)
    current = spans[-1] if spans else Span(now, now, Posture.UNKNOWN)
    today = now.astimezone(zone).date()
    midnight, _ = day_bounds(today, zone)
    taken = breaks(within(spans, midnight, now), rules.shortest_break)
    plan = plan_break(bout, taken, past, now, rules)
    return State(
        now=now,
        zone=zone,
        posture=current.posture,
        since=_since(spans, current),
        activity=current.activity,
        bout=bout,
        plan=plan,
        today=day_of(today, now, spans, all_sessions, rules=rules, zone=zone),
        open_session=_last(s for s in all_sessions if not (s.ended or s.interrupted or s.paused)),
        paused=_last(s for s in all_sessions if s.paused),
        interrupted=_last(s for s in all_sessions if s.interrupted),
        quiet=quiet_at(past, now, rules, zone),
        quiet_when_due=quiet_at(past, max(now, plan.due), rules, zone) if plan.due is not None else None,
        held=held_back(past),
        held_told=held_to_tell(past, now),
        reading_until=reading_until(past, now),
        reading_ended=last_reading_end(past, now),
        absence=last_absence(past, now, rules),
        left_at=next((e.at for e in reversed(past) if e.kind is Kind.LEFT), None),
        spans=spans,
        corrections=said,
        goal=rules.goal,
    )


def days(events: Sequence[Event], now: datetime, rules: Rules, zone: tzinfo | None = None) -> tuple[Day, ...]:
    """Give every local day that has something in it, newest first."""
    zone = zone or now.tzinfo or UTC
    past = effective(e for e in events if e.at <= now)
    by_day: dict[date, tuple[list[Span], list[Session]]] = {}
    for session in sessions(past):
        by_day.setdefault(session.start.astimezone(zone).date(), ([], []))[1].append(session)
    for span in corrected(timeline(past, now, rules), corrections(past), now):
        for day in _dates(span, zone):
            by_day.setdefault(day, ([], []))[0].append(span)
    prompts: dict[date, list[datetime]] = {}
    for event in past:
        if event.kind is Kind.BREAK_DUE:
            prompts.setdefault(event.at.astimezone(zone).date(), []).append(event.at)
    found = [
        day_of(day, now, spans, done, rules=rules, zone=zone)._replace(prompts=tuple(prompts.get(day, ())))
        for day, (spans, done) in sorted(by_day.items(), reverse=True)
    ]
    return tuple(day for day in found if day.spans or day.sessions)


def _last(found: Iterable[Session]) -> Session | None:
    return next(reversed(tuple(found)), None)


def _since(spans: Sequence[Span], current: Span) -> datetime:
    """Give the start of the present posture, whatever it was for."""
    start = current.start
    for span in reversed(spans):
        if span.posture is not current.posture:
            break
        start = span.start
    return start


def _dates(span: Span, zone: tzinfo) -> list[date]:
    first = span.start.astimezone(zone).date()
    last = span.end.astimezone(zone).date()
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def day_of(
    day: date, now: datetime, spans: Sequence[Span], all_sessions: Sequence[Session], *, rules: Rules, zone: tzinfo
) -> Day:
    """Give what a local day comes to at `now`, out of spans and sessions that may reach beyond it."""
    start, end = day_bounds(day, zone)
    done = tuple(s for s in all_sessions if start <= s.start < end)
    return summed(day, within(spans, start, end), done, rules, is_over=end <= now)


def summed(
    day: date,
    inside: Sequence[Span],
    done: tuple[Session, ...],
    rules: Rules,
    *,
    is_over: bool,
    prompts: tuple[datetime, ...] = (),
) -> Day:
    """Give what a local day comes to, out of its own spans, sessions and prompts alone."""
    shown = _trimmed(inside, is_over=is_over)
    into_next = is_over and bool(inside) and inside[-1].posture in AT_DESK
    return Day(
        day,
        shown,
        done,
        _totals(shown, done, rules, is_over=is_over),
        prompts,
        is_over=is_over,
        into_next=into_next,
    )


def _trimmed(spans: Sequence[Span], *, is_over: bool) -> tuple[Span, ...]:
    """Leave out the time before the user first came to the desk and, of a day gone by, after they last left."""
    first = next((i for i, s in enumerate(spans) if s.posture in AT_DESK), None)
    if first is None:
        return ()
    away = next(i for i, s in enumerate(reversed(spans)) if s.posture in AT_DESK)
    return tuple(spans[first : len(spans) - away if is_over else None])


def _totals(spans: Sequence[Span], done: Sequence[Session], rules: Rules, *, is_over: bool) -> Totals:
    sat = bouts(spans, rules.shortest_break)
    # Going home is not a break: a break lies between two bouts, or is still running today.
    up = [b for b in breaks(spans, rules.shortest_break) if not (is_over and b.ongoing)]
    stretches = [s for s in done if s.did_something]
    return Totals(
        sedentary=sum((b.sitting for b in sat), ZERO),
        longest_bout=max((b.sitting for b in sat), default=ZERO),
        prolonged_bouts=sum(b.is_prolonged for b in sat),
        breaks=len(up),
        stretches=len(stretches),
        stretching=sum((s.active for s in stretches), ZERO),
    )

"""The walking programme: from what the user does now toward half an hour five times a week, a little more each week.

After the programme of Pocovi et al. 2024, Lancet, which started from what each person did. A walk is what the user
says was one (`deskmate log walk 15m`, or the key for it): it has its one home in the corrections of the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from deskmate.sitting.amend import corrections, effective
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.timeline import Activity

GROWTH = 1.125
"""By how much the minutes of a week grow: between a tenth and three twentieths, where programmes usually lie."""

LONGEST_WALK = 30.0
"""Minutes of one walk the programme leads to."""

MOST_TIMES = 5
"""Walks a week the programme leads to."""

SHORTEST_WALK = 5.0
"""Minutes of one walk below which the programme never goes."""

MILD = 3
"""Discomfort (0-10) up to which it is usual, if it is gone by the next morning."""

MUCH = 7
"""Discomfort (0-10) that takes a week back by itself."""

ENOUGH = 0.9
"""The share of a week's minutes that counts as having done them."""

WEEK = timedelta(days=7)

_OF_WALKS = frozenset({Kind.CORRECTED, Kind.UNDONE, Kind.WALK_PLANNED, Kind.WALK_RATED})


@dataclass(frozen=True, slots=True)
class Walk:
    """One walk; `discomfort` is 0-10, None where it was not told; `settled` whether it was gone the next morning."""

    id: str
    start: datetime
    length: timedelta
    discomfort: int | None = None
    settled: bool | None = None

    @property
    def troubled(self) -> bool:
        """Tell whether it brought more than mild discomfort, or some that lasted."""
        return (self.discomfort or 0) > MILD or self.settled is False


@dataclass(frozen=True, slots=True)
class Aim:
    """What a week asks for: so many walks of so many minutes."""

    minutes: float
    times: int

    @property
    def total(self) -> float:
        """Give the minutes of the whole week."""
        return self.minutes * self.times

    def grown(self) -> Aim:
        """Give the next week's aim: longer walks, and another one where they would grow too long."""
        most = LONGEST_WALK * MOST_TIMES
        if self.total >= most:
            return self
        total, times = min(most, self.total * GROWTH), self.times
        while total / times > LONGEST_WALK:
            times += 1
        return Aim(total / times, times)

    def shrunk(self) -> Aim:
        """Give the aim a week back; never fewer walks."""
        return Aim(max(min(SHORTEST_WALK, self.minutes), self.minutes / GROWTH), self.times)


class Outcome(StrEnum):
    """What a week that is over means for the next."""

    ON = "on"
    AGAIN = "again"
    """It was not all walked; the same again."""
    HOLD = "hold"
    """A walk brought more than mild discomfort; the same again."""
    BACK = "back"
    """Walks brought more than mild discomfort, or one much: a step back."""


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the programme, counted from 1; `outcome` is None while it runs."""

    number: int
    start: date
    aim: Aim
    walks: tuple[Walk, ...]
    outcome: Outcome | None

    @property
    def minutes(self) -> float:
        """Give the minutes walked."""
        return sum((w.length for w in self.walks), timedelta(0)) / timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Programme:
    """The weeks so far, the running one last; there is at least that one."""

    weeks: tuple[Week, ...]

    @property
    def week(self) -> Week:
        """Give the week that runs."""
        return self.weeks[-1]

    @property
    def before(self) -> Week | None:
        """Give the week before it, None in the first."""
        return self.weeks[-2] if len(self.weeks) > 1 else None


def walks(events: Iterable[Event]) -> tuple[Walk, ...]:
    """Give every walk the user told of, in the order they were taken."""
    counted = effective(e for e in events if e.kind in _OF_WALKS)
    discomfort: dict[str, int] = {}
    settled: dict[str, bool] = {}
    for event in counted:
        if event.kind is Kind.WALK_RATED and event.text("moment") == "morning":
            settled[event.text("walk")] = event.data.get("settled") is True
        elif event.kind is Kind.WALK_RATED:
            discomfort[event.text("walk")] = min(10, max(0, round(event.seconds("score"))))
    found = (
        Walk(c.id, c.span.start, c.span.length, discomfort.get(c.id), settled.get(c.id))
        for c in corrections(counted)
        if c.span.activity is Activity.WALK
    )
    return tuple(sorted(found, key=lambda walk: walk.start))


def programme(events: Sequence[Event], now: datetime, zone: tzinfo) -> Programme | None:
    """Give the programme as it stands at `now`, its weeks counted in local days; None where none was begun."""
    planned = [e for e in effective(e for e in events if e.kind in _OF_WALKS) if e.kind is Kind.WALK_PLANNED]
    if not planned:
        return None
    start, today = planned[-1].at.astimezone(zone).date(), now.astimezone(zone).date()
    taken = walks(events)
    aim, weeks = _first_aim(planned[-1]), list[Week]()
    while not weeks or start <= today:
        here = tuple(w for w in taken if start <= w.start.astimezone(zone).date() < start + WEEK)
        outcome = _outcome(aim, here) if start + WEEK <= today else None
        weeks.append(Week(len(weeks) + 1, start, aim, here, outcome))
        aim, start = _next_aim(aim, outcome), start + WEEK
    return Programme(tuple(weeks))


def to_ask(taken: Sequence[Walk], now: datetime, zone: tzinfo) -> Walk | None:
    """Give the walk whose discomfort may have lasted until the next morning, if that was not told yet."""
    last = taken[-1] if taken else None
    if last is None or not last.discomfort or last.settled is not None:
        return None
    days = (now.astimezone(zone).date() - last.start.astimezone(zone).date()).days
    return last if 1 <= days <= WEEK.days else None


def _first_aim(planned: Event) -> Aim:
    minutes = planned.seconds("seconds") / 60
    return Aim(min(180.0, max(1.0, minutes)), min(7, max(1, round(planned.seconds("times")))))


def _outcome(aim: Aim, taken: Sequence[Walk]) -> Outcome:
    troubled = [w for w in taken if w.troubled]
    if len(troubled) > 1 or any((w.discomfort or 0) >= MUCH for w in taken):
        return Outcome.BACK
    if troubled:
        return Outcome.HOLD
    walked = sum((w.length for w in taken), timedelta(0)) / timedelta(minutes=1)
    return Outcome.ON if walked >= ENOUGH * aim.total else Outcome.AGAIN


def _next_aim(aim: Aim, outcome: Outcome | None) -> Aim:
    match outcome:
        case Outcome.ON:
            return aim.grown()
        case Outcome.BACK:
            return aim.shrunk()
        case _:
            return aim

"""Working hours and quiet times: when prompts are welcome at all, by the clock on the wall."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import NamedTuple

EVERY_DAY = frozenset(range(7))
DAY = timedelta(days=1)


class Why(StrEnum):
    """Why no prompt is given."""

    ASKED = "asked"
    HOURS = "hours"
    TIMES = "times"
    CALL = "call"


class Hours(NamedTuple):
    """A part of the day, `end` exclusive; one that ends before it starts goes on past midnight."""

    start: time
    end: time

    def on(self, day: date, zone: tzinfo) -> tuple[datetime, datetime]:
        """Give its start and end (UTC) where it starts on `day`."""
        last = day if self.end > self.start else day + DAY
        return _moment(day, self.start, zone), _moment(last, self.end, zone)


class Schedule(NamedTuple):
    """When prompts are given: in the working hours of the working days (0 = Monday), but not in the quiet times.

    Without hours the whole of a working day counts.
    """

    days: frozenset[int] = EVERY_DAY
    hours: Hours | None = None
    quiet: tuple[Hours, ...] = ()

    def quiet_until(self, now: datetime, zone: tzinfo) -> tuple[Why, datetime] | None:
        """Give why no prompt is welcome at `now`, and until when (UTC); None where one is."""
        here = now.astimezone(zone).date()
        for times in self.quiet:
            for start, end in (times.on(day, zone) for day in (here - DAY, here)):
                if start <= now < end:
                    return Why.TIMES, end
        if any(start <= now < end for start, end in self._working(here - DAY, 2, zone)):
            return None
        following = [start for start, _ in self._working(here, 9, zone) if start > now]
        return (Why.HOURS, following[0]) if following else (Why.HOURS, _moment(here + 7 * DAY, time.min, zone))

    def _working(self, first: date, count: int, zone: tzinfo) -> Iterator[tuple[datetime, datetime]]:
        for day in (first + n * DAY for n in range(count)):
            if day.weekday() not in self.days:
                continue
            if self.hours is not None:
                yield self.hours.on(day, zone)
            else:
                yield _moment(day, time.min, zone), _moment(day + DAY, time.min, zone)


def day_bounds(day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """Give the start of a local day and of the next (UTC): 23 or 25 hours apart where the clocks change."""
    return day_start(day, zone), day_start(day + DAY, zone)


def day_start(day: date, zone: tzinfo) -> datetime:
    """Give the start of a local day (UTC)."""
    return _moment(day, time.min, zone)


def _moment(day: date, clock: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)

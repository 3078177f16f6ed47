"""The two questions one may ask of time. Everything that needs a moment is given it, or one of these."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Protocol


class Clock(Protocol):
    """Real time jumps (suspend, a set clock, DST); monotonic time only runs."""

    def now(self) -> datetime:
        """Give the present moment, aware, in the local zone."""
        ...

    def monotonic(self) -> timedelta:
        """Give the time since some fixed point, for durations within one process."""
        ...

    def zone(self) -> tzinfo:
        """Give the local zone, for what days begin and end by: it knows when the clocks change."""
        ...


_PROBED = (946684800, 962409600, 1704067200, 1719792000)
"""January and July of 2000 and of 2024, in seconds since 1970: zones that differ do so at one of these."""


class LocalZone(tzinfo):
    """The machine's own zone as the C library knows it, which follows the user who flies to another one.

    Two are equal while the machine stays in one zone: what was made of days by one of them holds by the other.
    """

    def __init__(self) -> None:
        self._mark = tuple((t.tm_gmtoff, t.tm_zone) for t in map(time.localtime, _PROBED))

    def __eq__(self, other: object) -> bool:
        """Tell whether the other was made in the same zone."""
        return isinstance(other, LocalZone) and self._mark == other._mark

    def __hash__(self) -> int:
        """Give a hash that equal zones share."""
        return hash(self._mark)

    def utcoffset(self, moment: datetime | None) -> timedelta:
        """Give the offset from UTC of a local moment; of one the clocks show twice, by its fold."""
        here = (moment or datetime.now()).replace(tzinfo=None)  # noqa: DTZ005 - the question is what local means
        return here.astimezone().utcoffset() or timedelta(0)

    def dst(self, moment: datetime | None) -> timedelta | None:
        """Give None: the C library is asked for the offset alone."""
        del moment
        return None

    def tzname(self, moment: datetime | None) -> str:
        """Give the zone's short name at a local moment."""
        here = (moment or datetime.now()).replace(tzinfo=None)  # noqa: DTZ005
        return here.astimezone().tzname() or ""

    def fromutc(self, moment: datetime) -> datetime:
        """Give the local moment of one in UTC."""
        there = moment.replace(tzinfo=UTC).astimezone()
        return there.replace(tzinfo=self)


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> datetime:
        """Give the present moment, aware, in the local zone."""
        return datetime.now().astimezone()

    def monotonic(self) -> timedelta:
        """Give the time since boot; on Linux it stands still in suspend."""
        return timedelta(seconds=time.monotonic())

    def zone(self) -> tzinfo:
        """Give the local zone."""
        return LocalZone()

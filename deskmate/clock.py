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


class LocalZone(tzinfo):
    """The machine's own zone as the C library knows it, which follows the user who flies to another one."""

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

"""The two questions one may ask of time. Everything that needs a moment is given it, or one of these."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Real time jumps (suspend, a set clock, DST); monotonic time only runs."""

    def now(self) -> datetime:
        """Give the present moment, aware, in the local zone."""
        ...

    def monotonic(self) -> timedelta:
        """Give the time since some fixed point, for durations within one process."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> datetime:
        """Give the present moment, aware, in the local zone."""
        return datetime.now().astimezone()

    def monotonic(self) -> timedelta:
        """Give the time since boot; on Linux it stands still in suspend."""
        return timedelta(seconds=time.monotonic())

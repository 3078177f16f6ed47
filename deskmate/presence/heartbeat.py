"""Gaps in the app's own heartbeat: time in which it did not run, and so could not see anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

GAP = timedelta(minutes=2)
"""A silence longer than this is time away: no busy machine holds a program up for so long."""


@dataclass(frozen=True, slots=True)
class Beat:
    """Both clocks, read at one moment: real (aware), and monotonic (since some fixed point)."""

    real: datetime
    monotonic: timedelta

    def __post_init__(self) -> None:
        """Refuse a time without a zone: across a change of zone its gaps would be hours off."""
        if self.real.tzinfo is None:
            raise ValueError(f"a beat needs a time with a zone, and {self.real} has none")


class Gap(NamedTuple):
    """A silence, from the last beat before it to the first one after it, in real time."""

    start: datetime
    end: datetime


def gap_between(before: Beat, after: Beat) -> Gap | None:
    """Give the gap between two successive beats, or None when the app simply went on.

    There is a gap when either clock says that more than `GAP` went by. Stopped (SIGSTOP), both ran. Suspended, only
    the real clock did on Linux and macOS; on Windows both do.

    - A clock set *back* moves the real one alone, backwards: no gap. If it happened in a silence that the monotonic
      clock did see, what is left of it on the real clock is a gap still, however short.
    - A clock set *forward* by more than `GAP` looks exactly like a suspend, and is taken for one: suspends happen
      daily, such corrections hardly ever, and the mistake only ever takes away sitting time, never invents it.
    - Zone and daylight saving changes move neither clock.
    """
    real = after.real.astimezone(UTC) - before.real.astimezone(UTC)
    monotonic = after.monotonic - before.monotonic
    if real <= timedelta() or max(real, monotonic) <= GAP:
        return None
    return Gap(before.real, after.real)

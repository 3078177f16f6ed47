"""Sitting bouts and the breaks between them, out of posture spans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from deskmate.sitting.rules import PROLONGED
from deskmate.sitting.timeline import Posture, Span

ZERO = timedelta(0)


class Bout(NamedTuple):
    """A stretch of sitting, ended by `shortest_break` or more of not sitting.

    `sitting` is the time really sat in it; it is less than end - start by the interruptions too short to end it.
    """

    start: datetime
    end: datetime
    sitting: timedelta
    ongoing: bool = False

    @property
    def is_prolonged(self) -> bool:
        """Tell whether it reached the length the field calls prolonged."""
        return self.sitting >= PROLONGED


class Interruption(NamedTuple):
    """A stretch of not sitting between (or after) sitting; UNKNOWN time in it makes it no break."""

    start: datetime
    end: datetime
    is_known: bool
    ongoing: bool = False

    @property
    def length(self) -> timedelta:
        """Give the time not sat."""
        return self.end - self.start


def bouts(spans: Sequence[Span], shortest_break: timedelta) -> tuple[Bout, ...]:
    """Give every bout in order; the last one is ongoing while its interruption is still too short to end it."""
    found: list[Bout] = []
    for sat in (s for s in spans if s.posture is Posture.SITTING):
        last = found[-1] if found else None
        if last is not None and sat.start - last.end < shortest_break:
            found[-1] = Bout(last.start, sat.end, last.sitting + sat.length)
        else:
            found.append(Bout(sat.start, sat.end, sat.length))
    if found and spans[-1].end - found[-1].end < shortest_break:
        last = found[-1]
        found[-1] = Bout(last.start, last.end, last.sitting, ongoing=True)
    return tuple(found)


def breaks(spans: Sequence[Span], shortest_break: timedelta) -> tuple[Interruption, ...]:
    """Give every known interruption of at least `shortest_break` that follows sitting, the running one too."""
    found: list[Interruption] = []
    sat, first, last = False, None, None
    is_known = True
    for span in spans:
        if span.posture is not Posture.SITTING:
            first, last = first or span, span
            is_known = is_known and span.posture is not Posture.UNKNOWN
            continue
        if sat and first is not None and last is not None:
            found.append(Interruption(first.start, last.end, is_known))
        sat, first, is_known = True, None, True
    if sat and first is not None and last is not None:
        found.append(Interruption(first.start, last.end, is_known, ongoing=True))
    return tuple(i for i in found if i.is_known and i.length >= shortest_break)

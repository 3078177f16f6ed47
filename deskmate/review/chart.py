"""Charts as values: what is to be drawn, what each point says, and the table under it. Whoever draws decides how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from deskmate.review.period import Unit

STEPS: dict[str, tuple[int, ...]] = {
    "hours": (1, 2, 3, 6, 12, 24),
    "%": (10, 20, 25, 50, 100),
    "0 to 10": (1, 2, 5, 10),
}
"""How far apart the marks of a scale may be, by its unit: what people count it in."""

IN_MINUTES = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600)


class Panel(StrEnum):
    """What can be looked at of a period."""

    ENTRIES = "entries"
    SITTING = "sitting"
    BOUT = "longest bout"
    BREAKS = "breaks"
    ACHE = "ache"
    STRETCHING = "stretching"
    HOURS = "hours"
    RELIEF = "relief"
    CALENDAR = "calendar"


_ALL = (Panel.SITTING, Panel.BOUT, Panel.BREAKS, Panel.ACHE, Panel.STRETCHING, Panel.HOURS, Panel.RELIEF)
PANELS: dict[Unit, tuple[Panel, ...]] = {
    Unit.DAY: (Panel.ENTRIES, Panel.HOURS),
    Unit.WEEK: (*_ALL, Panel.ENTRIES),
    Unit.MONTH: (*_ALL, Panel.ENTRIES),
    Unit.YEAR: (*_ALL, Panel.CALENDAR, Panel.ENTRIES),
}


class Shape(StrEnum):
    """How a chart is drawn."""

    BARS = "bars"
    LINE = "line"
    INTERVALS = "intervals"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Point:
    """One place on a chart; `value` is None where nothing is known. `told` says it in words."""

    label: str
    cells: tuple[str, ...]
    told: str
    value: float | None = None
    line: float | None = None
    """The smoothed line's height here."""
    low: float | None = None
    high: float | None = None
    is_over: bool = False
    """Whether it lies on the wrong side of the goal."""
    is_ahead: bool = False
    """Whether it is still to come."""
    day: date | None = None
    """The first day it is about."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and its table. Values are in `unit`; `top` is the highest the scale shows."""

    title: str
    shape: Shape
    unit: str
    columns: tuple[str, ...]
    points: tuple[Point, ...]
    top: float
    empty: str
    """What to say where there is nothing to draw."""
    about: str = ""
    """How it is measured, in a sentence."""
    goal: float | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to draw."""
        if self.shape is Shape.BARS:
            return not any(p.value for p in self.points) and not self._knows_none
        return all(p.value is None for p in self.points)

    def marks(self, most: int) -> tuple[float, ...]:
        """Give the marks of a scale from 0 to the top, evenly apart: at most so many beside the 0."""
        steps = STEPS.get(self.unit, IN_MINUTES)
        step = next((s for s in steps if self.top / s <= max(1, most)), steps[-1])
        return tuple(float(n) for n in range(0, int(self.top) + 1, step))

    @property
    def start(self) -> int:
        """Give the point to begin at: the last day anything is known of; of hours the fullest; else the first."""
        known = [n for n, p in enumerate(self.points) if p.value is not None]
        if self.shape is Shape.INTERVALS or not known:
            return 0
        if self.points[0].day is not None:
            return known[-1]
        return max(known, key=lambda n: self.points[n].value or 0.0)

    @property
    def _knows_none(self) -> bool:
        """Tell whether a nought is known to be one: no prompt heeded is a finding, no stretch is nothing to draw."""
        return self.unit == "%" and any(p.value is not None for p in self.points)


def top(values: Sequence[float | None], *marks: float) -> float:
    """Give a little more than the highest of all, so that nothing touches the frame."""
    return max([v for v in values if v is not None] + list(marks), default=1.0) * 1.08 or 1.0

"""Where bars stand on whole half cells, each as wide as the next, and how the plotting library is told so."""

from __future__ import annotations

from dataclasses import dataclass

FILLED = 0.72
"""How much of its place a bar fills."""

HALVES = 2
"""A bar's edges lie on half cells."""

NARROWEST = 2
"""The library draws no bar narrower, in half cells."""


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars side by side, lengths in half cells: each one's place, how wide it is, and how much is left before it."""

    place: int
    width: int
    before: int

    def told(self, number: int, rows: float) -> tuple[float, float]:
        """Give the middle of bar `number` (from 0) and its width as the library must be told it, in places.

        `rows` is its height in cells. The library draws both edges of what has no whole cell in it, which comes out
        half a cell wider than told.
        """
        start = number * self.place + self.before
        first = start + start % HALVES
        is_thin = first + HALVES > start + self.width or round(rows * HALVES) < HALVES
        width = self.width - 1 if is_thin else self.width
        return (start + width / 2) / self.place, width / self.place

    def at(self, cell: int) -> tuple[int | None, ...]:
        """Give the bar that covers each half of a cell, None where it lies between bars."""
        halves = range(cell * HALVES, (cell + 1) * HALVES)
        return tuple(
            half // self.place if 0 <= half % self.place - self.before < self.width else None for half in halves
        )


def bars(cells: int, count: int) -> Bars:
    """Give how `count` bars share so many cells: evenly, with a gap between them where there is room for one."""
    place = max(1, cells * HALVES // count)
    width = max(NARROWEST, min(int(FILLED * place), place - 1))
    if width > NARROWEST and (place - width) % 2:
        width -= 1
    return Bars(place, width, max(0, (place - width) // 2))

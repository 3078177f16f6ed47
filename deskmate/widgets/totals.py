"""A few numbers side by side, each with its name below it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip

from deskmate.widgets.dressed import Dressed

GAP = 2
"""The cells between two numbers, or their names, at least."""


class Total(NamedTuple):
    """A number as text, what it is, whether it is more than it should be, and its name where there is little room."""

    value: str
    name: str
    is_over: bool = False
    short: str = ""

    @property
    def width(self) -> int:
        """Give the cells it takes."""
        return max(cell_len(self.value), cell_len(self.name))


class Totals(Dressed):
    """Shows its totals in columns, in two rows: of one width where that fits, and as many as there is room for."""

    SHEETS = ("totals",)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"totals--value", "totals--over", "totals--name"}

    totals: reactive[tuple[Total, ...]] = reactive(())

    def render_line(self, y: int) -> Strip:
        """Draw the numbers, or their names."""
        width = self.size.width
        if y > 1 or not self.totals:
            return Strip.blank(width, self.rich_style)
        line = [
            Segment(
                set_cell_size(total.name if y else total.value, cells),
                self.get_component_rich_style(f"totals--{_part(total, y)}"),
            )
            for total, cells in fitted(self.totals, width)
        ]
        return Strip(line, width)


def fitted(totals: Sequence[Total], width: int) -> list[tuple[Total, int]]:
    """Give those that fit into `width` cells, and the cells of each: by their short names before the last goes."""
    count = len(totals)
    edges = [width * n // count for n in range(count + 1)]
    even = [right - left for left, right in pairwise(edges)]
    # The last one needs no gap after it.
    if all(total.width <= cells - GAP for total, cells in zip(totals[:-1], even, strict=False)) and (
        totals[-1].width <= even[-1]
    ):
        return list(zip(totals, even, strict=True))
    left = width - _width(totals)
    if left >= 0:
        return [
            (total, total.width + GAP + left * (n + 1) // count - left * n // count) for n, total in enumerate(totals)
        ]
    briefly = [total._replace(name=total.short or total.name) for total in totals]
    if briefly != list(totals):
        return fitted(briefly, width)
    return fitted(totals[:-1], width) if count > 1 else [(totals[0], width)]


def _width(totals: Sequence[Total]) -> int:
    return sum(total.width + GAP for total in totals) - GAP


def _part(total: Total, row: int) -> str:
    if row:
        return "name"
    return "over" if total.is_over else "value"

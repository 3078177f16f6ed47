"""A few numbers side by side, each with its name below it."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from rich.cells import set_cell_size
from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip

from deskmate.widgets.dressed import Dressed


class Total(NamedTuple):
    """A number as text, what it is, and whether it is more than it should be."""

    value: str
    name: str
    is_over: bool = False


class Totals(Dressed):
    """Shows its totals in columns of one width, in two rows."""

    SHEETS = ("totals",)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"totals--value", "totals--over", "totals--name"}

    totals: reactive[tuple[Total, ...]] = reactive(())

    def render_line(self, y: int) -> Strip:
        """Draw the numbers, or their names."""
        width = self.size.width
        if y > 1 or not self.totals:
            return Strip.blank(width, self.rich_style)
        count = len(self.totals)
        edges = [width * n // count for n in range(count + 1)]
        line = [
            Segment(
                set_cell_size(total.name if y else total.value, right - left),
                self.get_component_rich_style(f"totals--{_part(total, y)}"),
            )
            for total, left, right in zip(self.totals, edges, edges[1:], strict=False)
        ]
        return Strip(line, width)


def _part(total: Total, row: int) -> str:
    if row:
        return "name"
    return "over" if total.is_over else "value"

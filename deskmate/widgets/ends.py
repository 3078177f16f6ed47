"""Two short texts on one row: one at its start, one at its end."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget


class Ends(Widget):
    """Shows both where they fit, else as much as does."""

    texts: reactive[tuple[str, str]] = reactive(("", ""))

    def render_line(self, y: int) -> Strip:
        """Draw the row."""
        width = self.size.width
        first, last = self.texts if y == 0 else ("", "")
        row = set_cell_size(first, max(0, width - cell_len(last))) + last
        return Strip([Segment(set_cell_size(row, width), self.rich_style)], width)

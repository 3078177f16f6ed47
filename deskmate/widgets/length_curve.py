"""How long the psoas is at every hip angle, as a curve in braille dots, with marks and the angle of now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.events import Click
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from deskmate.widgets.dressed import Dressed

_BRAILLE = 0x2800
# The bit of each dot of a cell, by column and row (Unicode, Braille Patterns).
_BITS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
_SCALE = 6
"""Cells left of the curve, for the percents."""
_LEAST = 2
"""Cells across and down below which there is no curve."""
_ROOMY = 10
"""Lines from which on there is room to say what the numbers below are."""
_TICKS = 20
"""Degrees between two numbers under the curve."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the curve that has a name and a sign of one character."""

    flexion: float
    sign: str
    name: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What is shown: the range of angles, and of lengths in percent of standing, and a function between them."""

    length: Callable[[float], float]
    least: float
    most: float
    shortest: int
    longest: int
    every: int
    marks: tuple[Mark, ...] = ()


class LengthCurve(Dressed):
    """Draws `chart`; the point at `flexion` degrees stands out."""

    SHEETS = ("length_curve",)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"curve--line", "curve--now", "curve--mark", "curve--scale"}

    flexion: reactive[float] = reactive(0.0)

    class Turned(Message):
        """The user clicked the curve at so many degrees."""

        def __init__(self, flexion: float) -> None:
            super().__init__()
            self.flexion = flexion

    def __init__(self, chart: Chart, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._chart = chart
        self._rows: list[list[Segment]] = []

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the whole, then give its lines."""
        self._rows = self._drawn(self.size.width, self.size.height)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Give one line."""
        row = self._rows[y] if y < len(self._rows) else []
        return Strip(row).adjust_cell_length(self.size.width, self.rich_style)

    def on_click(self, event: Click) -> None:
        """Tell at which angle was clicked."""
        offset, columns = event.get_content_offset(self), self.size.width - _SCALE
        if offset is None or columns < _LEAST or offset.x < _SCALE:
            return
        share = (offset.x - _SCALE + 0.5) / columns
        self.post_message(self.Turned(self._chart.least + share * (self._chart.most - self._chart.least)))

    def place(self, flexion: float, width: int, height: int) -> tuple[int, int]:
        """Give the cell, column and row, of the curve at an angle in a plot of so many cells."""
        x, y = self._dot(flexion, width, height)
        return x // 2, y // 4

    def _drawn(self, width: int, height: int) -> list[list[Segment]]:
        columns, rows = width - _SCALE, height - (2 if height >= _ROOMY else 1)
        if min(columns, rows) < _LEAST:
            return []
        cells = self._cells(columns, rows)
        plain = self.rich_style
        drawn = [
            [self._percent(y, rows), *(Segment(c, self._style(look)) for c, look in row)]
            for y, row in enumerate(cells)
        ]
        drawn.append([Segment(" " * _SCALE, plain), *self._degrees(columns)])
        if height >= _ROOMY:
            drawn.append([Segment(" " * _SCALE + "hip angle"[:columns], self._style("curve--scale"))])
        return drawn

    def _cells(self, columns: int, rows: int) -> list[list[tuple[str, str]]]:
        dots = [[0] * columns for _ in range(rows)]
        for x in range(2 * columns):
            share = x / (2 * columns - 1)
            flexion = self._chart.least + share * (self._chart.most - self._chart.least)
            _, y = self._dot(flexion, columns, rows)
            dots[y // 4][x // 2] |= _BITS[x % 2][y % 4]
        cells = [[(chr(_BRAILLE + code) if code else " ", "curve--line") for code in row] for row in dots]
        for mark in self._chart.marks:
            self._put(mark, cells)
        x, y = self.place(self.flexion, columns, rows)
        cells[y][x] = ("●", "curve--now")
        return cells

    def _put(self, mark: Mark, cells: list[list[tuple[str, str]]]) -> None:
        """Write a mark's name, or where that has no room its sign, above the curve, or else below."""
        columns, rows = len(cells[0]), len(cells)
        x, y = self.place(mark.flexion, columns, rows)
        cells[y][x] = ("◆", "curve--mark")
        for text in (mark.name, mark.sign):
            start = min(x, columns - len(text))
            for row in (y - 1, y - 2, y + 1, y - 3, y + 2):
                around = range(max(0, start - 1), min(columns, start + len(text) + 1))
                if 0 <= row < rows and start >= 0 and all(cells[row][at][0] == " " for at in around):
                    cells[row][start : start + len(text)] = [(c, "curve--mark") for c in text]
                    return

    def _dot(self, flexion: float, columns: int, rows: int) -> tuple[int, int]:
        chart = self._chart
        across = (flexion - chart.least) / (chart.most - chart.least)
        upward = (100 * chart.length(flexion) - chart.shortest) / (chart.longest - chart.shortest)
        x, y = round(across * (2 * columns - 1)), round((1 - upward) * (4 * rows - 1))
        return min(2 * columns - 1, max(0, x)), min(4 * rows - 1, max(0, y))

    def _percent(self, row: int, rows: int) -> Segment:
        """Give what stands left of a row: the percents that fall into it."""
        for percent in range(self._chart.shortest, self._chart.longest + 1, self._chart.every):
            upward = (percent - self._chart.shortest) / (self._chart.longest - self._chart.shortest)
            if round((1 - upward) * (4 * rows - 1)) // 4 == row:
                return Segment(f"{percent:3} % ".ljust(_SCALE), self._style("curve--scale"))
        return Segment(" " * _SCALE, self.rich_style)

    def _degrees(self, columns: int) -> Sequence[Segment]:
        text = [" "] * (columns + 4)
        for degrees in range(round(self._chart.least), round(self._chart.most) + 1, _TICKS):
            x, _ = self._dot(degrees, columns, 1)
            label = f"{degrees}°".replace("-", "−")
            start = min(columns - len(label), max(0, x // 2 - len(label) // 2))
            if all(c == " " for c in text[max(0, start - 1) : start + len(label)]):
                text[start : start + len(label)] = label
        return [Segment("".join(text[:columns]), self._style("curve--scale"))]

    def _style(self, look: str) -> Style:
        return self.get_component_rich_style(look)

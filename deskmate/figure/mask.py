"""Masks of dots as whole numbers: one bit a dot, so that lines, halos and cells of a drawing cost next to nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from deskmate.figure.shapes import Disc, Shape

if TYPE_CHECKING:
    from PIL import Image

MARGIN = 8
"""Dots beside the box that are drawn but not shown: what is cut by the box's edge gets no line there."""

CELL_HEIGHT = 4
"""Rows of dots in a cell, and above and below the box in the margin."""

_FINE = 4
_CELLS_A_BYTE = 4
# The bit of each dot of a cell, by column and row (Unicode, Braille Patterns).
_BITS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))


def load() -> None:
    """Load what fills shapes, which takes a while: in a thread, where a drawing is about to be wanted."""
    from PIL import Image, ImageDraw  # noqa: F401 - kept by the interpreter


@dataclass(frozen=True, slots=True)
class Lens:
    """How the world falls on a grid of dots, margin included: `middle` on column `x`, the floor on row `floor`."""

    middle: float
    x: float
    floor: int
    across: float
    upward: float
    """Dots a body height, across (below 0 for a mirrored world) and upward."""

    def __call__(self, point: tuple[float, float]) -> tuple[float, float]:
        """Give a point's place in dots, from the upper left corner of the grid."""
        return self.x + (point[0] - self.middle) * self.across, self.floor - point[1] * self.upward


class Grid:
    """The dots of a box of cells, with a margin."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        # Whole bytes a row, so that Pillow's packed rows are the mask's rows.
        self.width = -(-(2 * columns + 2 * MARGIN) // 8) * 8
        self.height = CELL_HEIGHT * (rows + 2)
        self._bytes = self.width // 8

    def filled(self, parts: Iterable[Shape], lens: Lens) -> int:
        """Fill shapes, finely, and keep the dots that are mostly covered."""
        from PIL import Image, ImageDraw

        placed = [placed_shape(part, lens) for part in parts]
        box = self._around(placed)
        if box is None:
            return 0
        left, top, right, bottom = box
        fine = Image.new("L", ((right - left) * _FINE, (bottom - top) * _FINE))
        pen = ImageDraw.Draw(fine)
        for part in placed:
            points = [((x - left) * _FINE, (y - top) * _FINE) for x, y in part.points]
            if part.is_disc:
                pen.ellipse((*points[0], *points[1]), fill=255)
            else:
                pen.polygon(points, fill=255)
        return self._bits(fine.reduce(_FINE), left, top)

    def line(self, y: int, *, every: int) -> int:
        """Draw every so-manieth dot of row `y`, all across."""
        row = sum(1 << x for x in range(0, self.width, every))
        return row << (self.width * (self.height - 1 - y))

    def sieve(self, share: float) -> int:
        """Give a mask that lets about that share of evenly scattered dots through."""
        return _sieve(self.width, self.height, round(share * 16))

    def grown(self, mask: int) -> int:
        """Give a mask with its neighbours above, below and beside it."""
        return mask | mask << 1 | mask >> 1 | mask << self.width | mask >> self.width

    def edge(self, mask: int) -> int:
        """Give the dots of a mask that have a neighbour outside of it."""
        inner = mask & mask << 1 & mask >> 1 & mask << self.width & mask >> self.width
        return mask & ~inner

    def codes(self, mask: int) -> bytes:
        """Give the cells, row by row, as the low bytes of their braille characters."""
        full = (1 << (self.width * self.height)) - 1
        data = (mask & full).to_bytes(self._bytes * self.height)
        gathered = 0
        for y in range(CELL_HEIGHT):
            starts = ((CELL_HEIGHT * (row + 1) + y) * self._bytes for row in range(self.rows))
            picked = b"".join(data[start : start + self._bytes] for start in starts)
            spread = bytearray(len(picked) * _CELLS_A_BYTE)
            for cell in range(_CELLS_A_BYTE):
                spread[cell::_CELLS_A_BYTE] = picked.translate(_TABLES[y][cell])
            gathered |= int.from_bytes(spread)
        across, first = self._bytes * _CELLS_A_BYTE, MARGIN // 2
        cells = gathered.to_bytes(self.rows * across)
        return b"".join(cells[row * across + first :][: self.columns] for row in range(self.rows))

    def _around(self, placed: Sequence[Placed]) -> tuple[int, int, int, int] | None:
        """Give the part of the grid that shapes touch, in whole bytes across; None where they are out of sight."""
        if not placed:
            return None
        xs = [x for part in placed for x, _ in part.points]
        ys = [y for part in placed for _, y in part.points]
        left, right = max(0, int(min(xs)) // 8 * 8), min(self.width, -(-int(max(xs) + 2) // 8) * 8)
        top, bottom = max(0, int(min(ys))), min(self.height, int(max(ys)) + 2)
        return (left, top, right, bottom) if left < right and top < bottom else None

    def _bits(self, coverage: Image.Image, left: int, top: int) -> int:
        """Give the mask of a part of the grid, at its place in the whole."""
        from PIL import Image

        whole = Image.new("1", (self.width, self.height))
        # Without dithering: a dot that is covered by half or more is set.
        whole.paste(coverage.convert("1", dither=Image.Dither.NONE), (left, top))
        return int.from_bytes(whole.tobytes())


@dataclass(frozen=True, slots=True)
class Placed:
    """A shape in dots: a polygon's corners, or a disc's box."""

    points: tuple[tuple[float, float], ...]
    is_disc: bool


def placed_shape(part: Shape, lens: Lens) -> Placed:
    """Give where a shape falls in dots."""
    if not isinstance(part, Disc):
        return Placed(tuple(map(lens, part)), is_disc=False)
    x, y = lens(part.centre)
    # The smallest disc still covers a dot.
    across, upward = max(0.6, abs(part.radius * lens.across)), max(0.6, part.radius * lens.upward)
    return Placed(((x - across, y - upward), (x + across, y + upward)), is_disc=True)


@lru_cache(maxsize=64)
def _sieve(width: int, height: int, sixteenths: int) -> int:
    order = (0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5)
    rows = [sum(1 << x for x in range(width) if order[y * 4 + x % 4] < sixteenths) for y in range(4)]
    mask = 0
    for y in range(height):
        mask = mask << width | rows[y % 4]
    return mask


def _tables() -> tuple[tuple[bytes, ...], ...]:
    """For each dot row of a cell and each cell of a byte: from eight dots to that cell's share of the code."""
    return tuple(
        tuple(
            bytes(
                (_BITS[0][y] if byte >> (7 - 2 * cell) & 1 else 0)
                | (_BITS[1][y] if byte >> (6 - 2 * cell) & 1 else 0)
                for byte in range(256)
            )
            for cell in range(_CELLS_A_BYTE)
        )
        for y in range(CELL_HEIGHT)
    )


_TABLES = _tables()

"""Puts a page's blocks on lines of a given width, and remembers which characters stand where."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from deskmate.learn.page import Block, BlockKind, Page, Span
from deskmate.learn.picture import Picture
from deskmate.learn.wrap import Measure, Piece, Role, fitting, wrap

_TABLE = frozenset({BlockKind.TABLE_HEAD, BlockKind.TABLE_ROW})
_HEADINGS = frozenset({BlockKind.HEADING, BlockKind.SUBHEADING})
_CLOSE_TOGETHER = frozenset({BlockKind.ITEM, BlockKind.SOURCE})
_NOTE_BAR = "▌"
_NOTE_HANG = 2
_COLUMN_GAP = 2
_NARROWEST_COLUMN = 4
"""Cells below which a column is not squeezed: a syllable still fits."""

NARROWEST = 8
"""Cells below which a page is not laid out; the screen crops it instead."""


Rows = Callable[[Picture], int]
"""Gives how many lines a picture takes; what is drawn on them is the screen's."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the screen; one without a kind is the space between blocks."""

    block: int = -1
    kind: BlockKind | None = None
    pieces: tuple[Piece, ...] = ()
    row: int | None = None
    """Which line of its block's picture it is, from 0; None for a line of text."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A page on lines."""

    lines: tuple[Line, ...] = ()

    def lines_of(self, block: int, start: int, end: int) -> range:
        """Give the lines that show characters start..end of a block; empty where none does."""
        hits = [y for y, line in enumerate(self.lines) if line.block == block and _shows(line, start, end)]
        return range(hits[0], hits[-1] + 1) if hits else range(0)

    def block_at(self, y: int) -> int | None:
        """Give the block that stands at line `y` or next below it, None after the last."""
        return next((line.block for line in self.lines[max(0, y) :] if line.kind is not None), None)

    def character_at(self, x: int, y: int, measure: Measure = len) -> tuple[int, int] | None:
        """Give (block, character) shown at a cell, None where no text is."""
        if not 0 <= y < len(self.lines):
            return None
        for piece in self.lines[y].pieces:
            if piece.start is not None and piece.x <= x < piece.x + measure(piece.text):
                return self.lines[y].block, piece.start + fitting(piece.text, x - piece.x, measure)
        return None


def lay_out(page: Page, width: int, measure: Measure = len, rows_of: Rows = lambda _: 0) -> Layout:
    """Put a page on lines of `width` cells (at least NARROWEST), each text measured by `measure`.

    A picture takes the lines `rows_of` gives it, above its words.
    """
    width = max(NARROWEST, width)
    columns = _columns(page, width, measure)
    lines: list[Line] = []
    previous: Block | None = None
    for index, block in enumerate(page.blocks):
        lines += [Line()] * _space_before(block, previous)
        if block.kind is BlockKind.SOURCE and previous and previous.kind is not BlockKind.SOURCE:
            lines.append(Line(index, block.kind, (Piece(0, "─" * width, role=Role.RULE),)))
        if block.picture:
            lines += [Line(index, block.kind, row=row) for row in range(rows_of(block.picture))]
        if index in columns:
            rows = _table_rows(page, block, columns[index], measure)
        else:
            rows = _text_rows(page, block, width, measure)
        lines += [Line(index, block.kind, tuple(row)) for row in rows]
        previous = block
    return Layout(tuple(lines))


def _shows(line: Line, start: int, end: int) -> bool:
    return any(p.span and p.span.start < end and start < p.span.end for p in line.pieces)


def _space_before(block: Block, previous: Block | None) -> int:
    if previous is None or block.kind is BlockKind.TAKEAWAY:
        return 0
    if block.kind is previous.kind and block.kind in _CLOSE_TOGETHER:
        return 0
    if block.kind in _TABLE and previous.kind in _TABLE:
        return 0
    return 0 if previous.kind in _HEADINGS else 1


def _text_rows(page: Page, block: Block, width: int, measure: Measure) -> Iterator[list[Piece]]:
    """Wrap a block; its marker or bar stands before, and all its lines hang from there."""
    indent = 2 * block.depth
    lead = None
    hang = 0
    if block.kind is BlockKind.NOTE:
        lead, hang = Piece(0, _NOTE_BAR, role=Role.BAR), _NOTE_HANG
    elif block.marker or block.kind is BlockKind.ITEM:
        lead, hang = Piece(indent, block.marker, role=Role.MARKER), indent + measure(block.marker or "•") + 1
    for number, row in enumerate(wrap(page, block, Span(0, len(block.text)), width - hang, measure)):
        leads = [lead] if lead and lead.text and (number == 0 or lead.role is Role.BAR) else []
        yield leads + _moved(row, hang)


def _table_rows(page: Page, block: Block, widths: Sequence[int], measure: Measure) -> Iterator[list[Piece]]:
    """Wrap each cell in its column, side by side."""
    cells = [wrap(page, block, cell, width, measure) for cell, width in zip(block.cells, widths, strict=False)]
    for number in range(max((len(cell) for cell in cells), default=0)):
        row: list[Piece] = []
        x = 0
        for cell, width in zip(cells, widths, strict=False):
            row += _moved(cell[number] if number < len(cell) else [], x)
            x += width + _COLUMN_GAP
        yield row


def _moved(row: Sequence[Piece], by: int) -> list[Piece]:
    return [replace(piece, x=piece.x + by) for piece in row]


def _columns(page: Page, width: int, measure: Measure) -> dict[int, list[int]]:
    """Give every table row its column widths, by block: as wide as its table needs, squeezed to fit."""
    found: dict[int, list[int]] = {}
    for is_table, group in groupby(range(len(page.blocks)), lambda index: page.blocks[index].kind in _TABLE):
        if is_table:
            rows = list(group)
            natural = _natural_widths(page, [page.blocks[index] for index in rows], measure)
            found |= dict.fromkeys(rows, _squeeze(natural, width))
    return found


def _natural_widths(page: Page, rows: Sequence[Block], measure: Measure) -> list[int]:
    widths = [[_natural_width(page, row, cell, measure) for cell in row.cells] for row in rows]
    return [max(column) for column in zip(*widths, strict=False)]


def _natural_width(page: Page, row: Block, cell: Span, measure: Measure) -> int:
    """Give the width of a cell on one line, marks included."""
    lines = wrap(page, row, cell, sys.maxsize, measure)
    return max((line[-1].x + measure(line[-1].text) for line in lines if line), default=0)


def _squeeze(widths: list[int], width: int) -> list[int]:
    """Take cells from the widest column until all fit, but leave each the narrowest."""
    room = width - _COLUMN_GAP * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _NARROWEST_COLUMN:
        widths[widths.index(max(widths))] -= 1
    return widths

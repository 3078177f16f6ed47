"""The rows of what was kept in the room there is: what matters least is left out first, and what is long is cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size

from deskmate.review.entries import COLUMNS, Kept

Table = tuple[tuple[str, ...], list[tuple[str, ...]]]
"""The names of columns, and rows of as many cells."""

BESIDE = 2
"""Cells a column takes beside its own."""

ENOUGH = 22
"""So much is enough of what else there is to say: a note may be long, and is read whole below its row's table."""

LEAST_WHAT, LEAST_MORE = 10, 8
"""With less of it a cell says nothing."""


def fitted(kept: Sequence[Kept], room: int) -> Table:
    """Give columns and rows that take `room` cells at most."""
    for columns, rows in _tables(kept):
        widths = _widths(columns, rows)
        others = sum(widths[:-1]) + BESIDE * len(columns)
        if others + min(widths[-1], ENOUGH) <= room:
            return columns, [(*row[:-1], _shortened(row[-1], room - others)) for row in rows]
    return _squeezed(columns, rows, room)


def _tables(kept: Sequence[Kept]) -> Iterator[Table]:
    """Give the table with less and less in it: the weekday goes, the usual, the length, then the time of day."""
    when, what, length, more = COLUMNS
    yield COLUMNS, [k.cells for k in kept]
    yield COLUMNS, [(k.brief.when, *k.cells[1:]) for k in kept]
    yield COLUMNS, [(k.brief.when, k.brief.what, k.cells[2], k.brief.more) for k in kept]
    has_more = any(k.brief.more for k in kept)
    columns = (when, what, more if has_more else length)
    last = [k.brief.more if has_more else k.cells[2] for k in kept]
    yield columns, [(k.brief.when, k.brief.what, cell) for k, cell in zip(kept, last, strict=True)]
    yield columns, [(k.brief.day, k.brief.what, cell) for k, cell in zip(kept, last, strict=True)]


def _squeezed(columns: tuple[str, ...], rows: list[tuple[str, ...]], room: int) -> Table:
    """Share what the first column leaves among the other two; where it is too little, keep the second alone."""
    when, what, more = _widths(columns, rows)
    left = room - when - BESIDE * len(columns)
    what = min(what, max(LEAST_WHAT, left - min(more, ENOUGH)))
    if left - what < LEAST_MORE:
        left = max(1, room - when - BESIDE * 2)
        return columns[:2], [(row[0], _shortened(row[1], left)) for row in rows]
    return columns, [(row[0], _shortened(row[1], what), _shortened(row[2], left - what)) for row in rows]


def _widths(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[int]:
    return [max(map(cell_len, column)) for column in zip(columns, *rows, strict=True)]


def _shortened(text: str, cells: int) -> str:
    return text if cell_len(text) <= cells else f"{set_cell_size(text, cells - 1).rstrip(' ,')}…"

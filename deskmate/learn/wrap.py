"""Wraps a block's text to a width, citation marks glued to the words they follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from deskmate.learn.page import Block, Page, Span

Measure = Callable[[str], int]
"""Gives the cells a text takes on screen."""


class Role(StrEnum):
    """What a piece is that is no part of its block's text."""

    MARKER = "marker"
    MARK = "mark"
    BAR = "bar"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Piece:
    """Text at column `x`; `start` is its place in the block's text, None where `role` says what else it is."""

    x: int
    text: str
    start: int | None = None
    role: Role | None = None

    @property
    def span(self) -> Span | None:
        """Give the characters of the block it shows, if it shows any."""
        return None if self.start is None else Span(self.start, self.start + len(self.text))


def wrap(page: Page, block: Block, part: Span, width: int, measure: Measure) -> list[list[Piece]]:
    """Break part of a block's text at its spaces into lines of at most `width` cells; longer words are cut."""
    width = max(1, width)
    lines: list[list[Piece]] = []
    line: list[Piece] = []
    x = 0
    for unit in _units(page, block, part, width, measure):
        together = sum(measure(piece.text) + 1 for piece in unit)
        if line and together <= width < x + together:
            lines.append(line)
            line, x = [], 0
        for piece in unit:
            size = measure(piece.text)
            gap = 1 if line else 0
            if line and x + gap + size > width:
                lines.append(line)
                line, x, gap = [], 0, 0
            _put(block, line, piece, x + gap)
            x += gap + size
    return [*lines, line] if line else lines


def fitting(text: str, cells: int, measure: Measure) -> int:
    """Give how many characters of `text` fit in `cells`."""
    count = 0
    while count < len(text) and measure(text[: count + 1]) <= cells:
        count += 1
    return count


def _put(block: Block, line: list[Piece], piece: Piece, x: int) -> None:
    """Place a piece at the end of a line; neighbouring words become one piece, the space between them included."""
    last = line[-1] if line else None
    if last and last.span and piece.span and block.text[last.span.end : piece.span.start] == " ":
        line[-1] = Piece(last.x, block.text[last.span.start : piece.span.end], last.start)
    else:
        line.append(Piece(x, piece.text, piece.start, piece.role))


def _units(page: Page, block: Block, part: Span, width: int, measure: Measure) -> Iterator[list[Piece]]:
    """Give each word with the marks after it, which belong on its line; no piece is wider than the line."""
    waiting = [c for c in block.citations if part.start < c.at <= part.end]
    start = part.start
    for word in block.text[part.start : part.end].split(" "):
        end = start + len(word)
        unit = list(_cut(word, start, width, measure))
        while waiting and waiting[0].at <= end:
            unit.append(Piece(0, page.mark(waiting.pop(0)), role=Role.MARK))
        yield unit
        start = end + 1


def _cut(word: str, start: int, width: int, measure: Measure) -> Iterator[Piece]:
    while word:
        count = len(word) if measure(word) <= width else max(1, fitting(word, width, measure))
        yield Piece(0, word[:count], start)
        word, start = word[count:], start + count

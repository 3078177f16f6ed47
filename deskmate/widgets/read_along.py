"""A learn page on screen, with the sentence and the word being read lit. A word step repaints its own lines only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from deskmate.learn.layout import Layout, Line, lay_out
from deskmate.learn.page import Block, BlockKind, Look, Page, Sentence, Span
from deskmate.learn.wrap import Piece, Role
from deskmate.widgets.dressed import Dressed
from deskmate.widgets.picture import LOOKS, Pictures

if TYPE_CHECKING:
    from deskmate.figure.scene import Scene

_BESIDE_SCROLLBAR = 1
"""Cells kept free, so that no word touches the scroll bar."""

_SENTENCE = "read-along--sentence"
_WORD = "read-along--word"


class ReadAlong(ScrollView, Dressed, inherit_bindings=False, can_focus=True):
    """Shows `page`; tints its sentence number `sentence` and lights `word`, a span of that sentence's text."""

    SHEETS = ("figure", "read_along")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"read-along--{name}" for name in (*BlockKind, *Look, *Role)),
        *LOOKS,
        _SENTENCE,
        _WORD,
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll_up", "Up", show=False),
        Binding("down,j", "scroll_down", "Down", show=False),
        Binding("pageup", "page_up", "Page up", show=False),
        Binding("pagedown", "page_down", "Page down", show=False),
        Binding("home", "scroll_home", "Top", show=False),
        Binding("end", "scroll_end", "End", show=False),
    ]

    page: reactive[Page | None] = reactive(None, repaint=False)
    sentence: reactive[int | None] = reactive(None, repaint=False)
    word: reactive[Span | None] = reactive(None, repaint=False)

    class SentenceSelected(Message):
        """A sentence was clicked; `index` counts the page's sentences from 0."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    class LinkFollowed(Message):
        """A link was clicked."""

        def __init__(self, target: str) -> None:
            super().__init__()
            self.target = target

    class TermAsked(Message):
        """A marked word was clicked; `term` is its id in the glossary."""

        def __init__(self, term: str) -> None:
            super().__init__()
            self.term = term

    class Scrolled(Message):
        """Another part of the page is in view."""

    def __init__(
        self,
        scenes: Mapping[str, Scene] = MappingProxyType({}),
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(id=id)
        self._pictures = Pictures(scenes)
        self._layout_now = Layout()
        self._sentences: tuple[Sentence, ...] = ()

    def watch_page(self, page: Page | None) -> None:
        """Show the page from its top, nothing lit."""
        self.sentence = None
        self._sentences = page.sentences if page else ()
        self._lay_out()
        # Forced here and below: the scroll bar may not be laid out yet.
        self.scroll_to(y=0, animate=False, force=True)

    def watch_sentence(self, old: int | None, new: int | None) -> None:
        """Move the tint, and bring the sentence into view."""
        self.word = None
        for index in (old, new):
            self._repaint(self._lines_of(index))
        self._bring_into_view(self._view_of(new))

    def watch_word(self, old: Span | None, new: Span | None) -> None:
        """Move the light, and follow it where the sentence is taller than the screen."""
        for word in (old, new):
            if word:
                self._repaint(self._lines_of(self.sentence, word))
        if new:
            self._keep_visible(self._lines_of(self.sentence, new))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell that another part is in view."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.Scrolled())

    @property
    def term_in_view(self) -> str:
        """Give the marked word of the lit sentence, else the first in view; empty where there is none."""
        if self.page is None:
            return ""
        first = self.first_in_view if self.sentence is None else self.sentence
        if first is None:
            return ""
        start = self._sentences[first]
        for number, block in enumerate(self.page.blocks):
            for run in block.runs:
                if run.look is Look.TERM and (number, run.span.end) > (start.block, start.start):
                    return run.target
        return ""

    def shows(self, index: int) -> bool:
        """Tell whether any of a sentence is in view; a page that is being taken down shows what it showed."""
        lines, top, height = self._lines_of(index), self.scroll_offset.y, self.scrollable_content_region.height
        return height == 0 or (lines.start < top + height and top < lines.stop)

    @property
    def first_in_view(self) -> int | None:
        """Give the first sentence that begins in view, or the last one before; None on a page without any."""
        block = self._layout_now.block_at(self.scroll_offset.y)
        if not self._sentences or block is None:
            return None
        found = (index for index, sentence in enumerate(self._sentences) if sentence.block >= block)
        return next(found, len(self._sentences) - 1)

    @property
    def last_in_view(self) -> int | None:
        """Give the last sentence that ends in view; None where none does."""
        bottom = self.scroll_offset.y + self.scrollable_content_region.height
        # From the end: who asks is near it, or a step from the answer.
        backward = range(len(self._sentences) - 1, -1, -1)
        return next((i for i in backward if 0 < self._lines_of(i).stop <= bottom), None)

    def on_resize(self, _: events.Resize) -> None:
        """Lay the page out anew for the new width."""
        self._lay_out()
        self._bring_into_view(self._view_of(self.sentence))

    def on_click(self, event: events.Click) -> None:
        """Follow a link, or tell which sentence was meant."""
        offset = event.get_content_offset(self)
        if self.page is None or offset is None:
            return
        at = self._layout_now.character_at(offset.x, offset.y + self.scroll_offset.y, cell_len)
        if at is None:
            return
        block, character = at
        for run in self.page.blocks[block].runs:
            if run.span.start <= character < run.span.end and run.look in (Look.LINK, Look.TERM):
                self.post_message((self.LinkFollowed if run.look is Look.LINK else self.TermAsked)(run.target))
                return
        for index, sentence in enumerate(self._sentences):
            if sentence.block == block and sentence.start <= character < sentence.end:
                self.post_message(self.SentenceSelected(index))

    def render_line(self, y: int) -> Strip:
        """Render one line of the screen."""
        at = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        blank = self.get_visual_style().rich_style
        if self.page is None or at >= len(self._layout_now.lines):
            return Strip.blank(width, blank)
        line = self._layout_now.lines[at]
        strip = Strip(self._segments(self.page, line))
        return strip.adjust_cell_length(width, blank)

    def _segments(self, page: Page, line: Line) -> Iterator[Segment]:
        x = 0
        picture = page.blocks[line.block].picture if line.row is not None else None
        if picture is not None and line.row is not None:
            for text, look in self._pictures.line(picture, line.row, *self._room()):
                yield Segment(text, self.get_visual_style(*([look] if look else ())).rich_style)
        for piece in line.pieces:
            if piece.x > x:
                yield Segment(" " * (piece.x - x), self.get_visual_style().rich_style)
            yield from self._shown(page.blocks[line.block], line.block, piece)
            x = piece.x + cell_len(piece.text)

    def _shown(self, block: Block, number: int, piece: Piece) -> Iterator[Segment]:
        """Give a piece cut wherever its look changes."""
        kind = f"read-along--{block.kind}"
        if piece.start is None or piece.span is None:
            yield Segment(piece.text, self.get_visual_style(kind, f"read-along--{piece.role}").rich_style)
            return
        spans = [(run.span, f"read-along--{run.look}") for run in block.runs]
        spans += self._lit(number)
        cuts = sorted({*_cuts(piece.span, (span for span, _ in spans)), piece.span.start, piece.span.end})
        for start, end in pairwise(cuts):
            looks = (look for span, look in spans if span.start <= start < span.end)
            text = piece.text[start - piece.start : end - piece.start]
            yield Segment(text, self.get_visual_style(kind, *looks).rich_style)

    def _lit(self, block: int) -> list[tuple[Span, str]]:
        if self.sentence is None or self._sentences[self.sentence].block != block:
            return []
        sentence = self._sentences[self.sentence]
        lit = [(Span(sentence.start, sentence.end), _SENTENCE)]
        if self.word:
            lit.append((Span(sentence.start + self.word.start, sentence.start + self.word.end), _WORD))
        return lit

    def _lay_out(self) -> None:
        width, (room, height) = self.scrollable_content_region.width, self._room()
        self._layout_now = (
            lay_out(self.page, room, cell_len, lambda picture: self._pictures.rows(picture, room, height))
            if self.page and width
            else Layout()
        )
        self.virtual_size = Size(width, len(self._layout_now.lines))
        self.refresh()

    def _room(self) -> tuple[int, int]:
        """Give the cells across and the lines in view that text and pictures have."""
        region = self.scrollable_content_region
        return region.width - _BESIDE_SCROLLBAR, region.height

    def _lines_of(self, index: int | None, word: Span | None = None) -> range:
        if index is None or index >= len(self._sentences):
            return range(0)
        sentence = self._sentences[index]
        part = word or Span(0, len(sentence.text))
        return self._layout_now.lines_of(sentence.block, sentence.start + part.start, sentence.start + part.end)

    def _view_of(self, index: int | None) -> range:
        """Give the lines to have in view for a sentence: with what a picture shows, the picture too.

        Where both are too tall, its first sentence is seen with as much of the picture as there is room for.
        """
        lines = self._lines_of(index)
        if not lines or index is None or self.page is None:
            return lines
        sentence, height = self._sentences[index], self.scrollable_content_region.height
        block = self.page.blocks[sentence.block]
        if block.picture is None:
            return lines
        rows = self._pictures.rows(block.picture, *self._room())
        caption = self._layout_now.lines_of(sentence.block, 0, 1)
        whole = range(caption.start - rows, lines.stop)
        if len(whole) > height and sentence == block.sentences[0]:
            return range(min(lines.start, lines.stop - height), lines.stop)
        return whole if len(whole) <= height else lines

    def _repaint(self, lines: range) -> None:
        if lines:
            self.refresh_lines(lines.start, len(lines))

    def _bring_into_view(self, lines: range) -> None:
        """Leave a sentence that is wholly in view where it is; else put it a third down the screen."""
        height = self.scrollable_content_region.height
        top = self.scroll_offset.y
        if not lines or (top <= lines.start and lines.stop <= top + height):
            return
        above = min(height // 3, max(0, height - len(lines)))
        self.scroll_to(y=max(0, lines.start - above), animate=False, force=True)

    def _keep_visible(self, lines: range) -> None:
        height = self.scrollable_content_region.height
        if lines and not self.scroll_offset.y <= lines.start < self.scroll_offset.y + height:
            self.scroll_to(y=max(0, lines.start - height // 3), animate=False)


def _cuts(within: Span, spans: Iterable[Span]) -> Iterator[int]:
    """Give the ends of the spans that fall inside."""
    for span in spans:
        yield from (end for end in (span.start, span.end) if within.start < end < within.end)

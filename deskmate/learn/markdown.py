"""Reads a page's Markdown into blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from deskmate.learn.frontmatter import split_front_matter
from deskmate.learn.inline import Passage, read_inline
from deskmate.learn.page import Block, BlockKind, Page
from deskmate.learn.page_error import PageError
from deskmate.learn.picture import read_picture
from deskmate.learn.sentences import sentences_in

_HEADINGS = {"h1": BlockKind.HEADING, "h2": BlockKind.HEADING, "h3": BlockKind.SUBHEADING}
PICTURE_FENCE = "picture"
PICTURE_LEAD = "Picture: "
_LEADS = {BlockKind.NOTE: "Note: ", BlockKind.PICTURE: PICTURE_LEAD}
_CELL_ENDS = (": ", "; ")
"""What is heard between the first cell of a row and the second, and between those after; never shown."""
_SILENT = frozenset(
    {"heading_close", "paragraph_open", "paragraph_close", "table_open", "table_close"}
    | {"tbody_open", "tbody_close", "th_open", "th_close", "td_open", "td_close"}
)


def parse_page(file: str, text: str) -> Page:
    """Read one page; its id is the file's name without ending. Raises PageError naming file and line or key."""
    front, body = split_front_matter(file, text)
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    opening = [Block(BlockKind.TITLE, front.title), Block(BlockKind.TAKEAWAY, front.takeaway)]
    blocks = [*opening, *_Reader(file, front.lines).blocks(tokens)]
    cited = dict.fromkeys(source for b in blocks for citation in b.citations for source in citation.sources)
    return Page(
        id=front.id,
        title=front.title,
        takeaway=front.takeaway,
        order=front.order,
        blocks=tuple(_with_sentences(block, index) for index, block in enumerate(blocks)),
        sources=tuple(cited),
        stretch=front.stretch,
        check=front.check,
    )


def _with_sentences(block: Block, index: int) -> Block:
    found = [s for s in sentences_in(block.text, block=index) if s.words]
    lead = _LEADS.get(block.kind, f"{block.marker} " if block.marker[:-1].isdigit() else "")
    if found and lead:
        found[0] = replace(found[0], lead=lead)
    return replace(block, sentences=tuple(found))


@dataclass(slots=True)
class _List:
    """A list being read: its next number (None for bullets), and the marker its item has still to show."""

    number: int | None
    marker: str = ""

    def next_item(self) -> None:
        self.marker = "•" if self.number is None else f"{self.number}."
        if self.number is not None:
            self.number += 1


@dataclass(slots=True)
class _Reader:
    """Walks the parser's tokens, remembering what surrounds them."""

    file: str
    lines_before: int
    lists: list[_List] = field(default_factory=list)
    quotes: int = 0
    heading: BlockKind | None = None
    in_table_head: bool = False
    cells: list[Passage] | None = None

    def blocks(self, tokens: Iterable[Token]) -> Iterator[Block]:
        """Give the blocks in order."""
        line = 0
        for token in tokens:
            line = token.map[0] if token.map else line
            where = f"{self.file}:{self.lines_before + line + 1}"
            if token.type == "inline":
                block = self._passage(read_inline(token.children or (), where))
            elif token.type == "tr_close":
                block = self._row()
            elif token.type == "fence" and token.info.strip() == PICTURE_FENCE:
                picture, words = read_picture(where, token.content)
                block = Block(BlockKind.PICTURE, words, picture=picture)
            else:
                block = None
                self._enter(token, where)
            if block:
                yield block

    def _enter(self, token: Token, where: str) -> None:
        match token.type:
            case "heading_open" if token.tag in _HEADINGS:
                self.heading = _HEADINGS[token.tag]
            case "bullet_list_open":
                self.lists.append(_List(None))
            case "ordered_list_open":
                self.lists.append(_List(int(token.attrs.get("start", 1))))
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "list_item_open":
                self.lists[-1].next_item()
            case "list_item_close":
                self.lists[-1].marker = ""
            case "blockquote_open" | "blockquote_close":
                self.quotes += token.nesting
            case "thead_open" | "thead_close":
                self.in_table_head = token.nesting > 0
            case "tr_open":
                self.cells = []
            case kind if kind not in _SILENT:
                raise PageError(f"{where}: `{kind.removesuffix('_open')}` is not something a page can have")

    def _passage(self, passage: Passage) -> Block | None:
        if self.cells is not None:
            self.cells.append(passage)
            return None
        if self.heading:
            kind, self.heading = self.heading, None
            return passage.block(kind)
        if self.lists:
            marker, self.lists[-1].marker = self.lists[-1].marker, ""
            return passage.block(BlockKind.ITEM, marker=marker, depth=len(self.lists) - 1)
        return passage.block(BlockKind.NOTE if self.quotes else BlockKind.PARAGRAPH)

    def _row(self) -> Block:
        row = Passage()
        spans = [row.append(cell, _CELL_ENDS[min(n, 2) - 1] if n else "") for n, cell in enumerate(self.cells or ())]
        self.cells = None
        return row.block(BlockKind.TABLE_HEAD if self.in_table_head else BlockKind.TABLE_ROW, cells=spans)

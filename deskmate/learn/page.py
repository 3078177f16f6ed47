"""What a learn page is made of: blocks of plain text, their sentences and words, and what the claims stand on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, StrEnum

from deskmate.learn.picture import Picture

WORDS_A_MINUTE = 200
"""Silent reading of plain prose, a little under the mean of 238 in Brysbaert 2019 (J Mem Lang)."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters start up to, not including, end."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a span that ends before it starts."""
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span cannot go from {self.start} to {self.end}")


class Standing(Enum):
    """How sure a claim is, as in the field's reviews; the letter is how a page writes it."""

    SUPPORTED = ("S", "well supported")
    MIXED = ("M", "mixed")
    WEAK = ("W", "weak")
    UNSUPPORTED = ("U", "unsupported")

    def __init__(self, letter: str, words: str) -> None:
        self.letter = letter
        self.words = words

    @property
    def needs_source(self) -> bool:
        """Tell whether someone must have found it: what nobody found needs no source."""
        return self in (Standing.SUPPORTED, Standing.MIXED)


class BlockKind(StrEnum):
    """What a block is; the screen decides how that looks."""

    TITLE = "title"
    TAKEAWAY = "takeaway"
    HEADING = "heading"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    NOTE = "note"
    TABLE_HEAD = "table-head"
    TABLE_ROW = "table-row"
    PICTURE = "picture"
    SOURCE = "source"


class Look(StrEnum):
    """How a run of characters stands out."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    LINK = "link"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of a block that stand out; `target` is where a link leads ("page:…", "stretch:…"), or a term."""

    span: Span
    look: Look
    target: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """What the claim that ends at character `at` of its block stands on: shown small, never spoken."""

    at: int
    standing: Standing
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a finding that nobody is named for."""
        if self.standing.needs_source and not self.sources:
            raise ValueError(f"a claim called {self.standing.words} needs a source")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One spoken sentence: its text, where that starts in its block, and its words as spans of that text.

    `lead` is said before it and shown in another way: a list's number, a note's bar.
    """

    block: int
    start: int
    text: str
    words: tuple[Span, ...]
    lead: str = ""

    @property
    def spoken(self) -> str:
        """Give what is said, the lead included."""
        return self.lead + self.text

    def heard(self, start: int, end: int) -> Span | None:
        """Give the word that is heard at spoken[start:end], None in the lead."""
        return self.word_at(start - len(self.lead), end - len(self.lead)) if end > len(self.lead) else None

    @property
    def end(self) -> int:
        """Give the character of the block just after the sentence."""
        return self.start + len(self.text)

    def word_at(self, start: int, end: int) -> Span:
        """Give the word that text[start:end] touches; that piece itself when it touches none."""
        piece = Span(max(0, start), max(0, start, end))
        for word in self.words:
            if word.start < max(piece.end, piece.start + 1) and piece.start < word.end:
                return word
        return piece


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item, table row…: plain text, with all that stands out in it as spans.

    `marker` is what stands before a list item; `depth` counts the lists around it, from 0; `cells` are a table
    row's cells. A picture's text is what it shows in words. A block without sentences is shown and not spoken.
    """

    kind: BlockKind
    text: str
    sentences: tuple[Sentence, ...] = ()
    runs: tuple[Run, ...] = ()
    citations: tuple[Citation, ...] = ()
    cells: tuple[Span, ...] = ()
    marker: str = ""
    depth: int = 0
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page to read or hear. `sources` are the ids it cites, in the order of their numbers on the page.

    From it a key leads to a `stretch` (its id) and, with `check`, to the self-check.
    """

    id: str
    title: str
    takeaway: str
    order: int
    blocks: tuple[Block, ...]
    sources: tuple[str, ...] = ()
    stretch: str = ""
    check: bool = False

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Give every spoken sentence, in order."""
        return tuple(s for block in self.blocks for s in block.sentences)

    @property
    def words(self) -> int:
        """Count the spoken words."""
        return sum(len(s.words) for s in self.sentences)

    @property
    def reading_time(self) -> timedelta:
        """Give how long a calm silent reading takes."""
        return timedelta(minutes=self.words / WORDS_A_MINUTE)

    @property
    def minutes(self) -> int:
        """Give the reading time in whole minutes, at least one."""
        return max(1, round(self.reading_time / timedelta(minutes=1)))

    def mark(self, citation: Citation) -> str:
        """Give a citation as it is shown, such as "[S 1,3]"; the numbers count this page's sources from 1."""
        numbers = ",".join(str(self.sources.index(s) + 1) for s in citation.sources)
        return f"[{citation.standing.letter} {numbers}]" if numbers else f"[{citation.standing.letter}]"

    def citations(self) -> Iterator[Citation]:
        """Give every citation, in order."""
        for block in self.blocks:
            yield from block.citations

    def links(self) -> Iterator[str]:
        """Give where every link leads, in order."""
        for block in self.blocks:
            yield from (run.target for run in block.runs if run.look is Look.LINK)

    def terms(self) -> tuple[str, ...]:
        """Give the ids of the words that are explained, in the order they are met."""
        found = (run.target for block in self.blocks for run in block.runs if run.look is Look.TERM)
        return tuple(dict.fromkeys(found))

    def pictures(self) -> Iterator[Picture]:
        """Give every picture, in order."""
        yield from (block.picture for block in self.blocks if block.picture)

"""Finds sentences by the beginnings of words in them, over all pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from deskmate.learn.page import BlockKind, Page, Span

_FIRST = {BlockKind.TITLE: 0, BlockKind.HEADING: 1, BlockKind.SUBHEADING: 1, BlockKind.TAKEAWAY: 2}
_MOST = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that was found: its page, its number there from 0, its text, and what of it matches."""

    page: str
    title: str
    sentence: int
    text: str
    matches: tuple[Span, ...]


def search(pages: Iterable[Page], query: str) -> tuple[Hit, ...]:
    """Give the sentences in which every word of `query` begins a word: titles and headings first, 50 at most."""
    patterns = [re.compile(rf"(?<!\w){re.escape(word)}", re.IGNORECASE) for word in query.split()]
    found: list[tuple[int, Hit]] = []
    for page in pages if patterns else ():
        for number, sentence in enumerate(page.sentences):
            matches = [pattern.search(sentence.text) for pattern in patterns]
            if all(matches):
                spans = tuple(sorted(Span(*match.span()) for match in matches if match))
                rank = _FIRST.get(page.blocks[sentence.block].kind, 3)
                found.append((rank, Hit(page.id, page.title, number, sentence.text, spans)))
    return tuple(hit for _, hit in sorted(found, key=lambda entry: entry[0]))[:_MOST]

"""Marks the words of a page that the glossary explains, each where it is first met."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from deskmate.learn.bibliography import Term
from deskmate.learn.page import Block, BlockKind, Look, Page, Run, Span

_MARKED = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.NOTE, BlockKind.TABLE_ROW, BlockKind.PICTURE})


def with_terms(page: Page, terms: Iterable[Term]) -> Page:
    """Give the page with a run for the first place of each term; the longer of two that overlap."""
    blocks = list(page.blocks)
    for term in sorted(terms, key=lambda t: (-len(t.term), t.id)):
        names = "|".join(re.escape(name) for name in (term.term, *term.also))
        pattern = re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE)
        for index, block in enumerate(blocks):
            place = _place(block, pattern) if block.kind in _MARKED else None
            if place:
                runs = sorted((*block.runs, Run(place, Look.TERM, term.id)), key=lambda r: r.span)
                blocks[index] = replace(block, runs=tuple(runs))
                break
    return replace(page, blocks=tuple(blocks))


def _place(block: Block, pattern: re.Pattern[str]) -> Span | None:
    """Give the first match that is not within a link or another term."""
    taken = [run.span for run in block.runs if run.look in (Look.LINK, Look.TERM)]
    for match in pattern.finditer(block.text):
        if not any(span.start < match.end() and match.start() < span.end for span in taken):
            return Span(*match.span())
    return None

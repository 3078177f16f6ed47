"""Keeps in the journal how far a page was read, by voice or by eye."""

from __future__ import annotations

from datetime import timedelta

from deskmate.learn.page import BlockKind, Page
from deskmate.learn.progress import is_read
from deskmate.services import Services
from deskmate.sitting.events import Kind

_PARTS = frozenset({BlockKind.HEADING, BlockKind.SUBHEADING})


class Bookmark:
    """One reading of one page, from its opening on."""

    def __init__(self, desk: Services, page: Page, first: int = 0) -> None:
        """Begin at sentence `first`, and write down that the page was opened."""
        self.page = page
        self._desk = desk
        self._first = first
        self._kept = first
        self._finished = False
        self._opened = desk.clock.now()
        desk.record(Kind.PAGE_OPENED, page=page.id)

    def reach(self, sentence: int) -> None:
        """Take that reading came to a sentence; a place in each part of the page is kept, come what may."""
        if self._part(sentence) != self._part(self._kept):
            self.keep(sentence)

    def keep(self, sentence: int | None) -> None:
        """Write down where reading stopped, unless that is known, or nothing was read, or all."""
        if sentence and not self._finished and sentence != self._kept:
            self._kept = sentence
            count = len(self.page.sentences)
            self._desk.record(Kind.PAGE_LEFT, page=self.page.id, sentence=sentence, of=count)

    def see(self, last: int | None) -> bool:
        """Take what the last sentence in view is; give whether by that the page is now read."""
        spent = max(timedelta(0), self._desk.clock.now() - self._opened)
        if not self._finished and is_read(self.page, self._first, last, spent):
            self.finish()
            return True
        return False

    def finish(self) -> None:
        """Write down that the page was read to its end; from its top on it may be read once more."""
        if not self._finished:
            self._desk.record(Kind.PAGE_READ, page=self.page.id)
        self._finished = True

    def _part(self, sentence: int) -> int:
        block = self.page.sentences[min(sentence, len(self.page.sentences) - 1)].block
        return sum(b.kind in _PARTS for b in self.page.blocks[: block + 1])

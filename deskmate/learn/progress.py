"""How far each page was read, and where reading stopped last, as the journal tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from deskmate.sitting.events import Event, Kind

if TYPE_CHECKING:
    from deskmate.learn.page import Page

FASTEST_READING = 3
"""How many times as fast as calmly a page can be read by eye; faster, it was only leafed through."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a page: the sentence that comes next, counted from 0, of all that the page had."""

    page: str
    sentence: int
    of: int

    @property
    def share(self) -> float:
        """Give how much of the page lies before it, 0 to 1."""
        return min(1.0, self.sentence / self.of) if self.of > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Progress:
    """Which pages were ever read to their end, where the begun ones were left, and which of those was the last."""

    read: frozenset[str] = frozenset()
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    last: Place | None = None


def progress_of(events: Iterable[Event], before: Progress | None = None) -> Progress:
    """Fold events in order into how far pages were read; `before` is what earlier ones came to."""
    known = before or Progress()
    read, places, last = set(known.read), dict(known.places), known.last
    for event in events:
        page = event.text("page")
        if event.kind is Kind.PAGE_READ:
            read.add(page)
            places.pop(page, None)
            last = None if last is not None and last.page == page else last
        elif event.kind is Kind.PAGE_LEFT:
            last = Place(page, _count(event, "sentence"), _count(event, "of"))
            places[page] = last
    return Progress(frozenset(read), MappingProxyType(places), last)


def _count(event: Event, name: str) -> int:
    value = event.data.get(name)
    return max(0, value) if isinstance(value, int) else 0


def is_read(page: Page, first: int, last: int | None, spent: timedelta) -> bool:
    """Tell whether a page that was in view from sentence `first` to its end was read silently in the time spent."""
    count = len(page.sentences)
    if count == 0 or last is None or last < count - 1:
        return False
    return spent * FASTEST_READING >= page.reading_time * (1 - first / count)

"""Which stretch to suggest, by the user's own record; the long past is read aside, before it is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from deskmate.sitting.events import Event
from deskmate.sitting.fold import State
from deskmate.sitting.suggest import STRETCH, next_suggestion

if TYPE_CHECKING:
    from deskmate.stretch.catalogue import Catalogue
    from deskmate.stretch.record import Record, Suggestion

SOON = timedelta(minutes=2)
"""So long before a break is due the record is read, so that it is there in time."""


class Adviser:
    """Knows the record as of today; `run_aside` runs what reads the disk, at once unless the app has threads."""

    def __init__(self, read_all: Callable[[], Iterable[Event]], catalogue: Callable[[], Catalogue]) -> None:
        self.run_aside: Callable[[Callable[[], None]], object] = lambda work: work()
        self._read_all = read_all
        self._catalogue = catalogue
        self._past: Record | None = None
        self._read_on: date | None = None

    def get_ready(self, state: State) -> None:
        """Read the record, once a day, when a break is near."""
        due = state.plan.due
        if due is not None and due - state.now <= SOON and self._read_on != state.today.date:
            self._read_on = state.today.date
            self.run_aside(self._read)

    def forget(self) -> None:
        """Read the record anew before the next break: something in the past was changed."""
        self._read_on = None

    def suggest(self, state: State, events: Iterable[Event]) -> tuple[str, str]:
        """Give what to suggest for the break that is due, and why (empty for what needs no reason).

        `events` are those of the last days, in order.
        """
        recent = list(events)
        found = self._stretch(state, recent)
        suggestion = next_suggestion(recent, [found.candidate] if found is not None else [])
        because = found.because.value if found is not None and suggestion.startswith(STRETCH) else ""
        return suggestion, because

    def _stretch(self, state: State, recent: list[Event]) -> Suggestion | None:
        from deskmate.stretch.record import Record, candidates, read_record, seed, suggest

        record = (self._past or Record()).with_later(read_record(recent))
        return suggest(record, candidates(record, self._catalogue()), seed(state.today.date, recent))

    def _read(self) -> None:
        from deskmate.stretch.record import read_record

        self._past = read_record(self._read_all())

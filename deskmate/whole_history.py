"""All that was ever kept, a life long: read when somebody looks back, and remembered while it holds."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from deskmate.calm import loading
from deskmate.clock import Clock
from deskmate.history.journal import Journal
from deskmate.sitting.events import ORDER, Event, Kind
from deskmate.sitting.rules import Rules

if TYPE_CHECKING:
    from deskmate.learn.progress import Progress
    from deskmate.review.past import Past, Told
    from deskmate.sitting.fold import Day
    from deskmate.sitting.months import Months
    from deskmate.sitting.sessions import Session

OF_LATE = timedelta(days=31)
"""How far Today looks back for a page that was begun and not read to its end."""


class WholeHistory:
    """Looks back over everything. What reads the disk says so: call it from a worker thread.

    `unsaved` gives the events that are not on disk yet, `signs` this process's own sign of life, and `lately` the
    events of today and the day before, the unsaved ones too.
    """

    def __init__(
        self,
        journal: Journal,
        clock: Clock,
        *,
        rules: Callable[[], Rules],
        unsaved: Callable[[], tuple[Event, ...]],
        signs: Callable[[], tuple[Event, ...]],
        lately: Callable[[], Sequence[Event]],
    ) -> None:
        self._journal = journal
        self._clock = clock
        self._rules = rules
        self._unsaved = unsaved
        self._signs = signs
        self._lately = lately
        self._counting = threading.Lock()
        self._told: tuple[tuple[Sequence[Event], ...], Told] | None = None
        self._telling: dict[Path, tuple[Sequence[Event], Sequence[Event]]] = {}
        self.last_past: Past | None = None
        """What `past` gave last; whoever shows it asks again, and shows what changed since."""
        self._progress: Progress | None = None
        self._knows_whole_progress = False
        self._safe = False

    @cached_property
    def _months(self) -> Months:
        from deskmate.sitting.months import Months

        return Months()

    def days(self) -> tuple[Day, ...]:
        """Give every day, newest first. Reads the disk.

        What did not change since the last time is remembered, a month at a time.
        """
        with self._counting, loading():
            unsaved = self._unsaved()
            stored = [self._journal.month(file) for file in self._journal.months()]
            signs = (*self._journal.alive(), *self._signs())
            rules, zone = self._rules(), self._clock.zone()
            return self._months.days([*stored, unsaved, signs], self._clock.now(), rules, zone)

    def past(self) -> Past:
        """Give all there is to look back on. Reads the disk; one thread at a time.

        What was told beside the days is remembered until more is told.
        """
        from deskmate.review.past import past_of, telling, told_of

        with loading():
            by_month = (telling(self._unsaved()), *map(self._telling_of, self._journal.months()))
            if self._told is None or self._told[0] != by_month:
                events = itertools.chain.from_iterable(by_month)
                self._told = (by_month, told_of(events, self._clock.now(), self._clock.zone()))
            self.last_past = past_of(self.days(), self._told[1])
        return self.last_past

    def _telling_of(self, file: Path) -> Sequence[Event]:
        """Give what a month's events tell beside its days; found once, while the file does not change."""
        from deskmate.review.past import telling

        events = self._journal.month(file)
        known = self._telling.get(file)
        if known is None or known[0] is not events:
            known = self._telling[file] = (events, telling(events))
        return known[1]

    def past_since(self, since: date) -> Past:
        """Give what there is to look back on from a day on: of many years that is there much sooner than all of it.

        Reads the disk, but no more than that; one thread at a time.
        """
        from deskmate.review.past import past_of, told_of
        from deskmate.sitting.fold import LOOK_BACK
        from deskmate.sitting.schedule import day_start

        now, zone = self._clock.now(), self._clock.zone()
        start = day_start(since, zone) - LOOK_BACK
        if self._journal.months() == self._journal.months(start):
            return self.past()
        with self._counting, loading():
            events = (*self._journal.read(start), *self._unsaved(), *self._signs())
            # Its months are remembered by what is in them: they are not folded again for the whole.
            days = self._months.days([events], now, self._rules(), zone)
            return past_of(days, told_of(events, now, zone), since)

    def find_progress(self, *, whole: bool = False) -> None:
        """Find how far the learn pages were read, of late or (`whole`) ever, for `progress`. Reads the disk."""
        from deskmate.learn.progress import progress_of

        if not self._knows_whole_progress:
            since = None if whole else self._clock.now() - OF_LATE
            self._progress = progress_of(self._journal.read(since))
            self._knows_whole_progress = whole

    @property
    def progress(self) -> Progress:
        """Give how far the learn pages were read, as far as `find_progress` looked back."""
        from deskmate.learn.progress import progress_of

        return progress_of(self._lately(), self._progress)

    def sessions(self) -> tuple[Session, ...]:
        """Give every session, in order. Reads the disk."""
        return tuple(session for day in reversed(self.days()) for session in day.sessions)

    def safety_accepted(self) -> bool:
        """Tell whether the safety page was ever accepted. May read the disk."""
        if not self._safe:
            # What was not kept yet, then from the first month on: it comes before anything that loads the body.
            months = (self._journal.month(file) for file in self._journal.months())
            events = itertools.chain(self._lately(), itertools.chain.from_iterable(months))
            self._safe = any(e.kind is Kind.SAFETY_ACCEPTED for e in events)
        return self._safe

    def events(self) -> Sequence[Event]:
        """Give every event, in order. Reads the disk."""
        stored = self._journal.read()
        known = {e.id for e in stored}
        return sorted([*stored, *(e for e in self._unsaved() if e.id not in known), *self._signs()], key=ORDER)

"""One thread that writes events in order, so that no key press waits for the disk.

What cannot be written waits in memory and is tried again; the owner is told once when that begins and ends.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from deskmate.history.journal import Journal
from deskmate.history.tables import JournalError
from deskmate.sitting.events import Event

RETRY = timedelta(seconds=10)

BREATH = timedelta(milliseconds=50)
"""So long an event waits before it is written: the screen answers the key first, undisturbed."""

CALM = timedelta(milliseconds=500)
"""So long nothing must have been written before the owner is told of it: what it then does can wait."""


class Writer:
    """Appends events to a journal from its own thread.

    `on_trouble` is called there, with None when it is over; `on_written` is, a moment after something was written.
    """

    def __init__(
        self,
        journal: Journal,
        on_trouble: Callable[[str | None], None],
        on_written: Callable[[], object] = lambda: None,
    ) -> None:
        self._journal = journal
        self._on_trouble = on_trouble
        self._on_written = on_written
        self._waiting: list[Event] = []
        self._beat: datetime | None = None
        self._trouble: str | None = None
        self._closing = False
        self._held = False
        self._wake = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="journal-writer", daemon=True)
        self._thread.start()

    def hold(self) -> None:
        """Let everything wait until `go_on`, or the end."""
        self._held = True

    def go_on(self) -> None:
        """Write from now on."""
        with self._wake:
            self._held = False
            self._wake.notify_all()

    def write(self, event: Event) -> None:
        """Take one event to be written; returns at once."""
        with self._wake:
            self._waiting.append(event)
            self._wake.notify_all()

    def beat(self, at: datetime) -> None:
        """Take a sign of life to be kept; a newer one replaces it."""
        with self._wake:
            self._beat = at
            self._wake.notify_all()

    def flush(self, patience: timedelta) -> bool:
        """Wait until all is written, at most `patience`; False when something could not be."""
        with self._wake:
            self._wake.wait_for(lambda: self._is_idle() or self._trouble is not None, patience.total_seconds())
            return self._is_idle()

    def close(self, patience: timedelta = timedelta(seconds=5)) -> tuple[Event, ...]:
        """Write what waits, end the thread, and give what could not be written."""
        with self._wake:
            self._closing = True
            self._wake.notify_all()
        self._thread.join(patience.total_seconds())
        return tuple(self._waiting)

    def _run(self) -> None:
        is_told = True
        while True:
            patience = self._retry_seconds() if is_told else CALM.total_seconds()
            with self._wake:
                is_calm = not self._wake.wait_for(lambda: self._closing or self._has_work(), patience)
                self._wake.wait_for(lambda: self._closing, 0 if is_calm else BREATH.total_seconds())
                events, beat, closing = list(self._waiting), self._beat, self._closing
            if is_calm and not is_told:
                self._tell_written()
                is_told = True
                continue
            if self._attempt(events, beat):
                is_told = False
            if closing:
                if not is_told:
                    self._tell_written()
                return

    def _has_work(self) -> bool:
        return self._trouble is None and not self._held and not self._is_idle()

    def _is_idle(self) -> bool:
        return not self._waiting and self._beat is None

    def _retry_seconds(self) -> float | None:
        return RETRY.total_seconds() if self._trouble is not None else None

    def _attempt(self, events: list[Event], beat: datetime | None) -> bool:
        """Write what there is; tell whether that was something, and was written."""
        try:
            self._journal.append(events)
            if beat is not None:
                self._journal.beat(beat)
        except JournalError as error:
            self._tell(str(error))
            return False
        except Exception as error:  # noqa: BLE001 - whatever it is, the thread must live on, and the events wait
            self._tell(f"The journal cannot be written: {error}.")
            return False
        with self._wake:
            del self._waiting[: len(events)]
            if self._beat == beat:
                self._beat = None
            self._wake.notify_all()
        self._tell(None)
        return bool(events) or beat is not None

    def _tell_written(self) -> None:
        # Nothing that is made of the journal may end the thread that writes it.
        with contextlib.suppress(Exception):
            self._on_written()

    def _tell(self, trouble: str | None) -> None:
        if trouble == self._trouble:
            return
        with self._wake:
            self._trouble = trouble
            self._wake.notify_all()
        self._on_trouble(trouble)

"""Sends notes by every way chosen, from a thread of its own, so that a slow desktop never holds up the app."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from queue import SimpleQueue

from deskmate.notify.note import Delivery, Note, Notifier

CLOSE_LIMIT = timedelta(seconds=5)
"""How long `close` waits for what is still on its way."""


class Post:
    """Takes notes and delivers them in order. Its thread starts with the first note and ends with `close`."""

    def __init__(self, notifiers: Sequence[Notifier], on_problem: Callable[[str], None] = lambda _: None) -> None:
        """Take the ways; `on_problem` is called, from the thread, once for each sentence of what goes wrong."""
        self._on_problem = on_problem
        self._notifiers = tuple(notifiers)
        self._queue: SimpleQueue[Note | None] = SimpleQueue()
        self._problems: dict[str, None] = {}
        self._thread: threading.Thread | None = None
        self._closed = False

    @property
    def problems(self) -> tuple[str, ...]:
        """Give what went wrong so far, a sentence each, none twice."""
        return tuple(self._problems)

    def send(self, note: Note) -> None:
        """Take a note and return at once; nothing after `close`."""
        if self._closed:
            return
        self._queue.put(note)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="deskmate-notify", daemon=True)
            self._thread.start()

    def close(self, limit: timedelta = CLOSE_LIMIT) -> None:
        """Deliver what waits, within `limit`, and let go of the notifiers."""
        if self._closed:
            return
        self._closed = True
        if self._thread is None:
            self._let_go()
            return
        self._queue.put(None)
        self._thread.join(limit.total_seconds())

    def _work(self) -> None:
        while (note := self._queue.get()) is not None:
            for delivery in deliver(note, self._notifiers):
                if not delivery.ok and delivery.problem not in self._problems:
                    self._problems[delivery.problem] = None
                    self._on_problem(delivery.problem)
        self._let_go()

    def _let_go(self) -> None:
        for notifier in self._notifiers:
            notifier.close()


def deliver(note: Note, notifiers: Sequence[Notifier]) -> tuple[Delivery, ...]:
    """Tell a note by each notifier in turn, but put it on the desktop once: the first that can shows it."""
    deliveries: list[Delivery] = []
    is_shown = False
    for notifier in notifiers:
        if notifier.popup and is_shown:
            continue
        delivery = notifier.notify(note)
        deliveries.append(delivery)
        is_shown = is_shown or (notifier.popup and delivery.ok)
    return tuple(deliveries)

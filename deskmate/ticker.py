"""A tick that costs next to nothing: every other second all day, outside Textual's own timers and messages."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta


class Ticker:
    """Calls `tick` from the running loop, first after `usual`, then after what it gives each time.

    `on_error` is given what it raises; the next one then comes after `usual`.
    """

    def __init__(
        self, usual: timedelta, tick: Callable[[], timedelta], on_error: Callable[[Exception], object]
    ) -> None:
        self._usual = usual
        self._tick = tick
        self._on_error = on_error
        self._stopped = False
        self._loop = asyncio.get_running_loop()
        self._next = self._loop.call_later(usual.total_seconds(), self._run)

    def hurry(self) -> None:
        """Tick after `usual` at the latest."""
        soon = self._loop.time() + self._usual.total_seconds()
        if not self._stopped and self._next.when() > soon:
            self._next.cancel()
            self._next = self._loop.call_at(soon, self._run)

    def stop(self) -> None:
        """Tick no more."""
        self._stopped = True
        self._next.cancel()

    def _run(self) -> None:
        after = self._usual
        try:
            after = self._tick()
        except Exception as error:  # noqa: BLE001 - the loop would only log it, and it must not go unseen
            self._on_error(error)
        if not self._stopped:
            self._next = self._loop.call_later(after.total_seconds(), self._run)

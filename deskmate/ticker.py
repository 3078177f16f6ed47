"""A tick that costs next to nothing: once a second all day, outside Textual's own timers and messages."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta


class Ticker:
    """Calls `tick` at every `period` from the running loop; `on_error` is given what it raises."""

    def __init__(
        self, period: timedelta, tick: Callable[[], object], on_error: Callable[[Exception], object]
    ) -> None:
        self._period = period
        self._tick = tick
        self._on_error = on_error
        self._loop = asyncio.get_running_loop()
        self._next = self._loop.call_later(period.total_seconds(), self._run)

    def stop(self) -> None:
        """Tick no more."""
        self._next.cancel()

    def _run(self) -> None:
        self._next = self._loop.call_later(self._period.total_seconds(), self._run)
        try:
            self._tick()
        except Exception as error:  # noqa: BLE001 - the loop would only log it, and it must not go unseen
            self._on_error(error)

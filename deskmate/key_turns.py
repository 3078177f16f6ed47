"""One key at a time: the next waits until the one before was dealt with, which may have opened the screen it is for.

A terminal far away brings several keys at once, and Textual gives each to whatever has the focus just then.
"""

from __future__ import annotations

import asyncio
from collections import deque
from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App
    from textual.dom import DOMNode
    from textual.events import Key

LONGEST = timedelta(seconds=0.5)
"""How long a key is followed at most; whatever became of it, the next has its turn then."""


class KeyTurns:
    """Follows a key on its way up to the app, and gives the next one its turn behind it."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._waiting: deque[Key] = deque()
        self._followed: Key | None = None
        self._next: Key | None = None
        self._giving_up: asyncio.TimerHandle | None = None

    def holds(self, key: Key) -> bool:
        """Tell whether a key has to wait; it is posted again when it is its turn."""
        if key is self._next:
            self._next = None
        elif self._followed is not None:
            self._waiting.append(key)
            return True
        self._followed = key
        return False

    def follow(self, key: Key, given_to: DOMNode) -> None:
        """Wait for a key that was handled, or given to a widget or a screen, which it goes up from."""
        self._giving_up = asyncio.get_running_loop().call_later(LONGEST.total_seconds(), self._done, key)
        self._climb(key, given_to if key.is_forwarded else self._app)

    def _climb(self, key: Key, node: DOMNode) -> None:
        """Go up behind the key: what is called later comes after all that is there by now, the key among it."""
        if node is self._app:
            self._app.call_later(self._done, key)
        elif not node.call_later(self._climb, key, node.parent or self._app):
            self._done(key)

    def _done(self, key: Key) -> None:
        if key is not self._followed:
            return
        if self._giving_up is not None:
            self._giving_up.cancel()
        # The next is followed from now on: none that comes meanwhile may go before it.
        self._followed = self._next = self._waiting.popleft() if self._waiting else None
        if self._next is not None:
            self._app.post_message(self._next)

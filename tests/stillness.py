"""Waits until an app has nothing left to do, as its queues tell.

What Textual's pilot waits with goes by the processor instead, and sleeps until that rests.
"""

from __future__ import annotations

import asyncio
from typing import Any

from textual._context import active_app
from textual.app import App

QUIET_ROUNDS = 8
"""So many times in a row the loop finds nothing to do before the app counts as still."""

MANY_ROUNDS = 64
"""After them it is threads that are waited for: they get on with it where nobody asks all the time."""

PATIENCE = 500
"""So many rounds workers are waited for, a millisecond and more each: some do not end before the app does."""


async def wait_until_still(app: App[Any]) -> None:
    """Wait until nothing is left to do; the screen is laid out whenever it asks for it, not by the clock."""
    quiet = rounds = 0
    while quiet < QUIET_ROUNDS and app.screen_stack and app._exception is None:
        # Each time: what waits for a refresh must find laid out what was changed before it.
        app._check_resize()
        app.screen._on_timer_update()
        is_busy = has_messages(app) or (rounds < PATIENCE and is_working(app))
        quiet = 0 if is_busy else quiet + 1
        rounds += 1
        await asyncio.sleep(0 if rounds < MANY_ROUNDS else 0.001)


def has_messages(app: App[Any]) -> bool:
    """Tell whether a screen, or what is on it, has messages or calls to come to.

    Calls after a refresh wait, on a screen behind another, until it is in front.
    """
    pumps = [app, *(node for screen in app.screen_stack for node in screen.walk_children(with_self=True))]
    return bool(app.screen._callbacks) or any(
        pump._next_callbacks or pump._pending_message is not None or not pump._message_queue.empty() for pump in pumps
    )


def is_working(app: App[Any]) -> bool:
    """Tell whether a thread reads or reckons what will be shown."""
    return any(worker.is_running and worker.group != "record" for worker in app.workers)


async def wait_for_idle(min_sleep: float = 0, max_sleep: float = 0) -> None:
    """Stand in for what Textual's pilot waits with."""
    await wait_until_still(active_app.get())

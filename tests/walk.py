"""A user who tries everything: every screen, every key, a session from its first step to its last."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from textual.pilot import Pilot

from deskmate.app import DeskmateApp
from deskmate.screens.session import SessionScreen
from deskmate.screens.today import TodayScreen
from tests.builders import SimulatedClock

STEP = timedelta(seconds=4)
"""How far the clock runs between two frames of a session; further would look like a machine that slept."""

BEAT = timedelta(seconds=110)
"""How far it runs between two ticks else, for the same reason."""

LONGEST = 400
"""Frames after which a session that does not end is given up."""

SCREENS = {
    "learn": ("l", "down", "up", "enter", "space", "n", "p", "space", "space", "]", "[", "escape", "escape"),
    "pages": (
        "l",
        "enter",
        "x",
        "right",
        "right",
        "escape",
        "g",
        "n",
        "escape",
        "/",
        "h",
        "i",
        "p",
        "escape",
        "escape",
    ),
    "what helps": ("f", "down", "space", "space", "w", "escape", "c", "escape", "escape"),
    "safety": ("?", "s", "pagedown", "escape", "escape"),
    "help": ("?", "pagedown", "end", "escape"),
    "history": ("h", "tab", "down", "down", "tab", "escape"),
    "correct": ("e", "down", "w", "u", "escape"),
    "quiet": ("n", "1", "n"),
    "reading": ("r", "2", "r"),
    "palette": ("ctrl+p", "h", "e", "l", "p", "escape"),
    "stretch list": ("s", "down", "down", "up", "escape"),
    "words": ("space", "space", "b", "b", "a", "a", "p", "x", "u"),
}
"""What is pressed to see each, from Today and back to it."""

NAMES = {"?": "question_mark", "]": "right_square_bracket", "[": "left_square_bracket"}


async def settle(pilot: Pilot[None]) -> None:
    """Let every message be handled; Textual's own pause waits a fixed time more, which thousands of keys add up."""
    for _ in range(3):
        await asyncio.sleep(0.001)
        await pilot._wait_for_screen()


async def tap(pilot: Pilot[None], key: str) -> None:
    """Press a key and let what it does be done."""
    pilot.app.simulate_key(NAMES.get(key, key))
    await settle(pilot)


async def see(pilot: Pilot[None], keys: tuple[str, ...]) -> None:
    """Press keys one by one, then go back to Today, wherever they led."""
    for key in keys:
        await tap(pilot, key)
    for _ in range(4):
        if isinstance(pilot.app.screen, TodayScreen):
            return
        await tap(pilot, "escape")
    raise AssertionError(f"{keys} lead to {pilot.app.screen}, and not back")


async def stretch(pilot: Pilot[None], clock: SimulatedClock, *, skips: int = 0) -> None:
    """Be talked through the usual stretch, rated before and after; `skips` steps are skipped."""
    for key in ("s", "4", "enter"):
        await tap(pilot, key)
    session = pilot.app.screen
    assert isinstance(session, SessionScreen), session
    for _ in range(skips):
        await tap(pilot, "right")
    for _ in range(LONGEST):
        if session.phase.value != "running":
            break
        clock.run(STEP)
        session._frame()
        await settle(pilot)
    assert session.phase.value == "rating", session.phase
    for key in ("2", "enter", "enter"):
        await tap(pilot, key)
    assert isinstance(pilot.app.screen, TodayScreen), pilot.app.screen


async def pass_time(pilot: Pilot[None], clock: SimulatedClock, length: timedelta) -> None:
    """Let time pass, seen by the app at every beat."""
    app = pilot.app
    assert isinstance(app, DeskmateApp)
    for _ in range(length // BEAT):
        clock.run(BEAT)
        app._tick()
        await settle(pilot)

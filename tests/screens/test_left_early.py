"""A screen may be left, or the app quit, before the screen was laid out; neither is an error."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from deskmate.app import DeskmateApp
from deskmate.screens.history import HistoryScreen
from deskmate.screens.learn import LearnScreen
from deskmate.screens.session import SessionScreen
from deskmate.screens.stretch import StretchScreen
from deskmate.stretch.plan import plan_stretch
from deskmate.stretch.session import Run
from tests.builders import SimulatedClock
from tests.running import NOON, make_app, typical_day


def _session(app: DeskmateApp) -> SessionScreen:
    plan = plan_stretch(app.desk.catalogue.stretches["captain-morgan"])
    return SessionScreen(Run(plan), "a", routine="captain-morgan", ache_before=None)


SCREENS: dict[str, Callable[[DeskmateApp], HistoryScreen | LearnScreen | StretchScreen | SessionScreen]] = {
    "history": lambda _: HistoryScreen(),
    "learn": lambda _: LearnScreen(),
    "stretch": lambda _: StretchScreen(),
    "session": _session,
}


@pytest.mark.parametrize("turns", range(6))
@pytest.mark.parametrize("name", SCREENS)
async def test_leaving_before_a_screen_is_laid_out(tmp_path: Path, name: str, turns: int) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events)
    async with app.run_test() as pilot:
        await pilot.pause()
        app.push_screen(SCREENS[name](app))
        for _ in range(turns):
            await asyncio.sleep(0)
        app.pop_screen()
        await pilot.pause()
        assert app.screen.query("#big")


@pytest.mark.parametrize("turns", range(4))
async def test_quitting_before_a_screen_is_laid_out(tmp_path: Path, turns: int) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events)
    async with app.run_test() as pilot:
        await pilot.pause()
        app.push_screen(LearnScreen())
        for _ in range(turns):
            await asyncio.sleep(0)
        await app.run_action("quit")
    assert app.return_code == 0

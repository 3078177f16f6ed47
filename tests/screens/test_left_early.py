"""Before a screen is laid out it may be left, the app may quit, and keys may come: none of it is an error."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.screen import Screen
from textual.widgets import OptionList

from deskmate.app import DeskmateApp
from deskmate.screens.correct import CorrectScreen
from deskmate.screens.explorer import ExplorerScreen
from deskmate.screens.first_minute import FirstMinuteScreen
from deskmate.screens.help import HelpScreen
from deskmate.screens.helps import HelpsScreen
from deskmate.screens.history import HistoryScreen
from deskmate.screens.learn import LearnScreen
from deskmate.screens.rate import RateScreen
from deskmate.screens.safety import SafetyScreen
from deskmate.screens.selfcheck import SelfCheckScreen
from deskmate.screens.session import SessionScreen
from deskmate.screens.settings import SettingsScreen
from deskmate.screens.stretch import StretchScreen
from deskmate.screens.walk import WalkScreen
from deskmate.stretch.plan import plan_stretch
from deskmate.stretch.session import Run
from deskmate.widgets.palette_box import PaletteBox
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

OPENED: dict[str, Callable[[DeskmateApp], Screen[Any]]] = {
    **SCREENS,
    "helps": lambda _: HelpsScreen(),
    "walk": lambda _: WalkScreen(),
    "self-check": lambda _: SelfCheckScreen(),
    "correct": lambda _: CorrectScreen(),
    "settings": lambda _: SettingsScreen(),
    "help": lambda _: HelpScreen({"Help": HelpScreen}, {}, ""),
    "first minute": lambda _: FirstMinuteScreen(),
    "safety": lambda _: SafetyScreen(),
    "explorer": lambda _: ExplorerScreen(),
    "palette": lambda _: PaletteBox(),
    "rate": lambda app: RateScreen("How is it?", 4, app.desk.clock.monotonic),
}

TURNS = 8
"""So many turns of the loop, at most, a screen is given before it is left: it is laid out by then."""


@pytest.mark.parametrize("name", OPENED)
async def test_leaving_before_a_screen_is_laid_out(tmp_path: Path, name: str) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events)
    async with app.run_test() as pilot:
        await pilot.pause()
        for turns in range(TURNS):
            app.push_screen(OPENED[name](app))
            for _ in range(turns):
                await asyncio.sleep(0)
            app.pop_screen()
            await pilot.pause()
            assert app.screen.query("#big"), turns


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


@pytest.mark.parametrize("name", SCREENS)
async def test_every_key_may_come_before_a_screen_is_laid_out(tmp_path: Path, name: str) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events)
    keys = {key for binding in type(SCREENS[name](app)).BINDINGS for key in binding.key.split(",")}  # type: ignore[union-attr]
    async with app.run_test() as pilot:
        await pilot.pause()
        for key in sorted(keys):
            app.screen.post_message(Key(key, None))
            app.post_message(Key(key, None))
            app.push_screen(SCREENS[name](app))
            await pilot.pause()
            while len(app.screen_stack) > 1:
                app.pop_screen()
            await pilot.pause()
        assert app.screen.query("#big")


async def test_a_key_that_comes_before_a_screen_is_laid_out_acts_on_it_then(tmp_path: Path) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events)
    async with app.run_test() as pilot:
        await pilot.pause()
        app.push_screen(StretchScreen("captain-morgan"))
        before = list(app.desk.catalogue.stretches).index("captain-morgan")
        app.post_message(Key("down", None))
        await pilot.pause()
        assert app.screen.query_one(OptionList).highlighted == before + 1


async def test_a_look_at_the_clock_on_the_way_out_finds_no_screen_and_that_is_no_error(tmp_path: Path) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events)
    async with app.run_test() as pilot:
        await pilot.pause()
    assert not app.screen_stack
    app.desk.on_change()
    assert app.return_code is None

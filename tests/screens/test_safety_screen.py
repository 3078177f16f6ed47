"""The safety page: before the first stretch, accepted once, and within reach ever after."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskmate.app import DeskmateApp
from deskmate.history.journal import Journal
from deskmate.screens.safety import SafetyScreen
from deskmate.screens.stretch import StretchScreen
from deskmate.screens.today import TodayScreen
from deskmate.sitting.events import Event, Kind
from deskmate.stretch.safety import SAFETY
from tests.builders import SimulatedClock, at, day
from tests.running import NOON, make_app, typical_day


def shown(app: DeskmateApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def front(app: DeskmateApp) -> object:
    return app.screen


def accepted(root: Path) -> int:
    return sum(e.kind is Kind.SAFETY_ACCEPTED for e in Journal(root).read())


async def test_before_the_first_stretch_it_is_read_and_accepted_once(tmp_path: Path) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), day().sit("12:00").events)
    async with app.run_test(size=(100, 50)) as pilot:
        await pilot.press("s")
        assert isinstance(front(app), SafetyScreen)
        page = " ".join(shown(app).split())
        assert all(line in page for advice in SAFETY for line in (advice.title, *advice.lines))
        await pilot.press("escape")
        assert isinstance(front(app), TodayScreen)
        await pilot.press("s")
        assert isinstance(front(app), SafetyScreen)
        await pilot.press("enter")
        assert isinstance(front(app), StretchScreen)
        await pilot.press("escape", "s")
        assert isinstance(front(app), StretchScreen)
    assert accepted(tmp_path) == 1


async def test_what_was_accepted_a_year_ago_is_accepted(tmp_path: Path) -> None:
    old = Event(at("9:00", days=-365), Kind.SAFETY_ACCEPTED)
    app = make_app(tmp_path, SimulatedClock(NOON), [old, *day().sit("12:00").events])
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("s")
        assert isinstance(front(app), StretchScreen)
    assert accepted(tmp_path) == 1


@pytest.mark.parametrize("way", [("s", "s"), ("question_mark", "s")], ids=["choosing", "help"])
async def test_it_can_be_read_at_any_time_and_asks_nothing(tmp_path: Path, way: tuple[str, ...]) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*way)
        assert isinstance(front(app), SafetyScreen)
        assert "I have read it" not in shown(app)
        await pilot.press("enter")
        assert isinstance(front(app), SafetyScreen)
        await pilot.press("escape")
        assert not isinstance(front(app), SafetyScreen)
        assert "Safety" in {command.title for command in app.get_system_commands(app.screen)}
    assert accepted(tmp_path) == 1


async def test_in_a_corner_it_scrolls_to_its_end(tmp_path: Path) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), day().sit("12:00").events)
    app.animation_level = "none"
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("s")
        assert "What this is" in shown(app)
        assert "I have read it" in shown(app)
        await pilot.press(*["down"] * 20)
        await pilot.pause()
        assert "more than six weeks" in shown(app)


@pytest.mark.parametrize("columns", [20, 28, 40, 100])
async def test_the_key_that_accepts_is_shown_first_however_narrow(tmp_path: Path, columns: int) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), day().sit("12:00").events)
    async with app.run_test(size=(columns, 20)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        keys = shown(app).rstrip().splitlines()[-1].strip()
        assert keys.startswith("⏎ I have read it")
        assert "esc Back" in keys or columns < 28

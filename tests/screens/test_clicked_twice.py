"""A double click, and an enter key held down: each is heard twice before the screen it was meant for is gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Key
from textual.widgets import OptionList

from deskmate.app import DeskmateApp
from deskmate.sitting.events import Kind
from tests.builders import SimulatedClock
from tests.reach.places import settle
from tests.running import NOON, make_app, typical_day


@pytest.fixture
def app(tmp_path: Path) -> DeskmateApp:
    return make_app(tmp_path, SimulatedClock(NOON), typical_day().events)


@pytest.mark.parametrize(
    ("keys", "screens"),
    [
        ("n", ["TodayScreen"]),
        ("r", ["TodayScreen"]),
        ("h d enter", ["TodayScreen", "HistoryScreen"]),
        ("f", ["TodayScreen", "HelpsScreen", "StretchScreen"]),
    ],
)
async def test_a_double_click_on_an_answer_is_one_answer(app: DeskmateApp, keys: str, screens: list[str]) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        for key in keys.split():
            await pilot.press(key)
            await settle(pilot)
        await pilot.click(OptionList, offset=(3, 0), times=2)
        await settle(pilot)
        assert [type(screen).__name__ for screen in app.screen_stack] == screens


async def test_enter_held_down_on_a_question_answers_it_once(app: DeskmateApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("n")
        await settle(pilot)
        for _ in range(3):
            app.post_message(Key("enter", None))
        await settle(pilot)
        assert [type(screen).__name__ for screen in app.screen_stack] == ["TodayScreen"]
        assert sum(event.kind is Kind.QUIET_STARTED for event in app.desk.events()) == 1

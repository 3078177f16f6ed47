"""The command palette: what it offers, in deskmate's own words, and that a theme chosen in it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.command import Hit
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from deskmate.app import DeskmateApp
from deskmate.config import folders, load_settings
from deskmate.screens.today import TodayScreen
from deskmate.settings.file import SettingsFileError
from deskmate.widgets.palette_box import PaletteBox
from tests.builders import SimulatedClock
from tests.reach.places import settle
from tests.running import NOON, QUIET, make_app, typical_day


@pytest.fixture
def app(tmp_path: Path) -> DeskmateApp:
    return make_app(tmp_path, SimulatedClock(NOON))


async def choose_theme(pilot: Pilot[None], name: str) -> None:
    await pilot.press("ctrl+p")
    await settle(pilot)
    await pilot.press(*"theme")
    await settle(pilot)
    await pilot.press("enter")
    await settle(pilot)
    await pilot.press(*name)
    await settle(pilot)
    await pilot.press("enter")
    await settle(pilot)


async def test_a_theme_chosen_in_the_palette_is_kept_by_the_settings_name(app: DeskmateApp, tmp_path: Path) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await choose_theme(pilot, "light")
        assert app.theme == "deskmate-light"
        assert load_settings(folders(tmp_path).settings_file)[0].looks.theme == "light"
        app.desk.change_setting("looks.motion", "reduced")
        assert app.theme == "deskmate-light"


async def test_a_theme_that_cannot_be_kept_holds_for_now_and_the_sentence_is_told(
    app: DeskmateApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise SettingsFileError("The file cannot be written [why].")

    monkeypatch.setattr("deskmate.settings.file.SettingsFile.change", refuse)
    async with app.run_test(size=(100, 30)) as pilot:
        await choose_theme(pilot, "light")
        assert app.theme == "deskmate-light"
        assert [note.message for note in app._notifications] == ["The file cannot be written [why]."]
    assert folders(tmp_path).settings_file.read_text() == QUIET


@pytest.mark.parametrize("key", ["", "comma", "l", "question_mark"])
async def test_the_palette_says_everything_in_deskmates_words_and_once(app: DeskmateApp, key: str) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        if key:
            await pilot.press(key)
            await settle(pilot)
        offered = {command.title: command.help for command in app.get_system_commands(app.screen)}
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert len(titles) == len(set(titles))
        assert not {"palette", "Keys", "Maximize"} & offered.keys()
        assert "command prompt" not in " ".join(offered.values())
        assert {"Theme", "Quit", "Safety"} <= offered.keys()
        assert all(title[0].isupper() for title in titles)


@pytest.mark.parametrize(
    ("keys", "title"), [("fw", "Walk"), ("fc", "Self-check"), ("lx", "Turn a hip"), ("?s", "Safety")]
)
async def test_a_screen_is_not_opened_on_top_of_itself(tmp_path: Path, keys: str, title: str) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events)
    async with app.run_test(size=(100, 30)) as pilot:
        for key in keys:
            await pilot.press("question_mark" if key == "?" else key)
            await settle(pilot)
        front = list(app.screen_stack)
        await pilot.press("ctrl+p")
        await settle(pilot)
        await pilot.press(*title)
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert list(app.screen_stack) == front


async def test_the_palette_quits_from_anywhere(app: DeskmateApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("comma", "ctrl+p")
        await settle(pilot)
        await pilot.press(*"quit")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert not app._running


async def test_enter_pressed_twice_runs_what_was_chosen_once(tmp_path: Path) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+p", *"stand")
        await pilot.press("down")
        box = app.screen
        assert isinstance(box, PaletteBox)
        done: list[str] = []
        box._list_visible = False
        box._selected_command = Hit(1.0, "Stand", lambda: done.append("stood"), "Stand")
        for _ in range(2):
            box.query_one(Input).post_message(Input.Submitted(box.query_one(Input), "Stand"))
        await pilot.pause()
        assert done == ["stood"]
        assert isinstance(app.screen, TodayScreen)
        box.dismiss()
        assert isinstance(app.screen, TodayScreen)


async def test_a_page_down_while_the_list_is_filled_is_no_error(tmp_path: Path) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+p")
        box = app.screen
        assert isinstance(box, PaletteBox)
        commands = box.query_one(OptionList)
        commands.highlighted = 0
        commands._index_to_line.clear()
        box._action_command_list("page_down")
        await pilot.pause()
        assert app.screen is box

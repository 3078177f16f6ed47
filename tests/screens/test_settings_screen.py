"""The settings screen, and that the file and it are one."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Label, OptionList

from deskmate.app import DeskmateApp
from deskmate.config import folders, load_settings
from deskmate.screens.settings import SAMPLE, SettingsScreen
from deskmate.settings.file import SettingsFile
from deskmate.settings.table import SETTINGS
from tests.builders import SimulatedClock
from tests.running import NOON, ScriptedSpeaker, make_app


@pytest.fixture
def speaker() -> ScriptedSpeaker:
    return ScriptedSpeaker()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return folders(tmp_path).settings_file


@pytest.fixture
def app(tmp_path: Path, speaker: ScriptedSpeaker) -> DeskmateApp:
    return make_app(tmp_path, SimulatedClock(NOON), speaker=speaker)


async def open_at(pilot: Pilot[None], name: str) -> None:
    """Open the settings with the cursor on `name`."""
    await pilot.press("comma")
    await pilot.pause()
    options = pilot.app.screen.query_one("#settings", OptionList)
    options.highlighted = options.get_option_index(name)
    await pilot.pause()


def row(app: DeskmateApp, name: str) -> str:
    return str(app.screen.query_one("#settings", OptionList).get_option(name).prompt)


def told(app: DeskmateApp) -> str:
    names = ("name", "meaning", "allowed", "usual", "refused")
    return "\n".join(str(app.screen.query_one(f"#{name}").content) for name in names)  # type: ignore[attr-defined]


async def test_every_setting_is_told_with_its_range_and_default(app: DeskmateApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await open_at(pilot, "voice.rate")
        assert told(app).splitlines()[:4] == [
            "voice.rate",
            "How fast it speaks.",
            "Allowed  80 to 400 words a minute",
            "Default  150",
        ]


async def test_what_is_asked_of_a_choice_keeps_its_capitals(app: DeskmateApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await open_at(pilot, "voice.pause_players")
        await pilot.press("enter")
        await pilot.pause()
        question = app.screen.query_one(".title", Label)
        assert str(question.content) == "What other players (MPRIS) do while it speaks"


async def test_toggle_choose_step_and_type_each_change_the_file(app: DeskmateApp, file: Path) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await open_at(pilot, "notify.screen")
        await pilot.press("enter")
        await open_at_again(pilot, "voice.rate")
        await pilot.press("right", "right", "left")
        await open_at_again(pilot, "looks.theme")
        await pilot.press("enter", "2")
        await open_at_again(pilot, "sitting.interval")
        await pilot.press("enter", *"45m", "enter")
        await pilot.pause()
        assert row(app, "sitting.interval").split() == ["interval", "•", "45m"]
        assert app.theme == "deskmate-light"
    settings, problems = load_settings(file)
    assert problems == ()
    assert (settings.notify.screen, settings.voice.rate) == (False, 160)
    assert (settings.looks.theme, settings.sitting.interval.total_seconds()) == ("light", 45 * 60)
    assert app.desk.settings == settings


async def test_the_arrows_move_a_length_by_round_steps_and_are_offered_only_where_they_do(
    app: DeskmateApp, file: Path
) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await open_at(pilot, "sitting.interval")
        await pilot.press("right", "right", "left")
        await pilot.pause()
        assert row(app, "sitting.interval").split() == ["interval", "•", "35m"]
        assert not app.screen.query_one("#typed", Input).display
        assert "settings.more" in offered(app)
        await open_at_again(pilot, "hours.work")
        assert "settings.more" not in offered(app)
    assert load_settings(file)[0].sitting.interval.total_seconds() == 35 * 60


def offered(app: DeskmateApp) -> set[str | None]:
    return {active.binding.id for active in app.screen.active_bindings.values()}


async def open_at_again(pilot: Pilot[None], name: str) -> None:
    options = pilot.app.screen.query_one("#settings", OptionList)
    options.highlighted = options.get_option_index(name)
    await pilot.pause()


async def test_a_wrong_value_is_refused_with_its_sentence_and_can_be_put_right(app: DeskmateApp, file: Path) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await open_at(pilot, "sitting.interval")
        before = file.read_text()
        await pilot.press("enter", *"99h", "enter")
        await pilot.pause()
        assert "sitting.interval must be from 1m to 8h, not '99h'." in told(app)
        assert file.read_text() == before
        assert app.screen.query_one("#typed", Input).display
        await pilot.press("escape")
        assert isinstance(app.screen, SettingsScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, SettingsScreen)


async def test_the_default_is_one_key_away(app: DeskmateApp, file: Path) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await open_at(pilot, "notify.bell")
        assert row(app, "notify.bell").split() == ["bell", "•", "off"]
        await pilot.press("d")
        await pilot.pause()
        assert row(app, "notify.bell").split() == ["bell", "on"]
    assert load_settings(file)[0].notify.bell is True


async def test_a_change_of_the_voice_is_heard_with_the_new_voice(
    app: DeskmateApp, speaker: ScriptedSpeaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However busy the machine is, the sample comes when the test asks for it.
    monkeypatch.setattr("deskmate.screens.settings.SOON", 3600)
    async with app.run_test(size=(100, 30)) as pilot:
        await open_at(pilot, "voice.rate")
        app.desk.speaker.start()
        await pilot.press("v")
        await pilot.pause()
        assert speaker.said == [SAMPLE]
        await pilot.press("right", "right")
        screen = app.screen
        assert isinstance(screen, SettingsScreen)
        assert screen._sample is not None
        screen.action_hear()
        assert speaker.said == [SAMPLE, SAMPLE]
        assert "rate 170" in speaker.calls
        assert "close" not in speaker.calls


async def test_a_voice_turned_off_is_made_anew(app: DeskmateApp, speaker: ScriptedSpeaker) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        app.desk.speaker.start()
        await open_at(pilot, "voice.enabled")
        await pilot.press("enter")
        app._tick()
        for thread in threading.enumerate():
            if thread.name == "deskmate-voice-before":
                thread.join()
        assert speaker.calls.count("close") == 1


async def test_what_the_shell_and_an_editor_change_shows_at_the_next_tick(app: DeskmateApp, file: Path) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await open_at(pilot, "voice.rate")
        SettingsFile(file).change("voice.rate", "200")
        app._tick()
        await pilot.pause()
        assert row(app, "voice.rate").split() == ["rate", "•", "200"]
        file.write_text('[looks]\ntheme = "high-contrast"\n[sitting]\ngoal = "5h"\npostpones = 99\n')
        app._tick()
        await pilot.pause()
        assert app.theme == "deskmate-high-contrast"
        assert row(app, "sitting.goal").split() == ["goal", "•", "5h"]
        assert "line 5: sitting.postpones must be from 0 to 20, not 99" in app._today.notice.text
        file.unlink()
        app._tick()
        await pilot.pause()
        assert app.theme == "deskmate-dark"
        assert app._today.notice.text == ""


@pytest.mark.parametrize("size", [(28, 6), (40, 12), (100, 30), (200, 60)])
async def test_at_every_size_the_setting_under_the_cursor_is_seen(app: DeskmateApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await open_at(pilot, "voice.rate")
        shown = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
    assert "rate" in shown
    assert "150" in shown


@pytest.mark.parametrize("size", [(28, 6), (40, 12), (44, 10)])
async def test_the_chosen_row_is_in_sight_however_long_what_is_told_of_it(
    app: DeskmateApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.press("comma")
        await pilot.pause()
        options = app.screen.query_one("#settings", OptionList)
        for key in ["down"] * len(SETTINGS) + ["up"] * len(SETTINGS):
            await pilot.press(key)
            await pilot.pause()
            assert options.highlighted is not None
            top = options._index_to_line[options.highlighted]
            assert options.scroll_offset.y <= top < options.scroll_offset.y + options.content_size.height


async def test_help_is_a_key_away_and_a_question_mark_can_be_typed(app: DeskmateApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await open_at(pilot, "hours.work")
        await pilot.press("enter", "question_mark")
        await pilot.pause()
        assert app.screen.query_one("#typed", Input).value.endswith("?")
        await pilot.press("escape", "question_mark")
        await pilot.pause()
        assert type(app.screen).__name__ == "HelpScreen"
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, SettingsScreen)


async def test_why_a_value_is_refused_is_read_in_a_strip(app: DeskmateApp) -> None:
    async with app.run_test(size=(28, 6)) as pilot:
        await open_at(pilot, "sitting.interval")
        await pilot.press("enter", *"99h", "enter")
        await pilot.pause()
        shown = " ".join(" ".join(strip.text.split()) for strip in app.screen._compositor.render_strips())
    assert "sitting.interval must be from 1m to 8h, not '99h'." in shown


@pytest.mark.parametrize("line", [0, 22], ids=["a heading", "another setting"])
async def test_what_was_typed_for_one_setting_is_not_taken_for_another(
    app: DeskmateApp, file: Path, line: int
) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await open_at(pilot, "sitting.postpone")
        await pilot.press("enter", *"77m")
        await pilot.click("#settings", offset=(5, line))
        await pilot.press("down")
        await pilot.pause()
        assert not app.screen.query_one("#typed", Input).display
        await pilot.press("tab", "enter", "enter")
        await pilot.pause()
    assert "77m" not in file.read_text()

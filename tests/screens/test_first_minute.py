"""The first minute: asked once, skipped by one key, and what is answered is in the settings file."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskmate.app import DeskmateApp
from deskmate.config import folders, load_settings
from deskmate.history.journal import Journal
from deskmate.screens.first_minute import HELLO, FirstMinuteScreen
from deskmate.screens.today import TodayScreen
from deskmate.sitting.events import Kind
from deskmate.voice.speaker import VoiceChanged, VoiceStatus
from tests.builders import SimulatedClock, day
from tests.running import NOON, QUIET, ScriptedSpeaker, make_app


@pytest.fixture
def speaker() -> ScriptedSpeaker:
    return ScriptedSpeaker()


@pytest.fixture
def app(tmp_path: Path, speaker: ScriptedSpeaker) -> DeskmateApp:
    return make_app(tmp_path, SimulatedClock(NOON), speaker=speaker, settings=None)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return folders(tmp_path).settings_file


def shown(app: DeskmateApp) -> str:
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


async def test_three_answers_a_line_that_is_heard_and_the_safety_note(
    app: DeskmateApp, file: Path, speaker: ScriptedSpeaker
) -> None:
    pages = []
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        for keys in (("down", "enter"), ("3",), ("2", "1"), ("enter",)):
            pages.append(shown(app))
            await pilot.press(*keys)
            await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
    for page, words in zip(
        pages, ("When do you work?", "After how long", "Do you hear the voice?", "doctor"), strict=True
    ):
        assert words in page
    assert speaker.said == [HELLO, HELLO]
    settings, problems = load_settings(file)
    assert problems == ()
    assert (settings.hours.days, settings.sitting.interval.total_seconds()) == (frozenset(range(5)), 45 * 60)
    assert settings.voice.enabled is True
    assert app.desk.settings == settings
    assert Kind.SAFETY_ACCEPTED in {event.kind for event in app.desk.events()}


async def test_quiet_is_one_answer(app: DeskmateApp, file: Path) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("1", "1", "3", "enter")
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
    assert load_settings(file)[0].voice.enabled is False


async def test_hours_of_ones_own_are_typed_and_wrong_ones_refused(app: DeskmateApp, file: Path) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("4")
        await pilot.pause()
        assert "Type when you begin and end, like 7:30-16:00" in shown(app)
        await pilot.press(*"9 to 5", "enter")
        await pilot.pause()
        assert "'9 to 5' is no time span. Type when you begin and end" in shown(app)
        assert isinstance(app.screen, FirstMinuteScreen)
        assert "hours.work" not in shown(app)
        await pilot.press(*["backspace"] * 6, *"7:15-16:00", "enter")
        await pilot.pause()
        assert "After how long" in shown(app)
    hours = load_settings(file)[0].hours.work
    assert hours is not None
    assert (hours.start.hour, hours.start.minute, hours.end.hour) == (7, 15, 16)


async def test_in_a_strip_too_refused_hours_are_told(app: DeskmateApp) -> None:
    async with app.run_test(size=(28, 6)) as pilot:
        await pilot.press("4", *"25:00-9", "enter")
        await pilot.pause()
        told = " ".join(shown(app).split())
        assert "'25:00-9' is no time span." in told
        assert "like 7:30-16:00, then press enter." in told


@pytest.mark.parametrize("before", [(), ("1",), ("1", "2"), ("1", "1", "1")])
async def test_one_key_skips_all_that_is_left(app: DeskmateApp, tmp_path: Path, before: tuple[str, ...]) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*before, "escape")
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
        assert "SITTING since" in shown(app)
    assert [e.kind for e in Journal(tmp_path).read() if e.kind is not Kind.ALIVE] == [Kind.SAT]
    # It has a history by now, and is not asked again.
    async with make_app(tmp_path, SimulatedClock(NOON), settings=None).run_test() as pilot:
        await pilot.pause()
        assert isinstance(pilot.app.screen, TodayScreen)


async def test_what_was_answered_stays_where_the_rest_is_skipped(app: DeskmateApp, file: Path) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "esc Skip all of this" in shown(app)
        await pilot.press("2")
        await pilot.pause()
        assert "esc Skip the rest" in shown(app)
        assert "Skip all" not in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
    assert load_settings(file)[0].hours.work is not None


async def test_why_nothing_is_heard_is_said(app: DeskmateApp, speaker: ScriptedSpeaker) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("1", "1")
        await pilot.pause()
        speaker.tell(VoiceChanged(VoiceStatus(audible=False, reason="No sound device was found.")))
        await pilot.pause()
        assert "No sound device was found." in shown(app)


@pytest.mark.parametrize(("settings", "events"), [(QUIET, ()), (None, day().sit("12:00").events)])
async def test_who_has_settings_or_a_history_is_not_asked(
    tmp_path: Path, settings: str | None, events: tuple[object, ...]
) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), events, settings=settings)  # type: ignore[arg-type]
    async with app.run_test() as pilot:
        await pilot.pause()
        assert not any(isinstance(screen, FirstMinuteScreen) for screen in app.screen_stack)


@pytest.mark.parametrize("size", [(28, 6), (40, 12), (100, 30), (200, 60)])
async def test_question_and_first_answer_are_seen_at_every_size(app: DeskmateApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "When do you work?" in shown(app)
        assert "1  At any time" in shown(app)


async def test_in_a_strip_every_answer_is_read_whole(app: DeskmateApp) -> None:
    pages = (
        (
            "When do you work?",
            "1  At any time",
            "2  9:00-17:30, Mon-Fri",
            "3  8:00-16:30, Mon-Fri",
            "4  Others, Mon-Fri",
        ),
        ("Get up after how long?", "1  30 minutes", "2  20 minutes", "3  45 minutes", "4  60 minutes"),
        ("Do you hear the voice?", "1  Yes: speak to me", "2  Say it again", "3  Captions alone"),
    )
    async with app.run_test(size=(28, 6)) as pilot:
        for page in pages:
            await pilot.pause()
            assert [line.strip() for line in shown(app).splitlines()][: len(page)] == list(page)
            await pilot.press("1")


async def test_in_a_strip_the_last_answer_can_be_seen_below_what_went_wrong(
    app: DeskmateApp, speaker: ScriptedSpeaker
) -> None:
    async with app.run_test(size=(28, 6)) as pilot:
        await pilot.press("1", "1")
        speaker.tell(VoiceChanged(VoiceStatus(audible=False, reason="No sound device was found. " * 3)))
        await pilot.press("down", "down")
        await pilot.pause()
        assert "3  Captions alone" in shown(app)
        assert "No sound device was found." in shown(app)


async def test_how_hours_are_typed_is_told_whole_in_a_strip(app: DeskmateApp) -> None:
    async with app.run_test(size=(28, 6)) as pilot:
        await pilot.press("4")
        await pilot.pause()
        assert "press enter." in shown(app)


async def test_a_larger_window_has_the_longer_words(app: DeskmateApp) -> None:
    async with app.run_test(size=(28, 6)) as pilot:
        await pilot.press("down", "down")
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert "3  8:00-16:30, Monday to Friday" in shown(app)
        await pilot.press("enter")
    assert app.desk.settings.hours.work is not None
    assert app.desk.settings.hours.work.start.hour == 8

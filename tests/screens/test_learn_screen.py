"""The learn screen, driven by keys, with a speaker that says what it is told to say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from deskmate.build import build_scenes
from deskmate.config import Settings
from deskmate.learn.library import Library, load_library
from deskmate.learn.page import Span
from deskmate.learn.progress import Progress, progress_of
from deskmate.looks import style_sheet
from deskmate.messages import SpeechHeard, StretchWanted
from deskmate.screens.learn import LearnScreen
from deskmate.sitting.events import Event, Kind, Scalar
from deskmate.voice.speaker import (
    SpeechEvent,
    UtteranceEnded,
    UtteranceStarted,
    VoiceChanged,
    VoiceStatus,
    WordSpoken,
)
from deskmate.widgets.page_list import PageItem
from deskmate.widgets.read_along import ReadAlong
from tests.builders import SimulatedClock

HEARD = VoiceStatus(audible=True, reason="The voice works.")
SILENT = VoiceStatus(audible=False, reason="There is no sound device.")

ONE = """+++
title = "One"
takeaway = "The first."
order = 1
stretch = "captain-morgan"
+++
Sit well. Stand often. See [two](page:two).
"""
TWO = """+++
title = "Two"
takeaway = "The second."
order = 2
+++
Walk.
"""


class FakeSpeaker:
    """Remembers what it was told; says nothing by itself."""

    def __init__(self, status: VoiceStatus = HEARD) -> None:
        self.status = status
        self.told: list[str | tuple[str, bool]] = []

    def start(self) -> None:
        self.told.append("start")

    def say(self, text: str, *, queue: bool = False) -> int:
        self.told.append((text, queue))
        return sum(isinstance(entry, tuple) for entry in self.told)

    def pause(self) -> None:
        self.told.append("pause")

    def resume(self) -> None:
        self.told.append("resume")

    def stop(self) -> None:
        self.told.append("stop")

    def set_muted(self, muted: bool) -> None:
        self.told.append("mute")

    def set_rate(self, rate: int) -> None:
        self.told.append(f"rate {rate}")

    def listen(self, listener: Callable[[SpeechEvent], None]) -> Callable[[], None]:
        return lambda: None

    def close(self) -> None:
        self.told.append("close")


class FakeDesk:
    """The services the learn screen uses."""

    def __init__(self, library: Library, speaker: FakeSpeaker) -> None:
        self.library = library
        self.speaker = speaker
        self.recorded: list[Event] = []
        self.scenes = build_scenes()
        self.settings = Settings()
        self.clock = SimulatedClock()

    def events(self) -> list[Event]:
        return self.recorded

    def find_progress(self, *, whole: bool = False) -> None:
        pass

    @property
    def progress(self) -> Progress:
        return progress_of(self.recorded)

    def record(self, kind: Kind, *, at: datetime | None = None, **data: Scalar) -> Event:
        event = Event(at or self.clock.now(), kind, data)
        self.recorded.append(event)
        return event

    def kinds(self) -> list[tuple[Kind, str]]:
        return [(event.kind, event.text("page")) for event in self.recorded]


class Room(App[None]):
    """An app with nothing but the learn screen on top."""

    CSS = style_sheet()

    def __init__(self, speaker: FakeSpeaker | None = None, first: str | None = None) -> None:
        super().__init__()
        self.speaker = speaker or FakeSpeaker()
        self.desk = FakeDesk(load_library([("learn/one.md", ONE), ("learn/two.md", TWO)], "", ""), self.speaker)
        self.learn = LearnScreen(first)
        self.wanted: list[str] = []

    def on_mount(self) -> None:
        self.push_screen(self.learn)

    def on_stretch_wanted(self, message: StretchWanted) -> None:
        self.wanted.append(message.stretch_id)

    @property
    def text(self) -> ReadAlong:
        return self.learn.query_one(ReadAlong)

    def open_page(self) -> str | None:
        return self.learn.page.id if self.learn.page else None

    def no_sound(self) -> str:
        line = self.learn.query_one("#no-sound", Static)
        return str(line.content) if line.display else ""

    async def hear(self, pilot: Pilot[None], *events: SpeechEvent) -> None:
        for event in events:
            self.learn.post_message(SpeechHeard(event))
        await pilot.pause()

    def offered(self) -> dict[str, str]:
        active = self.learn.active_bindings.values()
        return {a.binding.key: a.binding.description for a in active if a.binding.show}


def started(utterance: int) -> UtteranceStarted:
    return UtteranceStarted(utterance, timedelta(seconds=1), exact=True)


async def test_the_list_opens_a_page_and_escape_goes_back_and_out() -> None:
    app = Room()
    async with app.run_test() as pilot:
        assert [item.page.id for item in app.learn.query(PageItem)] == ["one", "two"]
        assert app.offered() == {
            "enter": "Open",
            "escape": "Back",
            "q": "Back",
            "x": "Turn a hip",
            "slash": "Search",
            "question_mark": "Help",
        }
        await pilot.press("enter")
        assert app.open_page() == "one"
        assert app.desk.kinds() == [(Kind.PAGE_OPENED, "one")]
        await pilot.press("escape")
        assert app.open_page() is None
        await pilot.press("escape")
        assert app.screen is not app.learn


async def test_the_first_sentence_is_said_and_the_next_waits_behind_it() -> None:
    app = Room()
    async with app.run_test() as pilot:
        await pilot.press("enter", "space")
        assert app.speaker.told == [("One", False), ("The first.", True)]
        assert app.text.sentence == 0


async def test_the_spoken_word_is_lit_and_sentences_follow_each_other() -> None:
    app = Room()
    async with app.run_test() as pilot:
        await pilot.press("enter", "space")
        await app.hear(pilot, started(1), WordSpoken(1, 0, 3))
        assert (app.text.sentence, app.text.word) == (0, Span(0, 3))
        await app.hear(pilot, UtteranceEnded(1, completed=True), started(2), WordSpoken(2, 4, 9))
        assert (app.text.sentence, app.text.word) == (1, Span(4, 9))
        assert app.speaker.told[2:] == [("Sit well.", True)]


async def test_space_pauses_and_goes_on_in_the_same_place() -> None:
    app = Room()
    async with app.run_test() as pilot:
        await pilot.press("enter")
        assert app.offered()["space"] == "Read aloud"
        await pilot.press("space")
        await app.hear(pilot, started(1), WordSpoken(1, 0, 3))
        assert app.offered()["space"] == "Pause"
        await pilot.press("space")
        assert app.offered()["space"] == "Go on"
        assert (app.text.sentence, app.text.word) == (0, Span(0, 3))
        await pilot.press("space")
        assert app.speaker.told[2:] == ["pause", "resume"]
        assert app.offered()["space"] == "Pause"


async def test_arrows_move_by_sentence_and_the_voice_goes_on_from_there() -> None:
    app = Room()
    async with app.run_test() as pilot:
        await pilot.press("enter", "space", "right", "right", "left")
        assert app.text.sentence == 1
        assert app.speaker.told[-2:] == [("The first.", False), ("Sit well.", True)]
        await app.hear(pilot, UtteranceEnded(1, completed=False), WordSpoken(1, 0, 3))
        assert (app.text.sentence, app.text.word) == (1, None)
        assert app.offered()["space"] == "Pause"


async def test_moving_while_paused_or_silent_only_moves_the_place() -> None:
    app = Room()
    async with app.run_test() as pilot:
        await pilot.press("enter", "right", "right")
        assert (app.text.sentence, app.speaker.told) == (1, [])
        await pilot.press("space", "space", "right")
        assert app.speaker.told == [("The first.", False), ("Sit well.", True), "pause", "stop"]
        await pilot.press("space")
        assert app.speaker.told[-2:] == [("Sit well.", False), ("Stand often.", True)]


async def test_a_page_heard_to_its_end_is_read() -> None:
    app = Room(first="two")
    async with app.run_test() as pilot:
        await pilot.press("space")
        for utterance in (1, 2, 3):
            await app.hear(pilot, started(utterance), UtteranceEnded(utterance, completed=True))
        assert app.desk.kinds() == [(Kind.PAGE_OPENED, "two"), (Kind.PAGE_READ, "two")]
        assert (app.text.sentence, app.offered()["space"]) == (None, "Read aloud")
        await pilot.press("escape")
        assert [item.has_class("read") for item in app.learn.query(PageItem)] == [False, True]


async def test_a_page_read_silently_to_its_end_is_read() -> None:
    app = Room(first="two")
    async with app.run_test() as pilot:
        await pilot.press("n", "n", "n", "n")
        assert app.desk.kinds()[-1] == (Kind.PAGE_READ, "two")
        assert app.speaker.told == []


async def test_brackets_turn_pages_and_the_voice_falls_silent() -> None:
    app = Room()
    async with app.run_test() as pilot:
        await pilot.press("enter", "space", "right_square_bracket")
        assert app.open_page() == "two"
        assert app.speaker.told[-1] == "stop"
        assert "right_square_bracket" not in app.offered()
        await pilot.press("left_square_bracket")
        assert app.desk.kinds() == [(Kind.PAGE_OPENED, page) for page in ("one", "two", "one")]


async def test_s_asks_for_the_stretch_of_the_page_only() -> None:
    app = Room()
    async with app.run_test() as pilot:
        await pilot.press("enter", "s", "right_square_bracket", "s")
        assert app.wanted == ["captain-morgan"]


async def test_a_click_chooses_the_sentence_and_a_link_is_followed() -> None:
    app = Room()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        app.learn.post_message(ReadAlong.SentenceSelected(3))
        await pilot.pause()
        assert app.text.sentence == 3
        app.learn.post_message(ReadAlong.LinkFollowed("page:two"))
        await pilot.pause()
        assert app.open_page() == "two"


async def test_without_sound_one_line_says_why_and_goes_when_sound_comes() -> None:
    app = Room(FakeSpeaker(SILENT))
    async with app.run_test() as pilot:
        await pilot.press("enter")
        assert app.no_sound() == ""
        await pilot.press("space")
        assert app.no_sound() == "There is no sound device."
        app.speaker.status = HEARD
        await app.hear(pilot, VoiceChanged(HEARD))
        assert app.no_sound() == ""


async def test_a_page_that_is_no_more_opens_the_list() -> None:
    app = Room(first="gone")
    async with app.run_test():
        assert app.open_page() is None


async def test_leaving_stops_the_voice() -> None:
    app = Room()
    async with app.run_test() as pilot:
        await pilot.press("enter", "space", "escape")
        assert app.speaker.told[-1] == "stop"


async def test_a_screen_in_front_stops_the_voice_and_the_place_is_kept() -> None:
    app = Room()
    async with app.run_test() as pilot:
        await pilot.press("enter", "space", "right")
        await app.push_screen(Screen[None]())
        await pilot.pause()
        assert app.speaker.told[-1] == "stop"
        await app.pop_screen()
        await pilot.pause()
        assert (app.text.sentence, app.offered()["space"]) == (1, "Read aloud")


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (100, 30), (200, 60)])
async def test_it_fits_any_terminal(size: tuple[int, int]) -> None:
    app = Room()
    async with app.run_test(size=size) as pilot:
        await pilot.press("enter", "space")
        assert app.text.region.width > 30
        assert app.text.region.height >= 8
        assert app.text.virtual_size.width <= app.text.region.width

"""The learn screen, driven by keys, with a speaker that says what it is told to say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Label, OptionList, Static

from deskmate.build import build_scenes
from deskmate.config import Settings
from deskmate.learn.library import Library, load_library
from deskmate.learn.page import Span
from deskmate.learn.progress import Progress, progress_of
from deskmate.messages import SpeechHeard, StretchWanted
from deskmate.screens.glossary import GlossaryScreen
from deskmate.screens.learn import LearnScreen
from deskmate.sitting.events import Event, Kind, Scalar
from deskmate.voice.choice import Choice
from deskmate.voice.speaker import (
    SpeechEvent,
    UtteranceEnded,
    UtteranceStarted,
    VoiceChanged,
    VoiceStatus,
    WordSpoken,
)
from deskmate.widgets.dressed import DressedApp
from deskmate.widgets.page_list import PageList
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
LONG = """+++
title = "Long"
takeaway = "The long one."
order = 3
+++
""" + "\n\n".join(f"## Part {n}\n\nSentence {n} of the pelvis. And more of it." for n in range(20))
GLOSSARY = """[pelvis]
term = "pelvis"
said = "PEL-vis"
meaning = "The bowl."

[part]
term = "often"
meaning = "Many times."
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

    def say(self, text: str, *, queue: bool = False, after: timedelta = timedelta(0)) -> int:
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

    def set_volume(self, volume: float) -> None:
        self.told.append(f"volume {volume:g}")

    def choose(self, choice: Choice) -> None:
        self.told.append(f"choose {choice.engine}")

    def skip(self, words: int) -> None:
        self.told.append(f"skip {words}")

    def listen(self, listener: Callable[[SpeechEvent], None]) -> Callable[[], None]:
        return lambda: None

    def close(self) -> None:
        self.told.append("close")


class FakeHistory:
    """How far pages were read, by what was recorded."""

    def __init__(self, recorded: list[Event]) -> None:
        self._recorded = recorded

    def find_progress(self, *, whole: bool = False) -> None:
        pass

    @property
    def progress(self) -> Progress:
        return progress_of(self._recorded)


class FakeDesk:
    """The services the learn screen uses."""

    def __init__(self, library: Library, speaker: FakeSpeaker) -> None:
        self.library = library
        self.speaker = speaker
        self.recorded: list[Event] = []
        self.history = FakeHistory(self.recorded)
        self.scenes = build_scenes()
        self.settings = Settings()
        self.clock = SimulatedClock()

    def events(self) -> list[Event]:
        return self.recorded

    def record(self, kind: Kind, *, at: datetime | None = None, **data: Scalar) -> Event:
        event = Event(at or self.clock.now(), kind, data)
        self.recorded.append(event)
        return event

    def places(self) -> list[tuple[Kind, object]]:
        return [(event.kind, event.data.get("sentence")) for event in self.recorded]

    def kinds(self) -> list[tuple[Kind, str]]:
        return [(event.kind, event.text("page")) for event in self.recorded]


class Room(DressedApp):
    """An app with nothing but the learn screen on top."""

    def __init__(
        self,
        speaker: FakeSpeaker | None = None,
        first: str | None = None,
        sentence: int = 0,
        *,
        long: bool = False,
    ) -> None:
        super().__init__()
        self.speaker = speaker or FakeSpeaker()
        pages = [("learn/one.md", ONE), ("learn/two.md", TWO)]
        pages += [("learn/long.md", LONG)] if long else []
        self.desk = FakeDesk(load_library(pages, "", GLOSSARY), self.speaker)
        self.learn = LearnScreen(first, sentence)
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

    def pages(self) -> dict[str, str]:
        return self.learn.query_one(PageList).lines

    def offered(self) -> dict[str, str]:
        active = self.learn.active_bindings.values()
        return {a.binding.key: a.binding.description for a in active if a.binding.show}


def started(utterance: int) -> UtteranceStarted:
    return UtteranceStarted(utterance, timedelta(seconds=1), exact=True)


async def test_the_list_opens_a_page_and_escape_goes_back_and_out() -> None:
    app = Room()
    async with app.run_test() as pilot:
        assert list(app.pages()) == ["one", "two"]
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
        assert ["✓" in line for line in app.pages().values()] == [False, True]


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


async def test_the_place_is_kept_in_each_part_and_on_leaving_and_taken_up_again() -> None:
    app = Room(first="long", long=True)
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press(
            "n", "n", "n", "n", "n", "n"
        )  # the title, the takeaway, a heading, two sentences, a heading
        await pilot.press("n")
        await pilot.press("escape")
        assert app.desk.places() == [
            (Kind.PAGE_OPENED, None),
            (Kind.PAGE_LEFT, 2),
            (Kind.PAGE_LEFT, 5),
            (Kind.PAGE_LEFT, 6),
        ]
        assert app.pages()["long"].splitlines()[0].endswith(" 1 min · 10%")
        await pilot.press("enter")
        assert (app.open_page(), app.text.sentence) == ("long", 6)
        await pilot.press("space")
        assert app.speaker.told[-2] == ("Sentence 1 of the pelvis.", False)


async def test_reading_goes_on_at_a_place_that_is_asked_for() -> None:
    app = Room(first="long", sentence=40, long=True)
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        assert app.text.sentence == 40
        assert app.text.shows(40)
        await pilot.press("escape")
        assert app.desk.places() == [(Kind.PAGE_OPENED, None)]


async def test_a_place_in_a_page_that_was_changed_since_means_nothing() -> None:
    app = Room(long=True)
    async with app.run_test() as pilot:
        app.desk.record(Kind.PAGE_LEFT, page="one", sentence=3, of=99)
        await pilot.press("enter")
        assert app.text.sentence is None


async def test_scrolling_keeps_the_place_by_eye_and_to_the_end_in_time_is_reading() -> None:
    app = Room(first="long", long=True)
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("pagedown")
        await pilot.press("end")
        await pilot.pause()
        assert Kind.PAGE_READ not in [kind for kind, _ in app.desk.places()]
        app.desk.clock.run(timedelta(minutes=1))
        await pilot.press("escape")
        assert app.desk.places()[-1] == (Kind.PAGE_READ, None)
        assert "✓" in app.pages()["long"]


async def test_a_stop_in_the_middle_of_a_scrolled_page_is_its_first_line_in_view() -> None:
    app = Room(first="long", long=True)
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("pagedown")
        await pilot.pause()
        await pilot.press("escape")
        kind, sentence = app.desk.places()[-1]
        assert kind is Kind.PAGE_LEFT
        assert isinstance(sentence, int)
        assert 5 <= sentence <= 10


async def test_g_shows_and_says_the_words_that_are_marked() -> None:
    app = Room(long=True)
    async with app.run_test() as pilot:
        await pilot.press("enter", "g")
        assert isinstance(app.screen, GlossaryScreen)
        assert str(app.screen.query_one("#meaning", Static).content) == "Many times."
        assert app.speaker.told[-1] == ("often. Many times.", False)
        await pilot.press("space", "escape")
        assert app.speaker.told[-2:] == [("often. Many times.", False), "stop"]
        await pilot.press("right_square_bracket", "g")
        assert not isinstance(app.screen_stack[-1], GlossaryScreen), "a page without marked words explains nothing"
        await pilot.press("right_square_bracket", "g")
        assert "say PEL-vis" in str(app.screen.query_one("#word", Static).content)


async def test_a_click_on_a_marked_word_explains_it() -> None:
    app = Room()
    async with app.run_test() as pilot:
        await pilot.press("enter")
        app.learn.post_message(ReadAlong.TermAsked("part"))
        await pilot.pause()
        assert isinstance(app.screen, GlossaryScreen)


async def test_search_opens_the_sentence_that_was_chosen() -> None:
    app = Room(long=True)
    async with app.run_test() as pilot:
        await pilot.press("slash", *"sentence 7")
        await pilot.press("enter")
        assert app.screen is app.learn
        await pilot.pause()
        assert app.open_page() == "long"
        assert app.text.sentence is not None
        assert app.desk.library.page("long").sentences[app.text.sentence].text == "Sentence 7 of the pelvis."


async def test_search_says_when_there_is_nothing_and_leads_back() -> None:
    app = Room()
    async with app.run_test() as pilot:
        await pilot.press("slash", *"zzz")
        assert str(app.screen.query_one(OptionList).get_option_at_index(0).prompt) == "Nothing found."
        await pilot.press("enter", "escape")
        assert (app.screen, app.open_page()) == (app.learn, None)


async def test_the_arrows_choose_among_what_was_found() -> None:
    app = Room(long=True)
    async with app.run_test() as pilot:
        await pilot.press("slash", *"part", "down", "down", "enter")
        await pilot.pause()
        assert app.text.sentence is not None
        assert app.desk.library.page("long").sentences[app.text.sentence].text == "Part 2"


async def test_plus_and_minus_change_the_speed_and_the_sentence_is_said_anew() -> None:
    app = Room()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("enter", "plus")
        assert app.speaker.told == ["rate 170"]
        assert "170 words a minute" in str(app.learn.query_one("#place", Label).content)
        await pilot.press("space", "minus", "minus")
        assert app.speaker.told[-3:] == ["rate 130", ("One", False), ("The first.", True)]
        await pilot.press("escape", "escape")
        assert app.speaker.told[-1] == "rate 150", "elsewhere the voice is as usual"


async def test_the_speed_stays_within_what_a_voice_can_do() -> None:
    app = Room()
    async with app.run_test() as pilot:
        await pilot.press("enter", *["plus"] * 20)
        assert app.speaker.told[-1] == "rate 400"
        await pilot.press(*["minus"] * 20)
        assert app.speaker.told[-1] == "rate 80"


async def test_a_broken_page_is_one_sentence_in_the_list_and_the_rest_open() -> None:
    app = Room()
    broken = [("learn/bad.md", "no head"), ("learn/one.md", ONE), ("learn/two.md", TWO)]
    app.desk.library = load_library(broken, "", GLOSSARY)
    async with app.run_test() as pilot:
        told = app.learn.query_one("#problems", Static)
        assert (told.display, str(told.content)) == (True, "learn/bad.md:1: a page starts with a line of +++")
        await pilot.press("enter")
        assert app.open_page() == "one"


async def test_a_sentence_is_said_again_and_words_are_gone_back_to() -> None:
    app = Room()
    async with app.run_test() as pilot:
        await pilot.press("enter", "space")
        await app.hear(pilot, started(1), WordSpoken(1, 0, 3))
        await pilot.press("shift+left", "shift+right", "r")
        assert app.speaker.told[2:] == ["skip -1", "skip 1", ("One", False), ("The first.", True)]
        assert app.text.sentence == 0

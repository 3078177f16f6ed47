"""Choosing a stretch and being talked through it, in the real app on a simulated clock and a scripted voice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import ProgressBar

from deskmate.app import DeskmateApp
from deskmate.desk import SESSION
from deskmate.history.journal import Journal
from deskmate.screens.session import Phase, SessionScreen
from deskmate.screens.stretch import StretchScreen
from deskmate.sitting.events import Event, Kind, Scalar
from deskmate.sitting.sessions import sessions
from deskmate.sitting.timeline import Activity, Posture
from deskmate.voice.speaker import UtteranceEnded, VoiceChanged, VoiceStatus, WordSpoken
from deskmate.voice.tones import Tone
from deskmate.widgets.ache_scale import AcheScale
from deskmate.widgets.big_number import BigNumber
from deskmate.widgets.caption import Caption
from deskmate.widgets.figure_view import FigureView, describe
from tests.builders import SimulatedClock
from tests.running import NOON, ScriptedSpeaker, make_app, typical_day

SIZE = (100, 30)


class Room:
    """The app, its clock and its voice, from the choice of a stretch on."""

    def __init__(self, root: Path, status: VoiceStatus | None = None, events: Sequence[Event] | None = None) -> None:
        self.root = root
        self.clock = SimulatedClock(NOON)
        self.speaker = ScriptedSpeaker(status)
        self.app: DeskmateApp = make_app(root, self.clock, events or typical_day().events, self.speaker)

    @property
    def screen(self) -> SessionScreen:
        assert isinstance(self.app.screen, SessionScreen)
        return self.app.screen

    @property
    def caption(self) -> Caption:
        return self.screen.query_one(Caption)

    async def begin(self, pilot: Pilot[None], *rating: str) -> None:
        self.app.animation_level = "none"
        await pilot.press("s", *rating)
        await pilot.pause()

    async def pass_time(self, pilot: Pilot[None], seconds: float) -> None:
        """Let time pass in seconds, and the session and the app see each."""
        for _ in range(round(seconds)):
            self.clock.run(timedelta(seconds=1))
            self.screen._frame()
            self.app._tick()
        await pilot.pause()

    def written(self) -> list[Event]:
        return [e for e in Journal(self.root).read() if e.kind is not Kind.ALIVE][len(typical_day().events) :]

    def activity(self) -> Activity | None:
        return self.app.desk.state.activity

    def text(self) -> str:
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


async def test_the_choice_tells_what_to_heed_before_anything_begins(room: Room) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot)
        assert isinstance(room.app.screen, StretchScreen)
        shown = " ".join(room.text().split())
        for part in ("Captain Morgan", "4:15 min", "You need", "cannot move or swivel", "Stop at", "hip replacement"):
            assert part in shown
        await pilot.press("escape")
        await pilot.pause()
    assert room.written() == []


@pytest.mark.parametrize(
    ("keys", "score"),
    [(["7"], 7), (["t"], 10), (["1", "0"], 10), (["1", "5", "0"], 0), (["3", "right"], 4), (["0", "left"], 0)],
)
async def test_the_ache_before_is_rated_by_key(room: Room, keys: list[str], score: int) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, *keys, "enter")
        assert room.speaker.said == []
        await room.pass_time(pilot, 1)
    rated, started = room.written()[:2]
    assert (rated.kind, rated.data["moment"], rated.data["score"]) == (Kind.ACHE_RATED, "before", score)
    assert (started.kind, started.text("session")) == (Kind.SESSION_STARTED, rated.text("session"))
    easier = 12 if score >= 7 else 0
    assert started.seconds("planned_seconds") == 255 + easier


async def test_each_cue_is_said_and_shown_and_its_words_are_lit(room: Room) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "x")
        await room.pass_time(pilot, 1)
        assert room.speaker.said == [room.caption.text]
        assert room.caption.text.startswith("First, be safe.")
        room.speaker.tell(WordSpoken(1, 7, 9))
        await pilot.pause()
        assert room.caption.word == (7, 9)
        room.speaker.tell(WordSpoken(99, 0, 3))
        await pilot.pause()
        assert room.caption.word == (7, 9)
        await room.pass_time(pilot, 8)
        assert len(room.speaker.said) == 2
        assert room.caption.word is None


async def test_the_figure_takes_the_pose_and_faces_the_side(room: Room) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "x")
        figure = room.screen.query_one(FigureView)
        await pilot.press("right", "right")
        await pilot.pause()
        assert figure.scene is not None
        assert describe(figure.scene) == (
            "The figure, seen from its left side: one foot up, hips forward, the straight leg behind."
        )
        assert "LEFT LEG" in room.text()
        for _ in range(6):
            await pilot.press("right")
        await pilot.pause()
        assert "RIGHT LEG" in room.text()
        assert "right side" in describe(figure.scene)


async def test_the_countdown_counts_and_a_pause_holds_it(room: Room) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "x")
        countdown = room.screen.query_one(BigNumber)
        assert countdown.value == "0:15"
        await room.pass_time(pilot, 4)
        assert countdown.value == "0:11"
        await pilot.press("space")
        await room.pass_time(pilot, 60)
        assert countdown.value == "0:11"
        await pilot.press("space")
        await room.pass_time(pilot, 4)
        assert countdown.value == "0:10"
        assert room.speaker.calls.count("pause") == room.speaker.calls.count("resume") == 1


async def test_going_on_begins_with_get_ready_and_then_the_voice_goes_on_too(room: Room) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "x")
        await room.pass_time(pilot, 4)
        await pilot.press("space", "space")
        await pilot.pause()
        assert "Get ready: 3" in room.text()
        assert room.screen.query_one(BigNumber).value == "0:11"
        await room.pass_time(pilot, 2)
        assert "Get ready: 1" in room.text()
        assert (room.speaker.tones, room.speaker.calls.count("resume")) == ([Tone.READY] * 3, 0)
        assert len(room.speaker.said) == 1, "the line that was held is not lost to a spoken one"
        await room.pass_time(pilot, 1)
        assert "Get ready" not in room.text()
        assert (room.speaker.calls.count("resume"), len(room.speaker.tones)) == (1, 3)


async def test_get_ready_is_spoken_when_no_line_was_held(room: Room) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "x")
        await room.pass_time(pilot, 4)
        room.speaker.tell(UtteranceEnded(1, completed=True))
        await pilot.pause()
        await pilot.press("space", "space")
        await pilot.pause()
        assert room.speaker.said[1:] == ["Get ready."]


async def test_a_hold_has_its_rhythm_and_ends_with_a_chime(room: Room) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "x")
        await pilot.press("right", "right")
        said = len(room.speaker.said)
        for _ in range(30):
            await room.pass_time(pilot, 1)
            room.speaker.tell(UtteranceEnded(len(room.speaker.said), completed=True))
            await pilot.pause()
        hold = room.speaker.said[said:]
        assert "Breathe out." in hold
        assert hold[-1] == "And ease off."
        assert room.speaker.tones == [Tone.TICK] * 3 + [Tone.CHIME]


async def test_an_aside_waits_for_nobody_and_speaks_over_nobody(room: Room) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "x")
        await pilot.press("right", "right")
        await room.pass_time(pilot, 30)
        assert "Breathe out." not in room.speaker.said


async def test_a_machine_that_slept_finds_the_session_waiting(room: Room) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "x")
        await room.pass_time(pilot, 2)
        room.clock.run(timedelta(minutes=40))
        room.screen._frame()
        await pilot.pause()
        assert room.screen.query_one(BigNumber).value == "0:13"
        assert "Go on" in room.text()


async def test_a_suspend_that_the_monotonic_clock_slept_through_finds_it_waiting_too(room: Room) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "x")
        await room.pass_time(pilot, 2)
        room.clock.suspend(timedelta(minutes=40))
        await room.pass_time(pilot, 30)
        assert room.screen.query_one(BigNumber).value == "0:13"
        assert "Paused" in room.text()
        await pilot.press("space")
        await room.pass_time(pilot, 4)
        assert room.screen.query_one(BigNumber).value == "0:12"
        assert "Paused" not in room.text()


@pytest.mark.parametrize("key", ["space", "right"])
async def test_what_goes_on_after_a_sleep_is_a_stretch_and_no_sitting(room: Room, key: str) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "x")
        await room.pass_time(pilot, 5)
        room.clock.run(timedelta(minutes=3))
        room.app._tick()
        room.screen._frame()
        await pilot.pause()
        assert room.activity() is None
        await pilot.press(key)
        await room.pass_time(pilot, 2)
        assert room.activity() is Activity.STRETCH
        await pilot.press("space", "space")
    kinds = [e.kind for e in room.written()]
    assert kinds[:3] == [Kind.SESSION_STARTED, Kind.LEFT, Kind.RETURNED]
    assert kinds.count(Kind.SESSION_RESUMED) == 1


async def test_whoever_comes_back_to_a_session_that_ran_on_behind_a_lock_is_stretching(room: Room) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "x")
        await room.pass_time(pilot, 5)
        room.app.desk.saw_leaving("locked")
        await room.pass_time(pilot, 20)
        assert room.activity() is None
        room.app.desk.saw_coming("locked")
        await room.pass_time(pilot, 2)
        assert room.activity() is Activity.STRETCH
    kinds = [e.kind for e in room.written() if e.kind is not Kind.SESSION_STEP]
    assert kinds[:4] == [Kind.SESSION_STARTED, Kind.LEFT, Kind.RETURNED, Kind.SESSION_RESUMED]


@pytest.mark.parametrize("key", ["space", "q"])
async def test_a_session_paused_for_long_is_sitting_from_the_pause_on_and_can_go_on(room: Room, key: str) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "x")
        await room.pass_time(pilot, 90)
        await pilot.press(key)
        paused = room.clock.now()
        await room.pass_time(pilot, 179)
        assert room.activity() is Activity.STRETCH
        await room.pass_time(pilot, 2)
        state = room.app.desk.state
        assert (state.posture, state.since, state.activity) == (Posture.SITTING, paused, None)
        assert state.paused is not None
        assert state.interrupted is None
        await room.pass_time(pilot, 40 * 60)
        await pilot.press("space")
        await room.pass_time(pilot, 10)
        assert room.activity() is Activity.STRETCH
        await pilot.press("q", "q", "x")
        await pilot.pause()
    events = room.written()
    kinds = dict.fromkeys(e.kind for e in events)
    assert [k for k in kinds if k not in {Kind.SESSION_STEP, Kind.PROMPT_RAISED, Kind.BOUT_LONG}] == [
        Kind.SESSION_STARTED,
        Kind.SESSION_INTERRUPTED,
        Kind.BREAK_DUE,
        Kind.SESSION_RESUMED,
        Kind.SESSION_ENDED,
    ]
    (session,) = sessions(events)
    assert (session.ended, session.interrupted) == (True, False)


async def test_a_session_left_behind_the_help_does_not_count_as_standing_for_ever(room: Room) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "x")
        session = room.screen
        await room.pass_time(pilot, 5)
        await pilot.press("question_mark")
        await pilot.pause()
        room.clock.run(timedelta(seconds=100))
        room.app._tick()
        room.clock.run(timedelta(seconds=100))
        room.app._tick()
        await pilot.pause(0.3)
        assert room.activity() is None
        await pilot.press("escape")
        await pilot.pause()
        assert room.screen is session
        await pilot.press("space")
        assert room.activity() is Activity.STRETCH


async def test_a_clock_set_back_changes_nothing(room: Room) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "x")
        room.clock.suspend(timedelta(hours=-1))
        await room.pass_time(pilot, 2)
        assert room.screen.query_one(BigNumber).value == "0:13"


async def test_from_start_to_end_hands_free(room: Room) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "6", "enter")
        await room.pass_time(pilot, 255)
        assert room.screen.phase is Phase.RATING
        await pilot.press("4", "enter")
        await pilot.pause()
        assert "Ache 6 before, 4 now" in room.text()
        await pilot.press("enter")
        await pilot.pause()
        assert not isinstance(room.app.screen, SessionScreen)
    events = room.written()
    ended = next(e for e in events if e.kind is Kind.SESSION_ENDED)
    assert (ended.data["completed"], ended.seconds("seconds")) == (True, 255)
    assert sum(e.kind is Kind.SESSION_STEP for e in events) == 13
    assert events[-1].data["moment"] == "after"


@pytest.mark.parametrize(("after", "calm"), [("7", True), ("5", True), ("4", False)])
async def test_much_ache_or_a_rise_of_two_is_answered_calmly(room: Room, after: str, calm: bool) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "3", "enter")
        await pilot.press("right", "right")
        await room.pass_time(pilot, 5)
        await pilot.press("q", "q", after, "enter")
        await pilot.pause()
        assert ("Take it easy" in room.text()) is calm


async def test_ending_asks_once(room: Room) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "x")
        await room.pass_time(pilot, 3)
        await pilot.press("escape")
        await pilot.pause()
        assert "End here?" in room.text()
        await pilot.press("space")
        await room.pass_time(pilot, 4)
        assert "End here?" not in room.text()
        await pilot.press("q", "q")
        await pilot.pause()
        assert room.screen.phase is Phase.CLOSING
    ended = next(e for e in room.written() if e.kind is Kind.SESSION_ENDED)
    assert (ended.data["completed"], ended.seconds("seconds")) == (False, 4)


async def test_where_nothing_was_held_that_is_said_and_no_ache_asked_for(room: Room) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "3", "enter")
        await room.pass_time(pilot, 20)
        await pilot.press("q", "q")
        await pilot.pause()
        assert "Captain Morgan: 0:20 min. Nothing was held this time" in " ".join(room.text().split())
        assert "how much does it ache" not in room.text()
        await pilot.press("enter")
        await pilot.pause()
        assert "SITTING since" in room.text()
    assert [e.data["moment"] for e in room.written() if e.kind is Kind.ACHE_RATED] == ["before"]


async def test_without_sound_one_line_says_why(tmp_path: Path) -> None:
    silent = VoiceStatus(audible=False, reason="No sound device was found; captions show what would be said.")
    room = Room(tmp_path, silent)
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "x")
        await pilot.pause()
        assert room.text().count(silent.reason) == 1
        room.speaker.status = VoiceStatus(audible=True, reason="It speaks.")
        room.speaker.tell(VoiceChanged(room.speaker.status))
        await pilot.pause()
        assert silent.reason not in room.text()


async def test_muting_says_so(room: Room) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "x")
        await pilot.press("m")
        await pilot.pause()
        assert "Muted" in room.text()
        await pilot.press("m")
        await pilot.pause()
        assert "Muted" not in room.text()
        await pilot.press("space", "m")
        await pilot.pause()
        assert "Paused, and muted. space goes on." in room.text()
    assert [c for c in room.speaker.calls if "mute" in c] == ["mute", "unmute", "mute", "unmute"]


async def test_the_bar_is_painted_only_when_it_has_grown(room: Room) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "x")
        seen = set()
        for _ in range(100):
            room.clock.run(timedelta(seconds=0.1))
            room.screen._frame()
            seen.add(room.screen.query_one(ProgressBar).progress)
    assert len(seen) <= 10 / 255 * SIZE[0] * 2 + 2


async def test_a_long_reason_leaves_the_countdown_whole_in_a_corner(tmp_path: Path) -> None:
    reason = "The speech process could not be started (No such file or directory); captions show what would be said."
    room = Room(tmp_path, VoiceStatus(audible=False, reason=reason))
    async with room.app.run_test(size=(40, 12)) as pilot:
        await room.begin(pilot, "x")
        await pilot.press("right")
        await room.pass_time(pilot, 10)
        countdown = room.screen.query_one(BigNumber)
        assert countdown.size.height >= 3
        assert room.screen.query_one("#words").region.contains_region(countdown.region)
        assert "The speech process" in room.text()


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (200, 60)])
async def test_words_side_and_countdown_fit_every_size(room: Room, size: tuple[int, int]) -> None:
    async with room.app.run_test(size=size) as pilot:
        await room.begin(pilot, "x")
        await pilot.press("right", "right")
        await room.pass_time(pilot, 1)
        shown = room.text()
        for part in (
            "Hold, left side, 1 of 2",
            "LEFT LEG",
            "Tuck your tail under",
            "Next" if size[1] > 12 else "Hold",
        ):
            assert part in shown
        figure = any(0x2800 < ord(c) < 0x2900 for c in shown)
        assert figure is (size[0] >= 60)


async def test_confirming_twice_begins_once(room: Room) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "3")
        screen = room.app.screen
        assert isinstance(screen, StretchScreen)
        scale = screen.query_one(AcheScale)
        scale.action_rate()
        scale.action_rate()
        await pilot.pause()
    assert [e.kind for e in room.written()].count(Kind.SESSION_STARTED) == 1


async def test_help_in_front_holds_the_session(room: Room) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "x")
        await room.pass_time(pilot, 2)
        screen = room.screen
        await pilot.press("question_mark")
        await pilot.pause()
        room.clock.run(timedelta(seconds=3))
        screen._frame()
        await pilot.press("escape")
        await pilot.pause()
        assert screen.query_one(BigNumber).value == "0:13"
        assert "Go on" in room.text()


def steps(events: list[Event]) -> list[tuple[str, str, float, str]]:
    told = [e for e in events if e.kind is Kind.SESSION_STEP]
    return [(e.text("step"), e.text("side"), e.seconds("seconds"), e.text("left")) for e in told]


async def test_holding_longer_and_shorter_shows_and_is_written_down_as_it_was(room: Room) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "x")
        await pilot.press("right", "right")
        await room.pass_time(pilot, 10)
        await pilot.press("plus")
        await pilot.pause()
        assert room.screen.query_one(BigNumber).value == "0:25"
        assert "Each hold now lasts 35 seconds." in room.text()
        await room.pass_time(pilot, 25)
        await pilot.press("right")
        await room.pass_time(pilot, 33)
        await pilot.press("minus")
        await pilot.pause()
    (first, second) = [e for e in room.written() if e.kind is Kind.SESSION_STEP and e.text("step") == "hold"]
    assert (first.seconds("planned_seconds"), first.seconds("seconds"), first.data["completed"]) == (35, 35, True)
    assert (second.seconds("planned_seconds"), second.seconds("seconds"), second.data["completed"]) == (33, 33, True)


async def test_the_easier_form_is_said_shown_and_begins_the_hold_again(room: Room) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "x")
        await pilot.press("right", "right")
        await room.pass_time(pilot, 6)
        await pilot.press("e")
        await pilot.pause()
        assert room.speaker.said[-1] == room.caption.text == "Take a lower surface, or hold on with both hands."
        assert "LEFT LEG · EASIER" in room.text()
        assert "Get into place" in room.text()
        await room.pass_time(pilot, 12)
        assert "Get into place" not in room.text()
        assert room.caption.text.startswith("Tuck your tail under")
        await pilot.press("e")
        await pilot.pause()
        assert "There is no easier form of it." in room.text()
        await pilot.press("h")
        await pilot.pause()
        assert "EASIER" not in room.text()
        assert room.caption.text == "The usual form again."
    forms = [(e.text("step"), e.text("form"), e.text("left")) for e in room.written() if e.kind is Kind.SESSION_STEP]
    assert forms[2:4] == [("hold", "usual", "easier"), ("hold", "easier", "harder")]


async def test_the_other_side_is_said_shown_and_written_down(room: Room) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "x")
        await pilot.press("right", "right")
        await room.pass_time(pilot, 4)
        await pilot.press("s")
        await pilot.pause()
        assert room.caption.text == "Now the right side."
        assert "RIGHT LEG" in room.text()
        await room.pass_time(pilot, 12)
        await pilot.press("right")
        await pilot.pause()
    assert [(part, side, left) for part, side, _, left in steps(room.written())][2:4] == [
        ("hold", "left", "swapped"),
        ("hold", "right", "skipped"),
    ]


async def test_a_session_waits_until_one_is_in_place(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text("[notify]\ndesktop = false\n[stretch]\nstart_delay = '8s'\n")
    room = Room(tmp_path)
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "x")
        assert room.speaker.said == [room.caption.text] == ["Get into place: it begins in 8 seconds."]
        assert room.screen.query_one(BigNumber).value == "0:08"
        await room.pass_time(pilot, 7)
        assert (len(room.speaker.said), room.speaker.tones) == (1, [Tone.READY] * 3)
        await room.pass_time(pilot, 2)
        assert room.speaker.said[1].startswith("First, be safe.")
        assert room.screen.query_one(BigNumber).value == "0:14"


async def test_what_is_left_of_the_whole_is_told(room: Room) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "x")
        assert "4:15 left" in room.text()
        await room.pass_time(pilot, 20)
        assert "3:55 left" in room.text()


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (100, 30), (200, 60)])
async def test_the_countdown_can_be_read_from_two_metres(room: Room, size: tuple[int, int]) -> None:
    async with room.app.run_test(size=size) as pilot:
        await room.begin(pilot, "x")
        await pilot.press("right", "right")
        await pilot.pause()
        countdown = room.screen.query_one(BigNumber)
        await pilot.press("plus")
        await pilot.pause()
        assert "Each hold now lasts 35 seconds." in room.text()
        # A row of a terminal is 4 mm or more: digits of 20 mm are read from well over two metres (1 mm for 0.3 m).
        assert countdown._scale() >= 2
        assert countdown.size.height >= 5
        assert any("space Pause" in line for line in room.text().splitlines())


async def test_with_much_ache_the_easier_form_is_taken_at_once_and_said_why(room: Room) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, "8", "enter")
        assert "the easier form. Stop whenever you like" in room.text()
        await pilot.press("right", "right")
        await pilot.pause()
        assert "LEFT LEG · EASIER" in room.text()


@pytest.mark.parametrize(("before", "after", "easier"), [("3", "5", True), ("3", "7", True), ("4", "5", False)])
async def test_after_a_sore_session_the_next_of_that_stretch_is_easier(
    room: Room, before: str, after: str, easier: bool
) -> None:
    async with room.app.run_test(size=SIZE) as pilot:
        await room.begin(pilot, before, "enter")
        await pilot.press("right", "right")
        await room.pass_time(pilot, 5)
        await pilot.press("q", "q", after, "enter", "enter")
        await room.begin(pilot)
        await pilot.app.workers.wait_for_complete([w for w in pilot.app.workers if w.group == "default"])
        await pilot.pause()
        assert ("The last time it ached a good deal" in room.text()) is easier
        await pilot.press("x")
        await pilot.pause()
    started = [e for e in room.written() if e.kind is Kind.SESSION_STARTED]
    assert [e.text("easier") for e in started] == ["", "captain-morgan" if easier else ""]


def cut_off() -> list[Event]:
    """A typical day with a session at its end, cut off in the second hold of the left side."""
    script = typical_day()
    data: dict[str, Scalar] = {"session": "cut", "stretch": "captain-morgan", "completed": True, "left": "over"}
    script.event(Kind.ACHE_RATED, "12:05", session="cut", moment="before", score=6)
    script.event(
        Kind.SESSION_STARTED, "12:05", session="cut", routine="captain-morgan", title="Captain Morgan", easier=""
    )
    for step, side, repetition, seconds in (
        ("safety", None, 0, 15),
        ("setup", "left", 0, 32),
        ("hold", "left", 1, 30),
        ("return", "left", 1, 10),
    ):
        script.event(Kind.SESSION_STEP, "12:07", **data, step=step, side=side, repetition=repetition, seconds=seconds)
    return [e._replace(device="") for e in script.events]


async def test_a_session_that_was_cut_off_goes_on_where_it_was(tmp_path: Path) -> None:
    room = Room(tmp_path, events=cut_off())
    async with room.app.run_test(size=SIZE) as pilot:
        room.app.animation_level = "none"
        assert "Captain Morgan was cut off at 12:07 after 1 hold" in room.text()
        assert "SITTING since" in room.text()
        await pilot.press("enter")
        await pilot.pause()
        assert "Hold, left side, 2 of 2" in room.text()
        await room.pass_time(pilot, 30)
        await pilot.press("q", "q", "4", "enter")
        await pilot.pause()
        assert "Ache 6 before, 4 now" in room.text()
        await pilot.press("enter")
        await pilot.pause()
        assert "cut off" not in room.text()
    events = [e for e in Journal(room.root).read() if e.text("session") == "cut"]
    (session,) = sessions(events)
    assert (session.ended, session.completed, session.holds, session.active) == (
        True,
        False,
        2,
        timedelta(seconds=117),
    )
    assert [e.kind for e in events].count(Kind.SESSION_STARTED) == 1
    assert [e.kind for e in events].count(Kind.SESSION_RESUMED) == 1


async def test_a_session_cut_off_does_not_go_on_while_another_pane_runs_one(tmp_path: Path) -> None:
    room = Room(tmp_path, events=cut_off())
    other = Journal(tmp_path)
    async with room.app.run_test(size=SIZE) as pilot:
        assert other.claim(SESSION)
        await pilot.press("enter")
        await pilot.pause()
        (note,) = pilot.app._notifications
        assert note.message == "A stretch session runs in another deskmate already; end that one first."
        assert "was cut off" in room.text()
        other.close()
        await pilot.press("enter")
        await pilot.pause()
        assert not other.claim(SESSION)
        assert "Hold, left side, 2 of 2" in room.text()


async def test_a_session_that_was_cut_off_can_be_kept_as_it_is(tmp_path: Path) -> None:
    room = Room(tmp_path, events=cut_off())
    async with room.app.run_test(size=SIZE) as pilot:
        await pilot.press("k")
        await pilot.pause()
        assert "cut off" not in room.text()
        await pilot.press("enter")
        assert not isinstance(pilot.app.screen, SessionScreen)
    (session,) = [s for s in sessions(Journal(room.root).read()) if s.id == "cut"]
    assert (session.ended, session.completed, session.holds) == (True, False, 1)


async def test_a_session_whose_stretch_is_gone_says_so_and_stays_offered(tmp_path: Path) -> None:
    events = [
        e._replace(data={**e.data, "routine": "gone"}) if e.kind is Kind.SESSION_STARTED else e for e in cut_off()
    ]
    room = Room(tmp_path, events=events)
    async with room.app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        (note,) = pilot.app._notifications
        assert "Captain Morgan is not in the catalogue any more" in note.message
        assert "was cut off" in room.text()

"""The conductor with a scripted worker and a clock that is an argument: no process, no waiting."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from deskmate.voice.manner import Limits, Manner
from deskmate.voice.performer import Errand
from deskmate.voice.pronunciation import parse_pronunciation
from deskmate.voice.speaker import (
    SpeechEvent,
    UtteranceEnded,
    UtteranceStarted,
    VoiceChanged,
    VoiceStatus,
    WordSpoken,
)
from deskmate.voice.speech import SpeechConductor
from deskmate.voice.worker_link import Ear

TEXT = "The psoas at 90° rests."
READY = {
    "event": "ready",
    "audible": True,
    "reason": "",
    "engine": "espeak-ng",
    "version": "1.52",
    "backend": "Pulse",
}
SPEAKING = VoiceStatus(True, "Speaking with espeak-ng 1.52 through Pulse.", "espeak-ng 1.52", "Pulse")


@dataclass
class FakeLink:
    ear: Ear
    orders: list[Mapping[str, Any]] = field(default_factory=list)
    ended: str = ""

    def send(self, order: Mapping[str, Any]) -> None:
        self.orders.append(order)

    def kill(self) -> None:
        self.ended = "killed"

    def close(self) -> None:
        self.ended = "closed"

    def ops(self) -> list[Any]:
        return [(order["op"], order["id"]) if order["op"] == "say" else order["op"] for order in self.orders]


class Stage:
    """A conductor on a stage: links are fake, time moves when told, all that is told is kept."""

    def __init__(self) -> None:
        self.now = timedelta(0)
        self.told: list[SpeechEvent] = []
        self.links: list[FakeLink] = []
        self.broken = False
        self._errands: deque[Errand] = deque()
        manner = Manner(150, 1.0, parse_pronunciation("[words]\npsoas='soas'\n[[symbols]]\nfind='°'\nsay=' degrees'"))
        self.voice = SpeechConductor(
            self.told.append, self._errands.append, launch=lambda _: self._launch, manner=manner, limits=Limits()
        )

    def _launch(self, ear: Ear) -> FakeLink:
        if self.broken:
            raise OSError(2, "No such file or directory")
        self.links.append(FakeLink(ear))
        return self.links[-1]

    @property
    def link(self) -> FakeLink:
        return self.links[-1]

    def hear(self, message: Mapping[str, Any] | None, link: FakeLink | None = None) -> None:
        link = link or self.link
        link.ear(link, message)
        while self._errands:
            self._errands.popleft()(self.now)

    def say(self, number: int, text: str = TEXT, *, queue: bool = False) -> None:
        self.voice.say(number, text, self.now, queue=queue)

    def started(self, number: int) -> None:
        self.hear({"event": "started", "id": number, "duration_ms": 2000, "exact": True})

    def ended(self, number: int) -> None:
        self.hear({"event": "ended", "id": number, "completed": True})

    def word(self, number: int, start: int) -> None:
        self.hear({"event": "word", "id": number, "start": start, "end": start + 1})

    def wait(self, seconds: float) -> None:
        """Let time pass, serving every due moment on the way."""
        until = self.now + timedelta(seconds=seconds)
        while (due := self.voice.due()) is not None and due <= until:
            self.now = max(self.now, due)
            self.voice.tick(self.now)
        self.now = until

    def take(self) -> list[SpeechEvent]:
        told, self.told[:] = list(self.told), []
        return told


@pytest.fixture
def stage() -> Stage:
    """A stage whose worker is ready and audible."""
    stage = Stage()
    stage.voice.start(stage.now)
    stage.hear(READY)
    assert stage.take() == [VoiceChanged(SPEAKING)]
    return stage


def words(events: list[SpeechEvent], text: str = TEXT) -> list[str]:
    return [text[event.start : event.end] for event in events if isinstance(event, WordSpoken)]


def silences(events: list[SpeechEvent]) -> list[str]:
    return [event.status.reason for event in events if isinstance(event, VoiceChanged)]


def test_speech_is_told_in_places_of_the_shown_text(stage: Stage) -> None:
    stage.say(1)
    assert stage.link.orders == [
        {"op": "say", "id": 1, "text": "The soas at 90 degrees rests.", "rate": 150, "in_ms": None}
    ]
    stage.started(1)
    for start in (0, 4, 9, 12, 15, 23):
        stage.word(1, start)
    stage.ended(1)
    told = stage.take()
    assert told[0] == UtteranceStarted(1, timedelta(seconds=2), exact=True)
    assert words(told) == ["The", "psoas", "at", "90", "°", "rests"]
    assert told[-1] == UtteranceEnded(1, completed=True)
    assert stage.voice.due() is None


def test_what_is_said_before_the_worker_is_ready_waits_for_it() -> None:
    stage = Stage()
    stage.say(1)
    stage.say(2, queue=True)
    stage.voice.pause(stage.now)
    assert stage.take() == []
    stage.hear(READY)
    assert stage.link.ops() == [("say", 1), ("say", 2), "pause"]


def test_all_that_waits_is_handed_over_so_that_there_is_no_gap(stage: Stage) -> None:
    stage.say(1)
    stage.say(2, queue=True)
    stage.started(1)
    stage.say(3, queue=True)
    assert stage.link.ops() == [("say", 1), ("say", 2), ("say", 3)]


def test_a_new_utterance_replaces_all_others_and_late_news_of_them_is_dropped(stage: Stage) -> None:
    stage.say(1)
    stage.say(2, queue=True)
    stage.started(1)
    stage.take()
    stage.say(3)
    stage.word(1, 4)
    stage.ended(1)
    stage.started(3)
    assert stage.take() == [
        UtteranceEnded(1, completed=False),
        UtteranceEnded(2, completed=False),
        UtteranceStarted(3, timedelta(seconds=2), exact=True),
    ]
    assert stage.link.ops() == [("say", 1), ("say", 2), "stop", ("say", 3)]


def test_pause_resume_and_mute_are_passed_on_once(stage: Stage) -> None:
    stage.voice.pause(stage.now)
    stage.say(1)
    stage.started(1)
    stage.voice.pause(stage.now)
    stage.voice.pause(stage.now)
    stage.voice.resume(stage.now)
    stage.voice.resume(stage.now)
    stage.voice.set_muted(muted=True)
    assert stage.link.ops() == [("say", 1), "pause", "resume", "mute"]


def test_a_worker_killed_mid_word_is_followed_by_captions_from_that_word(stage: Stage) -> None:
    stage.say(1)
    stage.say(2, "Next.", queue=True)
    stage.started(1)
    stage.word(1, 0)
    stage.word(1, 4)
    stage.take()
    stage.hear(None)
    stage.wait(30)
    told = stage.take()
    assert silences(told) == ["The voice ended unexpectedly; captions carry on without sound."]
    assert words([e for e in told if getattr(e, "utterance", 0) == 1]) == ["psoas", "at", "90", "rests"]
    assert [e for e in told if isinstance(e, UtteranceEnded)] == [
        UtteranceEnded(1, completed=True),
        UtteranceEnded(2, completed=True),
    ]
    assert [e.utterance for e in told if isinstance(e, UtteranceStarted)] == [2]
    assert stage.link.ended == "killed"


def test_a_voice_that_worked_is_back_with_the_next_utterance(stage: Stage) -> None:
    stage.voice.set_muted(muted=True)
    stage.say(1, "One.")
    stage.started(1)
    stage.hear(None)
    stage.wait(30)
    stage.take()
    stage.say(2)
    assert len(stage.links) == 2
    stage.hear(READY)
    assert stage.link.ops() == ["mute", ("say", 2)]
    assert stage.take() == [VoiceChanged(SPEAKING)]


def test_a_worker_that_keeps_dying_is_tried_ever_more_rarely(stage: Stage) -> None:
    tries = []
    for number in range(1, 400):
        stage.say(number, "One.")
        if stage.link.ended == "":
            tries.append(stage.now.total_seconds())
            stage.hear(None)
        stage.wait(5)
    gaps = [after - before for before, after in pairwise(tries)]
    assert gaps[:2] == [5, 10]
    assert max(gaps) == 300
    assert len(tries) < 16


def test_a_worker_that_is_not_ready_in_time_is_given_up() -> None:
    stage = Stage()
    stage.say(1, "One.")
    stage.wait(20)
    told = stage.take()
    assert silences(told) == ["The voice did not get ready in time; captions carry on without sound."]
    assert told[-1] == UtteranceEnded(1, completed=True)
    assert stage.link.ended == "killed"


def test_a_worker_that_hangs_before_the_start_is_given_up(stage: Stage) -> None:
    stage.say(1, "One.")
    stage.hear({"event": "beat"})
    stage.wait(20)
    told = stage.take()
    assert silences(told) == ["The voice stopped answering in time; captions carry on without sound."]
    assert told[-1] == UtteranceEnded(1, completed=True)


def test_a_worker_that_hangs_mid_word_is_given_up_and_one_that_beats_is_not(stage: Stage) -> None:
    stage.say(1)
    stage.started(1)
    for _ in range(60):
        stage.hear({"event": "beat"})
        stage.wait(0.5)
    assert silences(stage.take()) == []
    stage.wait(20)
    assert silences(stage.take()) == ["The voice stopped answering in time; captions carry on without sound."]


def test_our_own_standstill_is_not_held_against_the_worker(stage: Stage) -> None:
    stage.say(1)
    stage.started(1)
    stage.now += timedelta(hours=1)
    stage.voice.tick(stage.now)
    stage.hear({"event": "beat"})
    assert silences(stage.take()) == []


def test_a_long_pause_does_not_end_the_voice(stage: Stage) -> None:
    stage.say(1)
    stage.voice.pause(stage.now)
    stage.wait(600)
    stage.voice.resume(stage.now)
    stage.started(1)
    assert silences(stage.take()) == []


def test_no_sound_device_is_told_in_one_sentence_and_captions_go_on() -> None:
    stage = Stage()
    stage.say(1, "One two.")
    stage.hear({**READY, "audible": False, "reason": "No sound device was found."})
    stage.wait(20)
    stage.say(2, "Three.")
    stage.wait(20)
    told = stage.take()
    assert told[0] == VoiceChanged(
        VoiceStatus(False, "No sound device was found; captions show what would be said.", "espeak-ng 1.52")
    )
    assert words(told[:4], "One two.") == ["One", "two"]
    assert [e for e in told if isinstance(e, UtteranceEnded)] == [
        UtteranceEnded(1, completed=True),
        UtteranceEnded(2, completed=True),
    ]


def test_a_lost_device_in_mid_word_is_told_and_captions_go_on(stage: Stage) -> None:
    stage.say(1)
    stage.started(1)
    stage.hear({"event": "silent", "reason": "No sound device was found."})
    stage.wait(20)
    told = stage.take()
    assert silences(told) == ["No sound device was found; captions carry on without sound."]
    assert told[-1] == UtteranceEnded(1, completed=True)


def test_a_worker_that_cannot_be_started_leaves_captions() -> None:
    stage = Stage()
    stage.broken = True
    stage.say(1, "One.")
    stage.wait(20)
    told = stage.take()
    assert silences(told) == [
        "The voice could not be started (No such file or directory); captions carry on without sound."
    ]
    assert told[-1] == UtteranceEnded(1, completed=True)


def test_a_text_the_engine_cannot_say_is_a_caption_and_the_others_are_spoken(stage: Stage) -> None:
    stage.say(1, "One.")
    stage.say(2, "Two.", queue=True)
    stage.say(3, "Three.", queue=True)
    stage.started(1)
    stage.hear({"event": "error", "id": 2, "reason": "bad"})
    stage.ended(1)
    stage.started(3)
    stage.wait(1)
    stage.started(3)
    stage.ended(3)
    told = stage.take()
    assert stage.link.ops() == [("say", 1), ("say", 2), ("say", 3), "stop", ("say", 3)]
    assert [(e.utterance, e.exact) for e in told if isinstance(e, UtteranceStarted)] == [
        (1, True),
        (2, False),
        (3, True),
    ]
    assert [e for e in told if isinstance(e, UtteranceEnded)] == [
        UtteranceEnded(number, completed=True) for number in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    "message",
    [
        {"event": "word"},
        {"event": "word", "id": "x", "start": 1},
        {"event": "word", "id": 1, "start": None},
        {"event": "word", "id": 1, "start": 10**9},
        {"event": "word", "id": 1, "start": -4},
        {"event": "started", "id": 1, "duration_ms": "long"},
        {"event": "ready"},
        {"event": "silent"},
        {"event": "error"},
        {"event": "nonsense", "id": 1},
    ],
)
def test_rubbish_from_the_worker_harms_nothing(stage: Stage, message: Mapping[str, Any]) -> None:
    stage.say(1)
    stage.started(1)
    stage.hear(message)
    stage.ended(1)
    told = stage.take()
    assert told[0] == UtteranceStarted(1, timedelta(seconds=2), exact=True)
    assert told[-1] == UtteranceEnded(1, completed=True)
    assert all(0 <= e.start < e.end <= len(TEXT) for e in told if isinstance(e, WordSpoken))


def test_closing_ends_what_is_said_and_the_worker(stage: Stage) -> None:
    stage.say(1)
    stage.voice.close()
    assert stage.take() == [UtteranceEnded(1, completed=False)]
    assert stage.link.ended == "closed"

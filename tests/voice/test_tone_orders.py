"""Tones on their way to the worker, and the worker that has nothing but tones."""

from __future__ import annotations

import pytest

from deskmate.voice.captions import CaptionSpeaker
from deskmate.voice.speaker import UtteranceEnded, VoiceChanged, VoiceStatus
from deskmate.voice.tones import Tone
from tests.voice.test_speech import READY, TEXT, Stage, words

WITHOUT_SPEECH = READY | {
    "audible": False,
    "tones": True,
    "reason": "The voice is set to captions and chime only.",
    "engine": "",
    "version": "",
}
CHIME = {"op": "tone", "kind": "chime", "volume": 1.0}


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_a_tone_is_sent_to_a_ready_worker_at_the_volume_of_the_voice(stage: Stage) -> None:
    stage.voice.start(stage.now)
    stage.hear(READY)
    stage.voice.chime(Tone.CHIME, stage.now)
    assert stage.link.orders == [CHIME]
    assert stage.take() == [VoiceChanged(stage.voice.status)]


def test_a_tone_before_the_worker_is_ready_is_dropped_and_starts_it(stage: Stage) -> None:
    stage.voice.chime(Tone.CHIME, stage.now)
    stage.hear(READY)
    assert stage.link.orders == []


def test_a_worker_without_speech_is_kept_for_its_tones_while_captions_tell_the_words(stage: Stage) -> None:
    stage.say(1)
    stage.hear(WITHOUT_SPEECH)
    stage.voice.chime(Tone.CHIME, stage.now)
    stage.wait(30)
    told = stage.take()
    assert told[0] == VoiceChanged(
        VoiceStatus(
            audible=False,
            reason="The voice is set to captions and chime only; captions show what would be said.",
            backend="Pulse",
        )
    )
    assert words(told)[-1] == "rests"
    assert told[-1] == UtteranceEnded(1, completed=True)
    assert stage.link.orders == [CHIME]
    assert stage.link.ended == ""
    stage.say(2, TEXT)
    stage.wait(30)
    assert len(stage.links) == 1
    assert stage.take()[-1] == UtteranceEnded(2, completed=True)


def test_tones_are_muted_with_the_rest(stage: Stage) -> None:
    stage.voice.set_muted(muted=True)
    stage.voice.start(stage.now)
    stage.hear(WITHOUT_SPEECH)
    assert stage.link.orders == [{"op": "mute", "on": True}]


def test_a_worker_for_tones_that_dies_is_one_line(stage: Stage) -> None:
    stage.voice.start(stage.now)
    stage.hear(WITHOUT_SPEECH)
    stage.take()
    stage.hear(None)
    (change,) = stage.take()
    assert isinstance(change, VoiceChanged)
    assert change.status.reason.startswith("The voice ended unexpectedly")


def test_what_of_the_choice_could_not_be_met_is_in_the_status(stage: Stage) -> None:
    stage.voice.start(stage.now)
    stage.hear(READY | {"note": "No voice is called 'x'."})
    assert stage.voice.status.reason == "Speaking with espeak-ng 1.52 through Pulse: No voice is called 'x'."


def test_captions_alone_take_a_tone_without_a_word() -> None:
    speaker = CaptionSpeaker()
    speaker.chime(Tone.CHIME)
    speaker.close()

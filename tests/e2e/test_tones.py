"""Tones and Piper through a real sound server, recorded."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskmate.voice.choice import Choice
from deskmate.voice.speaker import UtteranceEnded, VoiceChanged
from deskmate.voice.tones import Tone
from deskmate.voice.worker_speaker import WorkerSpeaker
from tests.e2e.audio_sink import AudioSink, Hearer
from tests.e2e.test_audio import sound_server
from tests.voice.tiny_piper import build_voice

pytestmark = pytest.mark.real
HEARD = 2000
SILENT = 50


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[AudioSink]:
    (tmp_path / "sound").mkdir()
    with sound_server(tmp_path / "sound") as sink:
        yield sink


def test_an_office_hears_the_chime_and_reads_the_words(sink: AudioSink) -> None:
    speaker = WorkerSpeaker(choice=Choice(silent=True))
    hearer = Hearer(speaker)
    try:
        with sink.record() as recording:
            speaker.start()
            hearer.wait_for(VoiceChanged)
            assert not speaker.status.audible
            begun = time.monotonic()
            speaker.say("Stand tall.")
            ended = hearer.wait_for(UtteranceEnded)
            assert hearer.words("Stand tall.") == ["Stand", "tall"]
            rung = time.monotonic()
            speaker.chime(Tone.CHIME)
            recording.wait_until(rung + 1)
            assert recording.loudness(begun, ended) < SILENT
            onset = recording.onset(rung, rung + 1)
            assert onset is not None
            print("chime after it was asked for, ms:", round(1000 * (onset - rung)))
            assert onset - rung < 0.3
            assert recording.loudness(rung, rung + 1) > HEARD
    finally:
        speaker.close()


def test_piper_is_heard_and_its_words_are_told(sink: AudioSink, tmp_path: Path) -> None:
    speaker = WorkerSpeaker(choice=Choice("piper", str(build_voice(tmp_path))))
    hearer = Hearer(speaker)
    try:
        with sink.record() as recording:
            begun = time.monotonic()
            speaker.say("Stand tall.")
            ended = hearer.wait_for(UtteranceEnded)
            recording.wait_until(ended)
            assert hearer.words("Stand tall.") == ["Stand", "tall"]
            assert speaker.status.engine.startswith("Piper 1.")
            assert recording.loudness(begun, ended) > HEARD
    finally:
        speaker.close()

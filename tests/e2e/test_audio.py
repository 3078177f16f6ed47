"""Speech through a real sound server, recorded: it comes out, its words are told in time, and a pause is silent."""

from __future__ import annotations

import os
import signal
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import pytest

from deskmate.voice.choice import Choice
from deskmate.voice.choose import probe
from deskmate.voice.manner import Manner
from deskmate.voice.pronunciation import parse_pronunciation
from deskmate.voice.saying import Usual, speak
from deskmate.voice.speaker import UtteranceEnded, UtteranceStarted, VoiceChanged, WordSpoken
from deskmate.voice.worker_link import Ear, WorkerProcess
from deskmate.voice.worker_speaker import WorkerSpeaker
from tests.e2e.audio_sink import AudioSink, Hearer, Recording
from tests.real_parts import need

pytestmark = pytest.mark.real
LIMIT = 30
TABLE = files("deskmate.content").joinpath("pronunciation.toml").read_text("utf-8")
SENTENCE = "Stand tall, and let the hips move forward until you feel the psoas."
HEARD = 2000
SILENT = 50


class Stage:
    def __init__(self, log: Path, rate: int = 150) -> None:
        self.processes: list[WorkerProcess] = []
        self._log = log
        self.speaker = WorkerSpeaker(Manner(rate, 1.0, parse_pronunciation(TABLE)), launch=self._launch)
        self.hearer = Hearer(self.speaker)

    def _launch(self, ear: Ear) -> WorkerProcess:
        self.processes.append(WorkerProcess(ear, log=self._log))
        return self.processes[-1]


@contextmanager
def sound_server(folder: Path) -> Iterator[AudioSink]:
    """Run a sound server that everything started meanwhile speaks to."""
    need("pulseaudio", "parec")
    sink = AudioSink(folder)
    with pytest.MonkeyPatch.context() as environment:
        for name, value in sink.environment.items():
            environment.setenv(name, value)
        sink.start()
        try:
            yield sink
        finally:
            sink.stop()


@pytest.fixture(scope="module")
def sink(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AudioSink]:
    with sound_server(tmp_path_factory.mktemp("sound")) as sink:
        yield sink


@pytest.fixture
def recording(sink: AudioSink) -> Iterator[Recording]:
    with sink.record() as recording:
        yield recording


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path / "voice.log")
    yield stage
    stage.speaker.close()


def test_speech_comes_out_and_its_words_are_told_with_the_sound(stage: Stage, recording: Recording) -> None:
    stage.speaker.start()
    stage.hearer.wait_for(VoiceChanged)
    asked = time.monotonic()
    stage.speaker.say(SENTENCE)
    ended = stage.hearer.wait_for(UtteranceEnded)
    recording.wait_until(ended)
    assert recording.loudness(asked, ended) > HEARD
    onset = recording.onset(asked, ended)
    assert onset is not None
    first = stage.hearer.moments(WordSpoken)[0]
    assert abs(first - onset) < 0.1, f"the first word was told {1000 * (first - onset):+.0f} ms from its sound"
    assert stage.hearer.words(SENTENCE) == [word.strip(",.") for word in SENTENCE.split()]
    last = recording.last_sound(asked, ended)
    assert last is not None
    assert stage.hearer.moments(WordSpoken)[-1] < last <= ended + 0.1


def test_the_first_word_after_a_silence_is_told_with_its_sound_each_time(stage: Stage, recording: Recording) -> None:
    stage.speaker.start()
    stage.hearer.wait_for(VoiceChanged)
    errors = []
    for count in range(1, 9):
        asked = time.monotonic()
        stage.speaker.say("One.")
        ended = stage.hearer.wait_for(UtteranceEnded, count)
        recording.wait_until(ended)
        onset = recording.onset(asked, ended)
        assert onset is not None
        errors.append(stage.hearer.moments(WordSpoken)[-1] - onset)
    print("first word against its sound, ms:", [round(1000 * error) for error in errors])
    assert max(abs(error) for error in errors) < 0.1, [f"{1000 * error:+.0f} ms" for error in errors]
    assert abs(statistics.median(errors)) < 0.06


def test_a_pause_is_silent_and_resuming_goes_on(stage: Stage, recording: Recording) -> None:
    stage.speaker.say(SENTENCE)
    stage.hearer.wait_for(WordSpoken, 4)
    paused = time.monotonic()
    stage.speaker.pause()
    recording.wait_until(paused + 2)
    last = recording.last_sound(paused - 0.2, paused + 2)
    print("last sound after the pause, ms:", last and round(1000 * (last - paused)))
    assert recording.loudness(paused + 0.1, paused + 2) < SILENT
    assert len(stage.hearer.moments(WordSpoken)) <= 5
    resumed = time.monotonic()
    stage.speaker.resume()
    ended = stage.hearer.wait_for(UtteranceEnded)
    recording.wait_until(ended)
    onset = recording.onset(resumed, ended)
    assert onset is not None
    assert onset - resumed < 0.3
    assert recording.loudness(resumed, ended) > HEARD
    assert stage.hearer.words(SENTENCE) == [word.strip(",.") for word in SENTENCE.split()]


def test_muting_is_silent_and_words_go_on(stage: Stage, recording: Recording) -> None:
    stage.speaker.say(SENTENCE)
    muted = stage.hearer.wait_for(WordSpoken, 3)
    stage.speaker.set_muted(True)
    ended = stage.hearer.wait_for(UtteranceEnded)
    recording.wait_until(ended)
    assert recording.loudness(muted + 0.15, ended) < SILENT
    assert len(stage.hearer.words(SENTENCE)) == len(SENTENCE.split())


def test_a_worker_killed_in_mid_word_leaves_captions_and_speaks_again(stage: Stage, recording: Recording) -> None:
    stage.speaker.say(SENTENCE)
    stage.hearer.wait_for(WordSpoken, 4)
    os.kill(stage.processes[0].pid, signal.SIGKILL)
    killed = time.monotonic()
    ended = stage.hearer.wait_for(UtteranceEnded)
    recording.wait_until(ended)
    assert recording.loudness(killed + 0.15, ended) < SILENT
    words = stage.hearer.words(SENTENCE)
    assert (words[-1], len(words) - len(SENTENCE.split())) == ("psoas", 1)
    assert not stage.speaker.status.audible
    stage.speaker.say("I am back.")
    again = stage.hearer.wait_for(UtteranceEnded, 2)
    recording.wait_until(again)
    assert recording.loudness(ended, again) > HEARD
    assert stage.speaker.status.audible


def test_a_sound_server_that_dies_leaves_captions(stage: Stage, tmp_path: Path) -> None:
    with sound_server(tmp_path) as mortal, mortal.record():
        stage.speaker.say(SENTENCE)
        stage.hearer.wait_for(WordSpoken, 2)
        mortal.stop()
        stage.hearer.wait_for(UtteranceEnded)
    assert not stage.speaker.status.audible
    assert stage.hearer.words(SENTENCE)[-1] == "psoas"


def test_headphones_unplugged_in_mid_sentence_are_followed_by_what_else_there_is(
    stage: Stage, tmp_path: Path
) -> None:
    with sound_server(tmp_path) as server:
        server.plug_in("speakers")
        with server.record("speakers") as speakers:
            stage.speaker.say(SENTENCE)
            unplugged = stage.hearer.wait_for(WordSpoken, 4)
            assert speakers.loudness(unplugged - 1, unplugged) < SILENT
            server.unplug()
            ended = stage.hearer.wait_for(UtteranceEnded)
            speakers.wait_until(ended)
            assert speakers.loudness(unplugged + 0.2, ended) > HEARD
    assert stage.hearer.words(SENTENCE) == [word.strip(",.") for word in SENTENCE.split()]
    assert len(stage.hearer.moments(VoiceChanged)) == 1


def test_fifty_utterances_in_a_row_follow_without_a_fault(tmp_path: Path, recording: Recording) -> None:
    stage = Stage(tmp_path / "voice.log", rate=400)
    for number in range(50):
        stage.speaker.say(f"{number % 10}.", queue=True)
    ended = stage.hearer.wait_for(UtteranceEnded, 50)
    stage.speaker.close()
    recording.wait_until(ended)
    started = stage.hearer.moments(UtteranceStarted)
    assert len(started) == len(stage.hearer.moments(WordSpoken)) == 50
    assert all(event.completed for _at, event in stage.hearer.told if isinstance(event, UtteranceEnded))
    assert all(recording.loudness(at, at + 0.3) > HEARD for at in started)
    assert len(stage.processes) == 1


@pytest.mark.usefixtures("recording")
def test_the_shell_speaks_once_and_doctor_is_told_what_works(capfd: pytest.CaptureFixture[str]) -> None:
    found = probe()
    assert (found.audible, found.backend) == (True, "PulseAudio")
    assert found.engine.startswith("espeak-ng 1.")
    assert speak("Said once.", Usual(Choice(), pronunciation=TABLE)).status == found
    assert capfd.readouterr() == ("", "")

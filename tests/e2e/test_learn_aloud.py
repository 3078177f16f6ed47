"""`deskmate learn PAGE --read` through a real sound server: heard, and its place kept where it is cut short."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskmate.build import build_library
from deskmate.history.journal import Journal
from deskmate.sitting.events import Kind
from tests.e2e.audio_sink import AudioSink
from tests.e2e.terminal import deskmate
from tests.real_parts import need

pytestmark = pytest.mark.real

HEARD = 2000
FAST = "[voice]\nrate = 400\n"
LIMIT = 180


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[AudioSink]:
    need("pulseaudio", "parec")
    (tmp_path / "sound").mkdir()
    server = AudioSink(tmp_path / "sound")
    server.start()
    yield server
    server.stop()


def reading(tmp_path: Path, page: str, sink: AudioSink) -> subprocess.Popen[str]:
    data = tmp_path / "data"
    (data / "config").mkdir(parents=True)
    (data / "config" / "config.toml").write_text(FAST)
    return subprocess.Popen(
        deskmate(data, "learn", page, "--read"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **sink.environment, "PYTHONUNBUFFERED": "1", "TERM": "dumb"},
    )


def test_a_page_is_heard_sentence_by_sentence_to_its_end(sink: AudioSink, tmp_path: Path) -> None:
    page = min(build_library().pages, key=lambda page: sum(len(s.spoken) for s in page.sentences))
    with sink.record() as recording:
        begun = time.monotonic()
        with reading(tmp_path, page.id, sink) as reader:
            said, wrong = reader.communicate(timeout=LIMIT)
        recording.wait_until(time.monotonic())
        assert recording.loudness(begun, time.monotonic()) > HEARD
    assert (reader.returncode, wrong) == (0, "")
    assert [line for line in said.splitlines() if line] == [sentence.spoken for sentence in page.sentences]
    (event,) = Journal(tmp_path / "data").read()
    assert (event.kind, event.text("page")) == (Kind.PAGE_READ, page.id)


def test_cut_short_it_falls_silent_and_the_place_is_kept(sink: AudioSink, tmp_path: Path) -> None:
    page = next(page for page in build_library().pages if page.id == "ache")
    with sink.record() as recording:
        begun = time.monotonic()
        with reading(tmp_path, page.id, sink) as reader:
            assert reader.stdout is not None
            lines = [line for line in (reader.stdout.readline().strip() for _ in range(6)) if line]
            reader.send_signal(signal.SIGINT)
            rest, wrong = reader.communicate(timeout=LIMIT)
        ended = time.monotonic()
        recording.wait_until(ended + 0.6)
        assert recording.loudness(begun, ended) > HEARD
        assert recording.loudness(ended + 0.3, ended + 0.6) < HEARD / 10
    assert (reader.returncode, wrong) == (130, "")
    said = [*lines, *filter(None, rest.splitlines())]
    assert said == [sentence.spoken for sentence in page.sentences[: len(said)]]
    (event,) = Journal(tmp_path / "data").read()
    assert (event.kind, event.data["sentence"], event.data["of"]) == (
        Kind.PAGE_LEFT,
        len(said) - 1,
        len(page.sentences),
    )

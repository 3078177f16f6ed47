"""`deskmate say` through a real sound server, and without one."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.e2e.audio_sink import AudioSink
from tests.e2e.terminal import run
from tests.real_parts import need

pytestmark = pytest.mark.real
HEARD = 2000


def test_it_is_heard_and_ends_when_it_was_said(tmp_path: Path) -> None:
    need("pulseaudio", "parec")
    sink = AudioSink(tmp_path)
    sink.start()
    try:
        with sink.record() as recording:
            begun = time.monotonic()
            done = run(tmp_path / "data", "say", "Stand tall, and breathe out.", **sink.environment)
            ended = time.monotonic()
            recording.wait_until(ended + 0.5)
            assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
            assert recording.loudness(begun, ended) > HEARD
            assert recording.loudness(ended + 0.2, ended + 0.5) < HEARD / 10
    finally:
        sink.stop()


def test_without_a_device_it_is_a_caption_one_sentence_and_status_1(tmp_path: Path) -> None:
    nowhere = {"PULSE_SERVER": f"unix:{tmp_path}/none", "XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path)}
    done = run(tmp_path / "data", "say", "Hello.", **nowhere)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "Hello.\n", 1)
    assert done.stderr.startswith("deskmate: nothing could be heard: No sound device was found")


def test_standard_input_is_read_aloud_and_ctrl_c_is_not_needed(tmp_path: Path) -> None:
    need("pulseaudio", "parec")
    sink = AudioSink(tmp_path)
    sink.start()
    try:
        with sink.record() as recording:
            begun = time.monotonic()
            done = run(tmp_path / "data", "say", "-", "--rate", "300", stdin="One.\n\nTwo.", **sink.environment)
            ended = time.monotonic()
            recording.wait_until(ended)
            assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
            assert recording.loudness(begun, ended) > HEARD
    finally:
        sink.stop()


def test_an_unknown_voice_is_one_sentence_with_near_names_and_status_1(tmp_path: Path) -> None:
    done = run(tmp_path, "say", "Hello.", "--voice", "Germn")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "deskmate: No voice is called 'Germn'; did you mean 'German'?\n"


def test_a_bad_rate_is_one_sentence_and_status_2(tmp_path: Path) -> None:
    done = run(tmp_path, "say", "Hello.", "--rate", "5")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_a_file_is_written_and_voices_are_listed(tmp_path: Path) -> None:
    file = tmp_path / "out.wav"
    written = run(tmp_path, "say", "Hello.", "--voice", "en-us", "--out", str(file))
    assert (written.returncode, written.stdout, written.stderr) == (0, "", "")
    assert file.read_bytes()[:4] == b"RIFF"
    listed = run(tmp_path, "say", "--list-voices")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "English (America)" in listed.stdout

"""A learn page read aloud in a real terminal through a real sound server: heard, lit, paused, resumed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskmate.history.journal import Journal
from deskmate.sitting.events import Kind
from tests.e2e.audio_sink import AudioSink
from tests.e2e.terminal import Pane, deskmate, pane
from tests.real_parts import need

pytestmark = pytest.mark.real
HEARD = 2000
SILENT = 50


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[AudioSink]:
    need("tmux", "pulseaudio", "parec")
    (tmp_path / "sound").mkdir()
    server = AudioSink(tmp_path / "sound")
    server.start()
    yield server
    server.stop()


def lit(screen: Pane) -> str:
    return screen.tmux("capture-pane", "-p", "-e", "-t", "t")


def leave(screen: Pane) -> None:
    # One at a time: two escapes in a row are another key to a terminal.
    screen.keys("Escape")
    screen.wait_for("Open")
    screen.keys("Escape")
    screen.wait_for("SITTING since")


def test_a_page_is_heard_and_its_words_are_lit_and_paused(sink: AudioSink, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with sink.record() as recording, pane(tmp_path, deskmate(data), environ=sink.environment) as screen:
        screen.wait_for("SITTING since")
        screen.keys("l")
        screen.wait_for("Meet your psoas", "Open")
        screen.keys("Enter")
        quiet = screen.wait_for("SO-az", "Read aloud")
        unlit = lit(screen)
        screen.keys("Space")
        begun = time.monotonic()
        screen.wait_for("Pause")
        recording.wait_until(begun + 4)
        assert recording.loudness(begun, begun + 4) > HEARD
        first = lit(screen)
        recording.wait_until(begun + 6)
        second = lit(screen)
        assert len({unlit, first, second}) == 3, "no word was lit, or it did not move"
        assert "SO-az" in screen.text() or screen.text() != quiet
        screen.keys("Space")
        screen.wait_for("Go on")
        held = time.monotonic() + 0.3
        still = lit(screen)
        recording.wait_until(held + 1)
        assert recording.loudness(held, held + 1) < SILENT
        assert lit(screen) == still
        screen.keys("Space")
        again = time.monotonic()
        recording.wait_until(again + 2)
        assert recording.loudness(again, again + 2) > HEARD
        leave(screen)
        silent = time.monotonic() + 0.5
        recording.wait_until(silent + 1)
        assert recording.loudness(silent, silent + 1) < SILENT
        screen.keys("q")
        screen.wait_for_end()
        assert "Traceback" not in screen.text()
    assert [(e.kind, e.text("page")) for e in Journal(data).read() if e.kind is Kind.PAGE_OPENED] == [
        (Kind.PAGE_OPENED, "psoas")
    ]


def test_without_a_sound_device_captions_go_on_and_say_why(tmp_path: Path) -> None:
    need("tmux")
    nowhere = {"PULSE_SERVER": f"unix:{tmp_path}/none", "XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path)}
    with pane(tmp_path, deskmate(tmp_path / "data"), environ=nowhere) as screen:
        screen.wait_for("SITTING since")
        screen.keys("l")
        screen.wait_for("Meet your psoas")
        screen.keys("Enter")
        screen.wait_for("Read aloud")
        screen.keys("Space")
        screen.wait_for("No sound device", "Pause")
        first = lit(screen)
        time.sleep(2)
        assert lit(screen) != first
        leave(screen)
        screen.keys("q")
        screen.wait_for_end()
        assert "Traceback" not in screen.text()

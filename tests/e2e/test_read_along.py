"""A learn page read aloud in a real terminal through a real sound server: heard, lit, paused, resumed."""

from __future__ import annotations

import math
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskmate.history.journal import Journal
from deskmate.sitting.events import Kind
from tests.e2e import lit_words
from tests.e2e.audio_sink import AudioSink
from tests.e2e.terminal import Pane, deskmate, pane
from tests.real_parts import need

pytestmark = pytest.mark.real
HEARD = 2000
SILENT = 50
LIMIT = 40


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
        screen.wait_for("right where a belt would go", "Read aloud")
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
        (Kind.PAGE_OPENED, "ache")
    ]


def words_by_background(screen: str) -> dict[str, str]:
    """Give the text on each background colour of a captured screen."""
    texts: dict[str, str] = {}
    back = ""
    for number, part in enumerate(re.split(r"\x1b\[([0-9;]*)m", screen)):
        if number % 2 == 0:
            texts[back] = texts.get(back, "") + part
            continue
        codes = iter(part.split(";"))
        for code in codes:
            if code in ("38", "48"):
                colour = [next(codes) for _ in range(1 if next(codes) == "5" else 3)]
                back = "-".join(colour) if code == "48" else back
            elif code in ("", "0", "49"):
                back = ""
            elif re.fullmatch(r"4[0-7]|10[0-7]", code):
                back = code
    return texts


def test_the_lit_word_and_its_sound_agree_over_a_whole_page(sink: AudioSink, tmp_path: Path) -> None:
    log, words = tmp_path / "lit.log", lit_words.words()
    log.touch()

    def told() -> list[tuple[float, str]]:
        lines = [line.split() for line in log.read_text().splitlines()]
        return [(float(line[0]), line[1]) for line in lines if len(line) == 2]

    deskmate(tmp_path / "data")
    command = [sys.executable, lit_words.__file__, str(tmp_path / "data"), str(log)]
    inside = {**sink.environment, "PYTHONPATH": str(Path(__file__).parents[2])}
    with sink.record() as recording, pane(tmp_path, command, environ=inside) as screen:
        screen.wait_for("SITTING since")
        screen.keys("l")
        screen.wait_for("Moon", "Open")
        screen.keys("Enter")
        screen.wait_for("Rain, lemon", "Read aloud")
        begun = time.monotonic()
        screen.keys("Space")
        screen.wait_for("Pause")
        while len(told()) < len(words) // 2:
            assert time.monotonic() < begun + LIMIT, told()
            time.sleep(0.02)
        number = len(told())
        seen = {text.strip() for text in words_by_background(lit(screen)).values()} & set(words)
        # While the screen was read the voice may have gone on by a word or two.
        assert len(seen) == 1, seen
        assert seen & set(words[number - 1 : number + 2])
        screen.wait_for("Read aloud")
        ended = time.monotonic()
        recording.wait_until(ended)
    assert [word for _, word in told()] == words
    onsets = recording.onsets(begun, ended, gap=0.05, apart=0.2)
    print("words", len(words), "onsets", len(onsets))
    assert len(onsets) == len(words), [round(at - begun, 2) for at in onsets]
    errors = sorted(abs(at - onset) for (at, _), onset in zip(told(), onsets, strict=True))
    print("lit against heard, ms:", [round(1000 * error) for error in errors])
    assert errors[math.ceil(0.95 * len(errors)) - 1] < 0.1, errors


def test_without_a_sound_device_captions_go_on_and_say_why(tmp_path: Path) -> None:
    need("tmux")
    nowhere = {"PULSE_SERVER": f"unix:{tmp_path}/none", "XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path)}
    with pane(tmp_path, deskmate(tmp_path / "data"), environ=nowhere) as screen:
        screen.wait_for("SITTING since")
        screen.keys("l")
        screen.wait_for("That ache when you stand up")
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

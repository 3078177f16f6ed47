"""A workday in a real terminal, by keys alone, and what is left in the journal."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import time
from datetime import datetime
from pathlib import Path

import pytest

from deskmate.history.journal import Journal
from deskmate.sitting.events import Event, Kind
from tests.e2e.terminal import deskmate, pane, run
from tests.real_parts import need

pytestmark = pytest.mark.real

SILENT = "[voice]\nenabled = false\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    need("tmux")
    folder = tmp_path / "data"
    (folder / "config").mkdir(parents=True)
    (folder / "config" / "config.toml").write_text(SILENT)
    return folder


def kinds(data: Path) -> list[Kind]:
    return [e.kind for e in events(data)]


def events(data: Path) -> list[Event]:
    return [e for e in Journal(data).read() if e.kind is not Kind.ALIVE]


def event_at(timestamp: float, kind: Kind) -> Event:
    return Event(datetime.fromtimestamp(timestamp).astimezone(), kind)


def wait_for_kind(data: Path, kind: Kind, patience: float = 10) -> Event:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        for event in events(data):
            if event.kind is kind:
                return event
        time.sleep(0.05)
    raise AssertionError(f"no {kind} within {patience} s: {kinds(data)}")


def test_sitting_and_standing(data: Path, tmp_path: Path) -> None:
    with pane(tmp_path, deskmate(data)) as screen:
        screen.wait_for("SITTING since", "Next break at", "space Stand")
        screen.keys("Space")
        screen.wait_for("STANDING since", "space Sit")
        screen.keys("Space")
        screen.wait_for("SITTING since")
        screen.keys("a")
        screen.wait_for("AWAY since")
        screen.keys("a")
        screen.wait_for("SITTING since")
        screen.keys("b")
        screen.wait_for("ON A BREAK since", "to go")
        screen.keys("b")
        screen.wait_for("SITTING since")
        screen.keys("q")
        screen.wait_for_end()
        assert "Traceback" not in screen.text()
    assert kinds(data) == [
        Kind.SAT,
        Kind.STOOD,
        Kind.SAT,
        Kind.LEFT,
        Kind.RETURNED,
        Kind.BREAK_STARTED,
        Kind.BREAK_ENDED,
    ]


def test_a_bout_survives_kill_nine_and_is_seen_by_status(data: Path, tmp_path: Path) -> None:
    now = time.time()
    earlier = event_at(now - 25 * 60, Kind.SAT)
    Journal(data).append([earlier])
    Journal(data).beat(event_at(now - 60, Kind.ALIVE).at)
    with pane(tmp_path, deskmate(data)) as screen:
        screen.wait_for("SITTING since", "in 5 min")
        os.kill(screen.pid(), signal.SIGKILL)
        screen.wait_for_end()
    status = json.loads(run(data, "status", "--json").stdout)
    assert status["posture"] == "sitting"
    assert 25 * 60 <= status["bout_seconds"] <= 26 * 60
    with pane(tmp_path, deskmate(data)) as screen:
        screen.wait_for("SITTING since", "in 5 min")
        screen.keys("q")
        screen.wait_for_end()
    assert kinds(data) == [Kind.SAT]


def test_a_long_bout_changes_the_screen_and_rings_the_bell(data: Path, tmp_path: Path) -> None:
    (data / "config" / "config.toml").write_text(
        SILENT + "[notify]\nafter = '0s'\ndesktop = false\nterminal = false\n"
    )
    now = time.time()
    Journal(data).append([event_at(now - 30 * 60 + 8, Kind.SAT)])
    Journal(data).beat(event_at(now - 5, Kind.ALIVE).at)
    with pane(tmp_path, deskmate(data)) as screen:
        written = tmp_path / "written"
        screen.tmux("pipe-pane", "-t", "t", f"cat > {shlex.quote(str(written))}")
        screen.wait_for("Next break at")
        due = wait_for_kind(data, Kind.BREAK_DUE, 20)
        assert due.seconds("bout_seconds") >= 30 * 60
        wait_for_kind(data, Kind.PROMPT_RAISED)
        deadline = time.monotonic() + 10
        # The sequences that set a title or ask for a colour may end in the same character.
        while b"\a" not in re.sub(rb"\x1b\].*?(\a|\x1b\\)", b"", written.read_bytes()):
            assert time.monotonic() < deadline, "the bell did not ring"
            time.sleep(0.05)
        screen.wait_for("Time to get up")
        screen.keys("p")
        screen.wait_for("Next break at")
        screen.keys("q")
        screen.wait_for_end()
    assert kinds(data) == [Kind.SAT, Kind.BREAK_DUE, Kind.PROMPT_RAISED, Kind.POSTPONED]


def test_two_panes_agree(data: Path, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    with pane(tmp_path / "one", deskmate(data)) as one:
        one.wait_for("SITTING since")
        with pane(tmp_path / "two", deskmate(data)) as two:
            two.wait_for("SITTING since")
            one.keys("Space")
            two.wait_for("STANDING since")
            two.keys("Space")
            one.wait_for("SITTING since")
            for screen in (one, two):
                screen.keys("q")
                screen.wait_for_end()
    assert kinds(data) == [Kind.SAT, Kind.STOOD, Kind.SAT]


@pytest.mark.parametrize("size", [(28, 6), (40, 12), (60, 20), (200, 60)])
def test_every_size_shows_posture_and_time(data: Path, tmp_path: Path, size: tuple[int, int]) -> None:
    with pane(tmp_path, deskmate(data), size) as screen:
        screen.wait_for("SITTING since")
        screen.keys("q")
        screen.wait_for_end()


def test_a_word_from_another_shell_is_seen_within_a_second(data: Path, tmp_path: Path) -> None:
    with pane(tmp_path, deskmate(data)) as screen:
        screen.wait_for("SITTING since")
        assert run(data, "stand").returncode == 0
        screen.wait_for("STANDING since", patience=5)
        assert run(data, "sit").returncode == 0
        assert run(data, "quiet", "30m").returncode == 0
        screen.wait_for("SITTING since", "Quiet until", patience=5)
        assert run(data, "log", "walk", "30m").returncode == 0
        screen.keys("e")
        screen.wait_for("Put the day right", "walk  (corrected)")
        screen.keys("u", "e", "n")
        screen.wait_for("Next break at")
        screen.keys("q")
        screen.wait_for_end()
    words = [Kind.SAT, Kind.STOOD, Kind.SAT, Kind.QUIET_STARTED, Kind.CORRECTED, Kind.UNDONE, Kind.QUIET_ENDED]
    assert kinds(data) == words


def test_closing_the_pane_ends_the_program(data: Path, tmp_path: Path) -> None:
    with pane(tmp_path, deskmate(data)) as screen:
        screen.wait_for("SITTING since")
        pid = screen.pid()
    deadline = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists():
        assert time.monotonic() < deadline, "deskmate outlived its terminal"
        time.sleep(0.05)

"""A guided stretch in a real terminal, by keys, from Today to the history; shortened by data alone."""

from __future__ import annotations

import os
import re
import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deskmate import content
from deskmate.history.journal import Journal
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.sessions import Session, sessions
from tests.e2e.audio_sink import AudioSink
from tests.e2e.terminal import Pane, deskmate, pane
from tests.real_parts import need

pytestmark = pytest.mark.real
HEARD = 2000


def shortened(seconds: float) -> str:
    """Give the built-in Captain Morgan as a user's own file, each part only so long."""
    text = content.text("stretches/captain-morgan.toml")
    text = re.sub(r"^seconds = .*$", f"seconds = {seconds}", text, flags=re.MULTILINE)
    # One cue a part: the later ones would come after its end.
    return re.sub(r"^  \{ at = (?!0,).*\n", "", text, flags=re.MULTILINE)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    need("tmux")
    folder = tmp_path / "data"
    (folder / "config" / "stretches").mkdir(parents=True)
    (folder / "config" / "config.toml").write_text("[voice]\nenabled = false\n")
    (folder / "config" / "stretches" / "short.toml").write_text(shortened(1))
    Journal(folder).append([Event(datetime.now(UTC) - timedelta(days=9), Kind.SAFETY_ACCEPTED)])
    return folder


def events(data: Path) -> list[Event]:
    return [e for e in Journal(data).read() if e.kind is not Kind.ALIVE]


def only_session(data: Path) -> Session:
    (session,) = sessions(events(data))
    return session


def wait_for_steps(data: Path, count: int) -> None:
    deadline = time.monotonic() + 20
    while sum(e.kind is Kind.SESSION_STEP for e in events(data)) < count:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def begin(screen: Pane, *rating: str) -> None:
    screen.wait_for("SITTING since")
    screen.keys("s")
    screen.wait_for("Captain Morgan", "How much does it ache now?")
    screen.keys(*rating)


def test_a_stretch_from_start_to_history(data: Path, tmp_path: Path) -> None:
    with pane(tmp_path, deskmate(data)) as screen:
        begin(screen, "6", "Enter")
        screen.wait_for("Before you begin", "First, be safe", "Pause")
        screen.wait_for("Hold, left side, 1 of 2", "LEFT LEG")
        assert any(0x2800 < ord(c) < 0x2900 for c in screen.text()), "no figure is shown"
        screen.wait_for("Hold, right side, 2 of 2", "RIGHT LEG")
        screen.wait_for("And now: how much does it ache?")
        screen.keys("3", "Enter")
        screen.wait_for("4 held to the end", "Ache 6 before, 3 now")
        screen.keys("Enter")
        screen.wait_for("SITTING since", "stretches")
        screen.keys("h")
        screen.wait_for("Captain Morgan", "all of it", "6 → 3")
        screen.keys("Escape")
        screen.wait_for("SITTING since")
        screen.keys("q")
        screen.wait_for_end()
        assert "Traceback" not in screen.text()
    session = only_session(data)
    assert (session.completed, session.ache_before, session.ache_after) == (True, 6, 3)
    assert session.active == session.planned
    steps = [e for e in events(data) if e.kind is Kind.SESSION_STEP]
    assert [(e.text("step"), e.text("side")) for e in steps] == [
        ("safety", ""),
        *(
            step
            for side in ("left", "right")
            for step in [
                *([("change", side)] if side == "right" else []),
                ("setup", side),
                *[("hold", side), ("return", side)] * 2,
            ]
        ),
        ("done", ""),
    ]
    assert all(e.data["completed"] is True and e.seconds("seconds") == 1 for e in steps)


def test_pause_skip_back_repeat_and_end_early(data: Path, tmp_path: Path) -> None:
    (data / "config" / "stretches" / "short.toml").write_text(shortened(60))
    with pane(tmp_path, deskmate(data)) as screen:
        begin(screen, "x")
        screen.wait_for("Before you begin", "Pause")
        screen.keys("Space")
        paused = screen.wait_for("Go on")
        time.sleep(1.2)
        assert screen.text() == paused
        screen.keys("Space")
        screen.wait_for("Pause")
        screen.keys("Right")
        screen.wait_for("Set up, left side")
        screen.keys("Right")
        screen.wait_for("Hold, left side, 1 of 2")
        screen.keys("Left")
        screen.wait_for("Set up, left side")
        screen.keys("r")
        wait_for_steps(data, 4)
        screen.keys("q")
        screen.wait_for("End here?")
        screen.keys("q")
        screen.wait_for("And now: how much does it ache?")
        screen.keys("x")
        screen.wait_for("0 held to the end")
        screen.keys("Enter")
        screen.wait_for("SITTING since")
        screen.keys("q")
        screen.wait_for_end()
    session = only_session(data)
    assert (session.ended, session.completed, session.holds) == (True, False, 0)
    steps = [e for e in events(data) if e.kind is Kind.SESSION_STEP]
    assert [e.text("step") for e in steps] == ["safety", "setup", "hold", "setup", "setup"]
    assert not any(e.data["completed"] for e in steps)


def test_kill_nine_in_the_middle_keeps_what_was_done(data: Path, tmp_path: Path) -> None:
    with pane(tmp_path, deskmate(data)) as screen:
        begin(screen, "5", "Enter")
        wait_for_steps(data, 4)
        os.kill(screen.pid(), signal.SIGKILL)
        screen.wait_for_end()
    killed = only_session(data)
    assert not killed.ended
    with pane(tmp_path, deskmate(data)) as screen:
        screen.wait_for("SITTING since")
        screen.keys("h")
        screen.wait_for("Captain Morgan", "ended early", "5 → –")
        screen.keys("Escape")
        screen.wait_for("SITTING since")
        screen.keys("q")
        screen.wait_for_end()
    kept = only_session(data)
    assert (kept.ended, kept.completed, kept.held) == (True, False, killed.held)
    assert kept.holds >= 1
    assert kept.active >= timedelta(seconds=4)


def test_quitting_in_the_middle_keeps_what_was_done(data: Path, tmp_path: Path) -> None:
    with pane(tmp_path, deskmate(data)) as screen:
        begin(screen, "x")
        wait_for_steps(data, 2)
        screen.keys("C-q")
        screen.wait_for_end()
        assert "Traceback" not in screen.text()
    session = only_session(data)
    assert (session.ended, session.completed) == (True, False)
    assert session.active >= timedelta(seconds=2)


def test_closing_the_terminal_in_the_middle_keeps_what_was_done(data: Path, tmp_path: Path) -> None:
    with pane(tmp_path, deskmate(data)) as screen:
        begin(screen, "x")
        wait_for_steps(data, 2)
        pid = screen.pid()
    deadline = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists():
        assert time.monotonic() < deadline, "deskmate outlived its terminal"
        time.sleep(0.05)
    session = only_session(data)
    assert (session.ended, session.completed) == (True, False)


def test_the_cues_are_heard(tmp_path: Path, data: Path) -> None:
    need("pulseaudio", "parec")
    (data / "config" / "config.toml").unlink()
    (tmp_path / "sound").mkdir()
    sink = AudioSink(tmp_path / "sound")
    sink.start()
    try:
        with sink.record() as recording, pane(tmp_path, deskmate(data), environ=sink.environment) as screen:
            begin(screen, "x")
            screen.wait_for("Before you begin", "First, be safe")
            begun = time.monotonic()
            recording.wait_until(begun + 3)
            assert recording.loudness(begun, begun + 3) > HEARD
            screen.keys("m")
            screen.wait_for("Muted")
            muted = time.monotonic() + 0.3
            recording.wait_until(muted + 1)
            assert recording.loudness(muted, muted + 1) < HEARD / 10
            screen.keys("C-q")
            screen.wait_for_end()
            ended = time.monotonic() + 0.3
            recording.wait_until(ended + 0.5)
            assert recording.loudness(ended, ended + 0.5) < HEARD / 10
    finally:
        sink.stop()

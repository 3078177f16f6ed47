"""A guided stretch in a real terminal, by keys, from Today to the history; shortened by data alone."""

from __future__ import annotations

import os
import re
import signal
import subprocess
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
FIRST = 4


def shortened(seconds: float) -> str:
    """Give the built-in Captain Morgan as a user's own file, each part only so long."""
    text = content.text("stretches/captain-morgan.toml")
    text = re.sub(r"^seconds = .*$", f"seconds = {seconds}", text, flags=re.MULTILINE)
    # The first part is to be seen on a slow machine too.
    text = text.replace(f"seconds = {seconds}", f"seconds = {max(seconds, FIRST)}", 1)
    # One cue a part: the later ones would come after its end.
    return re.sub(r"^  \{ at = (?!0,).*\n", "", text, flags=re.MULTILINE)


def at_home(folder: Path, settings: str = "") -> None:
    """Make a folder of somebody who has stretched before, and needs no time to get into place."""
    (folder / "config" / "stretches").mkdir(parents=True)
    (folder / "config" / "config.toml").write_text(f"[stretch]\nstart_delay = '0s'\n{settings}")
    Journal(folder).append([Event(datetime.now(UTC) - timedelta(days=9), Kind.SAFETY_ACCEPTED)])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    need("tmux")
    folder = tmp_path / "data"
    at_home(folder, "[voice]\nenabled = false\n")
    (folder / "config" / "stretches" / "short.toml").write_text(shortened(1))
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
        screen.wait_for("Sitting a day, hours")
        screen.keys("BTab")
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
    assert all(e.data["completed"] is True for e in steps)
    assert [e.seconds("seconds") for e in steps] == [FIRST, *[1] * 12]


def test_after_kill_nine_the_session_is_offered_and_goes_on_where_it_was(data: Path, tmp_path: Path) -> None:
    once = shortened(1).replace("repetitions = 2", "repetitions = 1")
    (data / "config" / "stretches" / "short.toml").write_text(once)
    with pane(tmp_path, deskmate(data)) as screen:
        begin(screen, "5", "Enter")
        wait_for_steps(data, 4)
        os.kill(screen.pid(), signal.SIGKILL)
        screen.wait_for_end()
    killed = only_session(data)
    assert not killed.ended
    assert killed.holds >= 1
    with pane(tmp_path, deskmate(data)) as screen:
        screen.wait_for("SITTING since", "Captain Morgan was cut off", "⏎ go on", "Go on", "Keep")
        assert not only_session(data).ended
        screen.keys("Enter")
        screen.wait_for("And now: how much does it ache?")
        screen.keys("2", "Enter")
        screen.wait_for("2 held to the end", "Ache 5 before, 2 now")
        screen.keys("Enter")
        shown = screen.wait_for("SITTING since")
        assert "cut off" not in shown
        screen.keys("q")
        screen.wait_for_end()
    done = only_session(data)
    assert (done.id, done.ended, done.completed, done.holds) == (killed.id, True, True, 2)
    assert (done.ache_before, done.ache_after, done.active) == (5, 2, done.planned)
    kinds = [e.kind for e in events(data)]
    assert kinds.count(Kind.SESSION_STARTED) == kinds.count(Kind.SESSION_RESUMED) == 1


def test_a_session_in_another_pane_is_offered_once_that_is_killed_and_can_be_kept_as_it_is(
    data: Path, tmp_path: Path
) -> None:
    (data / "config" / "stretches" / "short.toml").write_text(shortened(60))
    (tmp_path / "other").mkdir()
    with pane(tmp_path, deskmate(data)) as running, pane(tmp_path / "other", deskmate(data)) as other:
        begin(running, "x")
        running.wait_for("Before you begin")
        running.keys("Right")
        other.wait_for("STRETCHING since")
        time.sleep(2)
        assert "cut off" not in other.text()
        os.kill(running.pid(), signal.SIGKILL)
        other.wait_for("Captain Morgan was cut off")
        assert not only_session(data).ended
        other.keys("k")
        other.keys("h")
        other.wait_for("Sitting a day, hours")
        other.keys("BTab")
        other.wait_for("Captain Morgan", "ended early")
        other.keys("Escape")
        shown = other.wait_for("SITTING since")
        assert "cut off" not in shown
        other.keys("q")
        other.wait_for_end()
    kept = only_session(data)
    assert (kept.ended, kept.completed, kept.holds) == (True, False, 0)


def test_by_keys_through_the_two_minute_routine_and_the_journal_says_what_was_done(
    data: Path, tmp_path: Path
) -> None:
    with pane(tmp_path, deskmate(data)) as screen:
        begin(screen, "Up", "Up", "Up")
        screen.wait_for("A short lunge on both sides")
        screen.keys("x")
        screen.wait_for("Before you begin", "Pause")
        screen.keys("Space")
        paused = screen.wait_for("Paused: space goes on.", "Go on")
        time.sleep(1.2)
        assert screen.text() == paused
        screen.keys("Space")
        screen.wait_for("Get ready: ")
        screen.keys("Right")
        screen.wait_for("Set up, left side")
        screen.keys("Right")
        screen.wait_for("Hold, left side", "LEFT LEG")
        screen.keys("Left")
        screen.wait_for("Set up, left side")
        screen.keys("Right")
        screen.wait_for("Hold, left side", "LEFT LEG")
        screen.keys("+")
        screen.wait_for("Each hold now lasts 20 seconds.")
        screen.keys("s")
        screen.wait_for("Now the right side.", "Hold, right side", "RIGHT LEG")
        screen.keys("r")
        wait_for_steps(data, 6)
        screen.keys("e")
        screen.wait_for("RIGHT LEG · EASIER", "Stand shorter")
        screen.keys("Right")
        screen.wait_for("Ease back")
        screen.keys("q")
        screen.wait_for("End here?")
        screen.keys("q")
        screen.wait_for("And now: how much does it ache?")
        screen.keys("x")
        screen.wait_for("Two minutes at the desk", "0 held to the end")
        screen.keys("Enter")
        screen.wait_for("SITTING since")
        screen.keys("q")
        screen.wait_for_end()
    session = only_session(data)
    assert (session.title, session.routine, session.ended, session.completed) == (
        "Two minutes at the desk",
        "two-minutes",
        True,
        False,
    )
    steps = [e for e in events(data) if e.kind is Kind.SESSION_STEP]
    done = [(e.text("step"), e.text("side"), e.text("form"), e.text("left")) for e in steps]
    assert done == [
        ("safety", "", "usual", "skipped"),
        ("setup", "left", "usual", "skipped"),
        ("hold", "left", "usual", "back"),
        ("setup", "left", "usual", "skipped"),
        ("hold", "left", "usual", "swapped"),
        ("hold", "right", "usual", "repeated"),
        ("hold", "right", "usual", "easier"),
        ("hold", "right", "easier", "skipped"),
        ("return", "right", "easier", "ended"),
    ]
    assert [e.seconds("planned_seconds") for e in steps if e.text("step") == "hold"] == [15, 20, 20, 20, 20]
    assert {e.text("stretch") for e in steps} == {"standing-lunge"}


def test_a_session_line_by_line_in_a_terminal(data: Path, tmp_path: Path) -> None:
    for file in (data / "history").rglob("*.json"):
        file.unlink()
    with pane(tmp_path, deskmate(data, "stretch", "captain-morgan")) as screen:
        screen.wait_for("Press enter once you have read this")
        screen.keys("Enter")
        screen.wait_for("How much does it ache now?")
        screen.keys("4", "Enter")
        screen.wait_for("-- Hold, left side, 1 of 2 (0:01)", "Tuck your tail under, and firm the left buttock.")
        screen.keys("C-c")
        screen.wait_for_end()
        assert "It is in your history." in screen.text()
        assert "Traceback" not in screen.text()
    session = only_session(data)
    assert (session.ended, session.completed, session.ache_before) == (True, False, 4)
    assert session.active > timedelta(seconds=1)


def test_a_session_line_by_line_in_a_pipe_that_is_killed_is_offered_too(data: Path, tmp_path: Path) -> None:
    command = deskmate(data, "stretch", "captain-morgan", "--quiet")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("-- Hold"):
                process.kill()
                break
    with pane(tmp_path, deskmate(data)) as screen:
        screen.wait_for("Captain Morgan was cut off", "⏎ go on")


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
    (data / "config" / "config.toml").write_text("[stretch]\nstart_delay = '0s'\n")
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

"""Something is missing (sound, speech, a writable disk, colour): said once in a sentence, and the work goes on."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from pathlib import Path

import pytest

from deskmate.history.journal import Journal
from deskmate.sitting.events import Kind
from deskmate.sitting.sessions import sessions
from tests.e2e.audio_sink import AudioSink
from tests.e2e.terminal import Pane, deskmate, pane, run
from tests.e2e.test_stretch_session import at_home, begin, shortened
from tests.real_parts import need

pytestmark = pytest.mark.real


@pytest.fixture
def data(tmp_path: Path) -> Path:
    need("tmux")
    folder = tmp_path / "data"
    at_home(folder)
    one_side = shortened(1).replace('["left", "right"]', '["left"]').replace("repetitions = 2", "repetitions = 1")
    (folder / "config" / "stretches" / "short.toml").write_text(one_side)
    return folder


def nowhere(tmp_path: Path) -> dict[str, str]:
    """Lead every sound library to a server that is not there, and D-Bus to nothing."""
    return {
        "PULSE_SERVER": f"unix:{tmp_path}/none",
        "XDG_RUNTIME_DIR": str(tmp_path),
        "HOME": str(tmp_path),
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/no-bus",
    }


def speechless(tmp_path: Path) -> dict[str, str]:
    """Let the speech libraries fail to import, as where they were never installed."""
    broken = tmp_path / "broken"
    broken.mkdir()
    for name in ("pyttsx3", "espeakng_loader"):
        (broken / f"{name}.py").write_text(f"raise ImportError('no module named {name}')\n")
    return {**nowhere(tmp_path), "PYTHONPATH": str(broken)}


def do_a_stretch(screen: Pane) -> None:
    begin(screen, "4", "Enter")
    screen.wait_for("Hold, left side")
    screen.wait_for("And now: how much does it ache?")
    screen.keys("2", "Enter")
    screen.wait_for("Ache 4 before, 2 now")
    screen.keys("Enter")
    screen.wait_for("SITTING since")
    screen.keys("q")
    screen.wait_for_end()
    assert "Traceback" not in screen.text()


@pytest.mark.parametrize(
    ("make", "line"),
    [(nowhere, "No sound device was found"), (speechless, "captions show what would be said")],
    ids=["no-sound-device", "no-speech-library"],
)
def test_without_sound_a_stretch_is_captioned_and_says_why_in_one_line(
    data: Path, tmp_path: Path, make: object, line: str
) -> None:
    assert callable(make)
    environ: Mapping[str, str] = make(tmp_path)
    with pane(tmp_path, deskmate(data), environ=environ) as screen:
        begin(screen, "x")
        shown = screen.wait_for("Before you begin", "First, be safe", line)
        assert shown.count(line) == 1
        screen.keys("C-q")
        screen.wait_for_end()
    with pane(tmp_path, deskmate(data), environ=environ) as screen:
        do_a_stretch(screen)
    assert [s.completed for s in sessions(Journal(data).read())] == [False, True]


def test_doctor_says_what_is_missing_and_fails(tmp_path: Path, data: Path) -> None:
    done = run(data, "doctor", **nowhere(tmp_path))
    assert done.returncode == 1
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert [line for line in lines if line.startswith("no ")] == [
        "no    sound           No sound device was found. Captions are shown."
    ]
    assert any(line.startswith("ok    speech          espeak") for line in lines)
    assert any(line.startswith("note  presence") for line in lines)


def test_doctor_without_a_speech_library(tmp_path: Path, data: Path) -> None:
    done = run(data, "doctor", **speechless(tmp_path))
    assert done.returncode == 1
    assert "no    speech" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_doctor_is_content_where_all_works(tmp_path: Path, data: Path) -> None:
    need("pulseaudio", "parec")
    sink = AudioSink(tmp_path)
    sink.start()
    try:
        done = run(data, "doctor", "--json", **sink.environment)
    finally:
        sink.stop()
    findings = {f["name"]: f for f in json.loads(done.stdout)}
    assert done.returncode == 0, done.stdout
    assert findings["sound"]["text"] == "sound goes out through PulseAudio"
    assert {"deskmate", "speech", "sound", "presence", "data", "journal", "settings", "content", "terminal"} <= set(
        findings
    )
    assert not any(f["impairs"] for f in findings.values())


def test_a_full_disk_is_said_on_the_screen_and_at_the_end(data: Path, tmp_path: Path) -> None:
    # No file may grow by a byte: the kernel's own way to a full disk.
    script = f"ulimit -f 0; {shlex.join(deskmate(data))}; echo status $?"
    with pane(tmp_path, ["bash", "-c", script], environ=nowhere(tmp_path)) as screen:
        screen.wait_for("SITTING since", "cannot be written", "kept in memory")
        screen.keys("Space")
        screen.wait_for("STANDING since")
        screen.keys("q")
        screen.wait_for_end()
        left = screen.text()
    assert "and are lost: free some space there" in left.replace("\n", "")
    assert "status 1" in left
    assert "Traceback" not in left


def test_a_wrong_settings_file_is_said_and_does_not_stop_the_app(data: Path, tmp_path: Path) -> None:
    (data / "config" / "config.toml").write_text('[sitting]\ninterval = "soon"\n[voice]\nenabled = false\n')
    with pane(tmp_path, deskmate(data)) as screen:
        screen.wait_for("SITTING since", "sitting.interval 'soon' is not a duration", "line 2")
        screen.keys("q")
        screen.wait_for_end()


@pytest.mark.parametrize("environ", [{"NO_COLOR": "1"}, {"TERM": "xterm"}, {"TERM": "xterm-256color"}], ids=str)
def test_few_colours_or_none_are_enough(data: Path, tmp_path: Path, environ: dict[str, str]) -> None:
    with pane(tmp_path, deskmate(data), environ=environ) as screen:
        screen.wait_for("SITTING since", "Next break at", "sat of 6 h")
        screen.keys("q")
        screen.wait_for_end()


def test_a_terminal_that_can_do_nothing_is_told_so(data: Path, tmp_path: Path) -> None:
    with pane(tmp_path, deskmate(data), environ={"TERM": "dumb"}) as screen:
        screen.wait_for("cannot show a full screen; `deskmate status` works here.")
        screen.wait_for_end()


def test_keys_pressed_as_fast_as_can_be_break_nothing(data: Path, tmp_path: Path) -> None:
    with pane(tmp_path, deskmate(data), environ=nowhere(tmp_path)) as screen:
        screen.wait_for("SITTING since")
        for key in "lh?s":
            screen.keys(*([key] + ["Space", "b", "a", "p", "Right", "Left", "r", "m", "Up", "Down", "Tab", "5"] * 4))
            for _ in range(3):
                screen.keys("Escape")
                screen.wait_for("")
        screen.tmux("resize-window", "-t", "t", "-x", "30", "-y", "8")
        screen.tmux("resize-window", "-t", "t", "-x", "180", "-y", "50")
        screen.keys("C-q")
        screen.wait_for_end()
        assert "Traceback" not in screen.text()
    assert Kind.SAT in {e.kind for e in Journal(data).read()}

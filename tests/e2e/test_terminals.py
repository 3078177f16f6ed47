"""In the terminals people have: tmux, GNU screen, few colours or none, a light background, over SSH, a mouse."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from deskmate.history.journal import Journal
from deskmate.sitting.events import Kind
from tests.e2e.terminal import Pane, deskmate, pane
from tests.real_parts import need

pytestmark = pytest.mark.real


@pytest.fixture
def data(tmp_path: Path) -> Path:
    need("tmux")
    folder = tmp_path / "data"
    (folder / "config").mkdir(parents=True)
    (folder / "config" / "config.toml").write_text("[voice]\nenabled = false\n[notify]\ndesktop = false\n")
    return folder


def walk(screen: Pane) -> None:
    """Stand up, look at the keys, sit down, quit."""
    screen.wait_for("SITTING since", "space Stand")
    screen.keys("Space")
    screen.wait_for("STANDING since", "space Sit")
    screen.keys("?")
    screen.wait_for("Stand up, or sit down again")
    # GNU screen keeps a lone escape back until the next one.
    screen.keys("q")
    screen.wait_for("STANDING since")
    screen.keys("q")


@pytest.mark.parametrize(
    "environ",
    [
        {"TERM": "screen-256color"},
        {"TERM": "tmux-256color", "COLORTERM": "truecolor"},
        {"TERM": "xterm-16color"},
        {"TERM": "linux"},
        {"TERM": "vt100", "NO_COLOR": "1"},
        {"TERM": "xterm-256color", "COLORFGBG": "0;15"},
        {"TERM": "xterm-256color", "SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22", "SSH_TTY": "/dev/pts/1"},
    ],
    ids=lambda environ: " ".join(f"{k}={v}" for k, v in environ.items()),
)
def test_the_day_works_whatever_the_terminal_is_called(
    data: Path, tmp_path: Path, environ: Mapping[str, str]
) -> None:
    with pane(tmp_path, deskmate(data), environ=environ) as screen:
        walk(screen)
        screen.wait_for_end()
        assert "Traceback" not in screen.text()


def test_it_works_inside_gnu_screen(data: Path, tmp_path: Path) -> None:
    need("screen")
    sockets = tmp_path / "screens"
    sockets.mkdir(mode=0o700)
    environ = {"SCREENDIR": str(sockets), "TERM": "xterm-256color"}
    inside = ["screen", "-c", "/dev/null", "-U", "-T", "screen-256color", *deskmate(data)]
    with pane(tmp_path, inside, environ=environ) as screen:
        walk(screen)
        screen.wait_for_end()
    assert Kind.STOOD in {e.kind for e in Journal(data).read()}


def test_without_colour_nothing_is_coloured(data: Path, tmp_path: Path) -> None:
    with pane(tmp_path, deskmate(data), environ={"NO_COLOR": "1"}) as screen:
        screen.wait_for("SITTING since")
        painted = screen.tmux("capture-pane", "-p", "-e", "-t", "t")
        screen.keys("q")
        screen.wait_for_end()
    colours = {part.split("m")[0] for part in painted.split("\x1b[38;2;")[1:]}
    # Greys alone: each has the same share of red, green and blue.
    assert all(len(set(colour.split(";")[:3])) == 1 for colour in colours), colours


def test_a_click_in_a_real_terminal_reaches_the_key(data: Path, tmp_path: Path) -> None:
    with pane(tmp_path, deskmate(data)) as screen:
        shown = screen.wait_for("SITTING since", "space Stand")
        rows = [row for row in shown.splitlines() if "space Stand" in row]
        column = rows[0].index("Stand") + 1
        for end in "Mm":
            screen.tmux("send-keys", "-t", "t", "-l", f"\x1b[<0;{column};30{end}")
        screen.wait_for("STANDING since")
        screen.keys("q")
        screen.wait_for_end()


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}, "over SSH"),
        ({"STY": "1.pts-0", "TMUX": ""}, "in GNU screen"),
    ],
    ids=["ssh", "screen"],
)
def test_doctor_says_where_it_runs(data: Path, tmp_path: Path, environ: Mapping[str, str], words: str) -> None:
    with pane(tmp_path, deskmate(data, "doctor"), size=(200, 40), environ=environ) as screen:
        assert "terminal" in screen.wait_for(words)
        screen.wait_for_end()

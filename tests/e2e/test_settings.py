"""The first minute and the settings, in a real terminal."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

import pytest

from deskmate.config import folders, load_settings
from tests.e2e.terminal import deskmate, pane, run
from tests.real_parts import need

pytestmark = pytest.mark.real


@pytest.fixture
def data(tmp_path: Path) -> Path:
    need("tmux")
    return tmp_path / "data"


def test_from_nothing_to_today_in_four_keys_then_a_setting_from_both_sides(data: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "deskmate", "--data-dir", str(data)]
    silent = {"PULSE_SERVER": f"unix:{tmp_path}/none", "XDG_RUNTIME_DIR": str(tmp_path)}
    with pane(tmp_path, command, environ=silent) as screen:
        screen.wait_for("When do you work?", "4  Other hours, Monday to Friday")
        screen.keys("1")
        screen.wait_for("After how long", "3  45 minutes")
        screen.keys("3")
        screen.wait_for("Do you hear the voice?", "Hello. I am the voice")
        screen.keys("3")
        screen.wait_for("Before your first stretch", "I have read it")
        screen.keys("Enter")
        screen.wait_for("SITTING since", "in 45 min")
        assert run(data, "config", "set", "sitting.interval", "20m").stdout == "sitting.interval is now 20m\n"
        screen.wait_for("in 20 min")
        screen.keys(",")
        screen.wait_for("How long you sit", "interval", "20m")
        screen.keys("Enter")
        screen.wait_for("Allowed  1m to 8h")
        screen.keys(*"25m", "Enter")
        screen.wait_for("25m", "esc Back")
        screen.keys("Escape")
        screen.wait_for("in 25 min")
        screen.keys("q")
        screen.wait_for_end()
        assert "Traceback" not in screen.text()
    settings, problems = load_settings(folders(data).settings_file)
    assert problems == ()
    assert settings.voice.enabled is False
    assert run(data, "config", "check").returncode == 0
    assert "interval" in run(data, "config", "show").stdout


def test_a_wrong_line_is_told_while_it_is_there_and_the_editor_puts_it_right(data: Path, tmp_path: Path) -> None:
    with pane(tmp_path, deskmate(data), size=(120, 30)) as screen:
        screen.wait_for("SITTING since", "in 30 min")
        folders(data).settings_file.write_text('[sitting]\ninterval = "99h"\n[voice]\nenabled = false\n')
        # The path before it is long: where the sentence is broken is not said.
        screen.wait_for("sitting.interval must", "1m to 8h")
        mend = tmp_path / "mend.py"
        mend.write_text(
            "import sys, pathlib\nf = pathlib.Path(sys.argv[1])\nf.write_text(f.read_text().replace('99', '1'))\n"
        )
        edited = run(data, "config", "edit", VISUAL=shlex.join([sys.executable, str(mend)]), PATH=os.environ["PATH"])
        assert (edited.returncode, edited.stderr) == (0, "")
        shown = screen.wait_for("in 1 h")
        assert "line 2" not in shown
        screen.keys("q")
        screen.wait_for_end()

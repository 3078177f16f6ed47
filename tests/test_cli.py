"""The command line, through the real program in a folder of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from deskmate import __version__
from deskmate.history.journal import Journal
from deskmate.sitting.events import Event, Kind
from tests.e2e.terminal import run


def sit_for(data: Path, length: timedelta) -> datetime:
    now = datetime.now().astimezone()
    Journal(data).append([Event(now - length, Kind.SAT)])
    Journal(data).beat(now)
    return now - length


def test_version(tmp_path: Path) -> None:
    done = run(tmp_path, "--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"deskmate {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["fly"], "invalid choice: 'fly'"),
        (["--fly"], "unrecognized arguments: --fly"),
        (["status", "--fly"], "unrecognized arguments: --fly"),
        (["status", "more"], "unrecognized arguments: more"),
        (["say"], "there is nothing to say: give a text, or - to read standard input"),
        (["say", " "], "there is nothing to say: the text is empty"),
        (["--data-dir"], "expected one argument"),
        (["--data-dir", "", "sit"], "argument --data-dir: the folder's name is empty"),
        (["status", "--data-dir="], "argument --data-dir: the folder's name is empty"),
        (["--vers"], "unrecognized arguments: --vers"),
        (["status", "--format"], "expected one argument"),
        (["status", "--json", "--format", "x"], "not allowed with argument --json"),
        (["status", "--format", "{mood}"], "'mood' is not a field of the format; the fields are now, posture, "),
        (["status", "--format", "{posture.__class__}"], "'posture.__class__' is not a field of the format"),
        (["status", "--format", "{posture"], "is not closed"),
        (["status", "--format", "\x1b[2J"], "control character"),
    ],
)
def test_wrong_words_are_one_line_and_status_2(tmp_path: Path, arguments: list[str], sentence: str) -> None:
    done = run(tmp_path, *arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("deskmate: ")
    assert sentence in done.stderr


def test_status_of_an_empty_folder_writes_nothing(tmp_path: Path) -> None:
    done = run(tmp_path / "new", "status")
    assert (done.returncode, done.stdout, done.stderr) == (0, "not watched: deskmate is not running\n", "")
    assert not (tmp_path / "new").exists()


def test_status_says_bout_and_next_break(tmp_path: Path) -> None:
    start = sit_for(tmp_path, timedelta(minutes=23, seconds=5))
    done = run(tmp_path, "status")
    due = f"{start + timedelta(minutes=30):%H:%M}"
    assert (done.returncode, done.stdout) == (0, f"sitting 23 min, next break at {due}\n")


def test_status_as_json(tmp_path: Path) -> None:
    start = sit_for(tmp_path, timedelta(minutes=31))
    state = json.loads(run(tmp_path, "status", "--json").stdout)
    assert (state["posture"], state["activity"], state["break_due"]) == ("sitting", None, True)
    assert 31 * 60 <= state["bout_seconds"] < 32 * 60
    assert datetime.fromisoformat(state["next_break"]) == (start + timedelta(minutes=30)).replace(microsecond=0)
    assert set(state["today"]) == {
        "sedentary_seconds",
        "goal_seconds",
        "longest_bout_seconds",
        "prolonged_bouts",
        "breaks",
        "stretches",
        "stretching_seconds",
    }


def test_status_in_a_format_is_the_same_folded_and_carried_forward(tmp_path: Path) -> None:
    sit_for(tmp_path, timedelta(minutes=23, seconds=5))
    told = [run(tmp_path, "status", "--format", "{posture} {bout:%H:%M} {{{since:%d}}}").stdout for _ in range(2)]
    assert told[0].startswith("sitting 00:23 {")
    assert told[0] == told[1]


def test_a_reader_that_leaves_the_pipe_is_no_failure(tmp_path: Path) -> None:
    sit_for(tmp_path, timedelta(minutes=23))
    for _ in range(2):
        command = [sys.executable, "-m", "deskmate", "--data-dir", str(tmp_path), "status"]
        program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert program.stdout is not None
        program.stdout.close()
        assert program.stderr is not None
        assert (program.stderr.read(), program.wait()) == (b"", 0)
        program.stderr.close()


def test_an_output_that_knows_no_such_letter_shows_a_mark(tmp_path: Path) -> None:
    sit_for(tmp_path, timedelta(minutes=23))
    for _ in range(2):
        done = run(tmp_path, "status", "--format", "é {posture}", PYTHONIOENCODING="ascii")
        assert (done.returncode, done.stdout, done.stderr) == (0, "? sitting\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such zones")
@pytest.mark.parametrize("zone", ["UTC+25", "UTC-24", "AAA+5BBB+24,M1.1.0,M12.1.0"])
def test_a_zone_that_cannot_be_is_told_and_utc_goes(tmp_path: Path, zone: str) -> None:
    sit_for(tmp_path, timedelta(minutes=23))
    told = f"deskmate: TZ is {zone!r}, a day or more from UTC, which cannot be; times are told in UTC.\n"
    as_in_utc = run(tmp_path, "status", TZ="UTC").stdout
    for _ in range(2):
        done = run(tmp_path, "status", TZ=zone)
        assert (done.returncode, done.stdout, done.stderr) == (0, as_in_utc, told)


def test_a_shell_completes_files_and_folders(tmp_path: Path) -> None:
    script = run(tmp_path, "completion", "bash").stdout
    assert "__data_dir_COMPGEN=_shtab_compgen_dirs" in script
    assert "_backup_pos_0_COMPGEN=_shtab_compgen_files" in script


def test_the_environment_names_the_folder_too(tmp_path: Path) -> None:
    sit_for(tmp_path, timedelta(minutes=1))
    command = [sys.executable, "-m", "deskmate", "status"]
    environ = {"DESKMATE_DATA_DIR": str(tmp_path), "PATH": ""}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environ)
    assert done.stdout.startswith("sitting 1 min")


def test_status_loads_no_full_screen_library(tmp_path: Path) -> None:
    code = (
        "import sys; from deskmate.cli import main; main(['--data-dir', sys.argv[1], 'status', '--json'])\n"
        "heavy = {'textual', 'rich', 'PIL', 'pyttsx3', 'miniaudio', 'desktop_notifier', 'dbus_fast', 'asyncio'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_full_screen_wants_a_terminal(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "needs a terminal" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such terminals")
def test_it_is_told_where_nothing_could_be_seen(tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "deskmate", "--data-dir", str(tmp_path)]
    done = subprocess.run(
        command, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, text=True, check=False, timeout=30
    )
    for end in (ours, theirs):
        os.close(end)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "drawn on standard error" in done.stderr


def test_a_damaged_journal_is_one_sentence_and_status_still_answers(tmp_path: Path) -> None:
    sit_for(tmp_path, timedelta(minutes=5))
    journal = Journal(tmp_path)
    (month,) = (f for f in journal.folder.glob("????-??.json"))
    month.write_text("{")
    done = run(tmp_path, "status")
    assert done.returncode == 0
    assert done.stderr.count("\n") == 1
    assert "was damaged; it is kept as" in done.stderr

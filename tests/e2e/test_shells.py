"""Completion in the real shells, made by the real program; and a status that is watched through a pipe."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from deskmate.history.journal import Journal
from deskmate.sitting.events import Event, Kind
from tests.e2e.terminal import PATIENCE, deskmate, pane, run
from tests.real_parts import need

pytestmark = pytest.mark.real


@pytest.fixture
def script(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Give the completion of the shell named by the test's parameter, as a file."""
    done = run(tmp_path, "completion", request.param)
    assert (done.returncode, done.stderr) == (0, "")
    file = tmp_path / f"deskmate.{request.param}"
    file.write_text(done.stdout)
    return file


def in_bash(script: Path, *words: str) -> list[str]:
    need("bash")
    line = f"""
    set -eu
    source {shlex.quote(str(script))}
    COMP_WORDS=({shlex.join(words)}) COMP_CWORD={len(words) - 1} COMPREPLY=()
    _shtab_deskmate deskmate {shlex.quote(words[-1])} {shlex.quote(words[-2])}
    printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True, timeout=PATIENCE)
    return sorted(word.strip() for word in done.stdout.splitlines())


@pytest.mark.parametrize("script", ["bash"], indirect=True)
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["deskmate", "st"], ["stand", "status"]),
        (["deskmate", "completion", ""], ["bash", "fish", "zsh"]),
        (["deskmate", "log", "w"], ["walk"]),
        (["deskmate", "status", "--w"], ["--watch"]),
    ],
)
def test_bash_completes_commands_choices_and_options(script: Path, words: list[str], offered: list[str]) -> None:
    assert set(offered) <= set(in_bash(script, *words))


@pytest.mark.parametrize("script", ["fish"], indirect=True)
def test_fish_completes_them(script: Path, tmp_path: Path) -> None:
    need("fish")

    def offered(line: str) -> set[str]:
        ask = f"source {shlex.quote(str(script))}; complete -C {shlex.quote(line)}"
        command = ["fish", "--no-config", "-c", ask]
        environ = {**os.environ, "HOME": str(tmp_path)}
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE, env=environ)
        return {row.split("\t")[0] for row in done.stdout.splitlines()}

    assert {"stand", "status"} <= offered("deskmate st")
    assert offered("deskmate completion ") >= {"bash", "zsh", "fish"}
    assert "--watch" in offered("deskmate status --w")


@pytest.mark.parametrize("script", ["zsh"], indirect=True)
def test_zsh_completes_them(script: Path, tmp_path: Path) -> None:
    need("tmux", "zsh")
    with pane(tmp_path, ["zsh", "-f"], environ={"HOME": str(tmp_path)}) as screen:
        screen.keys("autoload -U compinit && compinit -u -D && ", f'eval "$(cat {shlex.quote(str(script))})"')
        screen.keys(" && echo re''ady", "Enter")
        screen.wait_for("ready")
        screen.keys("deskmate postp", "Tab")
        screen.wait_for("deskmate postpone")
        screen.keys("C-u", "deskmate completion fi", "Tab")
        screen.wait_for("deskmate completion fish")


def test_a_watched_status_tells_each_change_in_a_line_and_ends_cleanly(tmp_path: Path) -> None:
    now = datetime.now().astimezone()
    Journal(tmp_path).append([Event(now - timedelta(minutes=5, seconds=10), Kind.SAT)])
    Journal(tmp_path).beat(now)
    with subprocess.Popen(
        deskmate(tmp_path, "status", "--watch", "--format", "{posture}"), stdout=subprocess.PIPE, text=True
    ) as watch:
        assert watch.stdout is not None
        assert watch.stdout.readline() == "sitting\n"
        assert run(tmp_path, "stand").returncode == 0
        assert watch.stdout.readline() == "standing\n"
        watch.send_signal(signal.SIGINT)
        try:
            assert watch.wait(PATIENCE) == 130
        finally:
            watch.kill()
        assert watch.stdout.read() == ""


def test_a_watched_status_ends_when_its_reader_leaves(tmp_path: Path) -> None:
    line = f"{shlex.join(deskmate(tmp_path, 'status', '--watch', '--json'))} | head -n 1"
    start = time.monotonic()
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line], capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert time.monotonic() - start < PATIENCE
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)
    assert json.loads(done.stdout)["posture"] == "unknown"


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["--version"],
        ["status"],
        ["status", "--json"],
        ["status", "--format", "{posture}"],
        ["doctor"],
        ["doctor", "--json"],
        ["say", "--list-voices"],
        ["completion", "bash"],
        ["sit"],
        ["quiet", "30m"],
        ["log", "walk", "10m"],
        ["export", "--csv"],
        ["learn", "psoas"],
        ["stretch", "two-minutes", "--quiet"],
    ],
    ids=" ".join,
)
def test_a_reader_that_is_gone_is_no_failure(tmp_path: Path, words: list[str]) -> None:
    Journal(tmp_path).append([Event(datetime.now().astimezone(), Kind.SAFETY_ACCEPTED)])
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            deskmate(tmp_path, *words), stdout=writer, stderr=subprocess.PIPE, text=True, check=False, timeout=60
        )
    finally:
        os.close(writer)
    assert "Traceback" not in done.stderr
    assert "Broken" not in done.stderr
    # What does not work here may still be told by doctor's status.
    assert done.returncode in ({0, 1} if words[0] == "doctor" else {0})


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["--version"],
        ["status"],
        ["completion", "bash"],
        ["sit"],
        ["export", "--json"],
        ["export", "--html"],
    ],
    ids=" ".join,
)
def test_a_full_disk_is_one_sentence(tmp_path: Path, words: list[str]) -> None:
    Journal(tmp_path).append([Event(datetime.now().astimezone(), Kind.SAFETY_ACCEPTED)])
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("This system has no /dev/full.")
    with full.open("w") as out:
        done = subprocess.run(
            deskmate(tmp_path, *words), stdout=out, stderr=subprocess.PIPE, text=True, check=False, timeout=60
        )
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert done.stderr.startswith("deskmate: the output cannot be written: ")


def test_a_closed_output_breaks_nothing(tmp_path: Path) -> None:
    line = f"{shlex.join([sys.executable, '-m', 'deskmate', '--data-dir', str(tmp_path), 'status'])} >&-"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False, timeout=60)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [["import", "-"], ["say", "-"], ["stretch", "walk"], []], ids=" ".join)
def test_a_closed_input_is_an_empty_one(tmp_path: Path, words: list[str]) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{shlex.join(deskmate(tmp_path, *words))} <&-"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode in {1, 2}, done.stdout, done.stderr.count("\n")) == (True, "", 1), done.stderr
    assert done.stderr.startswith("deskmate: ")

"""What tmux tells of the user, and what it does not."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import pytest

from deskmate.presence.tmux import Run, TmuxError, TmuxProbe, find, run_tmux

LIMIT = timedelta(seconds=1)
NOW = 1_800_000_000.5


def says(text: str) -> Run:
    return lambda command, limit: text


def fails(command: list[str], limit: timedelta) -> str:
    raise TmuxError("its server cannot be reached")


def probe(run: Run) -> TmuxProbe:
    return TmuxProbe(("tmux", "-S", "/s"), LIMIT, run, epoch=lambda: NOW)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("1799999990\n", timedelta(seconds=10.5)),
        ("1799999990\n1799999999\n1799990000\n", timedelta(seconds=1.5)),
        ("1800000009\n", timedelta()),
        ("", None),
        ("no such thing\n", None),
    ],
)
def test_the_client_last_used_counts(printed: str, expected: timedelta | None) -> None:
    assert probe(says(printed)).idle() == expected


def test_no_answer_is_no_idle_time() -> None:
    assert probe(fails).idle() is None


def test_stillness_in_tmux_proves_nothing() -> None:
    assert not probe(says("")).proves_absence


def test_tmux_is_asked_about_the_server_this_runs_in(tmp_path: Path) -> None:
    tmux = tmp_path / "tmux"
    tmux.touch(mode=0o755)
    asked: list[list[str]] = []

    def run(command: list[str], limit: timedelta) -> str:
        asked.append(command)
        return "1799999990\n"

    choice = find({"TMUX": "/run/tmux/default,17,0", "PATH": str(tmp_path)}, LIMIT, run)
    assert choice.reason == (
        "tmux tells when you last typed in it, but not whether you are busy elsewhere, "
        "so it never counts you as away."
    )
    assert asked == [[str(tmux), "-S", "/run/tmux/default", "list-clients", "-F", "#{client_activity}"]]


def test_why_tmux_is_not_taken(tmp_path: Path) -> None:
    inside = {"TMUX": "/s,1,0", "PATH": str(tmp_path)}
    assert find({}, LIMIT, says("")).reason == "this does not run in tmux"
    assert find(inside, LIMIT, says("")).reason == "the program tmux is not on the path"
    (tmp_path / "tmux").touch(mode=0o755)
    assert find(inside, LIMIT, says("")).reason == "tmux did not say when you last typed"


@pytest.mark.parametrize(
    ("code", "limit", "why"),
    [
        ("raise SystemExit(1)", timedelta(seconds=30), "its server cannot be reached"),
        ("import time; time.sleep(60)", timedelta(seconds=0.2), "no answer within 0.2 s"),
    ],
)
def test_a_command_that_fails_or_hangs(code: str, limit: timedelta, why: str) -> None:
    with pytest.raises(TmuxError, match=why):
        run_tmux([sys.executable, "-c", code], limit)


def test_a_program_that_is_not_there() -> None:
    with pytest.raises(TmuxError, match="its server cannot be reached"):
        run_tmux(["/nonexistent/tmux"], LIMIT)

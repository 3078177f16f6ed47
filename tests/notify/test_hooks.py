"""The user's commands: run, told what happened, limited, and never in the way."""

from __future__ import annotations

import stat
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from deskmate.notify import hooks
from deskmate.notify.hooks import Hooks

SAY = "import os; e = os.environ; print(e['DESKMATE_EVENT'], e.get('DESKMATE_BOUT_SECONDS'), 'DESKMATE_X' in e)"


def python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log" / "hooks.log"


def finish(ran: Hooks) -> None:
    for thread in list(ran._running.values()):
        thread.join(20)
        assert not thread.is_alive()


def test_a_command_is_told_what_happened_and_its_output_is_kept_private(log: Path) -> None:
    ran = Hooks({"break_due": python(SAY)}, log)
    ran.run("break_due", {"bout_seconds": 1800.0, "x": None})
    finish(ran)
    (line,) = log.read_text().splitlines()
    assert line.endswith("break_due: break_due 1800.0 False")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700


def test_nothing_is_run_for_what_has_no_command(log: Path) -> None:
    ran = Hooks({"break_due": ()}, log)
    ran.run("break_due", {})
    ran.run("session_done", {})
    assert ran._running == {}


def test_no_shell_reads_the_words(log: Path, tmp_path: Path) -> None:
    ran = Hooks(
        {"break_due": (sys.executable, "-c", "import sys; print(sys.argv[1])", f"$HOME; touch {tmp_path}/x")}, log
    )
    ran.run("break_due", {})
    finish(ran)
    assert f"$HOME; touch {tmp_path}/x" in log.read_text()
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (
            ("/no/such/program",),
            "The hook break_due (/no/such/program) could not be started: No such file or directory.",
        ),
        (python("raise SystemExit(3)"), f"The hook break_due ({sys.executable}) ended with status 3; see "),
        (python("import time; time.sleep(600)"), "The hook break_due was ended after 0.3 s."),
    ],
)
def test_what_goes_wrong_is_one_sentence(log: Path, command: tuple[str, ...], sentence: str) -> None:
    told: list[str] = []
    ran = Hooks({"break_due": command}, log, told.append, timedelta(seconds=0.3 if "600" in command[-1] else 30))
    ran.run("break_due", {})
    finish(ran)
    (problem,) = told
    assert problem.startswith(sentence)
    assert "\n" not in problem


def test_a_second_run_waits_for_no_one_and_is_left_out(log: Path) -> None:
    ran = Hooks({"break_due": python("import time; time.sleep(600)")}, log)
    ran.run("break_due", {})
    first = ran._running["break_due"]
    ran.run("break_due", {})
    assert ran._running["break_due"] is first
    wait_until(lambda: bool(ran._processes))
    ran.close()
    assert not first.is_alive()


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        threading.Event().wait(0.01)


def test_a_long_output_is_cut_and_the_log_begins_anew(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "OUTPUT_LENGTH", 100)
    monkeypatch.setattr(hooks, "LOG_LENGTH", 150)
    ran = Hooks({"break_due": python("print('x' * 10_000)")}, log)
    for _ in range(3):
        ran.run("break_due", {})
        finish(ran)
        assert log.stat().st_size < 400


def test_a_log_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ran = Hooks({"break_due": python("print(1)")}, tmp_path / "file" / "hooks.log")
    ran.run("break_due", {})
    finish(ran)

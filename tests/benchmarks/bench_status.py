"""CPU of `deskmate status` on five years of history, beside the floor of starting the interpreter.

python tests/benchmarks/bench_status.py
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from deskmate.history.journal import Journal
from deskmate.sitting.events import Event, Kind, Scalar

ROOT = Path(__file__).resolve().parents[2]
YEARS, RUNS = 5, 25
MOST = 3.0
"""How many times the CPU of `python -c pass` a status may take."""

MINUTE = timedelta(minutes=1)
PASS = ("-c", "pass")
MODULE = ("-m", "deskmate")
# What pip writes for the console script.
SCRIPT = ("-c", "import re, sys; from deskmate.__main__ import main; sys.exit(main())")
FOLDED = ("-c", "import sys; from deskmate.cli import main; sys.exit(main())")


def write_history(root: Path, now: datetime) -> int:
    """Write years of work up to `now`, and give how many events they are."""
    journal, count = Journal(root), 0
    by_month: dict[str, list[Event]] = {}
    for back in range(YEARS * 365, -1, -1):
        for event in _day(now - timedelta(days=back)):
            if event.at <= now:
                by_month.setdefault(f"{event.at:%Y-%m}", []).append(event)
    for events in by_month.values():
        journal.append(events)
        count += len(events)
    journal.append([Event(now - 12 * MINUTE, Kind.SAT)])
    journal.beat(now)
    return count + 1


def _day(now: datetime) -> Iterator[Event]:
    """Give a working day: bouts, prompts, breaks and one stretch."""
    moment = now - timedelta(hours=8)
    for bout in range(10):
        yield Event(moment, Kind.SAT)
        yield Event(moment + 30 * MINUTE, Kind.BREAK_DUE, {"bout_seconds": 1800.0})
        yield Event(moment + 31 * MINUTE, Kind.BREAK_STARTED, {"cause": "prompt"})
        if bout == 5:
            data: dict[str, Scalar] = {"session": f"{moment:%Y%m%d}", "title": "Captain Morgan"}
            yield Event(moment + 32 * MINUTE, Kind.SESSION_STARTED, data)
            step: dict[str, Scalar] = {**data, "step": "hold", "seconds": 30, "completed": True}
            yield Event(moment + 33 * MINUTE, Kind.SESSION_STEP, step)
            yield Event(moment + 35 * MINUTE, Kind.SESSION_ENDED, {**data, "completed": True, "seconds": 150})
        yield Event(moment + 36 * MINUTE, Kind.BREAK_ENDED)
        moment += 45 * MINUTE
    yield Event(moment, Kind.LEFT, {"cause": "user"})


def cpu_of(arguments: Sequence[str]) -> float:
    """Give the CPU milliseconds, user and system, of one run of this interpreter."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    program = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL, env=environ)
    _, status, used = os.wait4(program.pid, 0)
    program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode:
        raise SystemExit(f"{arguments} ended with {program.returncode}")
    return (used.ru_utime + used.ru_stime) * 1000


def main() -> int:
    """Measure in turn, print the ratios, and give 1 where the floor is missed."""
    with tempfile.TemporaryDirectory() as folder:
        count = write_history(Path(folder), datetime.now().astimezone())
        status = ("--data-dir", folder, "status")
        programs = {
            "python -c pass": PASS,
            "status (script)": (*SCRIPT, *status),
            "status (python -m)": (*MODULE, *status),
            "status --json": (*SCRIPT, *status, "--json"),
            "status, folded anew": (*FOLDED, *status),
        }
        cpu_of((*MODULE, *status))
        spent: dict[str, list[float]] = {name: [] for name in programs}
        for _ in range(RUNS):
            for name, arguments in programs.items():
                spent[name].append(cpu_of(arguments))
    medians = {name: statistics.median(times) for name, times in spent.items()}
    floor = medians["python -c pass"]
    print(f"{count} events in {YEARS} years; medians of {RUNS} runs in turn")
    for name, median in medians.items():
        print(f"  {name:20} {median:6.1f} ms, {median / floor:4.2f} times the floor")
    quick = [median for name, median in medians.items() if "anew" not in name]
    return 0 if max(quick) <= MOST * floor else 1


if __name__ == "__main__":
    sys.exit(main())

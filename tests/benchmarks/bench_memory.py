"""Resident memory after an hour of simulated use, beside a bare Textual app's.

python tests/benchmarks/bench_memory.py
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.bench_status import ROOT
from tests.benchmarks.on_a_pty import Program, let_run

AIM = 1.35
"""How many times the memory of a bare Textual app deskmate shall take."""

MOST = 2.6
"""And how many times it may: what it takes today with some to spare, so that no change makes it much worse."""

TRIES = 3
PATIENCE = 300


def main() -> int:
    """Give 1 where they take more than may be each time: what threads ask for at once is not given back."""
    return 0 if any(ratio() <= MOST for _ in range(TRIES)) else 1


def ratio() -> float:
    """Print what both take, and give how many times the floor deskmate takes."""
    here = Path(__file__).parent
    with tempfile.TemporaryDirectory() as folder:
        done = Path(folder, "done")
        commands = {
            "bare app": [str(here / "bare_app.py")],
            "deskmate": [str(here / "an_hour.py"), f"{folder}/data", str(done)],
        }
        environ = {"PYTHONPATH": str(ROOT)}
        programs = {name: Program([sys.executable, *words], environ) for name, words in commands.items()}
        try:
            end = time.monotonic() + PATIENCE
            while not done.exists():
                if time.monotonic() > end:
                    raise SystemExit("the hour did not pass")
                let_run(list(programs.values()), 1)
            taken = {name: resident(program.pid) for name, program in programs.items()}
        finally:
            for program in programs.values():
                program.end()
    found = taken["deskmate"] / taken["bare app"]
    verdict = "the aim is met" if found <= AIM else f"the aim of {AIM} is missed"
    for name, mib in taken.items():
        print(f"  {name} {mib:5.1f} MiB")
    print(f"  after an hour of use {found:4.2f} times the floor: {verdict}")
    return found


def resident(pid: int) -> float:
    """Give the MiB of memory a process holds."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    sys.exit(main())

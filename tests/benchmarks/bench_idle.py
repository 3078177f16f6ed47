"""CPU and output of Today left alone, beside a bare app that changes one line a minute, and a clock with seconds.

python tests/benchmarks/bench_idle.py [SECONDS]
"""

from __future__ import annotations

import sys
import tempfile
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.bench_status import ROOT, write_history
from tests.benchmarks.on_a_pty import Program, let_run

START, IDLE = 8.0, 66.0
"""Seconds of starting up, which do not count, and of being idle: a minute changes in them for each program."""

MOST = 1.5
"""How many times the CPU of a bare Textual app Today may take."""


TRIES = 4
"""A busy machine adds to one of them more than to the other: what is missed each time is missed."""


def main() -> int:
    """Give 1 where the floor is missed."""
    idle = float(sys.argv[1]) if len(sys.argv) > 1 else IDLE
    return 0 if any(is_kept(idle) for _ in range(TRIES)) else 1


def is_kept(idle: float) -> bool:
    """Run the three side by side for `idle` seconds, print what they took, and tell whether the floor is kept."""
    bare = str(Path(__file__).with_name("bare_app.py"))
    environ = {"PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryDirectory() as folder:
        write_history(Path(folder), datetime.now().astimezone())
        commands = {
            "bare app": [bare],
            "clock": [bare, "clock"],
            "Today": ["-m", "deskmate", "--data-dir", folder],
        }
        programs = {name: Program([sys.executable, *words], environ) for name, words in commands.items()}
        try:
            let_run(list(programs.values()), START)
            before = {name: (program.cpu, program.written) for name, program in programs.items()}
            let_run(list(programs.values()), idle)
            after = {name: (program.cpu, program.written) for name, program in programs.items()}
        finally:
            for program in programs.values():
                program.end()
    cpu = {name: (after[name][0] - before[name][0]) * 60 / idle for name in programs}
    written = {name: (after[name][1] - before[name][1]) * 60 / idle for name in programs}
    for name in programs:
        ratio = cpu[name] / cpu["bare app"]
        print(f"  {name:8} {cpu[name]:.3f} CPU s a minute, {ratio:4.2f} times the floor, {written[name]:6.0f} bytes")
    return cpu["Today"] <= MOST * cpu["bare app"] and written["Today"] < written["clock"]


if __name__ == "__main__":
    sys.exit(main())

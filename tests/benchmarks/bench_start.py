"""CPU until the first full paint of Today on ten years of history, beside a bare Textual app's, in turn.

python tests/benchmarks/bench_start.py
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.bench_status import ROOT
from tests.benchmarks.on_a_pty import Program
from tests.benchmarks.ten_years import write_ten_years

RUNS = 9
AIM = 1.25
"""How many times the CPU of a bare Textual app the first full paint shall take."""

MOST = 1.45
"""And how many times it may: what it takes today with some to spare, so that no change makes it much worse."""

TRIES = 2

ENTRY = "import sys; from deskmate.__main__ import main; sys.exit(main())"
"""What the installed command does."""

PAINTED = {"bare app": b"0 min", "Today": b"Stand"}
"""What is painted last: Textual writes a screen in one go."""


def measure(command: list[str], painted: bytes) -> tuple[float, float]:
    """Give the CPU and the wall seconds until the first full paint."""
    start = time.monotonic()
    program = Program([sys.executable, *command], {"PYTHONPATH": str(ROOT)})
    try:
        program.wait_for(painted)
        return program.cpu, time.monotonic() - start
    finally:
        program.end()


def is_kept(folder: Path) -> bool:
    """Run the two in turn, print what they took, and tell whether the floor is kept."""
    commands = {
        "bare app": [str(Path(__file__).with_name("bare_app.py"))],
        "Today": ["-c", ENTRY, "--data-dir", str(folder)],
    }
    for name, command in commands.items():
        measure(command, PAINTED[name])
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(RUNS):
        for name, command in commands.items():
            taken[name].append(measure(command, PAINTED[name]))
    cpu = {name: statistics.median(cpu for cpu, _ in runs) for name, runs in taken.items()}
    wall = {name: statistics.median(wall for _, wall in runs) for name, runs in taken.items()}
    for name in commands:
        ratio = cpu[name] / cpu["bare app"]
        print(f"  {name:8} {cpu[name] * 1000:4.0f} ms CPU, {ratio:4.2f} times the floor, {wall[name] * 1000:4.0f} ms")
    met = cpu["Today"] <= AIM * cpu["bare app"]
    print(f"  {'the aim is met' if met else f'the aim of {AIM} is missed'}")
    return cpu["Today"] <= MOST * cpu["bare app"]


def main() -> int:
    """Give 1 where the floor is missed."""
    with tempfile.TemporaryDirectory() as folder:
        count = write_ten_years(Path(folder), datetime.now().astimezone())
        print(f"  {count} events in ten years; medians of {RUNS} runs in turn")
        return 0 if any(is_kept(Path(folder)) for _ in range(TRIES)) else 1


if __name__ == "__main__":
    sys.exit(main())

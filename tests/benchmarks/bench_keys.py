"""From a key to its repaint, on a real terminal with ten years of history.

python tests/benchmarks/bench_keys.py
"""

from __future__ import annotations

import select
import statistics
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.bench_status import ROOT
from tests.benchmarks.on_a_pty import Program, let_run
from tests.benchmarks.ten_years import write_ten_years

AIM = 0.050
"""Seconds within which 95 of 100 keys shall be answered; on a wall clock, which a busy machine holds up."""

MOST = 0.200
"""And how many they may take; that much no busy machine makes of it."""

TRIES, ROUNDS = 2, 6
START, BETWEEN = 3.0, 0.25
ESCAPE = b"\x1b[27u"
"""As terminals send it that speak Kitty's keyboard protocol; a bare one Textual holds 0.1 s for what may follow."""

DOWN = b"\x1b[B"
KEYS = {
    "stand, sit": (b" ", b" "),
    "break": (b"b", b"b"),
    "away": (b"a", b"a"),
    "learn": (b"l", DOWN, ESCAPE),
    "history": (b"h", DOWN, ESCAPE),
    "help": (b"?", DOWN, ESCAPE),
    "correct": (b"e", ESCAPE),
    "stretch": (b"s", DOWN, ESCAPE),
}


READY = {(b"h", 0): b"Sitting a day"}
"""What comes, the first time, only when ten years were read: until then there is nothing for the next key to do."""


def answers(program: Program) -> dict[str, list[float]]:
    """Press every key, and give the seconds to what each makes the program paint."""
    taken: dict[str, list[float]] = {name: [] for name in KEYS}
    for number in range(ROUNDS):
        for name, keys in KEYS.items():
            for key in keys:
                start = time.monotonic()
                program.press(key)
                program.read()
                taken[name].append(time.monotonic() - start)
                if ready := READY.get((key, number)):
                    program.wait_for(ready)
                settle(program)
    return taken


def settle(program: Program) -> None:
    """Let it be done with the key: what it reads in the meantime is no answer to the next one."""
    let_run([program], BETWEEN)
    while select.select([program], [], [], BETWEEN)[0]:
        program.read()


def answered_within(folder: Path) -> float:
    """Print how long each took, and give the seconds within which 95 of 100 keys were answered."""
    program = Program([sys.executable, "-m", "deskmate", "--data-dir", str(folder)], {"PYTHONPATH": str(ROOT)})
    try:
        program.wait_for(b"Stand")
        let_run([program], START)
        taken = answers(program)
    finally:
        program.end()
    for name, seconds in taken.items():
        median, most = statistics.median(seconds), max(seconds)
        print(f"  {name:10} {median * 1000:5.1f} ms, {most * 1000:5.1f} ms at most")
    every = sorted(second for seconds in taken.values() for second in seconds)
    worst = every[int(len(every) * 0.95)]
    first = max(seconds[0] for seconds in taken.values())
    verdict = "the aim is met" if worst <= AIM else f"the aim of {AIM * 1000:.0f} ms is missed"
    print(f"  95 of 100 keys are answered within {worst * 1000:.1f} ms: {verdict}")
    print(f"  a screen that was never open before comes within {first * 1000:.1f} ms")
    return worst


def main() -> int:
    """Give 1 where it is far too slow each time; a wall clock proves no more on a busy machine."""
    with tempfile.TemporaryDirectory() as folder:
        write_ten_years(Path(folder), datetime.now().astimezone())
        worst = MOST
        for _ in range(TRIES):
            if worst > AIM:
                worst = min(worst, answered_within(Path(folder)))
        return 0 if worst < MOST else 1


if __name__ == "__main__":
    sys.exit(main())

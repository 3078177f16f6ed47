"""The longest that anything holds up the screen, in every action, with ten years of history.

python tests/benchmarks/bench_stalls.py
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from deskmate.calm import collect_seldom
from deskmate.opening import TURN
from deskmate.sitting.events import Event, Kind
from tests.benchmarks.ten_years import write_ten_years
from tests.builders import SimulatedClock
from tests.running import make_app
from tests.walk import SCREENS, pass_time, see, settle, stretch

AIM = 0.100
"""Seconds of CPU that one turn of the loop shall take at most: longer would be felt."""

MOST = 0.250
"""And how many it may: that much no busy machine makes of it."""

TRIES = 2


@dataclass
class Watchdog:
    """Times every turn of the event loop: in CPU, since a busy machine holds up the clock on the wall too."""

    worst: dict[str, tuple[float, float]] = field(default_factory=dict)
    doing: str = "opening"

    def watch(self) -> None:
        """Watch every handle that a loop runs from now on."""
        run = asyncio.Handle._run

        def timed(handle: asyncio.Handle) -> None:
            cpu, wall = time.thread_time(), time.monotonic()
            run(handle)
            spent = time.thread_time() - cpu, time.monotonic() - wall
            self.worst[self.doing] = max(self.worst.get(self.doing, (0.0, 0.0)), spent)

        asyncio.Handle._run = timed  # type: ignore[method-assign, assignment]


async def walk(folder: Path, dog: Watchdog) -> None:
    """Do everything that can be done."""
    clock = SimulatedClock(datetime.now().astimezone())
    app = make_app(folder, clock, [Event(clock.now(), Kind.SAFETY_ACCEPTED)])
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        # Nobody presses a key in the first third of a second; what is made ready from then on may take longer here.
        await asyncio.sleep(0.3)
        await app.workers.wait_for_complete([worker for worker in app.workers if worker.group == "ready"])
        collect_seldom()
        sys.setswitchinterval(TURN)
        for name, keys in SCREENS.items():
            dog.doing = name
            await see(pilot, keys)
            # What a screen reads of the whole history comes a while later.
            await asyncio.sleep(1 if name in {"history", "learn"} else 0.1)
        dog.doing = "a stretch"
        await stretch(pilot, clock, skips=4)
        dog.doing = "time that passes"
        await pass_time(pilot, clock, timedelta(minutes=40))
        dog.doing = "closing"


def is_kept(folder: Path) -> bool:
    """Print the longest turn of each action, and tell whether none was too long."""
    dog = Watchdog()
    dog.watch()
    asyncio.run(walk(folder, dog))
    for name, (cpu, wall) in sorted(dog.worst.items(), key=lambda found: -found[1][0]):
        print(f"  {name:16} {cpu * 1000:5.0f} ms of CPU, {wall * 1000:5.0f} ms on the wall")
    stalls = [name for name, (cpu, _) in dog.worst.items() if cpu > AIM]
    verdict = f"the aim is missed by {', '.join(stalls)}" if stalls else "the aim is met"
    print(f"  nothing shall hold it up for more than {AIM * 1000:.0f} ms: {verdict}")
    return all(cpu <= MOST for cpu, _ in dog.worst.values())


def main() -> int:
    """Give 1 where something held it up each time."""
    with tempfile.TemporaryDirectory() as folder:
        write_ten_years(Path(folder), datetime.now().astimezone())
        return 0 if any(is_kept(Path(folder)) for _ in range(TRIES)) else 1


if __name__ == "__main__":
    sys.exit(main())

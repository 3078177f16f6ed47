"""24 hours in a minute: every screen, sessions, prompts; nothing may grow and nothing may be left over.

python tests/soak.py [HOURS]
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from textual.pilot import Pilot
from textual.screen import Screen

from deskmate.history.journal import Journal
from deskmate.sitting.events import Event, Kind
from tests.builders import SimulatedClock, at
from tests.running import make_app
from tests.walk import SCREENS, pass_time, see, stretch

HOURS, WARM = 24, 16
"""How long it lives, and when what is usual is measured: by then everything was loaded and cached."""

LOOKS = 4
"""Hours looked at together, then and at the end: a file that is open for a moment is no growth."""

SIZE = (100, 30)
PATIENCE = 50
"""Tenths of a second that tasks may take to end once the app is closed."""

MOST_KIB = 4096
"""What the resident memory may grow from then on: the day's own events, and how the allocator happens to lie."""

MANY, EVERY = 8, 4
"""In so many hours at first there is a session each, to fill what is cached of its pictures; then every few hours."""

STEPS = 6
"""Steps of a session that are skipped, but for the first one: it is done as a user does it."""


@dataclass(frozen=True)
class Held:
    """What the process holds at a moment."""

    kib: int
    files: int
    threads: int
    tasks: int
    screens: int

    def line(self) -> str:
        counts = f"{self.files} files, {self.threads} threads, {self.tasks} tasks, {self.screens} screens"
        return f"{self.kib / 1024:6.1f} MiB, {counts}"


def held() -> Held:
    """Look at what is held now, garbage left out."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return Held(
        kib=pages * os.sysconf("SC_PAGE_SIZE") // 1024,
        files=len(list(Path("/proc/self/fd").iterdir())),
        threads=threading.active_count(),
        tasks=len(asyncio.all_tasks()),
        screens=sum(isinstance(o, Screen) for o in gc.get_objects()),
    )


async def hour(pilot: Pilot[None], clock: SimulatedClock, number: int) -> None:
    """Live through one: some screens, a stretch, and sitting until the break is due and beyond."""
    names = list(SCREENS)
    await see(pilot, SCREENS[names[number % len(names)]])
    if number % 2 == 0:
        await see(pilot, SCREENS["words"])
    if number < MANY or number % EVERY == 0:
        await stretch(pilot, clock, skips=STEPS if number else 0)
    await pass_time(pilot, clock, timedelta(minutes=55))


async def live(hours: int) -> tuple[list[Held], Held]:
    """Give what was held after each hour, and once the app was closed."""
    seen: list[Held] = []
    with tempfile.TemporaryDirectory() as folder:
        clock = SimulatedClock(at("7:00"))
        app = make_app(Path(folder), clock, [Event(clock.now(), Kind.SAFETY_ACCEPTED)])
        async with app.run_test(size=SIZE) as pilot:
            for number in range(hours):
                await hour(pilot, clock, number)
                seen.append(held())
                print(f"  hour {number + 1:2}: {seen[-1].line()}", flush=True)
        # What was told to end may take a moment for it.
        for _ in range(PATIENCE):
            if len(asyncio.all_tasks()) == 1:
                break
            await asyncio.sleep(0.1)
        kinds = {e.kind for e in Journal(Path(folder)).read()}
    missing = {Kind.BREAK_DUE, Kind.PROMPT_RAISED, Kind.SESSION_ENDED, Kind.PAGE_OPENED} - kinds
    assert not missing, f"these did not happen: {missing}"
    return seen, held()


def most(looks: Sequence[Held], name: str) -> int:
    """Give the most that was held of something."""
    return max(int(getattr(look, name)) for look in looks)


def least(looks: Sequence[Held], name: str) -> int:
    """Give the least that was held of something."""
    return min(int(getattr(look, name)) for look in looks)


def main() -> int:
    """Print what was held; give 1 where anything grew or was left."""
    hours = int(sys.argv[1]) if len(sys.argv) > 1 else HOURS
    start = time.monotonic()
    before = threading.active_count()
    seen, after = asyncio.run(live(hours))
    warm = min(WARM, hours)
    usual, last = seen[max(0, warm - LOOKS) : warm], seen[-LOOKS:]
    print(f"  closed: {after.line()}; it took {time.monotonic() - start:.0f} s")
    faults = [
        f"{name} grew from {most(usual, name)} to {least(last, name)}"
        for name in ("files", "threads", "tasks", "screens")
        if least(last, name) > most(usual, name)
    ]
    grown = least(last, "kib") - most(usual, "kib")
    if grown > MOST_KIB:
        faults.append(f"memory grew by {grown / 1024:.1f} MiB")
    if after.tasks > 1 or threading.active_count() > before:
        left = [thread.name for thread in threading.enumerate()]
        faults.append(f"left over: {after.tasks - 1} tasks, threads {', '.join(left)}")
    print("; ".join(faults) if faults else f"{hours} hours: nothing grew, nothing was left")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

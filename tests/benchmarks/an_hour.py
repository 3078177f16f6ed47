"""The real app on a real terminal, living through an hour of simulated use, then left alone:  FOLDER DONE"""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from textual.pilot import Pilot

from deskmate.sitting.events import Event, Kind
from tests.builders import SimulatedClock
from tests.running import make_app
from tests.walk import SCREENS, pass_time, see, stretch


async def hour(pilot: Pilot[None]) -> None:
    """See every screen, be talked through a stretch, and sit for the rest of it."""
    clock = CLOCK
    for keys in SCREENS.values():
        await see(pilot, keys)
        await pass_time(pilot, clock, timedelta(minutes=5))
    await stretch(pilot, clock, skips=4)
    await pass_time(pilot, clock, timedelta(minutes=10))
    Path(sys.argv[2]).write_text("done", encoding="utf-8")
    await asyncio.Event().wait()


CLOCK = SimulatedClock()

if __name__ == "__main__":
    make_app(Path(sys.argv[1]), CLOCK, [Event(CLOCK.now(), Kind.SAFETY_ACCEPTED)]).run(auto_pilot=hour)  # type: ignore[arg-type]

"""Takes the README's screenshots from the app itself:  python tests/screenshots/take.py [FOLDER]"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from textual.pilot import Pilot  # noqa: E402

from deskmate.app import DeskmateApp  # noqa: E402
from tests.builders import SimulatedClock, minutes  # noqa: E402
from tests.running import NOON, make_app, typical_day  # noqa: E402

SIZE = (100, 30)
Steps = Callable[[Pilot[None], SimulatedClock], Coroutine[Any, Any, None]]


async def today(pilot: Pilot[None], _: SimulatedClock) -> None:
    await pilot.pause()


async def due(pilot: Pilot[None], clock: SimulatedClock) -> None:
    clock.run(minutes(9))
    await pilot.pause(1.2)


async def history(pilot: Pilot[None], _: SimulatedClock) -> None:
    await pilot.press("h")
    await pilot.app.workers.wait_for_complete([w for w in pilot.app.workers if w.group != "presence"])
    await pilot.pause()


async def show_help(pilot: Pilot[None], _: SimulatedClock) -> None:
    await pilot.press("question_mark")
    await pilot.pause()


SHOTS: dict[str, Steps] = {"today": today, "due": due, "history": history, "help": show_help}


async def shoot(name: str, steps: Steps, folder: Path) -> None:
    with tempfile.TemporaryDirectory() as data:
        clock = SimulatedClock(NOON)
        app: DeskmateApp = make_app(Path(data), clock, typical_day().events)
        async with app.run_test(size=SIZE) as pilot:
            await steps(pilot, clock)
            (folder / f"{name}.svg").write_text(app.export_screenshot(title="deskmate"), encoding="utf-8")


async def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, steps in SHOTS.items():
        await shoot(name, steps, folder)
        print(folder / f"{name}.svg")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".github" / "screenshots"))

"""Takes the README's screenshots from the app itself:  python tests/screenshots/take.py [FOLDER]"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from collections.abc import Callable, Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from textual.pilot import Pilot  # noqa: E402

from deskmate.app import DeskmateApp  # noqa: E402
from deskmate.voice.speaker import WordSpoken  # noqa: E402
from tests.builders import SimulatedClock, minutes  # noqa: E402
from tests.kept_days import kept_days  # noqa: E402
from tests.running import NOON, ScriptedSpeaker, make_app, typical_day  # noqa: E402

SIZE = (100, 30)
Steps = Callable[[Pilot[None], SimulatedClock], Coroutine[Any, Any, None]]


async def today(pilot: Pilot[None], _: SimulatedClock) -> None:
    await pilot.pause()


async def due(pilot: Pilot[None], clock: SimulatedClock) -> None:
    assert isinstance(pilot.app, DeskmateApp)
    # Minute by minute: nine at once would be a machine that slept.
    for _minute in range(9):
        clock.run(minutes(1))
        pilot.app._tick()
    await pilot.pause()


async def history(pilot: Pilot[None], _: SimulatedClock) -> None:
    await pilot.press("h")
    await pilot.app.workers.wait_for_complete([w for w in pilot.app.workers if w.group != "presence"])
    await pilot.press("left", "m")
    for _frame in range(3):
        await pilot.pause(0.2)


async def learn(pilot: Pilot[None], _: SimulatedClock) -> None:
    speaker = the_voice(pilot)
    await pilot.press("l")
    await pilot.press("enter")
    await pilot.press("space")
    # A voice would tell of each word as it is heard; here the eleventh word of the seventh sentence is.
    for _sentence in range(6):
        await pilot.press("n")
    await pilot.pause()
    text = speaker.said[-2]
    words = [m.span() for m in re.finditer(r"[\w'-]+", text)]
    speaker.tell(WordSpoken(len(speaker.said) - 1, *words[min(4, len(words) - 1)]))
    await pilot.pause()


async def explorer(pilot: Pilot[None], _: SimulatedClock) -> None:
    pilot.app.animation_level = "none"
    await pilot.press("l", "x", "tab", "tab")
    await pilot.pause()


async def session(pilot: Pilot[None], clock: SimulatedClock) -> None:
    speaker = the_voice(pilot)
    pilot.app.animation_level = "none"
    await pilot.press("s", "4", "enter")
    await pilot.press("right", "right")
    for _second in range(12):
        clock.run(timedelta(seconds=1))
        await pilot.pause(0.12)
    text = speaker.said[-1]
    start = text.index("hip")
    speaker.tell(WordSpoken(len(speaker.said), start, start + 3))
    await pilot.pause(0.2)


def the_voice(pilot: Pilot[None]) -> ScriptedSpeaker:
    app = pilot.app
    assert isinstance(app, DeskmateApp)
    speaker = app.desk.speaker
    assert isinstance(speaker, ScriptedSpeaker)
    return speaker


SHOTS: dict[str, Steps] = {
    "today": today,
    "due": due,
    "learn": learn,
    "explorer": explorer,
    "session": session,
    "history": history,
}


async def shoot(name: str, steps: Steps, folder: Path) -> None:
    with tempfile.TemporaryDirectory() as data:
        events, now = kept_days(60) if name == "history" else (typical_day().events, NOON)
        clock = SimulatedClock(now)
        app: DeskmateApp = make_app(Path(data), clock, events)
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

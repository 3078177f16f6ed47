"""CPU of a word step in every page, and of a step of the explorer, beside the floor of one repainted line.

python tests/benchmarks/bench_read_along.py
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.widgets import Static

from deskmate.build import build_library, build_scenes
from deskmate.learn.page import Page
from deskmate.screens.explorer import ExplorerScreen
from deskmate.widgets.dressed import DressedApp
from deskmate.widgets.read_along import ReadAlong
from tests.builders import SimulatedClock
from tests.running import NOON, make_app

SIZE = (200, 60)
MOST = 16.0
"""Milliseconds a word step may take: a frame of Textual's."""
FRAME = 100.0
"""Milliseconds a step of the explorer may take: ten a second."""
STEPS = 40
WORDS = 25
"""Words of a page that are stepped to."""


class Reader(DressedApp):
    def compose(self) -> ComposeResult:
        yield Static(id="floor")
        yield ReadAlong(build_scenes())


async def cost(pilot: Pilot[None], step: object, count: int) -> float:
    """Give the CPU milliseconds of one step with its repaint."""
    await pilot.pause()
    start = time.process_time()
    for number in range(count):
        step(number)  # type: ignore[operator]
        await pilot.pause()
        pilot.app.screen._on_timer_update()
    return (time.process_time() - start) / count * 1000


async def page_cost(pilot: Pilot[None], page: Page) -> float:
    text = pilot.app.query_one(ReadAlong)
    text.page = page
    places = [(n, word) for n, sentence in enumerate(page.sentences) for word in sentence.words]
    # Evenly from all of the page: to wait for each repaint takes longer than the work.
    places = places[:: max(1, len(places) // WORDS)]

    def step(number: int) -> None:
        text.sentence, text.word = places[number]

    return await cost(pilot, step, len(places))


async def explorer_cost() -> float:
    with tempfile.TemporaryDirectory() as data:
        app = make_app(Path(data), SimulatedClock(NOON))
        async with app.run_test(size=SIZE) as pilot:
            screen = ExplorerScreen()
            await app.push_screen(screen)
            return await cost(pilot, lambda number: screen.action_turn(2 if number < STEPS // 2 else -2), STEPS)


async def main() -> int:
    app = Reader()
    async with app.run_test(size=SIZE) as pilot:
        line = app.query_one("#floor", Static)
        floor = await cost(pilot, lambda number: line.update(str(number)), STEPS)
        costs = {page.id: await page_cost(pilot, page) for page in build_library().pages}
    worst = max(costs, key=lambda name: costs[name])
    turn = await explorer_cost()
    print(f"a word step at {SIZE[0]}x{SIZE[1]}: worst {costs[worst]:.1f} ms ({worst}), one line: {floor:.1f} ms")
    print(f"a step of the explorer: {turn:.1f} ms, {1000 / turn:.0f} a second")
    return int(costs[worst] > MOST or turn > FRAME)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))

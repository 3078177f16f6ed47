"""Keys, sizes and time in any order and at any moment end nothing: not a screen half laid out, not one half left."""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta
from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot

from deskmate.app import DeskmateApp
from deskmate.rooms import rooms
from tests.builders import SimulatedClock
from tests.kept_days import kept_days
from tests.running import make_app
from tests.snapshots.stage import SIZES

EVENTS = 80
TURNS = (0, 0, 0, 1, 2, 3, 5, 8, 13, 30, 60)
"""How many turns of the loop the app is given before the next event."""

USED, NOW = kept_days(20)
QUITS = {"q", "ctrl+q"}
"""They would end it before much has happened."""

OF_ROOMS = {
    key
    for room in rooms().values()
    for binding in room.BINDINGS
    for key in binding.key.split(",")  # type: ignore[union-attr]
}
KEYS = sorted(
    (OF_ROOMS | {"ctrl+p", "up", "down", "left", "right", "tab", "shift+tab", "home", "end", "pagedown"}) - QUITS
)


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_comes_it_goes_on(tmp_path: Path, seed: int) -> None:
    chance, clock = random.Random(seed), SimulatedClock(NOW)
    app = make_app(tmp_path, clock, USED)
    async with app.run_test(size=(100, 30)) as pilot:
        for _ in range(EVENTS):
            if not app.is_running:
                break
            (what,) = chance.choices((press, resize, pass_time), (90, 5, 5))
            await what(pilot, clock, chance)
            for _ in range(chance.choice(TURNS)):
                await asyncio.sleep(0)
        assert app._exception is None
        app.exit()
        await app._task  # type: ignore[misc]
    assert app._exception is None
    assert app.return_code == 0


async def press(pilot: Pilot[None], _: SimulatedClock, chance: random.Random) -> None:
    key = chance.choice(KEYS)
    pilot.app.post_message(Key(key, key if len(key) == 1 else None))


async def resize(pilot: Pilot[None], _: SimulatedClock, chance: random.Random) -> None:
    await pilot.resize_terminal(*chance.choice(SIZES))


async def pass_time(pilot: Pilot[None], clock: SimulatedClock, chance: random.Random) -> None:
    assert isinstance(pilot.app, DeskmateApp)
    clock.run(timedelta(seconds=chance.choice((1, 60, 600))))
    pilot.app._tick()

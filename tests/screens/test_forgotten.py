"""What was drawn of a screen is gone with it."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

from deskmate.widgets.key_line import KeyLine
from tests.builders import SimulatedClock
from tests.running import NOON, make_app


async def test_nothing_keeps_what_was_drawn_of_a_screen_that_was_left(tmp_path: Path) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON))
    async with app.run_test(size=(100, 30)) as pilot:
        for key in ("e", "comma", "e"):
            await pilot.press(key)
            await pilot.pause()
            drawn = weakref.ref(app.screen.query_one(KeyLine)._styles_cache)
            await pilot.press("escape")
            await pilot.pause()
            gc.collect()
            assert drawn() is None, key

"""Sheets come along with what they style, and take nothing away from what Textual styles it by."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import SimulatedClock
from tests.running import NOON, make_app, typical_day


@pytest.mark.parametrize(("key", "covers"), [("e", True), ("comma", True), ("l", True), ("n", False)])
async def test_a_screen_covers_the_one_below_and_a_question_lets_it_through(
    tmp_path: Path, key: str, covers: bool
) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events)
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.press(key)
        await pilot.pause()
        behind = app.screen.styles.background.a
        assert behind == 1 if covers else 0 < behind < 1


async def test_the_palette_is_dressed_too(tmp_path: Path) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events)
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        box = app.screen.query_one("#--input")
        assert box.styles.border_top[0] == "round"
        assert box.region.width < 80

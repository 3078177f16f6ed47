"""Help: the names of all actions stand in one column, whichever table they are in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import SimulatedClock
from tests.running import NOON, make_app, typical_day


@pytest.mark.parametrize("width", [100, 200])
async def test_the_names_stand_in_one_column(tmp_path: Path, width: int) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events)
    async with app.run_test(size=(width, 60)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        rows = [strip.text for strip in app.screen._compositor.render_strips()]
        columns = {
            row.index(name) for name in ("today.stand", "today.quit", "correct.undo") for row in rows if name in row
        }
        assert len(columns) == 1


async def test_a_narrow_screen_leaves_the_names_out(tmp_path: Path) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events)
    async with app.run_test(size=(60, 40)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        assert "today.stand" not in "\n".join(strip.text for strip in app.screen._compositor.render_strips())

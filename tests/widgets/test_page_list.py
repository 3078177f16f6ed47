"""The list of pages: the times stand in one column, however long a title is."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from deskmate.widgets.page_list import PageList
from tests.builders import SimulatedClock
from tests.running import NOON, make_app, typical_day


@pytest.mark.parametrize("columns", [28, 40, 100])
async def test_the_times_stand_in_one_column(tmp_path: Path, columns: int) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events)
    async with app.run_test(size=(columns, 30)) as pilot:
        await pilot.press("l")
        await app.workers.wait_for_complete([w for w in app.workers if w.group != "presence"])
        await pilot.pause()
        first_lines = [line.splitlines()[0] for line in app.screen.query_one(PageList).lines.values()]
        assert all(line.endswith(" min") for line in first_lines)
        assert len({cell_len(line) for line in first_lines}) == 1

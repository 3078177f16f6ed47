"""The curve shows the model's own numbers, and the point of now upon it."""

from __future__ import annotations

import pytest
from textual.app import ComposeResult

from deskmate.build import build_scenes
from deskmate.figure.psoas import relative_length
from deskmate.screens.explorer import marks
from deskmate.widgets.dressed import DressedApp
from deskmate.widgets.length_curve import Chart, LengthCurve

# Standing is 100; after the points of gait2392, as tabulated in the project's evidence.
TABLE = {-20: 104.8, -10: 102.5, 0: 100, 10: 97.4, 20: 94.6, 30: 91.7, 40: 88.8, 50: 86.0, 60: 83.1, 70: 80.2}
TABLE |= {80: 77.4, 90: 75.1, 100: 74.2}
CHART = Chart(relative_length, -20, 100, 70, 110, 10, marks(build_scenes()))


class Sheet(DressedApp):
    def __init__(self, chart: Chart = CHART) -> None:
        super().__init__()
        self.curve = LengthCurve(chart)

    def compose(self) -> ComposeResult:
        yield self.curve

    def rows(self) -> list[str]:
        size = self.curve.size
        self.curve.render_lines(size.region)
        return [self.curve.render_line(y).text for y in range(size.height)]


@pytest.mark.parametrize(("flexion", "percent"), TABLE.items())
def test_the_curve_goes_through_the_table(flexion: int, percent: float) -> None:
    columns, rows = 120, 40
    column, row = LengthCurve(CHART).place(flexion, columns, rows)
    assert column == pytest.approx((flexion + 20) / 120 * (columns - 1), abs=1)
    # A row of cells is one percent high here.
    assert 110 - row == pytest.approx(percent, abs=1)


async def test_the_point_of_now_moves_along_the_curve() -> None:
    app = Sheet()
    async with app.run_test(size=(70, 24)) as pilot:
        seen = []
        for flexion in (-20.0, 10.0, 45.0, 100.0):
            app.curve.flexion = flexion
            await pilot.pause()
            [(y, row)] = [(y, row) for y, row in enumerate(app.rows()) if "●" in row]
            seen.append((row.index("●"), y))
        assert seen == sorted(seen)
        assert [x for x, _ in seen][0::3] == [6, 69]


async def test_marks_are_named_where_there_is_room_and_signed_else() -> None:
    app = Sheet()
    async with app.run_test(size=(120, 34)):
        shown = "\n".join(app.rows())
        assert all(mark.name in shown for mark in CHART.marks)
        assert "100 %" in shown
        assert "−20°" in shown
    app = Sheet()
    async with app.run_test(size=(24, 9)):
        assert "M" in "\n".join(app.rows())


@pytest.mark.parametrize("size", [(7, 9), (40, 2), (6, 3)])
async def test_without_room_there_is_no_curve(size: tuple[int, int]) -> None:
    app = Sheet()
    async with app.run_test(size=size):
        assert "●" not in "\n".join(app.rows())

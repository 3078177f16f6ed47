"""The body from the front: both muscles in their place, at the scale of the figure from the side."""

import pytest

from deskmate.build import build_scenes
from deskmate.figure.front import draw_front
from deskmate.figure.raster import Drawing, Layer, draw


def rows_with(drawing: Drawing, layer: Layer | None = None) -> list[int]:
    """Give the rows of cells in which a layer, or with None the body at all, is seen."""
    wanted = {layer} if layer else set(Layer) - {Layer.FLOOR}
    return [y for y, row in enumerate(drawing.rows) if any(run.layer in wanted for run in row)]


def columns_with(drawing: Drawing, layer: Layer) -> list[int]:
    found = set()
    for row in drawing.rows:
        x = 0
        for run in row:
            if run.layer is layer:
                found |= set(range(x, x + len(run.text)))
            x += len(run.text)
    return sorted(found)


@pytest.mark.parametrize(("columns", "rows"), [(18, 10), (30, 16), (60, 30)])
def test_it_is_as_tall_as_the_figure_from_the_side_and_fills_its_box(columns: int, rows: int) -> None:
    front, side = draw_front(columns, rows), draw(build_scenes()["standing"], columns, rows)
    assert [sum(len(run.text) for run in row) for row in front.rows] == [columns] * rows
    assert rows_with(front) == rows_with(side)


def test_the_two_muscles_run_beside_the_spine_and_into_the_thighs() -> None:
    drawing = draw_front(60, 30)
    muscle = columns_with(drawing, Layer.PSOAS)
    assert 59 - muscle[-1] in (muscle[0], muscle[0] - 1, muscle[0] + 1)
    assert muscle[-1] - muscle[0] > 6
    spine, bands = rows_with(drawing, Layer.SPINE), rows_with(drawing, Layer.PSOAS)
    assert spine[0] < bands[0] <= spine[-1] < bands[-1]

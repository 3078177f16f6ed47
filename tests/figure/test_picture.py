"""The smooth picture: the same drawing as in cells, in the same place."""

from __future__ import annotations

import pytest

from deskmate import content
from deskmate.figure.picture import picture
from deskmate.figure.raster import Layer, draw
from deskmate.figure.scene import parse_scenes

SCENES = parse_scenes(content.texts("poses", ".toml"))
GROUND = (0, 0, 0)
COLOURS = {layer: (60 + 30 * number, 250 - 30 * number, 20 * number) for number, layer in enumerate(Layer)}
COLUMNS, ROWS = 40, 20


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("name", ["standing", "captain-morgan", "bed-edge"])
def test_cells_with_dots_have_ink_and_cells_far_from_any_have_none(name: str, mirrored: bool) -> None:
    scene = SCENES[name].mirrored() if mirrored else SCENES[name]
    shown = picture(scene, COLUMNS, ROWS, COLOURS, GROUND)
    width, height = shown.width // COLUMNS, shown.height // ROWS
    assert (width * COLUMNS, height * ROWS) == shown.size
    rows = ["".join(run.text for run in row) for row in draw(scene, COLUMNS, ROWS).rows]
    for y in range(ROWS):
        for x in range(COLUMNS):
            around = {row[max(0, x - 1) : x + 2].strip() for row in rows[max(0, y - 1) : y + 2]}
            left, top, right, bottom = x * width, y * height, (x + 1) * width, (y + 1) * height
            if around == {""}:
                assert shown.crop((left, top, right, bottom)).getbbox() is None
            elif rows[y][x] != " ":
                near = (left - width // 2, top - height // 2, right + width // 2, bottom + height // 2)
                assert shown.crop(near).getbbox() is not None


def test_every_layer_has_its_colour() -> None:
    shown = picture(SCENES["captain-morgan"], COLUMNS, ROWS, COLOURS, GROUND)
    colours = {colour for _, colour in shown.getcolors(shown.width * shown.height) or []}
    assert set(COLOURS.values()) | {GROUND} <= colours

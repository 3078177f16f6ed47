"""The body seen from the front, standing, both psoas muscles in their place: a drawing that does not move."""

from __future__ import annotations

import math
from functools import lru_cache, reduce
from operator import or_

from deskmate.figure.mask import CELL_HEIGHT, MARGIN, Grid, Lens
from deskmate.figure.raster import Drawing, Layer, Run, Strain
from deskmate.figure.scene import UPRIGHT
from deskmate.figure.shapes import Disc, Polygon, Shape

FRONT = "front"
"""The name by which a page shows it."""

VIEW = UPRIGHT
"""What is seen: as much as of a body seen from the side, so that the two stand beside each other at one scale."""

# The body's right half in body heights from the middle and the floor, from the crotch round to the top of the head.
# Widths after the median man of Drillis and Contini 1966, rounded.
_HALF = (
    (0.012, 0.470),
    (0.020, 0.300),
    (0.026, 0.270),
    (0.024, 0.120),
    (0.030, 0.045),
    (0.028, 0.012),
    (0.046, 0.0),
    (0.084, 0.0),
    (0.082, 0.022),
    (0.066, 0.060),
    (0.078, 0.170),
    (0.082, 0.235),
    (0.076, 0.285),
    (0.098, 0.400),
    (0.105, 0.485),
    (0.098, 0.545),
    (0.086, 0.630),
    (0.098, 0.720),
    (0.106, 0.790),
    (0.100, 0.822),
    (0.036, 0.846),
    (0.030, 0.880),
)
_ARM = (
    (0.098, 0.822),
    (0.122, 0.806),
    (0.132, 0.770),
    (0.150, 0.640),
    (0.168, 0.500),
    (0.176, 0.445),
    (0.172, 0.392),
    (0.158, 0.386),
    (0.150, 0.440),
    (0.140, 0.500),
    (0.122, 0.640),
    (0.108, 0.740),
)
_HEAD = ((0.0, 0.930), 0.046, 0.070)
_HEAD_CORNERS = 24
_CREST = ((0.020, 0.500), (0.058, 0.520), (0.080, 0.548), (0.072, 0.580), (0.040, 0.560), (0.018, 0.548))
# From the top lumbar vertebra, along the spine, over the pelvic rim, to the inside of the thigh bone near its top:
# middle of the band and half its width.
_PSOAS = (
    (0.014, 0.700, 0.006),
    (0.022, 0.660, 0.011),
    (0.030, 0.615, 0.015),
    (0.038, 0.570, 0.016),
    (0.048, 0.530, 0.014),
    (0.054, 0.500, 0.010),
    (0.050, 0.468, 0.006),
)
_SPINE = (0.575, 0.855, 0.024)
_BEAD = 0.0105


@lru_cache(maxsize=16)
def draw_front(columns: int, rows: int) -> Drawing:
    """Draw the body from the front into a box of cells, as large as a standing figure from the side in that box."""
    grid = Grid(columns, rows)
    lens = _lens(columns, rows)
    flesh = grid.filled([_whole(_HALF), *_both(_ARM), *_head()], lens)
    muscle = grid.filled([part for side in (1, -1) for part in _psoas(side)], lens)
    spine = grid.filled(_spine(), lens) & ~grid.grown(muscle)
    pelvis = grid.edge(grid.filled(_both(_CREST), lens)) & ~grid.grown(muscle) & ~grid.grown(spine)
    inside = muscle | spine
    layers = {
        Layer.PSOAS: muscle,
        Layer.SPINE: spine,
        Layer.OUTLINE: grid.edge(flesh) & ~grid.grown(inside),
        Layer.FAR: pelvis,
        Layer.FLOOR: grid.line(lens.floor, every=2) & ~grid.grown(flesh),
    }
    codes = {layer: grid.codes(mask) for layer, mask in layers.items()}
    cells = [_cell({layer: code[at] for layer, code in codes.items()}) for at in range(columns * rows)]
    return Drawing(tuple(_row(cells[y * columns :][:columns]) for y in range(rows)), Strain.EVEN)


def _lens(columns: int, rows: int) -> Lens:
    width, height = 2 * columns, CELL_HEIGHT * rows
    scale = min(width / (VIEW.right - VIEW.left), height / (VIEW.top - VIEW.bottom))
    spare = height - scale * (VIEW.top - VIEW.bottom)
    floor = round(CELL_HEIGHT + height - spare / 2 + scale * VIEW.bottom)
    return Lens(middle=0.0, x=MARGIN + width / 2, floor=floor, across=scale, upward=scale)


def _cell(dots: dict[Layer, int]) -> tuple[str, Layer | None]:
    """Give a cell's character and the foremost layer in it."""
    code = reduce(or_, dots.values())
    return (chr(0x2800 + code), next(layer for layer in dots if dots[layer])) if code else (" ", None)


def _row(cells: list[tuple[str, Layer | None]]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for character, layer in cells:
        if runs and runs[-1].layer is layer:
            runs[-1] = Run(runs[-1].text + character, layer)
        else:
            runs.append(Run(character, layer))
    return tuple(runs)


def _whole(half: Polygon) -> Polygon:
    return (*half, *((-x, y) for x, y in reversed(half)))


def _both(part: Polygon) -> list[Shape]:
    return [part, tuple((-x, y) for x, y in part)]


def _head() -> list[Shape]:
    (x, y), across, upward = _HEAD
    turns = (2 * math.pi * number / _HEAD_CORNERS for number in range(_HEAD_CORNERS))
    # A chin is narrower than a skull.
    return [tuple((x + across * math.cos(t) * (1 + 0.12 * math.sin(t)), y + upward * math.sin(t)) for t in turns)]


def _psoas(side: int) -> list[Shape]:
    left = [(side * (x - half), y) for x, y, half in _PSOAS]
    right = [(side * (x + half), y) for x, y, half in reversed(_PSOAS)]
    return [(*left, *right)]


def _spine() -> list[Shape]:
    low, high, gap = _SPINE
    return [Disc((0.0, low + gap * number), _BEAD) for number in range(int((high - low) / gap) + 1)]

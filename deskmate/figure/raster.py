"""A scene drawn into braille cells: filled masks, their lines, two by four dots a cell, one layer's colour a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache, reduce
from operator import or_

from deskmate.figure import shapes
from deskmate.figure.mask import CELL_HEIGHT, MARGIN, Grid, Lens
from deskmate.figure.psoas import relative_length
from deskmate.figure.scene import Scene

LEAST = (20, 10)
"""The smallest box, in columns and rows, in which a figure can be told from another."""

_BRAILLE = 0x2800
_NOTICEABLE = 0.01


class Layer(StrEnum):
    """What a cell shows, the foremost first."""

    PSOAS = "psoas"
    SPINE = "spine"
    OUTLINE = "outline"
    FAR = "far"
    PROP = "prop"
    FLOOR = "floor"


class Strain(StrEnum):
    """How long the psoas is against standing."""

    SHORT = "short"
    EVEN = "even"
    LONG = "long"


_OWNERS = (None, *Layer)
# Tables that turn every code but 0 into one number.
_MARKS = tuple(bytes((0, *[number] * 255)) for number in range(len(_OWNERS)))
_SAME = re.compile(rb"(.)\1*", re.DOTALL)
_SHARED = re.compile(rb"[^\x00\x01]+")
_WEIGHTS = (3, 3, 1.5, 1.2, 1, 1)
"""How much a dot of each layer counts for the colour of its cell: lines must not drown what lies inside."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters beside each other that show one layer, or nothing."""

    text: str
    layer: Layer | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """Rows of runs, each row as wide as the box."""

    rows: tuple[tuple[Run, ...], ...]
    strain: Strain


def strain_of(scene: Scene) -> Strain:
    """Tell whether the near psoas is shorter or longer than in standing, by more than 1 % (which shows)."""
    change = relative_length(scene.pose.near_hip) - 1
    if change < -_NOTICEABLE:
        return Strain.SHORT
    return Strain.LONG if change > _NOTICEABLE else Strain.EVEN


def draw(scene: Scene, columns: int, rows: int) -> Drawing:
    """Draw a scene into a box of cells, as large as the box lets it and always at the same scale in the same view."""
    grid = Grid(columns, rows)
    layers = _layers(scene, grid, lens_of(scene, columns, rows))
    codes = [grid.codes(layers[layer]) for layer in Layer]
    return Drawing(tuple(_rows(codes, columns)), strain_of(scene))


def _layers(scene: Scene, grid: Grid, lens: Lens) -> dict[Layer, int]:
    """Draw each layer: near before far, the body before what is around it, the inside through everything."""
    body = scene.body()
    near = grid.filled([*shapes.trunk(body), *shapes.leg(body.near_leg)], lens)
    near_arm = grid.filled(shapes.arm(body.near_arm), lens)
    far = grid.filled([*shapes.leg(body.far_leg), *shapes.arm(body.far_arm)], lens)
    psoas = grid.filled(shapes.psoas(body), lens)
    spine = grid.filled(shapes.spine(body), lens)
    inside = grid.grown(psoas)
    # A dot left free between near and far keeps two lines from growing into one.
    far_line = grid.edge(far) & ~grid.grown(near | near_arm)
    return {
        Layer.PSOAS: psoas,
        Layer.SPINE: spine & ~inside,
        Layer.OUTLINE: (grid.edge(near) & ~near_arm | grid.edge(near_arm)) & ~inside & ~spine,
        Layer.FAR: far_line,
        # Where the body rests on a thing or the floor its own line is enough.
        Layer.PROP: _things(scene, grid, lens) & ~grid.grown(near | near_arm | far),
        # Every other dot: a line of its own kind, also where there is no colour.
        Layer.FLOOR: grid.line(lens.floor, every=2) & ~grid.grown(near | far),
    }


def _things(scene: Scene, grid: Grid, lens: Lens) -> int:
    """Draw the props' lines; who comes or goes is there in part, dot by dot."""
    found = 0
    for thing in scene.things:
        line = _line_of(thing.parts, grid.columns, grid.rows, lens)
        found |= line if thing.presence >= 1 else line & grid.sieve(thing.presence)
    return found


@lru_cache(maxsize=32)
def _line_of(parts: tuple[shapes.Polygon, ...], columns: int, rows: int, lens: Lens) -> int:
    """Draw a thing's line; kept, since most things stand still while a body moves."""
    grid = Grid(columns, rows)
    return grid.edge(reduce(or_, (grid.filled([part], lens) for part in parts), 0))


def lens_of(scene: Scene, columns: int, rows: int) -> Lens:
    """Fit the scene's view into the box, in the middle of it."""
    view = scene.view
    width, height = 2 * columns, 4 * rows
    scale = min(width / (view.right - view.left), height / (view.top - view.bottom))
    spare = height - scale * (view.top - view.bottom)
    # The floor lies between two rows of dots, so that every sole upon it is a clean line.
    floor = round(CELL_HEIGHT + height - spare / 2 + scale * view.bottom)
    return Lens(
        middle=(view.left + view.right) / 2,
        x=MARGIN + width / 2,
        floor=floor,
        across=scale * scene.breadth * (-1 if scene.is_mirrored else 1),
        upward=scale,
    )


def _rows(codes: Sequence[bytes], columns: int) -> Iterator[tuple[Run, ...]]:
    """Join the layers: every dot shows, in the colour of the layer that counts most in its cell."""
    text = _text(codes)
    owners = _owners(codes)
    for start in range(0, len(owners), columns):
        yield tuple(
            Run(text[start + run.start() : start + run.end()], _OWNERS[run.group()[0]])
            for run in _SAME.finditer(owners[start : start + columns])
        )


def _text(codes: Sequence[bytes]) -> str:
    """Give every cell's character; a cell without a dot is a blank."""
    dots = reduce(or_, (int.from_bytes(code) for code in codes)).to_bytes(len(codes[0]))
    pairs = bytearray(2 * len(dots))
    pairs[0::2] = bytes((_BRAILLE >> 8,)) * len(dots)
    pairs[1::2] = dots
    return pairs.decode("utf-16-be").replace(chr(_BRAILLE), " ")


def _owners(codes: Sequence[bytes]) -> bytes:
    """Give for every cell the number of the layer that colours it, 1 the foremost; 0 for an empty cell."""
    size = len(codes[0])
    # Cell by cell these are sums of single bytes too small to carry over into the next cell.
    count = sum(int.from_bytes(code.translate(_MARKS[1])) for code in codes).to_bytes(size)
    owner = sum(int.from_bytes(code.translate(_MARKS[n])) for n, code in enumerate(codes, 1)).to_bytes(size)
    owners = bytearray(owner)
    for shared in _SHARED.finditer(count):
        for cell in range(*shared.span()):
            owners[cell] = _front([code[cell] for code in codes])
    return bytes(owners)


def _front(cell: Sequence[int]) -> int:
    """Choose the layer with most dots, counting those of the inside more; of equals the foremost."""
    weights = [code.bit_count() * weight for code, weight in zip(cell, _WEIGHTS, strict=True)]
    return 1 + weights.index(max(weights))

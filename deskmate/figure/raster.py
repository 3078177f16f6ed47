"""A scene drawn into braille cells: masks with Pillow, two by four dots a cell, one layer's colour a cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from deskmate.figure import shapes
from deskmate.figure.psoas import relative_length
from deskmate.figure.scene import Scene
from deskmate.figure.shapes import Disc, Shape

LEAST = (20, 10)
"""The smallest box, in columns and rows, in which a figure can be told from another."""

WIDTH, HEIGHT, MIDDLE, BELOW = 1.24, 1.13, 0.09, 0.035
"""The box the world is seen through, in body heights: the same for every scene, so that nothing jumps."""

_FINE = 4
_FULL = 140
_BRAILLE = 0x2800
# The bit of each dot of a cell, by column and row (Unicode, Braille Patterns).
_BITS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))


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
    length = relative_length(scene.pose.near_hip)
    if length < 0.99:  # noqa: PLR2004
        return Strain.SHORT
    return Strain.LONG if length > 1.01 else Strain.EVEN  # noqa: PLR2004


def draw(scene: Scene, columns: int, rows: int) -> Drawing:
    """Draw a scene into a box of cells, standing on its lowest row, as large as the box lets it."""
    canvas = _Canvas(columns, rows, mirrored=scene.is_mirrored)
    body = scene.body()
    near = canvas.mask([*shapes.trunk(body), *shapes.leg(body.near_leg)])
    far_leg, far_arm = canvas.mask(shapes.leg(body.far_leg)), canvas.mask(shapes.arm(body.far_arm))
    near_arm = canvas.mask(shapes.arm(body.near_arm))
    psoas = canvas.mask(shapes.psoas(body))
    around = _grown(psoas)
    # The far limbs show where the near body does not hide them; the arm in front hides the body's own outline.
    far = ImageChops.subtract(ImageChops.lighter(_outline(far_leg), _outline(far_arm)), near)
    body_line = ImageChops.subtract(_outline(near), near_arm)
    line = ImageChops.subtract(ImageChops.lighter(body_line, _outline(near_arm)), around)
    hidden = ImageChops.lighter(near, ImageChops.lighter(far_leg, near_arm))
    layers = {
        Layer.PSOAS: psoas,
        Layer.SPINE: ImageChops.subtract(canvas.mask(shapes.spine(body)), around),
        Layer.OUTLINE: line,
        Layer.FAR: ImageChops.subtract(far, near_arm),
        Layer.PROP: ImageChops.subtract(_outline(canvas.mask(shapes.props(scene, body))), hidden),
        Layer.FLOOR: canvas.floor(),
    }
    codes = {layer: canvas.codes(mask) for layer, mask in layers.items()}
    return Drawing(tuple(_row([codes[layer][y] for layer in Layer]) for y in range(rows)), strain_of(scene))


class _Canvas:
    """Turns shapes in body heights into masks of dots."""

    def __init__(self, columns: int, rows: int, *, mirrored: bool) -> None:
        self._columns, self._rows = columns, rows
        self._width, self._height = columns * 2, rows * 4
        self._scale = min(self._width / WIDTH, self._height / HEIGHT) * _FINE
        self._turn = -1 if mirrored else 1

    def mask(self, parts: Sequence[Shape]) -> Image.Image:
        """Fill shapes, finely, and keep the dots that are mostly covered."""
        fine = Image.new("L", (self._width * _FINE, self._height * _FINE))
        pen = ImageDraw.Draw(fine)
        for part in parts:
            if isinstance(part, Disc):
                x, y = self._place(part.centre)
                reach = part.radius * self._scale
                pen.ellipse((x - reach, y - reach, x + reach, y + reach), fill=255)
            else:
                pen.polygon([self._place(point) for point in part], fill=255)
        return fine.reduce(_FINE).point(lambda value: 255 if value >= _FULL else 0)

    def floor(self) -> Image.Image:
        """Draw the floor as one row of dots under the feet."""
        mask = Image.new("L", (self._width, self._height))
        y = min(self._height - 1, int(self._place((0, 0))[1] / _FINE) + 1)
        ImageDraw.Draw(mask).line((0, y, self._width, y), fill=255)
        return mask

    def codes(self, mask: Image.Image) -> list[bytes]:
        """Give each row's cells as the low bytes of their braille characters."""
        data = mask.tobytes()
        rows = []
        for top in range(0, self._height, 4):
            cells = 0
            for y in range(4):
                start = (top + y) * self._width
                for x in range(2):
                    dots = data[start + x : start + self._width : 2]
                    cells |= int.from_bytes(dots) & int.from_bytes(bytes((_BITS[x][y],)) * self._columns)
            rows.append(cells.to_bytes(self._columns))
        return rows

    def _place(self, point: tuple[float, float]) -> tuple[float, float]:
        x = self._width * _FINE / 2 + self._turn * (point[0] - MIDDLE) * self._scale
        return x, self._height * _FINE - (point[1] + BELOW) * self._scale


def _outline(mask: Image.Image) -> Image.Image:
    return ImageChops.subtract(mask, mask.filter(ImageFilter.MinFilter(3)))


def _grown(mask: Image.Image) -> Image.Image:
    return mask.filter(ImageFilter.MaxFilter(3))


def _row(codes: Sequence[bytes]) -> tuple[Run, ...]:
    """Join a row's layers: every dot shows, in the colour of the foremost layer of its cell."""
    layers = tuple(Layer)
    runs: list[tuple[list[str], Layer | None]] = []
    for cell in zip(*codes, strict=True):
        dots = 0
        front: Layer | None = None
        for layer, code in zip(layers, cell, strict=True):
            if code:
                dots |= code
                front = front or layer
        character = chr(_BRAILLE | dots) if dots else " "
        if runs and runs[-1][1] is front:
            runs[-1][0].append(character)
        else:
            runs.append(([character], front))
    return tuple(Run("".join(characters), layer) for characters, layer in runs)

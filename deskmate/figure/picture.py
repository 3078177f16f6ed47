"""The same drawing as a smooth picture, for terminals that can show one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from deskmate.figure import shapes
from deskmate.figure.mask import CELL_HEIGHT, MARGIN, Lens, placed_shape
from deskmate.figure.raster import Layer, lens_of
from deskmate.figure.scene import Scene

if TYPE_CHECKING:
    from PIL import Image

Colour = tuple[int, int, int]

_PIXELS = 5
"""Pixels a dot of the drawing in cells."""
_FINE = 2
_PEN = 5
"""Pixels a line is wide, an odd number."""


def picture(scene: Scene, columns: int, rows: int, colours: Mapping[Layer, Colour], ground: Colour) -> Image.Image:
    """Draw a scene for a box of cells, at the same place and scale as in cells; `ground` is the colour behind it."""
    from PIL import Image

    size = (2 * columns * _PIXELS, 4 * rows * _PIXELS)
    canvas = Image.new("RGB", size, ground)
    painter = _Painter(canvas, _enlarged(lens_of(scene, columns, rows)), ground)
    body = scene.body()
    painter.floor(colours[Layer.FLOOR])
    for thing in scene.things:
        for part in thing.parts:
            painter.outlined([part], colours[Layer.PROP])
    painter.outlined([*shapes.leg(body.far_leg), *shapes.arm(body.far_arm)], colours[Layer.FAR])
    painter.outlined([*shapes.trunk(body), *shapes.leg(body.near_leg)], colours[Layer.OUTLINE])
    painter.outlined(shapes.arm(body.near_arm), colours[Layer.OUTLINE])
    painter.filled(shapes.spine(body), colours[Layer.SPINE])
    painter.filled(shapes.psoas(body), colours[Layer.PSOAS])
    return canvas


class _Painter:
    """Paints from the back to the front: what lies before hides what is behind it."""

    def __init__(self, canvas: Image.Image, lens: Lens, ground: Colour) -> None:
        self._canvas = canvas
        self._lens = lens
        self._ground = ground

    def floor(self, colour: Colour) -> None:
        """Draw the floor, dotted as in cells."""
        from PIL import ImageDraw

        pen, y = ImageDraw.Draw(self._canvas), self._lens.floor // _FINE
        for x in range(0, self._canvas.width, 4 * _PIXELS):
            pen.rectangle((x, y, x + _PIXELS, y + _PEN - 3), fill=colour)

    def outlined(self, parts: Iterable[shapes.Shape], colour: Colour) -> None:
        """Draw the outline of shapes together; it is empty inside and hides what is behind."""
        from PIL import ImageChops, ImageFilter

        mask = self._mask(parts)
        inner = mask.filter(ImageFilter.MinFilter(_PEN))
        self._canvas.paste(self._ground, mask=mask)
        self._canvas.paste(colour, mask=ImageChops.subtract(mask, inner))

    def filled(self, parts: Iterable[shapes.Shape], colour: Colour) -> None:
        """Fill shapes."""
        self._canvas.paste(colour, mask=self._mask(parts))

    def _mask(self, parts: Iterable[shapes.Shape]) -> Image.Image:
        from PIL import Image, ImageDraw

        width, height = self._canvas.size
        mask = Image.new("L", (width * _FINE, height * _FINE))
        pen = ImageDraw.Draw(mask)
        for part in parts:
            placed = placed_shape(part, self._lens)
            if placed.is_disc:
                pen.ellipse((*placed.points[0], *placed.points[1]), fill=255)
            else:
                pen.polygon(placed.points, fill=255)
        return mask.reduce(_FINE)


def _enlarged(lens: Lens) -> Lens:
    """Give the lens in fine pixels, without the margin of the drawing in cells."""
    by = _PIXELS * _FINE
    return Lens(
        middle=lens.middle,
        x=(lens.x - MARGIN) * by,
        floor=(lens.floor - CELL_HEIGHT) * by,
        across=lens.across * by,
        upward=lens.upward * by,
    )

"""A page's picture on lines of a screen: its figures side by side, or one below the other where it is narrow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len, set_cell_size

from deskmate.figure.front import FRONT, draw_front
from deskmate.figure.raster import Drawing, Layer, Strain, draw
from deskmate.figure.scene import UPRIGHT, Scene, View
from deskmate.learn.picture import Picture

LABEL = "read-along--label"
STRAINS = {Strain.SHORT: "figure--psoas-short", Strain.EVEN: "figure--psoas", Strain.LONG: "figure--psoas-long"}
LOOKS = frozenset({LABEL, *STRAINS.values(), *(f"figure--{layer}" for layer in Layer)})
"""The component classes a picture is shown in."""

_GAP = 2
_TALLEST, _LOWEST = 18, 10
_SMALLEST = 33.0
"""Dots a body height below which a figure cannot be told from another."""

Piece = tuple[str, str | None]
"""Characters, and the component class they are shown in."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How figures stand: how many beside each other, and the box of cells of each."""

    across: int
    columns: int
    rows: int


class Pictures:
    """Draws the pictures of pages with the figures there are."""

    def __init__(self, scenes: Mapping[str, Scene]) -> None:
        self._scenes = scenes

    def rows(self, picture: Picture, width: int, height: int) -> int:
        """Give how many lines a picture takes in so much room; 0 where it cannot be drawn, and its words must do."""
        found = self._arranged(picture, width, height)
        return (found.rows + 1) * -(-len(picture.show) // found.across) if found else 0

    def line(self, picture: Picture, row: int, width: int, height: int) -> Iterator[Piece]:
        """Give one line of a picture, from its left."""
        found = self._arranged(picture, width, height)
        if found is None:
            return
        first = row // (found.rows + 1) * found.across
        shown = list(zip(picture.show, picture.labels, strict=True))[first : first + found.across]
        inner = row % (found.rows + 1)
        for number, (name, label) in enumerate(shown):
            if number:
                yield " " * _GAP, None
            if inner == found.rows:
                yield _centred(label, found.columns), LABEL
            else:
                drawing = self._drawn(name, found.columns, found.rows)
                for run in drawing.rows[inner]:
                    yield run.text, _look(run.layer, drawing.strain)

    def _arranged(self, picture: Picture, width: int, height: int) -> Arrangement | None:
        if any(name != FRONT and name not in self._scenes for name in picture.show):
            return None
        views = [UPRIGHT if name == FRONT else self._scenes[name].view for name in picture.show]
        tallest = min(_TALLEST, max(_LOWEST, height - 2))
        for across in range(len(views), 0, -1):
            columns = (width - _GAP * (across - 1)) // across
            scale = min(_scale(view, columns, tallest) for view in views)
            if scale >= _SMALLEST:
                rows = max(_rows(view, columns, tallest) for view in views)
                # Wider than that there is only floor: figures that belong together stand together.
                return Arrangement(across, min(columns, max(_columns(view, rows) for view in views)), rows)
        return None

    def _drawn(self, name: str, columns: int, rows: int) -> Drawing:
        return draw_front(columns, rows) if name == FRONT else _drawn(self._scenes[name], columns, rows)


@lru_cache(maxsize=64)
def _drawn(scene: Scene, columns: int, rows: int) -> Drawing:
    return draw(scene, columns, rows)


def _look(layer: Layer | None, strain: Strain) -> str | None:
    if layer is None:
        return None
    return STRAINS[strain] if layer is Layer.PSOAS else f"figure--{layer}"


def _scale(view: View, columns: int, rows: int) -> float:
    """Give the dots a body height has in a box of cells (2 by 4 dots each)."""
    return min(2 * columns / (view.right - view.left), 4 * rows / (view.top - view.bottom))


def _rows(view: View, columns: int, most: int) -> int:
    return min(most, round(2 * columns / (view.right - view.left) * (view.top - view.bottom) / 4))


def _columns(view: View, rows: int) -> int:
    return -(-int(4 * rows / (view.top - view.bottom) * (view.right - view.left)) // 2) + 1


def _centred(text: str, width: int) -> str:
    size = cell_len(text)
    if size > width:
        return set_cell_size(text, width - 1) + "…"
    return set_cell_size(" " * ((width - size) // 2) + text, width)

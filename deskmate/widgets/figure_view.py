"""The figure: shows a scene, and moves to the next one. Still while it holds: nothing is drawn that does not move."""

from __future__ import annotations

from datetime import timedelta
from time import monotonic
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.events import Resize
from textual.geometry import Region
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from deskmate.figure.moves import between
from deskmate.figure.raster import LEAST, Drawing, Layer, Strain, draw, strain_of
from deskmate.figure.scene import Scene
from deskmate.widgets.dressed import Dressed

MOVE = timedelta(seconds=0.8)
"""How long a move from one scene to the next takes."""

TURN = timedelta(seconds=1.4)
"""How long it takes to face the other way."""

SETTLED = timedelta(seconds=0.2)
"""How long a scene holds before it is shown as a picture, which takes longer to make than cells."""

FRAMES_A_SECOND = 11

_STRAINS = {Strain.SHORT: "figure--psoas-short", Strain.EVEN: "figure--psoas", Strain.LONG: "figure--psoas-long"}


class FigureView(Dressed):
    """Draws a scene over its whole box; in a box too small for a figure, says in words what it would show."""

    SHEETS = ("figure",)
    COMPONENT_CLASSES: ClassVar[set[str]] = {*(f"figure--{layer}" for layer in Layer), *_STRAINS.values()}

    def __init__(self, *, in_words: bool = True, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Be blank where the box is too small, unless it is to be said `in_words` what would be shown."""
        super().__init__(id=id)
        self._in_words = in_words
        self._scene: Scene | None = None
        self._from: Scene | None = None
        self._began = 0.0
        self._length = MOVE
        self._drawing: Drawing | None = None
        self._timer: Timer | None = None
        self._blank = Style.null()
        self._styles: dict[str, Style] = {}
        self._picture: Widget | None = None
        self._settling: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay a picture over the cells, where the app found a terminal that shows such; it shows what holds."""
        maker = getattr(self.app, "image_widget", None)
        if maker is not None:
            self._picture = maker(classes="smooth")
            self._picture.display = False
            yield self._picture

    @property
    def scene(self) -> Scene | None:
        """Give the scene that is shown, or moved to."""
        return self._scene

    def show(self, scene: Scene, *, animate: bool = True) -> None:
        """Show a scene; move to it from the one before, unless motion is not wanted."""
        before, self._scene = self._now(), scene
        still = before is None or before == scene or not animate or self.app.animation_level == "none"
        self._from = None if still else before
        self._length = TURN if before is not None and before.is_mirrored is not scene.is_mirrored else MOVE
        self._began = monotonic()
        self._draw()
        if self._from is not None and self._timer is None:
            self._timer = self.set_interval(1 / FRAMES_A_SECOND, self._frame)

    def on_resize(self, _: Resize) -> None:
        """Draw anew for the new box."""
        self._draw()

    def notify_style_update(self) -> None:
        """Ask for the styles again: they are kept, since asking costs as much as painting."""
        self._styles = {}
        super().notify_style_update()
        if self._picture is not None:
            self.call_later(self._draw)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give the rows of the drawing, all in the styles of this moment."""
        # Asked for once a repaint, not for every run of characters: it costs more than the drawing.
        blank = self.rich_style
        if blank != self._blank:
            self._blank, self._styles = blank, {}
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Give one row of the drawing."""
        width, blank = self.size.width, self._blank
        if self._drawing is None:
            words = describe(self._scene) if self._in_words and self._scene is not None and y == 0 else ""
            return Strip([Segment(words[:width], blank)]).adjust_cell_length(width, blank)
        if y >= len(self._drawing.rows):
            return Strip.blank(width, blank)
        strain = self._drawing.strain
        return Strip([Segment(run.text, self._style(run.layer, strain)) for run in self._drawing.rows[y]], width)

    def _style(self, layer: Layer | None, strain: Strain) -> Style:
        if layer is None:
            return self._blank
        name = _STRAINS[strain] if layer is Layer.PSOAS else f"figure--{layer}"
        if name not in self._styles:
            self._styles[name] = self.get_component_rich_style(name)
        return self._styles[name]

    def _frame(self) -> None:
        if self._share() >= 1:
            self._from = None
            if self._timer is not None:
                self._timer.stop()
                self._timer = None
        self._draw()

    def _share(self) -> float:
        return (monotonic() - self._began) / self._length.total_seconds()

    def _now(self) -> Scene | None:
        """Give the scene as it stands at this moment of a move."""
        if self._from is None or self._scene is None:
            return self._scene
        return between(self._from, self._scene, self._share())

    def _draw(self) -> None:
        scene, (width, height) = self._now(), self.size
        fits = width >= LEAST[0] and height >= LEAST[1]
        before, self._drawing = self._drawing, draw(scene, width, height) if scene is not None and fits else None
        self._refresh_changed(before, self._drawing)
        if self._picture is not None:
            self._picture.display = False
            if self._settling is not None:
                self._settling.stop()
            self._settling = self.set_timer(SETTLED.total_seconds(), self._show_picture)

    def _show_picture(self) -> None:
        """Show a scene that holds as a picture; while it moves, its cells are quicker."""
        scene, shown = self._scene, self._picture
        if scene is None or shown is None or self._from is not None or self._drawing is None:
            return
        from deskmate.figure.picture import picture

        strain = strain_of(scene)
        colours = {layer: _rgb(self._style(layer, strain)) for layer in Layer}
        background = self.background_colors[1].rgb
        setattr(shown, "image", picture(scene, *self.size, colours, background))  # noqa: B010 - the maker's own property
        shown.display = True

    def _refresh_changed(self, before: Drawing | None, after: Drawing | None) -> None:
        """Paint anew the rows that changed alone: to paint costs more than to draw."""
        if (
            before is None
            or after is None
            or before.strain is not after.strain
            or len(before.rows) != len(after.rows)
        ):
            self.refresh()
            return
        width = self.size.width
        changed = [y for y, (old, new) in enumerate(zip(before.rows, after.rows, strict=True)) if old != new]
        if changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))


def _rgb(style: Style) -> tuple[int, int, int]:
    """Give a style's colour; the terminal's own default is taken for black."""
    if style.color is None:
        return (0, 0, 0)
    red, green, blue = style.color.get_truecolor()
    return red, green, blue


def describe(scene: Scene) -> str:
    """Say in one line what a scene shows, for whoever cannot see it."""
    side = "left" if scene.is_mirrored else "right"
    return f"The figure, seen from its {side} side: {scene.words}."

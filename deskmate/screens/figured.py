"""A screen with a figure beside its words, where there is room for one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.geometry import Size

from deskmate.screens.base import DeskScreen
from deskmate.stretch.catalogue import Part

if TYPE_CHECKING:
    from deskmate.figure.scene import Scene
    from deskmate.widgets.figure_view import FigureView


class Figured(DeskScreen):
    """Places a figure as the last in its `#room`, and shows what `pose` says; its sheet says how large."""

    ROOMY: ClassVar[frozenset[str]] = frozenset({"-wide"})
    """The classes of a size that has room for it."""

    _figure: FigureView | None = None
    _fetched = False

    @property
    def has_room(self) -> bool:
        """Tell whether there is room for the figure."""
        return self.classes >= self.ROOMY

    def pose(self) -> Scene | None:
        """Give what the figure shows now; nothing, before that is known."""
        raise NotImplementedError

    def hold_of(self, name: str) -> Scene:
        """Give the hold of a stretch, or of a routine's first, by its id."""
        catalogue = self.desk.catalogue
        routine = catalogue.routines.get(name)
        stretch = catalogue.stretches[routine.turns[0].stretch if routine else name]
        return self.desk.scenes[stretch.passages[Part.HOLD].pose]

    def show_figure(self) -> None:
        """Let the figure show what it shall by now."""
        if self._figure is not None and (scene := self.pose()) is not None:
            self._figure.show(scene)

    def fit(self, size: Size) -> None:
        """Get the figure once there is room for it."""
        super().fit(size)
        self.call_after_refresh(self.want_figure)

    def want_figure(self) -> None:
        """Get the figure, if there is room for it and it was not got before."""
        if self._is_shown and not self._fetched and self.has_room:
            self._fetched = True
            self._fetch_figure()

    @work(thread=True)
    def _fetch_figure(self) -> None:
        """Get what draws the figure: it takes a moment, so in a thread, and after the first paint."""
        from deskmate.figure.mask import load
        from deskmate.widgets.figure_view import FigureView

        load()
        self.desk.scenes  # noqa: B018 - read now, and kept
        self.app.call_from_thread(self._place_figure, FigureView)

    def _place_figure(self, make: type[FigureView]) -> None:
        if self._is_shown:
            self._figure = make(in_words=False, id="figure")
            self.query_one("#room").mount(self._figure)
            self.show_figure()

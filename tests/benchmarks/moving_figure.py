"""A figure of 60 by 30 cells that never holds still: it moves from pose to pose, and turns now and then."""

from __future__ import annotations

import itertools

from textual.app import ComposeResult

from deskmate import content
from deskmate.figure.scene import parse_scenes
from deskmate.widgets.dressed import DressedApp
from deskmate.widgets.figure_view import MOVE, FigureView

POSES = ("standing", "captain-morgan-ready", "captain-morgan", "captain-morgan-deep")


class MovingFigure(DressedApp):
    CSS = "FigureView { width: 60; height: 30; }"

    def compose(self) -> ComposeResult:
        yield FigureView()

    def on_mount(self) -> None:
        scenes = parse_scenes(content.texts("poses", ".toml"))
        self._way = itertools.cycle([*(scenes[name] for name in POSES), scenes[POSES[0]].mirrored()])
        self._go_on()
        self.set_interval(MOVE.total_seconds(), self._go_on)

    def _go_on(self) -> None:
        self.query_one(FigureView).show(next(self._way))


if __name__ == "__main__":
    MovingFigure().run()

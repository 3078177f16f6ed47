"""The figure on the screen: moves only while it moves, and says in words what it cannot draw."""

from __future__ import annotations

from textual.app import App, ComposeResult

from deskmate import content
from deskmate.figure.scene import parse_scenes
from deskmate.looks import style_sheet
from deskmate.widgets.figure_view import FigureView, describe

SCENES = parse_scenes(content.texts("poses", ".toml"))


class Room(App[None]):
    CSS = style_sheet() + "\nFigureView { width: 1fr; height: 1fr; }"

    def compose(self) -> ComposeResult:
        yield FigureView()

    def ticks(self) -> bool:
        return self.figure._timer is not None

    @property
    def figure(self) -> FigureView:
        return self.query_one(FigureView)

    def text(self) -> str:
        return "\n".join(strip.text for strip in self.screen._compositor.render_strips())


async def test_a_first_scene_is_there_at_once_and_nothing_ticks() -> None:
    app = Room()
    async with app.run_test(size=(60, 30)) as pilot:
        app.figure.show(SCENES["standing"])
        await pilot.pause()
        assert not app.ticks()
        assert any(0x2800 < ord(c) < 0x2900 for c in app.text())


async def test_a_move_ticks_until_it_is_done() -> None:
    app = Room()
    async with app.run_test(size=(60, 30)) as pilot:
        app.figure.show(SCENES["standing"])
        await pilot.pause()
        first = app.text()
        app.figure.show(SCENES["captain-morgan"])
        assert app.ticks()
        app.figure._began -= 10
        app.figure._frame()
        await pilot.pause()
        assert not app.ticks()
        assert app.text() != first


async def test_without_motion_it_jumps() -> None:
    app = Room()
    async with app.run_test(size=(60, 30)) as pilot:
        app.animation_level = "none"
        app.figure.show(SCENES["standing"])
        app.figure.show(SCENES["captain-morgan"])
        await pilot.pause()
        assert not app.ticks()
        assert app.figure._now() == SCENES["captain-morgan"]


async def test_a_box_too_small_for_a_figure_says_it_in_words() -> None:
    app = Room()
    async with app.run_test(size=(70, 6)) as pilot:
        app.figure.show(SCENES["standing"])
        await pilot.pause()
        assert app.text().splitlines()[0].strip() == describe(SCENES["standing"])

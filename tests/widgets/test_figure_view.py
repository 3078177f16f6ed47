"""The figure on the screen: moves only while it moves, and says in words what it cannot draw."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widget import Widget

from deskmate import content
from deskmate.figure.scene import parse_scenes
from deskmate.widgets.dressed import DressedApp
from deskmate.widgets.figure_view import MOVE, TURN, FigureView, describe

SCENES = parse_scenes(content.texts("poses", ".toml"))


class Room(DressedApp):
    CSS = "FigureView { width: 1fr; height: 1fr; }"

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


async def test_a_turn_takes_longer_than_a_move_and_ends_on_the_other_side() -> None:
    app = Room()
    async with app.run_test(size=(60, 30)) as pilot:
        app.figure.show(SCENES["captain-morgan"])
        app.figure.show(SCENES["captain-morgan"].mirrored())
        app.figure._began -= MOVE.total_seconds()
        app.figure._frame()
        await pilot.pause()
        assert app.ticks()
        app.figure._began -= TURN.total_seconds()
        app.figure._frame()
        await pilot.pause()
        assert not app.ticks()
        assert app.figure._now() == SCENES["captain-morgan"].mirrored()


async def test_a_new_scene_in_the_middle_of_a_move_goes_on_from_there() -> None:
    app = Room()
    async with app.run_test(size=(60, 30)) as pilot:
        app.figure.show(SCENES["sitting-slumped"])
        app.figure.show(SCENES["standing"])
        app.figure._began -= MOVE.total_seconds() / 2
        app.figure.show(SCENES["sitting-slumped"])
        await pilot.pause()
        assert app.figure._from is not None
        assert app.figure._from.body().hip[1] > SCENES["sitting-slumped"].body().hip[1] + 0.02
        assert app.figure.scene == SCENES["sitting-slumped"]


async def test_each_length_of_the_psoas_has_its_own_colour() -> None:
    app = Room()
    async with app.run_test(size=(60, 30)) as pilot:
        colours = set()
        for name in ("sitting-upright", "standing", "captain-morgan"):
            app.figure.show(SCENES[name], animate=False)
            await pilot.pause()
            colours |= {
                segment.style.color
                for strip in app.screen._compositor.render_strips()
                for segment in strip
                if segment.style is not None and segment.style.bold
            }
        assert len(colours) == 3


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


async def test_after_a_move_every_row_shows_the_new_scene() -> None:
    moved, fresh = Room(), Room()
    async with moved.run_test(size=(60, 30)) as pilot:
        moved.figure.show(SCENES["standing"])
        moved.figure.show(SCENES["lying-flat"])
        for part in (0.3, 0.6, 1.0):
            moved.figure._began -= MOVE.total_seconds() * part
            moved.figure._frame()
            await pilot.pause()
        shown = moved.text()
    async with fresh.run_test(size=(60, 30)) as pilot:
        fresh.figure.show(SCENES["lying-flat"])
        await pilot.pause()
        assert shown == fresh.text()


class Picture(Widget):
    image: object = None


class PictureRoom(Room):
    image_widget = Picture


async def test_where_pictures_can_be_shown_what_holds_is_one_and_what_moves_is_not() -> None:
    app = PictureRoom()
    async with app.run_test(size=(60, 30)) as pilot:
        shown = app.query_one(Picture)
        app.figure.show(SCENES["standing"])
        app.figure._show_picture()
        first = shown.image
        displayed = [shown.display]
        app.figure.show(SCENES["captain-morgan"])
        app.figure._show_picture()
        await pilot.pause()
        displayed.append(shown.display)
        app.figure._began -= 10
        app.figure._frame()
        app.figure._show_picture()
        displayed.append(shown.display)
        assert displayed == [True, False, True]
        assert first is not None
        assert shown.image is not first


async def test_without_such_a_terminal_there_is_no_picture() -> None:
    app = Room()
    async with app.run_test(size=(60, 30)) as pilot:
        app.figure.show(SCENES["standing"])
        await pilot.pause()
        assert not app.figure.children

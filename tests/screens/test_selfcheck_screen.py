"""The self-check runs by itself, asks by keys, and keeps each side."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from deskmate.app import DeskmateApp
from deskmate.figure.raster import LEAST
from deskmate.screens.choose import ChooseScreen
from deskmate.screens.selfcheck import Face, SelfCheckScreen
from deskmate.sitting.events import Event, Kind
from deskmate.stretch.catalogue import Side
from deskmate.widgets.figure_view import FigureView
from tests.builders import SimulatedClock
from tests.running import NOON, ScriptedSpeaker, make_app, typical_day


def shown(app: DeskmateApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def open_it(pilot: Pilot[None]) -> SelfCheckScreen:
    await pilot.press("f", "c")
    await pilot.app.workers.wait_for_complete([w for w in pilot.app.workers if w.group != "presence"])
    await pilot.pause()
    assert isinstance(pilot.app.screen, SelfCheckScreen)
    return pilot.app.screen


async def live(pilot: Pilot[None], screen: SelfCheckScreen, clock: SimulatedClock) -> None:
    """Let the steps of a side run out."""
    for step in screen.desk.selfcheck.steps:
        clock.run(step.length)
        screen._look()
        await pilot.pause()


async def test_both_sides_are_told_asked_and_kept(tmp_path: Path) -> None:
    clock, speaker = SimulatedClock(NOON), ScriptedSpeaker()
    app = make_app(tmp_path, clock, typical_day().events, speaker)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await open_it(pilot)
        assert "not a diagnosis" in shown(app)
        await pilot.press("enter")
        await live(pilot, screen, clock)
        assert isinstance(app.screen, ChooseScreen)
        await pilot.press("2", "1")
        await pilot.pause()
        assert "RIGHT LEG" in shown(app)
        await live(pilot, screen, clock)
        await pilot.press("1", "2")
        await pilot.pause()
        kept = [dict(e.data) for e in app.desk.events() if e.kind is Kind.SELF_CHECKED]
        assert kept == [
            {"side": "left", "thigh": "above", "knee": "bent"},
            {"side": "right", "thigh": "level", "knee": "straight"},
        ]
        said = [step.on(side).text for side in kept_sides() for step in app.desk.selfcheck.steps]
        assert speaker.said == said
        assert screen.face is Face.FOUND
        assert "◆ knee straight" in shown(app)


def kept_sides() -> list[Side]:
    return [Side.LEFT, Side.RIGHT]


async def test_pause_holds_the_countdown_and_escape_keeps_nothing(tmp_path: Path) -> None:
    clock = SimulatedClock(NOON)
    app = make_app(tmp_path, clock, typical_day().events)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await open_it(pilot)
        await pilot.press("enter", "space")
        clock.run(timedelta(minutes=5))
        screen._look()
        await pilot.pause()
        assert screen._index == 0
        keys = shown(app).splitlines()[-1]
        assert "←→ Step  esc Stop" in keys
        assert "Back" not in keys
        await pilot.press("escape")
        await pilot.pause()
        assert "esc Back" in shown(app).splitlines()[-1]
        assert screen.face is Face.FOUND
        assert not [e for e in app.desk.events() if e.kind is Kind.SELF_CHECKED]


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (200, 60)])
async def test_it_fits(tmp_path: Path, size: tuple[int, int]) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events)
    async with app.run_test(size=size) as pilot:
        await open_it(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "LEFT LEG" in shown(app)
        assert "Sit on the very edge" in shown(app)
        assert not app.screen.show_vertical_scrollbar


CHECKED = Event(NOON - timedelta(days=3), Kind.SELF_CHECKED, {"side": "left", "thigh": "above", "knee": "bent"})


async def test_what_one_looks_at_is_shown_below_the_words_until_there_is_more_to_say(tmp_path: Path) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await open_it(pilot)
        pose = screen.query_one("#pose", FigureView)
        assert pose.scene == app.desk.scenes["bed-edge"]
        assert pose.region.y > screen.query_one("#intro").region.bottom - 1
        assert pose.region.height >= LEAST[1]
        assert not screen.query_one("#page").show_vertical_scrollbar


async def test_where_there_is_no_room_for_it_nothing_is_said_instead(tmp_path: Path) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events)
    async with app.run_test(size=(60, 26)) as pilot:
        await open_it(pilot)
        assert "The figure" not in shown(app)
        assert "Vigotsky" in shown(app)


@pytest.mark.parametrize(("size", "is_roomy"), [((200, 60), True), ((100, 30), False)])
async def test_a_large_screen_shows_what_one_looks_at_beside_what_was_found(
    tmp_path: Path, size: tuple[int, int], is_roomy: bool
) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), [CHECKED, *typical_day().events])
    async with app.run_test(size=size) as pilot:
        screen = await open_it(pilot)
        pose = screen.query_one("#pose", FigureView)
        assert pose.display is is_roomy
        if is_roomy:
            assert pose.scene == app.desk.scenes["bed-edge"]

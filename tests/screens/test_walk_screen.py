"""The walking programme on its screen: begun from what the user does, a walk by one key, its discomfort asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.style import Style
from textual.pilot import Pilot

from deskmate.app import DeskmateApp
from deskmate.screens.choose import ChooseScreen
from deskmate.screens.walk import WalkScreen
from deskmate.screens.walk_words import bars
from deskmate.sitting.events import Event, Kind
from deskmate.stretch.walking import Aim, Outcome, Week, walks
from deskmate.widgets.big_number import BigNumber
from deskmate.widgets.figure_view import FigureView
from tests.builders import Script, SimulatedClock, at, minutes
from tests.running import NOON, make_app, typical_day


def shown(app: DeskmateApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def settle(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete([w for w in pilot.app.workers if w.group != "presence"])
    await pilot.pause()


async def open_it(pilot: Pilot[None]) -> None:
    await pilot.press("f")
    await settle(pilot)
    await pilot.press("w")
    await settle(pilot)


def past(discomfort: int = 0) -> list[Event]:
    """Give a programme of ten minutes, begun eight days ago, with one walk yesterday."""
    script = Script(days=-8, name="past").event(Kind.WALK_PLANNED, "8:00", seconds=600, times=3)
    script.days = -1
    end = at("17:00", -1)
    times = {"start": (end - minutes(10)).isoformat(), "end": end.isoformat()}
    script.event(Kind.CORRECTED, "17:00", **times, posture="away", activity="walk")
    script.event(Kind.WALK_RATED, "17:01", walk=script.events[-1].id, moment="after", score=discomfort)
    return script.events


async def test_begun_from_what_the_user_does_and_a_walk_is_told_by_one_key(tmp_path: Path) -> None:
    clock = SimulatedClock(NOON)
    app = make_app(tmp_path, clock, typical_day().events)
    async with app.run_test(size=(100, 30)) as pilot:
        await open_it(pilot)
        assert isinstance(app.screen, WalkScreen)
        assert "Pocovi et al. 2024" in shown(app)
        await pilot.press("enter", "2", "4")
        await settle(pilot)
        assert "Week 1: 10 minutes, 4 times" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "How much discomfort did it bring?" in shown(app)
        await pilot.press("2", "enter")
        await settle(pilot)
        assert "● ○ ○ ○   10 of 40 min walked" in shown(app)
        (walk,) = walks(app.desk.events())
        assert (walk.start, walk.length, walk.discomfort) == (NOON - minutes(10), minutes(10), 2)


async def test_a_walk_that_cannot_be_is_told_in_a_sentence_and_not_asked_of(tmp_path: Path) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), [*past(), *typical_day().events])
    async with app.run_test(size=(100, 30)) as pilot:
        await open_it(pilot)
        await pilot.press("enter", "x")
        await settle(pilot)
        await pilot.press("enter")
        await pilot.pause()
        told = [n.message for n in app._notifications]
        assert any(words.startswith("That overlaps 12:03-12:13") for words in told)
        assert "How much discomfort" not in shown(app)


async def test_the_next_day_it_asks_whether_the_discomfort_settled(tmp_path: Path) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), [*past(3), *typical_day().events])
    async with app.run_test(size=(100, 30)) as pilot:
        await open_it(pilot)
        assert isinstance(app.screen, ChooseScreen)
        await pilot.press("2")
        await settle(pilot)
        assert walks(app.desk.events())[0].settled is False


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (100, 30), (200, 60)])
async def test_it_fits(tmp_path: Path, size: tuple[int, int]) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), [*past(), *typical_day().events])
    async with app.run_test(size=size) as pilot:
        await open_it(pilot)
        assert "Week 2: 10 minutes, 3 times" in shown(app)
        assert "10 of 30 min walked" in shown(app)
        assert not app.screen.show_vertical_scrollbar


async def test_a_large_screen_shows_the_week_large_and_somebody_who_walks(tmp_path: Path) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), [*past(), *typical_day().events])
    async with app.run_test(size=(200, 60)) as pilot:
        await open_it(pilot)
        await settle(pilot)
        number = app.screen.query_one("#minutes", BigNumber)
        assert (number.display, number.value) == (True, "10")
        figure = app.screen.query_one(FigureView)
        assert (figure.display, figure.scene) == (True, app.desk.scenes["walking"])
        assert not app.screen.query_one("#page").show_vertical_scrollbar
        await pilot.resize_terminal(100, 30)
        await settle(pilot)
        assert not number.display
        assert not figure.display


def test_tall_bars_are_the_same_twice_with_air_between() -> None:
    week = Week(1, NOON.date(), Aim(10, 3), (), Outcome.ON)
    lines = bars([week, week], 80, 8, Style(), Style(), tall=True).plain.split("\n")
    first, second, air, *_ = lines
    assert (len(lines), air) == (5, "")
    assert first.count("░") == second.count("░") == 57
    assert first.index("░") == second.index("░")


async def test_somebody_walks_below_the_words_until_there_are_weeks_to_show(tmp_path: Path) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events)
    async with app.run_test(size=(100, 30)) as pilot:
        await open_it(pilot)
        await settle(pilot)
        figure = app.screen.query_one(FigureView)
        assert figure.region.y >= app.screen.query_one("#source").region.bottom
        assert any(0x2800 < ord(c) < 0x2900 for c in shown(app))
        await pilot.press("enter", "2", "4")
        await settle(pilot)
        assert not figure.display

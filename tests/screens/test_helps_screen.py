"""What helps you: standings from the whole journal, the trial changed by a key, the stretch begun by another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from deskmate.app import DeskmateApp
from deskmate.screens.helps import HelpsScreen
from deskmate.screens.stretch import StretchScreen
from deskmate.sitting.events import Event, Kind
from deskmate.stretch.catalogue import Part
from deskmate.widgets.figure_view import FigureView
from tests.builders import Script, SimulatedClock, rated
from tests.running import NOON, make_app, typical_day


def past() -> list[Event]:
    """Give sessions of weeks ago, in which one stretch did far more than the others."""
    script = Script(days=-30, name="past")
    for _ in range(6):
        for name, after in (("captain-morgan", 2), ("standing-lunge", 6), ("standing-hamstring", 6)):
            rated(script.sit("8:00"), name, 6, after)
        script.next_day()
    return script.events


def shown(app: DeskmateApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def open_it(pilot: Pilot[None]) -> None:
    await pilot.press("f")
    await settle(pilot)


async def settle(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete([w for w in pilot.app.workers if w.group != "presence"])
    await pilot.pause()


def make(root: Path, events: list[Event]) -> DeskmateApp:
    return make_app(root, SimulatedClock(NOON), [*events, *typical_day().events])


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (100, 30), (200, 60)])
async def test_the_best_one_is_named_and_leads(tmp_path: Path, size: tuple[int, int]) -> None:
    app = make(tmp_path, past())
    async with app.run_test(size=size) as pilot:
        await open_it(pilot)
        assert isinstance(app.screen, HelpsScreen)
        assert "By your own ratings, Captain Morgan" in shown(app)
        assert app.screen.query_one(OptionList).get_option_at_index(0).id == "captain-morgan"
        assert not app.screen.show_vertical_scrollbar


async def test_its_rows_stay_as_wide_as_they_are_drawn_when_the_figure_comes(tmp_path: Path) -> None:
    app = make(tmp_path, past())
    async with app.run_test(size=(200, 60)) as pilot:
        await open_it(pilot)
        await settle(pilot)
        assert app.screen.query_one(FigureView).display
        rows = [line for line in shown(app).splitlines() if re.search(r"\d  +\d sessions", line)]
        assert len(rows) == 3
        assert "also pass by themselves" in shown(app)


async def test_with_few_ratings_it_says_how_many_more(tmp_path: Path) -> None:
    app = make(tmp_path, [])
    async with app.run_test(size=(100, 30)) as pilot:
        await open_it(pilot)
        assert "Not enough yet to tell: 8 more rated sessions, 3 of each that you try." in shown(app)
        assert "2 more sessions" in shown(app)
        assert "since you have rated none less often" in shown(app)


async def test_space_takes_one_out_of_the_trial_and_it_is_written_down(tmp_path: Path) -> None:
    app = make(tmp_path, past())
    async with app.run_test(size=(100, 30)) as pilot:
        await open_it(pilot)
        await pilot.press("space")
        await pilot.pause()
        assert "Not in your trial" in shown(app)
        assert "By your own ratings, Captain Morgan" not in shown(app)
        (changed,) = [e for e in app.desk.events() if e.kind is Kind.TRIAL_CHANGED]
        assert dict(changed.data) == {"candidate": "captain-morgan", "tried": False}


async def test_enter_begins_the_chosen_stretch(tmp_path: Path) -> None:
    app = make(tmp_path, past())
    async with app.run_test(size=(100, 30)) as pilot:
        await open_it(pilot)
        second = app.screen.query_one(OptionList).get_option_at_index(1).id
        await pilot.press("down", "enter")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, StretchScreen)
        assert app.screen._wanted == second


async def test_a_large_screen_says_what_each_is_for_and_shows_the_chosen_one(tmp_path: Path) -> None:
    app = make(tmp_path, past())
    async with app.run_test(size=(200, 60)) as pilot:
        await open_it(pilot)
        await settle(pilot)
        catalogue = app.desk.catalogue
        purposes = [s.purpose for s in catalogue.stretches.values()] + [
            r.purpose for r in catalogue.routines.values()
        ]
        assert all(purpose in shown(app) for purpose in purposes)
        figure = app.screen.query_one(FigureView)
        await pilot.press("down", "down")
        await pilot.pause()
        chosen = app.screen.query_one(OptionList).get_option_at_index(2).id
        passage = catalogue.stretches[str(chosen)].passages[Part.HOLD]
        assert figure.scene == app.desk.scenes[passage.pose]


async def test_one_that_is_smaller_again_says_less(tmp_path: Path) -> None:
    app = make(tmp_path, past())
    async with app.run_test(size=(200, 60)) as pilot:
        await open_it(pilot)
        await settle(pilot)
        await pilot.press("down")
        await pilot.resize_terminal(200, 40)
        await settle(pilot)
        assert "Lengthens" not in shown(app)
        assert not app.screen.query_one(FigureView).display
        assert app.screen.query_one(OptionList).highlighted == 1

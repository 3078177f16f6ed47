"""Choosing among several stretches, the user's own among them, and rating with keys or the pointer."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.pilot import Pilot

from deskmate.app import DeskmateApp
from deskmate.desk import SESSION
from deskmate.history.journal import Journal
from deskmate.screens.session import SessionScreen
from deskmate.screens.stretch import StretchScreen
from deskmate.sitting.events import Kind
from deskmate.stretch.plan import plan_stretch
from deskmate.stretch.session import Run
from deskmate.widgets.ache_scale import AcheScale
from deskmate.widgets.figure_view import FigureView
from tests.builders import SimulatedClock
from tests.running import NOON, ScriptedSpeaker, make_app, typical_day

OWN = """
id = "calf"
name = "Calf [b]stretch[/b]"
purpose = "Lengthens the calf."
stretched = "The calf."
place = "desk"
[hold]
seconds = 10
title = "Hold"
pose = "standing"
"""


def make(root: Path) -> DeskmateApp:
    folder = root / "config" / "stretches"
    folder.mkdir(parents=True)
    (folder / "calf.toml").write_text(OWN)
    return make_app(root, SimulatedClock(NOON), typical_day().events, ScriptedSpeaker())


def shown(app: DeskmateApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def open_choice(pilot: Pilot[None]) -> None:
    await pilot.press("s")
    await pilot.pause()


@pytest.mark.parametrize("size", [(100, 30), (40, 12)])
async def test_an_own_stretch_is_chosen_by_key_and_its_name_is_no_markup(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = make(tmp_path)
    async with app.run_test(size=size) as pilot:
        await open_choice(pilot)
        for _ in range(len(app.desk.catalogue.stretches) - 1):
            await pilot.press("down")
        await pilot.pause()
        assert shown(app).count("Calf [b]stretch[/b]") == 2
        assert "Lengthens the calf." in shown(app)
        await pilot.press("x")
        await pilot.pause()
        assert isinstance(app.screen, SessionScreen)
        started = [e for e in app.desk.events() if e.kind is Kind.SESSION_STARTED][-1]
        assert (started.data["routine"], started.data["title"]) == ("calf", "Calf [b]stretch[/b]")


async def test_the_stretch_a_page_asks_for_is_chosen_and_an_unknown_one_is_the_first(tmp_path: Path) -> None:
    app = make(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        app.push_screen(StretchScreen("calf"))
        await pilot.pause()
        assert "Lengthens the calf." in shown(app)
        app.push_screen(StretchScreen("no-such"))
        await pilot.pause()
        assert "Leaning the chest back" in shown(app)


async def test_a_click_chooses_the_number_under_it(tmp_path: Path) -> None:
    app = make(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await open_choice(pilot)
        scale = app.screen.query_one(AcheScale)
        await pilot.click(AcheScale, offset=(7 * 3 + 1, 0))
        assert scale.score == 7
        await pilot.click(AcheScale, offset=(10 * 3 + 1, 0))
        assert scale.score == 10
        await pilot.press("right", "right")
        assert scale.score == 10


async def test_a_full_screen_shows_the_figure_of_the_one_that_is_chosen(tmp_path: Path) -> None:
    app = make(tmp_path)
    async with app.run_test(size=(200, 60)) as pilot:
        await open_choice(pilot)
        await app.workers.wait_for_complete([w for w in app.workers if w.group != "presence"])
        await pilot.pause()
        figure = app.screen.query_one(FigureView)
        first = figure.scene
        assert first is not None
        assert figure.region.width > 30
        await pilot.press("down")
        await pilot.pause()
        assert figure.scene != first


@pytest.mark.parametrize("size", [(40, 12), (100, 30)])
async def test_a_smaller_screen_fetches_no_figure(tmp_path: Path, size: tuple[int, int]) -> None:
    app = make(tmp_path)
    async with app.run_test(size=size) as pilot:
        await open_choice(pilot)
        await app.workers.wait_for_complete([w for w in app.workers if w.group != "presence"])
        await pilot.pause()
        assert not app.screen.query(FigureView)


async def test_in_a_strip_the_whole_scale_and_the_chosen_stretch_are_seen(tmp_path: Path) -> None:
    app = make(tmp_path)
    async with app.run_test(size=(28, 6)) as pilot:
        await open_choice(pilot)
        await pilot.press("1", "0")
        await pilot.pause()
        rows = shown(app).splitlines()
        assert "Captain Morgan" in rows[0]
        assert rows[4].split() == [str(n) for n in range(11)]
        assert app.screen.query_one(AcheScale).score == 10


async def test_while_another_pane_runs_a_session_none_begins_and_afterwards_one_does(tmp_path: Path) -> None:
    app = make(tmp_path)
    other = Journal(tmp_path)
    assert other.claim(SESSION)
    async with app.run_test(size=(100, 30)) as pilot:
        await open_choice(pilot)
        await pilot.press("5", "enter")
        await pilot.pause()
        (note,) = app._notifications
        assert note.message == "A stretch session runs in another deskmate already; end that one first."
        assert "Choose a stretch" in shown(app)
        other.close()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SessionScreen)
        assert not other.claim(SESSION)
        await pilot.press("q", "q")
        assert other.claim(SESSION)
        other.close()
    kinds = [e.kind for e in Journal(tmp_path).read()[len(typical_day().events) :]]
    assert kinds.count(Kind.ACHE_RATED) == kinds.count(Kind.SESSION_STARTED) == 1


@pytest.mark.parametrize("turns", range(6))
async def test_a_session_left_before_it_is_laid_out_leaves_the_next_one_to_any_pane(
    tmp_path: Path, turns: int
) -> None:
    app = make(tmp_path)
    async with app.run_test() as pilot:
        assert app.desk.take_up()
        plan = plan_stretch(app.desk.catalogue.stretches["captain-morgan"])
        app.push_screen(SessionScreen(Run(plan), "b", routine="captain-morgan", ache_before=None))
        for _ in range(turns):
            await asyncio.sleep(0)
        app.pop_screen()
        await pilot.pause()
        other = Journal(tmp_path)
        assert other.claim(SESSION)
        other.close()

"""The hip-angle explorer, driven by keys, in the real app."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from deskmate.app import DeskmateApp
from deskmate.build import build_scenes
from deskmate.figure.psoas import MODEL_ENDS, psoas_length
from deskmate.figure.raster import Strain, strain_of
from deskmate.screens.explorer import FURTHEST_BACK, ExplorerScreen, marks, turned
from deskmate.screens.learn import LearnScreen
from deskmate.screens.selfcheck import SelfCheckScreen
from deskmate.screens.today import TodayScreen
from deskmate.sitting.events import Kind
from deskmate.widgets.figure_view import FigureView
from deskmate.widgets.length_curve import LengthCurve
from tests.builders import SimulatedClock
from tests.running import NOON, ScriptedSpeaker, make_app


@pytest.fixture
def speaker() -> ScriptedSpeaker:
    return ScriptedSpeaker()


@pytest.fixture
def app(tmp_path: Path, speaker: ScriptedSpeaker) -> DeskmateApp:
    return make_app(tmp_path, SimulatedClock(NOON), speaker=speaker)


def explorer(app: DeskmateApp) -> ExplorerScreen:
    assert isinstance(app.screen, ExplorerScreen)
    return app.screen


def told(app: DeskmateApp) -> str:
    return str(app.screen.query_one("#reading", Static).content)


async def test_arrows_turn_the_hip_and_figure_curve_and_words_follow(app: DeskmateApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("l", "x")
        assert told(app).startswith("Hip at 0° (standing). The psoas is at 100.0 %")
        await pilot.press(*["right"] * 5)
        assert told(app) == "Hip at 10° of flexion. The psoas is at 97.4 % of its standing length (254 mm)."
        scene = app.screen.query_one(FigureView).scene
        assert scene is not None
        assert (scene.pose.near_hip, app.screen.query_one(LengthCurve).flexion) == (10, 10)
        await pilot.press(*["left"] * 10)
        assert told(app).startswith("Hip at 10° of extension. The psoas is at 102.5 %")


async def test_it_turns_no_further_than_the_model_goes(app: DeskmateApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("l", "x", *["shift+right"] * 12)
        assert explorer(app).flexion == MODEL_ENDS
        await pilot.press(*["shift+left"] * 15)
        assert explorer(app).flexion == FURTHEST_BACK


async def test_tab_goes_from_mark_to_mark_round_and_round(app: DeskmateApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("l", "x")
        angles = []
        for key in ("tab", "tab", "tab", "tab", "shift+tab"):
            await pilot.press(key)
            angles.append(explorer(app).flexion)
        known = [mark.flexion for mark in marks(app.desk.scenes)]
        assert known == sorted(known)
        assert angles == [known[2], known[3], known[0], known[1], known[0]]


async def test_space_says_where_the_hip_is(app: DeskmateApp, speaker: ScriptedSpeaker) -> None:
    async with app.run_test() as pilot:
        await pilot.press("l", "x", "right", "space")
        assert speaker.said[-1].startswith("Hip at 2° of flexion. The psoas is at 99.5 %")


async def test_it_opens_from_the_palette_everywhere_and_leads_back(app: DeskmateApp) -> None:
    async with app.run_test() as pilot:
        assert any(command.title == "Turn a hip" for command in app.get_system_commands(app.screen))
        await app.run_action("explorer")
        await app.run_action("explorer")
        await pilot.pause()
        await pilot.press("escape")
        assert isinstance(app.screen, TodayScreen)


async def test_a_page_that_speaks_of_the_self_check_leads_to_it(app: DeskmateApp) -> None:
    async with app.run_test() as pilot:
        app.desk.record(Kind.SAFETY_ACCEPTED)
        await app.push_screen(LearnScreen("psoas"))
        await pilot.press("t")
        assert isinstance(app.screen, LearnScreen), "this page does not speak of it"
        app.pop_screen()
        await app.push_screen(LearnScreen("feels"))
        await pilot.press("t")
        assert isinstance(app.screen, SelfCheckScreen)


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (100, 30), (200, 60)])
async def test_figure_curve_and_the_models_limits_are_there_at_every_size(
    app: DeskmateApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.press("l", "x")
        await pilot.pause()
        shown = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "average body" in shown
        assert "100°" in shown
        assert "●" in shown
        assert "100.0 %" in shown
        box = app.screen.query_one(FigureView).size
        assert box.width >= 20
        assert box.height >= 10


async def test_a_held_key_is_drawn_in_less_than_a_tenth_of_a_second_of_work(app: DeskmateApp) -> None:
    """What one step computes; how long that takes is the benchmark's to say."""
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("l", "x")
        drawn = []
        view = app.screen.query_one(FigureView)
        show = view.show
        view.show = lambda scene, **how: (drawn.append(scene), show(scene, **how))  # type: ignore[method-assign,func-returns-value,assignment]
        for _ in range(8):
            explorer(app).action_turn(2)
        await pilot.pause()
        assert [scene.pose.near_hip for scene in drawn] == [16]


@pytest.mark.parametrize("flexion", range(-20, 101, 5))
def test_the_body_at_every_angle_stands_on_the_floor_and_its_colour_tells_the_length(flexion: int) -> None:
    scene = turned(flexion)
    body = scene.body()
    assert body.far_leg.heel[1] == pytest.approx(0, abs=0.04) or body.near_leg.heel[1] == pytest.approx(0, abs=0.04)
    assert body.hip[0] == pytest.approx(turned(0).body().hip[0])
    change = psoas_length(flexion) / psoas_length(0) - 1
    expected = Strain.SHORT if change < -0.01 else Strain.LONG if change > 0.01 else Strain.EVEN
    assert strain_of(scene) is expected


def test_the_marks_are_the_angles_of_the_poses_themselves() -> None:
    scenes = build_scenes()
    found = {mark.name: mark.flexion for mark in marks(scenes)}
    assert found == {
        "Captain Morgan": scenes["captain-morgan"].pose.near_hip,
        "standing": 0,
        "slumped": scenes["sitting-slumped"].pose.near_hip,
        "chair": scenes["sitting-upright"].pose.near_hip,
    }

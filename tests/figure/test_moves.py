"""The ways between scenes: whole at both ends, within human ranges, never with a leap, never through the floor."""

from __future__ import annotations

import itertools
import math

import pytest

from deskmate import content
from deskmate.figure.body import RANGES, Point, level_ankle
from deskmate.figure.moves import between
from deskmate.figure.props import Prop
from deskmate.figure.scene import Base, Scene, parse_scenes
from deskmate.figure.shapes import lowest

SCENES = parse_scenes(content.texts("poses", ".toml"))
PAIRS = list(itertools.permutations(sorted(SCENES), 2))
FRAMES = 24


def frames(start: Scene, end: Scene) -> list[Scene]:
    return [between(start, end, number / FRAMES) for number in range(FRAMES + 1)]


def landmarks(scene: Scene) -> list[Point]:
    body = scene.body()
    legs = [p for leg in (body.near_leg, body.far_leg) for p in (leg.knee, leg.ankle)]
    return [body.hip, body.head, *legs, body.near_arm.wrist, body.far_arm.wrist]


def rolls_over(start: Scene, end: Scene) -> bool:
    return start.base is end.base is Base.HIP and start.pose.pelvis * end.pose.pelvis < 0


@pytest.mark.parametrize("pair", PAIRS, ids="-to-".join)
def test_every_frame_is_a_body_that_rests_on_something(pair: tuple[str, str]) -> None:
    start, end = (SCENES[name] for name in pair)
    way = frames(start, end)
    assert (way[0], way[-1]) == (start, end)
    for scene in way:
        # That the pose could be built at all says that each of its angles is in range.
        assert lowest(scene.body()) == pytest.approx(scene.lift)
        pose = scene.pose
        for shank in (pose.near_hip - pose.pelvis - pose.near_knee, pose.far_hip - pose.pelvis - pose.far_knee):
            assert RANGES["ankle"][0] <= level_ankle(shank) <= RANGES["ankle"][1]


# Rolling over is a cut, on purpose.
MOVED = [pair for pair in PAIRS if not rolls_over(SCENES[pair[0]], SCENES[pair[1]])]


@pytest.mark.parametrize("pair", MOVED, ids="-to-".join)
def test_nothing_leaps(pair: tuple[str, str]) -> None:
    start, end = (SCENES[name] for name in pair)
    for one, other in itertools.pairwise(frames(start, end)):
        steps = [math.dist(a, b) for a, b in zip(landmarks(one), landmarks(other), strict=True)]
        assert max(steps) < 0.25


@pytest.mark.parametrize("pair", [("standing", "captain-morgan-ready"), ("captain-morgan-start", "captain-morgan")])
def test_the_raised_foot_goes_over_the_counters_edge_not_through_it(pair: tuple[str, str]) -> None:
    start, end = (SCENES[name] for name in pair)
    counter = next(t for t in end.things if t.prop is Prop.COUNTER).parts[1]
    left, top = min(x for x, _ in counter), max(y for _, y in counter)
    for scene in frames(start, end):
        foot = scene.body().far_leg
        for x, y in (foot.ball, foot.toe):
            assert x < left + 0.03 or y > top - 0.03


def test_the_grounded_foot_stays_where_it_is() -> None:
    for scene in frames(SCENES["captain-morgan-ready"], SCENES["captain-morgan"]):
        assert scene.body().near_leg.heel == pytest.approx((0, 0), abs=1e-6)


def test_things_come_and_go_little_by_little() -> None:
    way = frames(SCENES["standing"], SCENES["captain-morgan-ready"])
    presences = [sum(thing.presence for thing in scene.things) for scene in way]
    assert presences == sorted(presences)
    assert (presences[0], presences[-1]) == (0, 1)


def test_a_turn_puts_the_foot_down_and_narrows() -> None:
    start = SCENES["captain-morgan"]
    end = start.mirrored()
    way = frames(start, end)
    assert [scene.is_mirrored for scene in way] == [False] * 12 + [True] * 13
    middle = way[12]
    assert middle.breadth == pytest.approx(0.6)
    assert middle.things == ()
    assert middle.body().far_leg.heel[1] == pytest.approx(0)
    assert way[0].breadth == way[-1].breadth == 1


def test_a_move_can_start_in_the_middle_of_another() -> None:
    middle = between(SCENES["sitting-slumped"], SCENES["standing"], 0.5)
    on = between(middle, SCENES["captain-morgan-ready"], 0.001)
    for a, b in zip(landmarks(middle), landmarks(on), strict=True):
        assert math.dist(a, b) < 0.01
    assert {t.prop for t in on.things} == {Prop.CHAIR, Prop.DESK, Prop.COUNTER}


def test_rolling_over_is_a_cut_at_half_the_way() -> None:
    back, front = SCENES["lying-flat"], SCENES["prone-pillow"]
    assert between(back, front, 0.49) is back
    assert between(back, front, 0.51) is front

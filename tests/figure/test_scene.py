"""The scenes that ship: feet where they belong, hands on what they hold; and files that are wrong."""

from __future__ import annotations

import math

import pytest

from deskmate import content
from deskmate.figure import shapes
from deskmate.figure.body import RANGES, Leg, Pose, level_ankle
from deskmate.figure.props import Prop, Thing
from deskmate.figure.raster import Layer, draw
from deskmate.figure.scene import Base, Scene, SceneError, parse_scenes
from deskmate.figure.shapes import lowest

SCENES = parse_scenes(content.texts("poses", ".toml"))
MORGAN = ["captain-morgan-ready", "captain-morgan", "captain-morgan-deep"]


def is_flat(leg: Leg, height: float) -> bool:
    return leg.heel[1] == pytest.approx(height, abs=0.006) and leg.toe[1] == pytest.approx(height, abs=0.006)


def thing(scene: Scene, prop: Prop) -> Thing:
    return next(t for t in scene.things if t.prop is prop)


def corners(found: Thing) -> list[tuple[float, float]]:
    return [point for part in found.parts for point in part]


def test_the_poses_a_day_needs_are_there() -> None:
    assert set(SCENES) >= {
        "standing",
        "sitting-upright",
        "sitting-slumped",
        "captain-morgan-start",
        *MORGAN,
        "forward-bend",
        "walking",
        "half-kneeling",
        "lying-flat",
        "prone-pillow",
        "leaning-on-cart",
    }


def test_standing_is_about_one_body_height_tall() -> None:
    assert SCENES["standing"].body().head[1] + 0.066 == pytest.approx(1.0, abs=0.03)


@pytest.mark.parametrize("name", sorted(SCENES))
def test_every_body_rests_on_what_is_under_it(name: str) -> None:
    scene = SCENES[name]
    assert lowest(scene.body()) == pytest.approx(scene.lift)


@pytest.mark.parametrize("name", sorted(SCENES))
def test_every_body_is_in_view(name: str) -> None:
    body, view = SCENES[name].body(), SCENES[name].view
    points = [body.head, *body.spine]
    for leg in (body.near_leg, body.far_leg):
        points += [leg.knee, leg.heel, leg.toe]
    for arm in (body.near_arm, body.far_arm):
        points += [arm.elbow, arm.hand]
    for x, y in points:
        assert view.left <= x <= view.right
        assert view.bottom <= y <= view.top


@pytest.mark.parametrize(
    "name", ["standing", "forward-bend", "leaning-on-cart", "sitting-upright", "sitting-slumped"]
)
def test_who_stands_or_sits_has_both_feet_on_the_floor(name: str) -> None:
    body = SCENES[name].body()
    assert is_flat(body.near_leg, 0)
    assert is_flat(body.far_leg, 0)


@pytest.mark.parametrize("name", MORGAN)
def test_captain_morgan_has_one_straight_leg_on_the_ground_and_one_foot_flat_on_a_counter(name: str) -> None:
    scene = SCENES[name]
    body = scene.body()
    top = max(y for _, y in corners(thing(scene, Prop.COUNTER)))
    assert scene.pose.near_knee == 0
    assert is_flat(body.near_leg, 0)
    assert is_flat(body.far_leg, top)
    assert 0.15 < top <= body.hip[1], "the counter is hip height or lower"
    # The supporting hand rests on the raised knee.
    assert math.dist(body.far_arm.hand, body.far_leg.knee) < 0.12


@pytest.mark.parametrize("name", ["captain-morgan-start", *MORGAN])
def test_the_counter_does_not_move_through_the_stretch(name: str) -> None:
    for a, b in zip(
        corners(thing(SCENES[name], Prop.COUNTER)),
        corners(thing(SCENES["captain-morgan"], Prop.COUNTER)),
        strict=True,
    ):
        assert a == pytest.approx(b, abs=0.006)


def test_further_back_is_more() -> None:
    bodies = [SCENES[name].body() for name in MORGAN]
    hips = [SCENES[name].pose.near_hip for name in MORGAN]
    assert hips == sorted(hips, reverse=True)
    assert hips[1] < 0
    assert bodies[2].near_leg.heel[0] < bodies[1].near_leg.heel[0]


def test_the_stretch_is_with_the_tail_tucked_and_the_trunk_tall() -> None:
    for name in MORGAN[1:]:
        assert SCENES[name].pose.pelvis < 0
        assert abs(SCENES[name].pose.trunk) <= 3


@pytest.mark.parametrize("name", ["sitting-upright", "sitting-slumped"])
def test_sitters_sit_on_their_chair(name: str) -> None:
    scene = SCENES[name]
    x, y = scene.body().hip
    seat = thing(scene, Prop.CHAIR).parts[0]
    assert min(u for u, _ in seat) < x < max(u for u, _ in seat)
    assert y - 0.075 < max(v for _, v in seat) < y


def test_walking_touches_the_floor_with_the_hind_toes_and_the_front_heel() -> None:
    body = SCENES["walking"].body()
    assert body.near_leg.toe[1] == pytest.approx(0, abs=0.008)
    assert body.far_leg.heel[1] == pytest.approx(0, abs=0.012)
    assert body.near_leg.heel[1] > 0.02
    assert body.far_leg.toe[1] > 0.01


def test_half_kneeling_is_on_the_near_knee() -> None:
    body = SCENES["half-kneeling"].body()
    assert body.near_leg.knee[1] < 0.05
    assert is_flat(body.far_leg, 0)
    assert body.far_leg.knee[0] > body.near_leg.knee[0]


def test_the_pillow_is_under_the_trunk_and_lifts_it() -> None:
    scene = SCENES["prone-pillow"]
    pillow = corners(thing(scene, Prop.PILLOW))
    trunk = next(part for part in shapes.trunk(scene.body()) if not isinstance(part, shapes.Disc))
    assert min(y for _, y in trunk) > scene.lift + 0.025
    assert min(x for x, _ in pillow) < scene.body().hip[0] < scene.body().spine[-1][0] < max(x for x, _ in pillow)


@pytest.mark.parametrize("name", sorted(SCENES))
def test_no_level_foot_asks_too_much_of_its_ankle(name: str) -> None:
    pose = SCENES[name].pose
    for shank in (pose.near_hip - pose.pelvis - pose.near_knee, pose.far_hip - pose.pelvis - pose.far_knee):
        assert RANGES["ankle"][0] <= level_ankle(shank) <= RANGES["ankle"][1]


def test_mirroring_twice_is_nothing() -> None:
    scene = SCENES["captain-morgan"]
    assert scene.mirrored().mirrored() == scene
    assert scene.mirrored() != scene


def test_a_file_is_read_whole() -> None:
    text = '[a]\nwords = "up"\nprops = ["bed", "pillow"]\nbase = "hip"\nplace = -0.1\nlift = 0.2\nnear_hip = 3\n'
    props = frozenset({Prop.BED, Prop.PILLOW})
    scene = parse_scenes([("p.toml", text)])["a"]
    assert scene == Scene("a", "up", Pose(near_hip=3), props, scene.base.HIP, place=-0.1, lift=0.2)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[a", "p.toml is not valid TOML:"),
        ("a = 3", "p.toml: a must be a table [a]."),
        ("[a]\nnear_hip = 3", "p.toml: a.words must say in a few words what is seen."),
        ('[a]\nwords = "x"\nhip = 3', "p.toml: a.hip is not known; known are"),
        ('[a]\nwords = "x"\nnear_knee = -9', "p.toml: a.near_knee must be from 0 to 150 degrees, not -9."),
        ('[a]\nwords = "x"\nnear_knee = "bent"', "p.toml: a.near_knee must be a number, not 'bent'."),
        ('[a]\nwords = "x"\nlift = true', "p.toml: a.lift must be a number, not True."),
        ('[a]\nwords = "x"\nlift = inf', "p.toml: a.lift must be a number of a body's size, not inf."),
        ('[a]\nwords = "x"\nprops = ["horse"]', "p.toml: a.props must be a list of counter,"),
        ('[a]\nwords = "x"\nprops = [["bed"]]', "p.toml: a.props must be a list of counter,"),
        ('[a]\nwords = "x"\nprops = "bed"', "p.toml: a.props must be a list of counter,"),
        ('[a]\nwords = "x"\nbase = "head"', "p.toml: a.base must be foot or hip, not 'head'."),
    ],
)
def test_a_wrong_scene_file_is_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(SceneError) as caught:
        parse_scenes([("p.toml", text)])
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_same_name_twice_is_refused() -> None:
    text = '[a]\nwords = "x"'
    with pytest.raises(SceneError, match="a is there already"):
        parse_scenes([("p.toml", text), ("q.toml", text)])


@pytest.mark.parametrize("name", [name for name in sorted(SCENES) if SCENES[name].base is Base.HIP])
def test_no_hand_of_a_lying_body_sinks_into_the_bed(name: str) -> None:
    scene = SCENES[name]
    top = max(y for found in scene.things if found.prop in {Prop.BED, Prop.EDGE} for _, y in corners(found))
    for arm in (scene.body().near_arm, scene.body().far_arm):
        assert min(arm.elbow[1], arm.wrist[1], arm.hand[1]) > top


@pytest.mark.parametrize("name", ["prone", "press-up", "bridge", "prone-pillow"])
def test_hands_that_carry_or_rest_lie_flat_on_the_bed(name: str) -> None:
    scene = SCENES[name]
    for arm in (scene.body().near_arm, scene.body().far_arm):
        assert arm.hand[1] == pytest.approx(scene.lift, abs=0.035)
        assert arm.wrist[1] == pytest.approx(scene.lift, abs=0.04)


def test_the_hands_of_who_presses_up_point_ahead() -> None:
    for name in ("prone", "press-up"):
        arm = SCENES[name].body().near_arm
        assert arm.hand[0] > arm.wrist[0] + 0.05


@pytest.mark.parametrize("name", ["bed-edge", "bed-edge-ready"])
def test_the_hands_hold_the_drawn_up_shin(name: str) -> None:
    body = SCENES[name].body()
    leg = body.far_leg
    shin = [
        (leg.knee[0] + (leg.ankle[0] - leg.knee[0]) * share, leg.knee[1] + (leg.ankle[1] - leg.knee[1]) * share)
        for share in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
    ]
    for arm in (body.near_arm, body.far_arm):
        assert min(math.dist(arm.hand, point) for point in shin) < 0.045


@pytest.mark.parametrize("name", ["standing", "captain-morgan-start", "forward-bend"])
def test_two_legs_that_stand_side_by_side_are_told_apart(name: str) -> None:
    assert Layer.FAR in {run.layer for row in draw(SCENES[name], 40, 20).rows[12:] for run in row}

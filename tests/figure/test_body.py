"""The body's laws: bones keep their length, joints their range, feet the floor."""

from __future__ import annotations

import itertools
import math
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskmate import content
from deskmate.figure.body import FOREARM, RANGES, SHANK, THIGH, TRUNK, UPPER_ARM, Leg, Pose, skeleton
from deskmate.figure.scene import Prop, Scene, SceneError, between, parse_scenes

SCENES = parse_scenes(content.texts("poses", ".toml"))
NAMES = sorted(SCENES)


def angle_range(name: str) -> tuple[float, float]:
    return RANGES[name.removeprefix("near_").removeprefix("far_")]


POSES = st.builds(Pose, **{f.name: st.floats(*angle_range(f.name)) for f in fields(Pose)})


@given(POSES)
def test_no_pose_stretches_a_bone(pose: Pose) -> None:
    body = skeleton(pose)
    for leg in (body.near_leg, body.far_leg):
        assert math.dist(leg.hip, leg.knee) == pytest.approx(THIGH)
        assert math.dist(leg.knee, leg.ankle) == pytest.approx(SHANK)
    for arm in (body.near_arm, body.far_arm):
        assert math.dist(arm.shoulder, arm.elbow) == pytest.approx(UPPER_ARM)
        assert math.dist(arm.elbow, arm.wrist) == pytest.approx(FOREARM)
    assert sum(math.dist(a, b) for a, b in itertools.pairwise(body.spine)) == pytest.approx(TRUNK)


def test_standing_is_about_one_body_height_tall() -> None:
    body = SCENES["standing"].body()
    assert body.head[1] + 0.066 == pytest.approx(1.0, abs=0.03)


@pytest.mark.parametrize(("name", "value"), [("near_knee", -1.0), ("far_hip", 131.0), ("near_elbow", 151.0)])
def test_an_angle_no_body_can_take_is_refused(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=f"{name} must be from"):
        Pose(**{name: value})


@pytest.mark.parametrize("pair", list(itertools.permutations(NAMES, 2)), ids="-to-".join)
def test_every_frame_between_two_scenes_stays_within_human_ranges(pair: tuple[str, str]) -> None:
    start, end = (SCENES[name] for name in pair)
    for frame in range(13):
        scene = between(start, end, frame / 12)
        low = min(y for leg in (scene.body().near_leg, scene.body().far_leg) for _, y in (leg.heel, leg.toe))
        assert low >= -1e-9


def test_a_move_begins_and_ends_where_it_should() -> None:
    a, b = SCENES["standing"], SCENES["captain-morgan"]
    assert between(a, b, 0) == a
    assert between(a, b, 1) == b
    turned = b.mirrored()
    assert between(b, turned, 0.4) == b
    assert between(b, turned, 0.6) == turned


def is_flat(leg: Leg) -> bool:
    return leg.heel[1] == pytest.approx(leg.toe[1])


@pytest.mark.parametrize("name", ["captain-morgan-ready", "captain-morgan", "captain-morgan-deep"])
def test_captain_morgan_has_one_straight_leg_on_the_ground_and_one_foot_flat_on_something(name: str) -> None:
    scene = SCENES[name]
    body = scene.body()
    assert Prop.COUNTER in scene.props
    assert is_flat(body.near_leg)
    assert is_flat(body.far_leg)
    assert body.near_leg.heel[1] == pytest.approx(0)
    assert scene.pose.near_knee == 0
    assert 0.15 < body.far_leg.heel[1] <= body.hip[1]
    # The supporting hand rests on the raised knee.
    assert math.dist(body.far_arm.hand, body.far_leg.knee) < 0.12


def test_further_back_is_more() -> None:
    hips = [SCENES[n].pose.near_hip for n in ("captain-morgan-ready", "captain-morgan", "captain-morgan-deep")]
    assert hips == sorted(hips, reverse=True)
    assert hips[1] < 0


@pytest.mark.parametrize("name", ["sitting-upright", "sitting-slumped"])
def test_sitters_have_their_feet_on_the_floor(name: str) -> None:
    body = SCENES[name].body()
    assert body.near_leg.heel[1] == pytest.approx(0, abs=0.01)
    assert is_flat(body.near_leg)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[a", "p.toml is not valid TOML:"),
        ("a = 3", "p.toml: a must be a table [a]."),
        ("[a]\nnear_hip = 3", "p.toml: a: words must say in a few words what is seen."),
        ('[a]\nwords = "x"\nhip = 3', "p.toml: a.hip is not known; known are"),
        ('[a]\nwords = "x"\nnear_knee = -9', "p.toml: a: near_knee must be from 0 to 150 degrees, not -9."),
        ('[a]\nwords = "x"\nnear_knee = "bent"', "p.toml: a: an angle must be a number, not 'bent'."),
        ('[a]\nwords = "x"\nprops = ["horse"]', "p.toml: a: 'horse' is not a valid Prop."),
    ],
)
def test_a_wrong_scene_file_is_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(SceneError) as caught:
        parse_scenes([("p.toml", text)])
    assert sentence in str(caught.value)


def test_the_same_name_twice_is_refused() -> None:
    text = '[a]\nwords = "x"'
    with pytest.raises(SceneError, match="a is there already"):
        parse_scenes([("p.toml", text), ("q.toml", text)])


def test_mirroring_twice_is_nothing() -> None:
    scene: Scene = SCENES["captain-morgan"]
    assert scene.mirrored().mirrored() == scene
    assert scene.mirrored() != scene

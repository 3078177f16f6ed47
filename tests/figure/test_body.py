"""The body's laws: bones keep their length, joints their range."""

from __future__ import annotations

import itertools
import math
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskmate.figure.body import (
    BEND,
    FOREARM,
    HAND,
    RANGES,
    SHANK,
    THIGH,
    TRUNK,
    UPPER_ARM,
    Pose,
    level_ankle,
    skeleton,
)


def angle_range(name: str) -> tuple[float, float]:
    return RANGES[name.removeprefix("near_").removeprefix("far_")]


@st.composite
def poses(draw: st.DrawFn) -> Pose:
    angles = {f.name: draw(st.floats(*angle_range(f.name))) for f in fields(Pose) if f.name != "trunk"}
    low, high = (max(RANGES["trunk"][0], angles["pelvis"] + BEND[0]), min(110, angles["pelvis"] + BEND[1]))
    return Pose(trunk=draw(st.floats(low, high)), **angles)


@given(poses())
def test_no_pose_stretches_a_bone(pose: Pose) -> None:
    body = skeleton(pose)
    for leg in (body.near_leg, body.far_leg):
        assert math.dist(leg.hip, leg.knee) == pytest.approx(THIGH)
        assert math.dist(leg.knee, leg.ankle) == pytest.approx(SHANK)
    for arm in (body.near_arm, body.far_arm):
        assert math.dist(arm.shoulder, arm.elbow) == pytest.approx(UPPER_ARM)
        assert math.dist(arm.elbow, arm.wrist) == pytest.approx(FOREARM)
        assert math.dist(arm.wrist, arm.hand) == pytest.approx(HAND)
    assert sum(math.dist(a, b) for a, b in itertools.pairwise(body.spine)) == pytest.approx(TRUNK)


def test_upright_the_shoulders_are_over_the_hips_and_the_back_is_curved_twice() -> None:
    spine = skeleton(Pose()).spine
    ahead = [x for x, _ in spine]
    assert ahead[-1] == pytest.approx(ahead[0], abs=0.005)
    # Hollow in the small of the back, round between the shoulders.
    assert max(ahead[: len(ahead) // 2]) > 0.005
    assert min(ahead[len(ahead) // 2 :]) < -0.005


def test_a_slump_rounds_the_back_and_an_arch_hollows_it() -> None:
    slump, straight, arch = (
        skeleton(Pose(pelvis=-lean, trunk=lean)).spine[8][0] - skeleton(Pose(pelvis=-lean, trunk=lean)).spine[-1][0]
        for lean in (30, 0, -15)
    )
    assert slump < straight < arch


@pytest.mark.parametrize("shank", [-30, -10, 0, 20, 45])
def test_a_foot_is_level_as_far_as_an_ankle_goes(shank: float) -> None:
    leg = skeleton(Pose(near_hip=shank + 60, near_knee=60)).near_leg
    assert leg.heel[1] == pytest.approx(leg.toe[1])
    assert level_ankle(shank) == -shank


def test_no_ankle_bends_further_than_it_can_to_keep_a_foot_level() -> None:
    assert level_ankle(-60) == RANGES["ankle"][1]
    assert level_ankle(80) == RANGES["ankle"][0]


@pytest.mark.parametrize(
    ("name", "value"), [("near_knee", -1.0), ("far_hip", 131.0), ("near_elbow", 151.0), ("far_ankle", math.nan)]
)
def test_an_angle_no_body_can_take_is_refused(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=f"{name} must be from"):
        Pose(**{name: value})


@pytest.mark.parametrize("trunk", [-61, 86])
def test_no_spine_bends_further_than_it_can(trunk: float) -> None:
    with pytest.raises(ValueError, match="trunk must be within -60 to 85 degrees"):
        Pose(trunk=trunk)

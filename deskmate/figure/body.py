"""The articulated body, seen from its right side, facing right: joint angles to points.

Lengths are shares of body height. x points forward, y up. Segment lengths after Drillis and Contini (1966), as
tabulated by Winter, Biomechanics and Motor Control of Human Movement.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

Point = tuple[float, float]

THIGH = 0.245
SHANK = 0.246
FOOT_HEIGHT = 0.039
FOOT_LENGTH = 0.152
TRUNK = 0.288
NECK = 0.052
HEAD = 0.13
UPPER_ARM = 0.186
FOREARM = 0.146
HAND = 0.075
SPINE_POINTS = 17
"""Points along the trunk's curve, hip first, shoulder last."""

RANGES = {
    "pelvis": (-100.0, 100.0),
    "trunk": (-100.0, 110.0),
    "head": (-60.0, 60.0),
    "hip": (-30.0, 130.0),
    "knee": (0.0, 150.0),
    "ankle": (-50.0, 35.0),
    "shoulder": (-60.0, 180.0),
    "elbow": (0.0, 150.0),
}
"""Human ranges of each joint in degrees (AAOS normal values, rounded outward); pelvis and trunk are leans."""


@dataclass(frozen=True, slots=True)
class Pose:
    """Joint angles in degrees; flexion positive, all 0 standing upright with the arms hanging.

    `pelvis` and `trunk` are the lean of the lower and the upper end of the spine from upright, forward positive:
    where they differ the spine curves. Hips count from the pelvis. Near limbs are the right side's. An ankle of None
    keeps that foot level; positive lifts the toes.
    """

    pelvis: float = 0
    trunk: float = 0
    head: float = 0
    near_hip: float = 0
    near_knee: float = 0
    near_ankle: float | None = None
    far_hip: float = 0
    far_knee: float = 0
    far_ankle: float | None = None
    near_shoulder: float = 0
    near_elbow: float = 0
    far_shoulder: float = 0
    far_elbow: float = 0

    def __post_init__(self) -> None:
        """Refuse an angle no body can take; raises ValueError with one sentence."""
        for field in fields(self):
            value = getattr(self, field.name)
            low, high = RANGES[field.name.removeprefix("near_").removeprefix("far_")]
            if value is not None and not low <= value <= high:
                raise ValueError(f"{field.name} must be from {low:g} to {high:g} degrees, not {value:g}")


@dataclass(frozen=True, slots=True)
class Leg:
    """The points of a leg; `sole` is the underside of the ankle, `heel` and `toe` the foot's ends on the sole."""

    hip: Point
    knee: Point
    ankle: Point
    heel: Point
    toe: Point


@dataclass(frozen=True, slots=True)
class Arm:
    """The points of an arm."""

    shoulder: Point
    elbow: Point
    wrist: Point
    hand: Point


@dataclass(frozen=True, slots=True)
class Skeleton:
    """All points of a body. `spine` runs from the hips to the shoulders, `leans` gives its lean at each point."""

    spine: tuple[Point, ...]
    leans: tuple[float, ...]
    neck: Point
    head: Point
    head_lean: float
    near_leg: Leg
    far_leg: Leg
    near_arm: Arm
    far_arm: Arm

    @property
    def hip(self) -> Point:
        """Give the hip centre."""
        return self.spine[0]


def skeleton(pose: Pose, hip: Point = (0.0, 0.0)) -> Skeleton:
    """Give the points of a body in `pose` whose hips are at `hip`."""
    spine, leans = _spine(pose, hip)
    neck = _up(spine[-1], NECK, pose.trunk + pose.head / 2)
    head = _up(neck, HEAD / 2, pose.trunk + pose.head)
    shoulder = _up(spine[-1], -0.02, leans[-1])
    return Skeleton(
        spine=spine,
        leans=leans,
        neck=neck,
        head=head,
        head_lean=pose.trunk + pose.head,
        near_leg=_leg(hip, pose.near_hip - pose.pelvis, pose.near_knee, pose.near_ankle),
        far_leg=_leg(hip, pose.far_hip - pose.pelvis, pose.far_knee, pose.far_ankle),
        near_arm=_arm(shoulder, pose.near_shoulder - pose.trunk, pose.near_elbow),
        far_arm=_arm(shoulder, pose.far_shoulder - pose.trunk, pose.far_elbow),
    )


def _spine(pose: Pose, hip: Point) -> tuple[tuple[Point, ...], tuple[float, ...]]:
    """Lay the trunk as a curve whose lean goes evenly from the pelvis's to the upper trunk's."""
    step = TRUNK / (SPINE_POINTS - 1)
    points, leans = [hip], [pose.pelvis]
    for number in range(1, SPINE_POINTS):
        share = number / (SPINE_POINTS - 1)
        lean = pose.pelvis + (pose.trunk - pose.pelvis) * share
        points.append(_up(points[-1], step, lean))
        leans.append(lean)
    return tuple(points), tuple(leans)


def _leg(hip: Point, thigh: float, flexion: float, lift: float | None) -> Leg:
    """Lay a leg from the thigh's angle from straight down, forward positive."""
    knee = _down(hip, THIGH, thigh)
    shank = thigh - flexion
    ankle = _down(knee, SHANK, shank)
    # A level foot is turned against the shank by as much as the shank leans.
    turn = shank + lift if lift is not None else 0.0
    under = _down(ankle, FOOT_HEIGHT, turn)
    along = (math.cos(math.radians(turn)), math.sin(math.radians(turn)))
    heel = (under[0] - along[0] * FOOT_LENGTH * 0.27, under[1] - along[1] * FOOT_LENGTH * 0.27)
    toe = (under[0] + along[0] * FOOT_LENGTH * 0.73, under[1] + along[1] * FOOT_LENGTH * 0.73)
    return Leg(hip, knee, ankle, heel, toe)


def _arm(shoulder: Point, upper: float, flexion: float) -> Arm:
    elbow = _down(shoulder, UPPER_ARM, upper)
    wrist = _down(elbow, FOREARM, upper + flexion)
    return Arm(shoulder, elbow, wrist, _down(wrist, HAND, upper + flexion))


def _down(start: Point, length: float, angle: float) -> Point:
    """Go `length` at an angle in degrees from straight down, forward positive."""
    turn = math.radians(angle)
    return (start[0] + length * math.sin(turn), start[1] - length * math.cos(turn))


def _up(start: Point, length: float, lean: float) -> Point:
    """Go `length` at a lean in degrees from straight up, forward positive."""
    turn = math.radians(lean)
    return (start[0] + length * math.sin(turn), start[1] + length * math.cos(turn))

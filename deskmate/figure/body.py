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
HAND = 0.085
SPINE_POINTS = 17
"""Points along the trunk's curve, hip first, shoulder last."""

HEEL_SHARE, BALL_SHARE = 0.25, 0.70
"""Where along the sole the ankle and the joint of the toes stand, from heel to toe."""

RANGES = {
    "pelvis": (-125.0, 100.0),
    "trunk": (-125.0, 110.0),
    "head": (-60.0, 60.0),
    "hip": (-30.0, 130.0),
    "knee": (0.0, 150.0),
    "ankle": (-50.0, 35.0),
    "toes": (0.0, 70.0),
    "shoulder": (-60.0, 180.0),
    "elbow": (0.0, 150.0),
    "wrist": (-70.0, 80.0),
}
"""Human ranges of each joint in degrees (AAOS normal values, rounded outward); pelvis and trunk are leans."""

BEND = (-60.0, 85.0)
"""How far, in degrees, the upper end of the spine may lean against the lower: an arch pressed up, a bend to the toes
(AAOS thoracolumbar range, rounded outward for an arch that the arms hold)."""

_NATURAL_CURVE = 10.0
"""How far, in degrees, the upright spine leans out of line: hollow in the small of the back, round between the
shoulders."""

_NECK_LEAN = 20.0


@dataclass(frozen=True, slots=True)
class Pose:
    """Joint angles in degrees; flexion positive, all 0 standing upright with the arms hanging.

    `pelvis` and `trunk` are the lean of the lower and the upper end of the spine from upright, forward positive:
    a trunk further forward than the pelvis is a slump, one further back an arch. Hips count from the pelvis. Near
    limbs are the right side's. An ankle of None keeps that foot as level as an ankle can; a number lifts the toes.
    `toes` bends them upward against the foot.
    """

    pelvis: float = 0
    trunk: float = 0
    head: float = 0
    near_hip: float = 0
    near_knee: float = 0
    near_ankle: float | None = None
    near_toes: float = 0
    far_hip: float = 0
    far_knee: float = 0
    far_ankle: float | None = None
    far_toes: float = 0
    near_shoulder: float = 0
    near_elbow: float = 0
    near_wrist: float = 0
    far_shoulder: float = 0
    far_elbow: float = 0
    far_wrist: float = 0

    def __post_init__(self) -> None:
        """Refuse an angle no body can take; raises ValueError with one sentence."""
        for field in fields(self):
            value = getattr(self, field.name)
            low, high = RANGES[field.name.removeprefix("near_").removeprefix("far_")]
            if value is not None and not low <= value <= high:
                raise ValueError(f"{field.name} must be from {low:g} to {high:g} degrees, not {value:g}")
        if not BEND[0] <= self.trunk - self.pelvis <= BEND[1]:
            bend = f"{BEND[0]:g} to {BEND[1]:g} degrees of the pelvis's {self.pelvis:g}"
            raise ValueError(f"trunk must be within {bend}, not {self.trunk:g}")


@dataclass(frozen=True, slots=True)
class Leg:
    """The points of a leg; heel, ball and toe lie on the sole."""

    hip: Point
    knee: Point
    ankle: Point
    heel: Point
    ball: Point
    toe: Point


@dataclass(frozen=True, slots=True)
class Arm:
    """The points of an arm; `hand` is the tip of the fingers."""

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
    neck = up(spine[-1], NECK, pose.trunk + _NECK_LEAN + pose.head / 2)
    head_lean = pose.trunk + pose.head
    shoulder = up(spine[-1], -0.012, pose.trunk)
    return Skeleton(
        spine=spine,
        leans=leans,
        neck=neck,
        head=up(neck, HEAD / 2, head_lean),
        head_lean=head_lean,
        near_leg=_leg(hip, pose.near_hip - pose.pelvis, pose.near_knee, pose.near_ankle, pose.near_toes),
        far_leg=_leg(hip, pose.far_hip - pose.pelvis, pose.far_knee, pose.far_ankle, pose.far_toes),
        near_arm=_arm(shoulder, pose.near_shoulder - pose.trunk, pose.near_elbow, pose.near_wrist),
        far_arm=_arm(shoulder, pose.far_shoulder - pose.trunk, pose.far_elbow, pose.far_wrist),
    )


def level_ankle(shank: float) -> float:
    """Give the ankle angle that keeps a foot level under a shank so many degrees forward of straight down."""
    low, high = RANGES["ankle"]
    return min(high, max(low, -shank))


def up(start: Point, length: float, lean: float) -> Point:
    """Go `length` at a lean in degrees from straight up, forward positive."""
    turn = math.radians(lean)
    return (start[0] + length * math.sin(turn), start[1] + length * math.cos(turn))


def down(start: Point, length: float, angle: float) -> Point:
    """Go `length` at an angle in degrees from straight down, forward positive."""
    turn = math.radians(angle)
    return (start[0] + length * math.sin(turn), start[1] - length * math.cos(turn))


def _spine(pose: Pose, hip: Point) -> tuple[tuple[Point, ...], tuple[float, ...]]:
    """Lay the trunk as a curve from the pelvis's lean to the upper trunk's, with the natural double bend upon it."""
    step = TRUNK / (SPINE_POINTS - 1)
    # A slump rounds the hollow of the back away; an arch deepens it.
    natural = _NATURAL_CURVE * min(1.3, max(0.0, 1 - (pose.trunk - pose.pelvis) / 50))
    points, leans = [hip], [pose.pelvis + natural]
    for number in range(1, SPINE_POINTS):
        share = number / (SPINE_POINTS - 1)
        lean = pose.pelvis + (pose.trunk - pose.pelvis) * share + natural * math.cos(2 * math.pi * share)
        points.append(up(points[-1], step, (leans[-1] + lean) / 2))
        leans.append(lean)
    return tuple(points), tuple(leans)


def _leg(hip: Point, thigh: float, flexion: float, lift: float | None, toes: float) -> Leg:
    """Lay a leg from the thigh's angle from straight down, forward positive."""
    knee = down(hip, THIGH, thigh)
    shank = thigh - flexion
    ankle = down(knee, SHANK, shank)
    turn = shank + (level_ankle(shank) if lift is None else lift)
    under = down(ankle, FOOT_HEIGHT, turn)
    ball = _along(under, FOOT_LENGTH * (BALL_SHARE - HEEL_SHARE), turn)
    return Leg(
        hip=hip,
        knee=knee,
        ankle=ankle,
        heel=_along(under, -FOOT_LENGTH * HEEL_SHARE, turn),
        ball=ball,
        toe=_along(ball, FOOT_LENGTH * (1 - BALL_SHARE), turn + toes),
    )


def _arm(shoulder: Point, upper: float, flexion: float, wrist_flexion: float) -> Arm:
    elbow = down(shoulder, UPPER_ARM, upper)
    wrist = down(elbow, FOREARM, upper + flexion)
    return Arm(shoulder, elbow, wrist, down(wrist, HAND, upper + flexion + wrist_flexion))


def _along(start: Point, length: float, turn: float) -> Point:
    """Go `length` forward along a sole whose toes are lifted by `turn` degrees."""
    angle = math.radians(turn)
    return (start[0] + length * math.cos(angle), start[1] + length * math.sin(angle))

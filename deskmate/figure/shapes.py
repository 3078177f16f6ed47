"""The body's flesh and the things around it, as polygons and discs in body heights."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

from deskmate.figure.body import FOOT_LENGTH, Arm, Leg, Point, Skeleton
from deskmate.figure.scene import Prop, Scene

Polygon = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle."""

    centre: Point
    radius: float


Shape = Polygon | Disc

# How far the trunk reaches behind and before its curve, from the hips (0) to the shoulders (1).
_TRUNK = (
    (0.0, 0.072, 0.060),
    (0.15, 0.066, 0.064),
    (0.35, 0.046, 0.064),
    (0.55, 0.052, 0.068),
    (0.75, 0.062, 0.072),
    (0.9, 0.058, 0.054),
    (1.0, 0.036, 0.030),
)
# The head's outline from its middle, forward and up: a forehead, a nose, a chin.
_HEAD = (
    (-0.060, 0.000),
    (-0.052, 0.042),
    (-0.022, 0.066),
    (0.018, 0.067),
    (0.046, 0.046),
    (0.053, 0.018),
    (0.070, -0.010),
    (0.055, -0.016),
    (0.054, -0.036),
    (0.042, -0.062),
    (0.006, -0.056),
    (-0.028, -0.052),
    (-0.050, -0.034),
)
_SPINE_BEHIND = 0.024
_LUMBAR = (0.22, 0.62)
"""Where on the trunk's curve the lumbar spine begins and ends, fifth to first vertebra."""


def trunk(body: Skeleton) -> list[Shape]:
    """Give trunk, neck and head."""
    front: list[Point] = []
    back: list[Point] = []
    last = len(body.spine) - 1
    for number, (point, lean) in enumerate(zip(body.spine, body.leans, strict=True)):
        behind, before = _reach(number / last)
        front.append(_off(point, lean, before, 0))
        back.append(_off(point, lean, -behind, 0))
    buttock = Disc(_off(body.hip, body.leans[0], -0.018, -0.006), 0.060)
    shoulder = Disc(_off(body.spine[-1], body.leans[-1], -0.004, -0.026), 0.046)
    head = tuple(_off(body.head, body.head_lean, x, y) for x, y in _HEAD)
    return [(*front, *reversed(back)), buttock, shoulder, *_limb(body.spine[-1], body.head, 0.036, 0.030), head]


def leg(bones: Leg) -> list[Shape]:
    """Give a leg with its foot."""
    calf = _share(bones.knee, bones.ankle, 0.3)
    behind = _normal(bones.knee, bones.ankle)
    calf = (calf[0] + behind[0] * 0.010, calf[1] + behind[1] * 0.010)
    return [
        *_limb(bones.hip, bones.knee, 0.062, 0.041),
        *_limb(bones.knee, calf, 0.040, 0.041),
        *_limb(calf, bones.ankle, 0.041, 0.024),
        _foot(bones),
    ]


def arm(bones: Arm) -> list[Shape]:
    """Give an arm with its hand."""
    return [
        *_limb(bones.shoulder, bones.elbow, 0.034, 0.026),
        *_limb(bones.elbow, bones.wrist, 0.027, 0.017),
        *_limb(bones.wrist, bones.hand, 0.018, 0.011),
    ]


def spine(body: Skeleton) -> list[Shape]:
    """Give the spine as a row of vertebrae behind the trunk's curve."""
    pairs = list(zip(body.spine, body.leans, strict=True))[2:]
    return [Disc(_off(point, lean, -_SPINE_BEHIND, 0), 0.011) for point, lean in pairs]


def psoas(body: Skeleton) -> list[Shape]:
    """Give the near psoas: from the lumbar spine, over the rim of the pelvis, to the inner back of the thigh bone.

    The rim and the end are the points of the model in `psoas.py`, in body heights of 1.75 m, on the hip's own scale.
    """
    last = len(body.spine) - 1
    low, high = (round(share * last) for share in _LUMBAR)
    lean = body.leans[0]
    thigh = _angle(body.near_leg.hip, body.near_leg.knee)
    rim = _off(body.hip, lean, 0.032, 0.012)
    end = _off(body.hip, -thigh, -0.012, -0.060)
    middle = _off(body.spine[low], body.leans[low], 0.006, 0)
    top = _off(body.spine[high], body.leans[high], -0.008, 0)
    return [*_limb(top, middle, 0.010, 0.022), *_limb(middle, rim, 0.022, 0.018), *_limb(rim, end, 0.018, 0.010)]


def props(scene: Scene, body: Skeleton) -> list[Shape]:
    """Give the things around the body, each where the body needs it."""
    found: list[Shape] = []
    for prop in sorted(scene.props):
        found += _PROPS[prop](scene, body)
    return found


def _counter(_: Scene, body: Skeleton) -> list[Shape]:
    foot = body.far_leg
    return [_box(foot.heel[0] - 0.05, 0, foot.toe[0] + 0.16, foot.heel[1])]


def _chair(_: Scene, body: Skeleton) -> list[Shape]:
    x, y = body.hip
    seat = y - 0.066
    back = x - 0.10
    return [
        _box(back, seat - 0.03, x + 0.13, seat),
        _box(back - 0.02, seat - 0.03, back + 0.004, seat + 0.25),
        _box(back, 0, back + 0.018, seat - 0.03),
        _box(x + 0.112, 0, x + 0.13, seat - 0.03),
    ]


def _desk(_: Scene, body: Skeleton) -> list[Shape]:
    x, y = body.near_arm.wrist
    top = y - 0.02
    return [_box(x - 0.06, top - 0.025, x + 0.36, top), _box(x + 0.30, 0, x + 0.32, top - 0.025)]


def _bed(scene: Scene, body: Skeleton) -> list[Shape]:
    reach = [body.head[0], body.hip[0], body.near_leg.heel[0], body.near_leg.toe[0], body.near_arm.hand[0]]
    return [_box(min(reach) - 0.09, 0, max(reach) + 0.05, scene.lift)]


_PROPS = {
    Prop.COUNTER: _counter,
    Prop.CHAIR: _chair,
    Prop.DESK: _desk,
    Prop.BED: _bed,
}


def _reach(share: float) -> tuple[float, float]:
    for (a, back_a, front_a), (b, back_b, front_b) in itertools.pairwise(_TRUNK):
        if share <= b:
            part = (share - a) / (b - a)
            return back_a + (back_b - back_a) * part, front_a + (front_b - front_a) * part
    return _TRUNK[-1][1:]


def _foot(bones: Leg) -> Polygon:
    along = _unit(bones.heel, bones.toe)
    up = (-along[1], along[0])
    outline = (
        (0.0, 0.0),
        (-0.010, 0.018),
        (0.012, 0.052),
        (0.066, 0.050),
        (0.105, 0.026),
        (FOOT_LENGTH - 0.008, 0.017),
        (FOOT_LENGTH, 0.004),
        (FOOT_LENGTH - 0.006, 0.0),
    )
    return tuple(
        (bones.heel[0] + along[0] * x + up[0] * y, bones.heel[1] + along[1] * x + up[1] * y) for x, y in outline
    )


def _limb(start: Point, end: Point, wide: float, narrow: float) -> list[Shape]:
    """Give a tapered limb with round ends."""
    across = _normal(start, end)
    quad = (
        (start[0] + across[0] * wide, start[1] + across[1] * wide),
        (end[0] + across[0] * narrow, end[1] + across[1] * narrow),
        (end[0] - across[0] * narrow, end[1] - across[1] * narrow),
        (start[0] - across[0] * wide, start[1] - across[1] * wide),
    )
    return [quad, Disc(start, wide), Disc(end, narrow)]


def _box(left: float, bottom: float, right: float, top: float) -> Polygon:
    return ((left, bottom), (right, bottom), (right, top), (left, top))


def _off(point: Point, lean: float, forward: float, up: float) -> Point:
    """Move in a frame that leans by `lean` degrees."""
    turn = math.radians(lean)
    sine, cosine = math.sin(turn), math.cos(turn)
    return (point[0] + forward * cosine + up * sine, point[1] - forward * sine + up * cosine)


def _angle(start: Point, end: Point) -> float:
    """Give the angle of a limb from straight down, forward positive, in degrees."""
    return math.degrees(math.atan2(end[0] - start[0], start[1] - end[1]))


def _unit(start: Point, end: Point) -> Point:
    length = math.dist(start, end) or 1.0
    return ((end[0] - start[0]) / length, (end[1] - start[1]) / length)


def _normal(start: Point, end: Point) -> Point:
    """Give the unit vector to the right of the way from `start` to `end`: behind, for a limb that hangs."""
    along = _unit(start, end)
    return (along[1], -along[0])


def _share(start: Point, end: Point, share: float) -> Point:
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)

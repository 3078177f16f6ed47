"""The body's flesh, as polygons and discs in body heights."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

from deskmate.figure.body import SPINE_POINTS, Arm, Leg, Point, Skeleton

Polygon = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle."""

    centre: Point
    radius: float


Shape = Polygon | Disc

# How far the trunk reaches behind and before its curve, from the hips (0) to the shoulders (1).
_TRUNK = (
    (0.00, 0.076, 0.056),
    (0.10, 0.079, 0.061),
    (0.25, 0.066, 0.065),
    (0.42, 0.057, 0.062),
    (0.58, 0.058, 0.069),
    (0.74, 0.064, 0.077),
    (0.88, 0.066, 0.066),
    (1.00, 0.056, 0.038),
)
# The head's outline from its middle, forward and up: skull, forehead, nose, lips, chin, jaw.
_HEAD = (
    (-0.059, 0.008),
    (-0.055, 0.034),
    (-0.038, 0.055),
    (-0.010, 0.066),
    (0.020, 0.063),
    (0.041, 0.046),
    (0.049, 0.022),
    (0.048, 0.010),
    (0.066, -0.010),
    (0.052, -0.018),
    (0.053, -0.030),
    (0.047, -0.036),
    (0.050, -0.048),
    (0.040, -0.062),
    (0.022, -0.062),
    (-0.006, -0.048),
    (-0.030, -0.046),
    (-0.050, -0.024),
)
# The foot's upper side from the heel, along and above the sole, as far as the ball.
_INSTEP = ((0.0, 0.0), (-0.009, 0.012), (-0.006, 0.032), (0.016, 0.056), (0.064, 0.056), (0.086, 0.034))
_TOE_DEEP = 0.021
_SPINE_BEHIND = 0.034
"""How far the column of the vertebrae runs behind the middle of the trunk."""
_BEAD = 0.0105

LUMBAR = (0.26, 0.62)
"""Where along the trunk's curve the lumbar spine begins and ends, fifth to first vertebra."""


def _reach(share: float) -> tuple[float, float]:
    for (a, back_a, front_a), (b, back_b, front_b) in itertools.pairwise(_TRUNK):
        if share <= b:
            part = (share - a) / (b - a)
            part = part * part * (3 - 2 * part)
            return back_a + (back_b - back_a) * part, front_a + (front_b - front_a) * part
    return _TRUNK[-1][1:]


_REACHES = tuple(_reach(number / (SPINE_POINTS - 1)) for number in range(SPINE_POINTS))


def trunk(body: Skeleton) -> list[Shape]:
    """Give trunk, neck and head."""
    front: list[Point] = []
    back: list[Point] = []
    for point, lean, (behind, before) in zip(body.spine, body.leans, _REACHES, strict=True):
        front.append(off(point, lean, before, 0))
        back.append(off(point, lean, -behind, 0))
    top, lean = body.spine[-1], body.leans[-1]
    nape = off(body.head, body.head_lean, -0.016, -0.040)
    return [
        (*front, *reversed(back)),
        Disc(off(body.hip, body.leans[0], -0.018, -0.008), 0.060),
        Disc(off(top, lean, -0.010, -0.004), 0.045),
        *_limb(off(top, lean, -0.006, 0.020), nape, 0.038, 0.033),
        tuple(off(body.head, body.head_lean, x, y) for x, y in _HEAD),
    ]


def leg(bones: Leg) -> list[Shape]:
    """Give a leg with its foot."""
    behind = _normal(bones.knee, bones.ankle)
    calf = _share(bones.knee, bones.ankle, 0.30)
    calf = (calf[0] + behind[0] * 0.011, calf[1] + behind[1] * 0.011)
    before = _normal(bones.hip, bones.knee)
    thigh = _share(bones.hip, bones.knee, 0.42)
    thigh = (thigh[0] - before[0] * 0.004, thigh[1] - before[1] * 0.004)
    shin = _share(bones.knee, bones.ankle, 0.72)
    return [
        *_limb(bones.hip, thigh, 0.058, 0.051),
        *_limb(thigh, bones.knee, 0.051, 0.036),
        *_limb(bones.knee, calf, 0.034, 0.037),
        *_limb(calf, shin, 0.037, 0.025),
        *_limb(shin, bones.ankle, 0.025, 0.022),
        *_foot(bones),
    ]


def arm(bones: Arm) -> list[Shape]:
    """Give an arm with its hand."""
    below = _share(bones.elbow, bones.wrist, 0.25)
    palm = _share(bones.wrist, bones.hand, 0.45)
    return [
        *_limb(bones.shoulder, bones.elbow, 0.034, 0.025),
        *_limb(bones.elbow, below, 0.025, 0.027),
        *_limb(below, bones.wrist, 0.027, 0.016),
        *_limb(bones.wrist, palm, 0.016, 0.020),
        *_limb(palm, bones.hand, 0.020, 0.010),
    ]


def spine(body: Skeleton) -> list[Shape]:
    """Give the spine as a row of beads behind the trunk's curve, from the sacrum to the skull."""
    column = [off(p, lean, -_SPINE_BEHIND, 0) for p, lean in zip(body.spine, body.leans, strict=True)][3:]
    column.append(off(body.head, body.head_lean, -0.022, -0.040))
    return [Disc(point, _BEAD) for point in _strung(column, 2.7 * _BEAD)]


def psoas_path(body: Skeleton) -> tuple[Point, ...]:
    """Give the near psoas's line: along the lumbar spine, over the rim of the pelvis, to the lesser trochanter.

    Rim and trochanter are the points of the model in `psoas.py` from the hip's centre, for a body 1.75 m tall; the
    trochanter is set a little lower, so that the bend still shows in cells.
    """
    last = len(body.spine) - 1
    low, high = (round(share * last) for share in LUMBAR)
    lumbar = [
        off(
            body.spine[number], body.leans[number], -_SPINE_BEHIND + 0.025 + 0.024 * (high - number) / (high - low), 0
        )
        for number in range(high, low - 1, -1)
    ]
    thigh = math.degrees(math.atan2(body.near_leg.knee[0] - body.hip[0], body.hip[1] - body.near_leg.knee[1]))
    lean = body.leans[0]
    return (*lumbar, off(body.hip, lean, 0.027, 0.012), off(body.hip, -thigh, -0.012, -0.046))


def psoas(body: Skeleton) -> list[Shape]:
    """Give the near psoas: a spindle along its path, thickest where it leaves the spine."""
    path = psoas_path(body)
    last = len(path) - 1
    widths = [0.009 + 0.013 * math.sin(math.pi * min(1.0, number / last + 0.08)) for number in range(last + 1)]
    pieces: list[Shape] = []
    for (a, wide), (b, narrow) in itertools.pairwise(zip(path, widths, strict=True)):
        pieces += _limb(a, b, wide, narrow)
    return pieces


def lowest(body: Skeleton) -> float:
    """Give the height of the lowest point of trunk, head and legs: what the body rests on."""
    return min(_bottom(shape) for shape in (*trunk(body), *leg(body.near_leg), *leg(body.far_leg)))


def off(point: Point, lean: float, forward: float, upward: float) -> Point:
    """Move in a frame that leans by `lean` degrees."""
    turn = math.radians(lean)
    sine, cosine = math.sin(turn), math.cos(turn)
    return (point[0] + forward * cosine + upward * sine, point[1] - forward * sine + upward * cosine)


def _bottom(shape: Shape) -> float:
    return shape.centre[1] - shape.radius if isinstance(shape, Disc) else min(y for _, y in shape)


def _foot(bones: Leg) -> list[Shape]:
    """Give heel and instep, and the toes, which may bend."""
    along = _unit(bones.heel, bones.ball)
    rise = (-along[1], along[0])
    outline = tuple(
        (bones.heel[0] + along[0] * x + rise[0] * y, bones.heel[1] + along[1] * x + rise[1] * y) for x, y in _INSTEP
    )
    ball, toe = bones.ball, bones.toe
    toes = _unit(ball, toe)
    top = (-toes[1] * _TOE_DEEP, toes[0] * _TOE_DEEP)
    middle = _share(ball, toe, 0.72)
    toe_cap = (
        ball,
        (ball[0] + rise[0] * 0.026, ball[1] + rise[1] * 0.026),
        (middle[0] + top[0] * 0.95, middle[1] + top[1] * 0.95),
        (toe[0] + top[0] * 0.4, toe[1] + top[1] * 0.4),
        toe,
    )
    return [(*outline, (ball[0] + rise[0] * 0.026, ball[1] + rise[1] * 0.026), ball), toe_cap]


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


def _strung(line: list[Point], gap: float) -> list[Point]:
    """Give points along a line, `gap` apart, the first at its start."""
    found, left = [line[0]], gap
    for start, end in itertools.pairwise(line):
        length, gone = math.dist(start, end), 0.0
        while length - gone >= left:
            gone += left
            found.append(_share(start, end, gone / length))
            left = gap
        left -= length - gone
    return found


def _unit(start: Point, end: Point) -> Point:
    length = math.dist(start, end) or 1.0
    return ((end[0] - start[0]) / length, (end[1] - start[1]) / length)


def _normal(start: Point, end: Point) -> Point:
    """Give the unit vector to the right of the way from `start` to `end`: behind, for a limb that hangs."""
    along = _unit(start, end)
    return (along[1], -along[0])


def _share(start: Point, end: Point, share: float) -> Point:
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)

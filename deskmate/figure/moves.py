"""The way from one scene to another: eased, within human ranges, and as a person would go it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import fields, replace

from deskmate.figure.body import RANGES, Pose, Skeleton, level_ankle
from deskmate.figure.props import Thing
from deskmate.figure.scene import Base, Motion, Scene, View
from deskmate.figure.shapes import Polygon

_NARROWEST = 0.6
"""How wide a turning body is seen at the middle of its turn: a body has depth, it does not vanish."""

_STEP = {"hip": 30.0, "knee": 86.0}
_RISE = {"pelvis": 24.0, "trunk": 28.0, "near_hip": 24.0, "far_hip": 24.0}
_LIE_BACK = {"hip": 72.0, "knee": 84.0}
_LIE_DOWN = {"hip": 104.0, "knee": 116.0}
_LYING, _TURNED_OVER, _SEATED = 60.0, 120.0, 60.0
"""Degrees: a change of the pelvis's lean that is lying down, one that is rolling over, and hips that sit."""

_UPRIGHT = Pose(near_shoulder=8, far_shoulder=8, near_elbow=14, far_elbow=14)


def between(start: Scene, end: Scene, share: float) -> Scene:
    """Give the scene `share` (0 to 1) of the way; both ends are eased, every joint stays within its range.

    A foot that goes up or down a step is lifted over its edge; standing up and sitting down lean forward; lying down
    goes by way of drawn-up knees. Who is to face the other way turns on the spot, seen narrower until half the way,
    and when there are things around first puts the foot down and stands: between the two sides of a stretch there
    are no angles that a body could take. Rolling over from back to front is not seen from the side: it is a cut.
    """
    if share <= 0:
        return start
    if share >= 1:
        return end
    nearer = start if share < 0.5 else end  # noqa: PLR2004 - half the way
    if start.base is end.base is Base.HIP and abs(start.pose.pelvis - end.pose.pelvis) > _TURNED_OVER:
        return nearer
    if start.is_mirrored is end.is_mirrored:
        return _moved(start, end, share)
    return replace(_turned(start, end, share), is_mirrored=nearer.is_mirrored)


def _turned(start: Scene, end: Scene, share: float) -> Scene:
    if (start.props or end.props) and start.base is end.base is Base.FOOT:
        half = replace(start, pose=_UPRIGHT, props=frozenset(), place=0.0, lift=0.0)
        scene = _moved(start, half, 2 * share) if 2 * share < 1 else _moved(half, end, 2 * share - 1)
    else:
        scene = _moved(start, end, share)
    breadth = max(_NARROWEST, abs(math.cos(math.pi * _eased(share))))
    return replace(scene, motion=Motion(scene.things, scene.view, breadth))


def _moved(start: Scene, end: Scene, share: float) -> Scene:
    eased = _eased(share)
    a, b = start.body(), end.body()
    pose = _mixed_pose(start, end, eased, _way(a, b, start, end))
    base, place = end.base, _mix(start.place, end.place, eased)
    if start.base is not end.base:
        # The feet let go on the way to lying down: from there on the hips lead.
        base, place = Base.HIP, _mix(a.hip[0], b.hip[0], eased)
    things = tuple(t for t in _mixed_things(start.things, end.things, eased) if t.presence > 0)
    motion = Motion(things, _mixed_view(start.view, end.view, eased), _mix(start.breadth, end.breadth, eased))
    return replace(end, pose=pose, base=base, place=place, lift=_mix(start.lift, end.lift, eased), motion=motion)


def _eased(share: float) -> float:
    """Start and stop without a jerk (smootherstep: speed and its change are 0 at both ends)."""
    share = min(1.0, max(0.0, share))
    return share**3 * (share * (share * 6 - 15) + 10)


def _way(a: Skeleton, b: Skeleton, start: Scene, end: Scene) -> dict[str, float]:
    """Give the angles to add at the middle of the way."""
    if abs(start.pose.pelvis - end.pose.pelvis) > _LYING:
        roll = _LIE_DOWN if max(start.pose.pelvis, end.pose.pelvis) > _LYING else _LIE_BACK
        return {f"{side}_{joint}": angle for side in ("near", "far") for joint, angle in roll.items()}
    added: dict[str, float] = {}
    for side, one, other in (("near", a.near_leg, b.near_leg), ("far", a.far_leg, b.far_leg)):
        climb = min(1.0, abs(one.heel[1] - other.heel[1]) / 0.12)
        added |= {f"{side}_{joint}": angle * climb for joint, angle in _STEP.items()}
    if _sits(start) is not _sits(end):
        for joint, angle in _RISE.items():
            added[joint] = added.get(joint, 0.0) + angle
    return added


def _sits(scene: Scene) -> bool:
    return min(scene.pose.near_hip, scene.pose.far_hip) > _SEATED


def _mixed_pose(start: Scene, end: Scene, eased: float, way: dict[str, float]) -> Pose:
    bow = math.sin(math.pi * eased)
    angles: dict[str, float] = {}
    for field in fields(Pose):
        one, other = getattr(start.pose, field.name), getattr(end.pose, field.name)
        if one is None and other is None:
            continue
        if one is None or other is None:
            one, other = (_ankle(scene, field.name, v) for scene, v in ((start, one), (end, other)))
        low, high = RANGES[field.name.removeprefix("near_").removeprefix("far_")]
        angles[field.name] = min(high, max(low, _mix(one, other, eased) + way.get(field.name, 0.0) * bow))
    return Pose(**angles)


def _ankle(scene: Scene, name: str, angle: float | None) -> float:
    if angle is not None:
        return angle
    pose = scene.pose
    if name == "near_ankle":
        return level_ankle(pose.near_hip - pose.pelvis - pose.near_knee)
    return level_ankle(pose.far_hip - pose.pelvis - pose.far_knee)


def _mixed_things(start: tuple[Thing, ...], end: tuple[Thing, ...], eased: float) -> Iterator[Thing]:
    """Move what stays, and let the rest come or go."""
    before = {thing.prop: thing for thing in start}
    for thing in end:
        old = before.pop(thing.prop, None)
        if old is None:
            yield replace(thing, presence=thing.presence * eased)
        else:
            parts = tuple(_mixed_part(a, b, eased) for a, b in zip(old.parts, thing.parts, strict=True))
            yield Thing(thing.prop, parts, _mix(old.presence, thing.presence, eased))
    for old in before.values():
        yield replace(old, presence=old.presence * (1 - eased))


def _mixed_part(a: Polygon, b: Polygon, eased: float) -> Polygon:
    return tuple((_mix(x, u, eased), _mix(y, v, eased)) for (x, y), (u, v) in zip(a, b, strict=True))


def _mixed_view(a: View, b: View, eased: float) -> View:
    if a == b:
        return b
    return View(
        _mix(a.left, b.left, eased),
        _mix(a.right, b.right, eased),
        _mix(a.bottom, b.bottom, eased),
        _mix(a.top, b.top, eased),
    )


def _mix(a: float, b: float, share: float) -> float:
    return a + (b - a) * share

"""The things around a body, placed where a body at rest needs them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from deskmate.figure.body import FOOT_LENGTH, Point, Skeleton
from deskmate.figure.shapes import Polygon


class Prop(StrEnum):
    """Things around the body; the body itself says where they stand."""

    COUNTER = "counter"
    """Something solid under the far foot, from the floor to its sole; ahead of a body that stands on both feet."""
    CHAIR = "chair"
    """A seat under the hips."""
    DESK = "desk"
    """A desk top under the near hand."""
    BED = "bed"
    """A firm surface under a lying body."""
    EDGE = "edge"
    """The end of a bed under a lying body, past which the near leg hangs."""
    STEP = "step"
    """A low step or a chair under the near heel."""
    PILLOW = "pillow"
    """A pillow lengthwise under a body on its front, from the chest to the pelvis."""
    CART = "cart"
    """A shopping cart whose handle the near hand holds."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A prop where it stands; `presence` is 0 (not there) to 1 (there), as it comes and goes."""

    prop: Prop
    parts: tuple[Polygon, ...]
    presence: float = 1.0


_COUNTER = (0.28, 0.33)
"""Where the far heel stands on a counter that no foot is on yet."""

_ON_THE_FLOOR = 0.05


def furnish(props: frozenset[Prop], body: Skeleton, lift: float) -> tuple[Thing, ...]:
    """Place props around a body that rests `lift` above the floor; the same props always give the same parts."""
    return tuple(Thing(prop, _MAKERS[prop](body, lift)) for prop in sorted(props))


def _counter(body: Skeleton, _: float) -> tuple[Polygon, ...]:
    foot = body.far_leg
    heel, top = foot.heel if foot.heel[1] > _ON_THE_FLOOR else _COUNTER
    left, right = heel - 0.045, heel + FOOT_LENGTH + 0.10
    return (_box(left - 0.018, top - 0.028, right, top), _box(left, 0, right, top - 0.014))


def _chair(body: Skeleton, _: float) -> tuple[Polygon, ...]:
    x, seat = body.hip[0], body.hip[1] - 0.068
    back, front = x - 0.105, x + 0.135
    return (
        _box(back - 0.012, seat - 0.026, front, seat),
        ((back - 0.028, seat), (back - 0.004, seat), (back - 0.030, seat + 0.27), (back - 0.054, seat + 0.27)),
        ((back - 0.002, seat - 0.02), (back + 0.018, seat - 0.02), (back - 0.006, 0), (back - 0.026, 0)),
        ((front - 0.028, seat - 0.02), (front - 0.008, seat - 0.02), (front + 0.006, 0), (front - 0.014, 0)),
    )


def _desk(body: Skeleton, _: float) -> tuple[Polygon, ...]:
    x, top = body.near_arm.wrist[0], body.near_arm.wrist[1] - 0.024
    return (_box(x - 0.10, top - 0.026, x + 0.26, top), _box(x + 0.20, 0, x + 0.222, top - 0.02))


def _bed(body: Skeleton, lift: float) -> tuple[Polygon, ...]:
    xs = [body.head[0], body.hip[0], body.near_leg.heel[0], body.near_leg.toe[0], body.near_leg.knee[0]]
    xs += [arm.wrist[0] for arm in (body.near_arm, body.far_arm)]
    left, right = min(xs) - 0.09, max(xs) + 0.06
    return (
        _box(left, lift - 0.075, right, lift),
        _box(left + 0.03, 0, left + 0.055, lift - 0.07),
        _box(right - 0.055, 0, right - 0.03, lift - 0.07),
    )


def _edge(body: Skeleton, _: float) -> tuple[Polygon, ...]:
    # As long for who sits on its edge as for who lies there.
    left, right, top = min(body.head[0] - 0.10, body.hip[0] - 0.53), body.hip[0] + 0.05, body.hip[1] - 0.068
    return (
        _box(left, top - 0.075, right, top),
        _box(left + 0.03, 0, left + 0.055, top - 0.07),
        _box(right - 0.055, 0, right - 0.03, top - 0.07),
    )


def _step(body: Skeleton, _: float) -> tuple[Polygon, ...]:
    heel, top = body.near_leg.heel
    left, right = heel - 0.06, heel + FOOT_LENGTH
    return (_box(left - 0.014, top - 0.024, right, top), _box(left, 0, right - 0.014, top - 0.012))


def _pillow(body: Skeleton, lift: float) -> tuple[Polygon, ...]:
    low, high = sorted((body.hip[0], body.spine[-1][0]))
    left, right, top = low - 0.10, high + 0.035, lift + 0.05
    soft = 0.022
    return (
        (
            (left, lift + soft),
            (left + soft, top),
            (right - soft, top),
            (right, lift + soft),
            (right - soft, lift),
            (left + soft, lift),
        ),
    )


def _cart(body: Skeleton, _: float) -> tuple[Polygon, ...]:
    x, y = body.near_arm.wrist[0] + 0.045, body.near_arm.wrist[1] - 0.03
    return (
        _bar((x - 0.02, y), (x + 0.06, y - 0.03), 0.011),
        ((x + 0.03, y - 0.02), (x + 0.40, y - 0.05), (x + 0.35, y - 0.25), (x + 0.07, y - 0.25)),
        _bar((x + 0.07, y - 0.25), (x + 0.02, 0.06), 0.009),
        _bar((x + 0.02, 0.075), (x + 0.37, 0.075), 0.009),
        _wheel(x + 0.05, 0.03),
        _wheel(x + 0.34, 0.03),
    )


_MAKERS = {
    Prop.COUNTER: _counter,
    Prop.CHAIR: _chair,
    Prop.DESK: _desk,
    Prop.BED: _bed,
    Prop.EDGE: _edge,
    Prop.STEP: _step,
    Prop.PILLOW: _pillow,
    Prop.CART: _cart,
}


def _box(left: float, bottom: float, right: float, top: float) -> Polygon:
    return ((left, bottom), (right, bottom), (right, top), (left, top))


def _bar(start: Point, end: Point, half: float) -> Polygon:
    """Give a bar as wide as tall at its ends, whatever its slope."""
    (x, y), (u, v) = start, end
    if abs(u - x) < abs(v - y):
        return ((x - half, y), (x + half, y), (u + half, v), (u - half, v))
    return ((x, y - half), (x, y + half), (u, v + half), (u, v - half))


def _wheel(x: float, radius: float) -> Polygon:
    r, s = radius, radius * 0.7
    y = radius
    return (
        (x + r, y),
        (x + s, y + s),
        (x, y + r),
        (x - s, y + s),
        (x - r, y),
        (x - s, y - s),
        (x, y - r),
        (x + s, y - s),
    )

"""A scene: a body in a pose, standing or lying on something, with what is around it. Read from TOML."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from deskmate.figure.body import Point, Pose, Skeleton, skeleton


class SceneError(ValueError):
    """A scene file is wrong; the text is one sentence that names the file and the key."""


class Prop(StrEnum):
    """Things around the body. All but the counter are placed by the body itself."""

    COUNTER = "counter"
    """Something solid under the far foot, from the floor to its sole."""
    CHAIR = "chair"
    """A seat under the hips."""
    DESK = "desk"
    """A desk top under the near hand."""
    BED = "bed"
    """A firm surface under a lying body."""


class Base(StrEnum):
    """What of the body stays in its place: the near foot on the floor, or the hips."""

    FOOT = "foot"
    HIP = "hip"


@dataclass(frozen=True, slots=True)
class Scene:
    """A pose with its props. It faces right; mirrored it faces left, and its near side is the left one."""

    name: str
    words: str
    pose: Pose
    props: frozenset[Prop] = frozenset()
    base: Base = Base.FOOT
    is_mirrored: bool = False
    lift: float = 0.0
    """How far above the floor the lowest point of the body is, in body heights."""

    def mirrored(self) -> Scene:
        """Give the same scene facing the other way."""
        return replace(self, is_mirrored=not self.is_mirrored)

    def body(self) -> Skeleton:
        """Give the points of the body, its lowest one `lift` above the floor (y = 0); not mirrored.

        The near heel stands at x = 0 (or the hips, as `base` says), so that it does not slide between scenes.
        """
        loose = skeleton(self.pose)
        low = min(y for _, y in _ground_points(loose))
        x = -loose.near_leg.heel[0] if self.base is Base.FOOT else 0.0
        return skeleton(self.pose, (x, self.lift - low))


def _ground_points(body: Skeleton) -> list[Point]:
    """Give the points that may touch the ground, each lowered by the flesh around it."""
    legs = (body.near_leg, body.far_leg)
    soles = [p for leg in legs for p in (leg.heel, leg.toe)]
    knees = [(leg.knee[0], leg.knee[1] - KNEE_FLESH) for leg in legs]
    trunk = [(p[0], p[1] - _flesh(lean)) for p, lean in zip(body.spine, body.leans, strict=True)]
    head = (body.head[0], body.head[1] - HEAD_FLESH)
    return [*soles, *knees, *trunk, head]


KNEE_FLESH = 0.038
HEAD_FLESH = 0.06
_TRUNK_FLESH = 0.062


def _flesh(lean: float) -> float:
    """Give how far the trunk reaches below its curve: nothing upright, half its depth lying."""
    return _TRUNK_FLESH * abs(math.sin(math.radians(lean)))


def between(start: Scene, end: Scene, share: float) -> Scene:
    """Give the scene `share` (0 to 1) of the way, eased at both ends; every angle stays between the two.

    A turn to face the other way has no angles between: it happens at half the way.
    """
    if share <= 0:
        return start
    if share >= 1:
        return end
    if start.is_mirrored is not end.is_mirrored:
        return start if share < 0.5 else end  # noqa: PLR2004 - half the way
    eased = share * share * (3 - 2 * share)
    angles: dict[str, Any] = {
        f.name: _mix(getattr(start.pose, f.name), getattr(end.pose, f.name), eased) for f in fields(Pose)
    }
    lift = start.lift + (end.lift - start.lift) * eased
    return replace(end, pose=Pose(**angles), lift=lift)


def _mix(a: float | None, b: float | None, share: float) -> float | None:
    """Mix two angles; a level foot (None) stays level until it must turn."""
    if a is None or b is None:
        return b
    return a + (b - a) * share


def parse_scenes(files: Iterable[tuple[str, str]]) -> Mapping[str, Scene]:
    """Read scenes from (name, TOML text) files, one table a scene; raises SceneError."""
    scenes: dict[str, Scene] = {}
    for file, text in files:
        try:
            tree = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise SceneError(f"{file} is not valid TOML: {error}.") from error
        for name, table in tree.items():
            if name in scenes:
                raise SceneError(f"{file}: {name} is there already.")
            scenes[name] = _scene(file, name, table)
    return MappingProxyType(scenes)


def _scene(file: str, name: str, table: object) -> Scene:
    if not isinstance(table, dict):
        raise SceneError(f"{file}: {name} must be a table [{name}].")
    known = {"words", "props", "base", "lift", *(f.name for f in fields(Pose))}
    for key in table:
        if key not in known:
            raise SceneError(f"{file}: {name}.{key} is not known; known are {', '.join(sorted(known))}.")
    try:
        angles = {f.name: _number(table[f.name]) for f in fields(Pose) if f.name in table}
        return Scene(
            name=name,
            words=_words(table.get("words")),
            pose=Pose(**angles),
            props=frozenset(Prop(p) for p in table.get("props", [])),
            base=Base(table.get("base", Base.FOOT)),
            lift=_number(table.get("lift", 0)),
        )
    except (TypeError, ValueError) as error:
        raise SceneError(f"{file}: {name}: {error}.") from error


def _number(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError(f"an angle must be a number, not {value!r}")
    return float(value)


def _words(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError("words must say in a few words what is seen")
    return value

"""A scene: a body in a pose, standing, sitting or lying on something, with what is around it. Read from TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from deskmate.figure.body import Pose, Skeleton, skeleton
from deskmate.figure.props import Prop, Thing, furnish
from deskmate.figure.shapes import lowest


class SceneError(ValueError):
    """A scene file is wrong; the text is one sentence that names the file and the key."""


class Base(StrEnum):
    """What of the body stays in its place: the near foot, or the hips."""

    FOOT = "foot"
    HIP = "hip"


@dataclass(frozen=True, slots=True)
class View:
    """The part of the world that is seen, in body heights; the floor is at 0."""

    left: float
    right: float
    bottom: float
    top: float


UPRIGHT = View(-0.42, 0.60, -0.035, 1.10)
"""What is seen of everyone who stands, sits or kneels: one view for all, so that nothing jumps between them."""

LYING = View(-0.66, 0.66, -0.035, 0.67)
"""What is seen of everyone who lies."""


_LYING_DOWN = 45.0
"""A pelvis that leans further than this, in degrees, lies: who sits on a bed's edge is seen as one who sits."""


@dataclass(frozen=True, slots=True)
class Motion:
    """What only a scene on its way to another has: things coming and going, a view between two, a turning body."""

    things: tuple[Thing, ...]
    view: View
    breadth: float = 1.0
    """How wide the scene is seen, from 1 sideways on to less as it turns to face the other way."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A pose with its props. It faces right; mirrored it faces left, and its near side is the left one.

    The side that is stretched is always the near one, so a stretch of the left side is shown mirrored.
    """

    name: str
    words: str
    pose: Pose
    props: frozenset[Prop] = frozenset()
    base: Base = Base.FOOT
    is_mirrored: bool = False
    place: float = 0.0
    """Where the near heel, or with that base the hips, are from the middle of the world, forward positive."""
    lift: float = 0.0
    """How far above the floor the lowest point of the body is, in body heights."""
    motion: Motion | None = None

    def mirrored(self) -> Scene:
        """Give the same scene facing the other way."""
        return replace(self, is_mirrored=not self.is_mirrored)

    def body(self) -> Skeleton:
        """Give the points of the body, its lowest one `lift` above the floor (y = 0); not mirrored."""
        return _placed(self.pose, self.base, self.place, self.lift)

    @property
    def things(self) -> tuple[Thing, ...]:
        """Give the props where they stand."""
        return self.motion.things if self.motion is not None else furnish(self.props, self.body(), self.lift)

    @property
    def view(self) -> View:
        """Give the part of the world to look at."""
        if self.motion is not None:
            return self.motion.view
        return LYING if self.base is Base.HIP and abs(self.pose.pelvis) > _LYING_DOWN else UPRIGHT

    @property
    def breadth(self) -> float:
        """Give how wide the scene is seen (1 but in a turn)."""
        return self.motion.breadth if self.motion is not None else 1.0


@lru_cache(maxsize=32)
def _placed(pose: Pose, base: Base, place: float, lift: float) -> Skeleton:
    loose = skeleton(pose)
    x = place - loose.near_leg.heel[0] if base is Base.FOOT else place
    return skeleton(pose, (x, lift - lowest(loose)))


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


_ANGLES = tuple(field.name for field in fields(Pose))
_KEYS = frozenset({"words", "props", "base", "place", "lift", *_ANGLES})


def _scene(file: str, name: str, table: object) -> Scene:
    if not isinstance(table, dict):
        raise SceneError(f"{file}: {name} must be a table [{name}].")
    for key in table:
        if key not in _KEYS:
            raise SceneError(f"{file}: {name}.{key} is not known; known are {', '.join(sorted(_KEYS))}.")
    read = _Table(f"{file}: {name}", table)
    angles = {key: read.number(key) for key in _ANGLES if key in table}
    words, props, base = read.words(), read.props(), read.base()
    try:
        pose = Pose(**angles)
    except ValueError as error:
        raise SceneError(f"{file}: {name}.{error}.") from error
    return Scene(name, words, pose, props, base, place=read.number("place"), lift=read.number("lift"))


@dataclass(frozen=True, slots=True)
class _Table:
    """A scene's table; every complaint names the file, the scene and the key."""

    where: str
    table: Mapping[str, object]

    def number(self, key: str) -> float:
        value = self.table.get(key, 0)
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise SceneError(f"{self.where}.{key} must be a number, not {value!r}.")
        # Not a number, and the infinite, would pass no comparison and fail every drawing.
        if not abs(value) < 1000:  # noqa: PLR2004
            raise SceneError(f"{self.where}.{key} must be a number of a body's size, not {value!r}.")
        return float(value)

    def words(self) -> str:
        value = self.table.get("words")
        if not isinstance(value, str) or not value:
            raise SceneError(f"{self.where}.words must say in a few words what is seen.")
        return value

    def props(self) -> frozenset[Prop]:
        value = self.table.get("props", [])
        known = [prop.value for prop in Prop]
        if not isinstance(value, list) or any(item not in known for item in value):
            raise SceneError(f"{self.where}.props must be a list of {', '.join(known)}, not {value!r}.")
        return frozenset(Prop(item) for item in value)

    def base(self) -> Base:
        value = self.table.get("base", Base.FOOT.value)
        known = [base.value for base in Base]
        if value not in known:
            raise SceneError(f"{self.where}.base must be {' or '.join(known)}, not {value!r}.")
        return Base(value)

"""The catalogue of stretches and routines: read from TOML texts, checked, and told in one sentence what is wrong."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from deskmate.stretch.reading import CatalogueError, Table

if TYPE_CHECKING:
    from deskmate.stretch.routine import Routine


class Side(StrEnum):
    """The side that is stretched."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> Side:
        """Give the opposite side."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class Place(StrEnum):
    """Where a stretch can be done."""

    DESK = "desk"
    FLOOR = "floor"
    BED = "bed"
    OUTDOORS = "outdoors"


class Part(StrEnum):
    """The parts a stretch is made of, in the order they come."""

    SAFETY = "safety"
    SETUP = "setup"
    HOLD = "hold"
    RETURN = "return"
    CHANGE = "change"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Cue:
    """One spoken line: when it begins, from the start of its step, and its text."""

    at: timedelta
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """What one part of a stretch is like: how long, in which pose, under which title, with which cues."""

    title: str
    pose: str
    length: timedelta
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch as data. `sides` is empty for one that has none; texts may say {side} and {other}."""

    id: str
    name: str
    purpose: str
    stretched: str
    place: Place
    equipment: str
    easier: str
    harder: str
    mistakes: tuple[str, ...]
    not_for: tuple[str, ...]
    stop_signs: tuple[str, ...]
    source: str
    sides: tuple[Side, ...]
    repetitions: int
    passages: Mapping[Part, Passage] = field(hash=False)

    @property
    def length(self) -> timedelta:
        """Give the whole length: the sum of its parts, side by side and repetition by repetition."""
        length = {part: passage.length for part, passage in self.passages.items()}
        zero = timedelta(0)
        sides = max(1, len(self.sides))
        once = length.get(Part.SETUP, zero) + self.repetitions * (length[Part.HOLD] + length.get(Part.RETURN, zero))
        around = length.get(Part.SAFETY, zero) + length.get(Part.DONE, zero)
        return around + sides * once + (sides - 1) * length.get(Part.CHANGE, zero)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every stretch and routine by id, the desk's first, and what was wrong with own files, a sentence each."""

    stretches: Mapping[str, Stretch]
    problems: tuple[str, ...] = ()
    routines: Mapping[str, Routine] = field(default_factory=dict)

    @property
    def names(self) -> dict[str, str]:
        """Give the name of each by its id."""
        names = {stretch.id: stretch.name for stretch in self.stretches.values()}
        return names | {routine.id: routine.name for routine in self.routines.values()}


def load_catalogue(
    files: Iterable[tuple[str, str]],
    own: Iterable[tuple[str, str]] = (),
    poses: Collection[str] | None = None,
    routines: Collection[str] = (),
) -> Catalogue:
    """Read the built-in files and the user's own, as (name, text); an own stretch replaces one of the same id.

    Where the known `poses` are given, a stretch may use no other; `routines` are the ids it may not have. Raises
    CatalogueError for a built-in file; what is wrong with an own file becomes a problem, and that file alone is left
    out, as is a second one of the same id.
    """
    built_in = sorted(
        (check_stretch(*file, poses) for file in files), key=lambda s: (list(Place).index(s.place), s.id)
    )
    stretches = {stretch.id: stretch for stretch in built_in}
    problems: list[str] = []
    of_file: dict[str, str] = {}
    for file in own:
        try:
            stretch = check_stretch(*file, poses, routines)
            take_id(stretch.id, file[0], of_file)
        except CatalogueError as error:
            problems.append(str(error))
        else:
            stretches[stretch.id] = stretch
    return Catalogue(stretches, tuple(problems))


def take_id(name: str, file: str, of_file: dict[str, str]) -> None:
    """Note that an own file has taken the id `name`; raises CatalogueError where another has before."""
    first = of_file.setdefault(name, file)
    if first != file:
        raise CatalogueError(f"{file}: id {name!r} is that of {first} too; this one is left out.")


def check_stretch(name: str, text: str, poses: Collection[str] | None, routines: Collection[str] = ()) -> Stretch:
    """Read one file, whose poses must be among those known, where they are given; raises CatalogueError.

    Its id may be none of those of `routines`.
    """
    stretch = read_stretch(name, text)
    if stretch.id in routines:
        raise CatalogueError(f"{name}: id {stretch.id!r} is that of a routine; a stretch needs another.")
    for part, passage in stretch.passages.items():
        if poses is not None and passage.pose not in poses:
            known = ", ".join(sorted(poses))
            raise CatalogueError(f"{name}: {part.value}.pose {passage.pose!r} is not known; poses are {known}.")
    return stretch


def read_stretch(name: str, text: str) -> Stretch:
    """Read one file; raises CatalogueError, one sentence that names the file and the key."""
    try:
        tree = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also a number too long or a list too deep for the reader
        raise CatalogueError(f"{name} is not valid TOML: {error}.") from error
    table = Table(name, "", tree)
    passages = _passages(table)
    stretch = Stretch(
        id=table.slug("id"),
        name=table.text("name"),
        purpose=table.text("purpose"),
        stretched=table.text("stretched"),
        place=Place(table.choice("place", [p.value for p in Place])),
        equipment=table.text("equipment", default="Nothing."),
        easier=table.text("easier", default=""),
        harder=table.text("harder", default=""),
        mistakes=table.texts("mistakes"),
        not_for=table.texts("not_for"),
        stop_signs=table.texts("stop_signs"),
        source=table.text("source", default=""),
        sides=tuple(Side(s) for s in table.choices("sides", [s.value for s in Side])),
        repetitions=table.whole("repetitions", 1, 20, default=1),
        passages=passages,
    )
    table.finish()
    for part, passage in passages.items():
        sideless = not stretch.sides or part in {Part.SAFETY, Part.DONE}
        if sideless and any(_places(text) for text in (passage.title, *(cue.text for cue in passage.cues))):
            raise CatalogueError(f"{name}: {part.value} speaks of a side, and it has none.")
    return stretch


def _passages(table: Table) -> dict[Part, Passage]:
    passages = {}
    for part in Part:
        inside = table.table(part.value, required=part is Part.HOLD)
        if inside is not None:
            passages[part] = _passage(inside)
    return passages


def _passage(table: Table) -> Passage:
    length = table.seconds("seconds", 1, 3600)
    cues: list[Cue] = []
    for row in table.tables("cues"):
        cue = Cue(row.seconds("at", 0, length.total_seconds()), row.text("text"))
        row.finish()
        if cue.at >= length:
            raise CatalogueError(f"{row.where} at must be before its part ends, after {length.seconds} s.")
        if cues and cue.at <= cues[-1].at:
            raise CatalogueError(f"{row.where} at must be later than that of the cue before it.")
        _check_places(row, cue.text)
        cues.append(cue)
    passage = Passage(table.text("title"), table.slug("pose"), length, tuple(cues))
    _check_places(table, passage.title)
    table.finish()
    return passage


def _check_places(table: Table, text: str) -> None:
    try:
        unknown = _places(text) - {"side", "other"}
    except ValueError as error:
        raise CatalogueError(f"{table.where} has a brace too many or too few in {text!r}.") from error
    if unknown:
        raise CatalogueError(f"{table.where} speaks of {{{min(unknown)}}}; only {{side}} and {{other}} are known.")


def _places(text: str) -> set[str]:
    parts = [part for part in string.Formatter().parse(text) if part[1] is not None]
    if any(spec or conversion for _, _, spec, conversion in parts):
        raise ValueError("a place in a text is a name alone")
    return {str(name) for _, name, _, _ in parts}

"""Routines: several stretches in a row, each as long as the routine has time for. Read from TOML texts."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from deskmate.stretch.catalogue import Catalogue, Cue, Part, Place, Stretch, take_id
from deskmate.stretch.plan import Course, Form, Plan, Step, lay_out, outline, plan_stretch
from deskmate.stretch.reading import CatalogueError, Table
from deskmate.stretch.rhythm import USUAL_RATE

SAFETY = "First, be safe. Stop at any sharp or shooting pain, numbness, tingling or dizziness."
SAFETY_LENGTH = timedelta(seconds=8)


@dataclass(frozen=True, slots=True)
class Turn:
    """One stretch of a routine: how often on each side, how long each hold, and whether it is set up at length."""

    stretch: str
    repetitions: int
    hold: timedelta | None
    """None for as long as the stretch itself says."""


@dataclass(frozen=True, slots=True)
class Routine:
    """Stretches in the order they come."""

    id: str
    name: str
    purpose: str
    place: Place
    turns: tuple[Turn, ...]


def read_routine(name: str, text: str, stretches: Collection[str]) -> Routine:
    """Read one file; raises CatalogueError, one sentence that names the file and the key."""
    try:
        tree = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise CatalogueError(f"{name} is not valid TOML: {error}.") from error
    table = Table(name, "", tree)
    routine = Routine(
        id=table.slug("id"),
        name=table.text("name"),
        purpose=table.text("purpose"),
        place=Place(table.choice("place", [p.value for p in Place])),
        turns=tuple(_turn(row, stretches) for row in table.tables("turns")),
    )
    table.finish()
    if routine.id in stretches:
        raise CatalogueError(f"{name}: id {routine.id!r} is that of a stretch; a routine needs another.")
    if not routine.turns:
        raise CatalogueError(f"{name}: turns is missing: a routine has at least one [[turns]].")
    return routine


def is_routine(text: str) -> bool:
    """Tell whether a file is meant to be a routine: no stretch has turns, and every routine has."""
    try:
        return "turns" in tomllib.loads(text)
    except (ValueError, RecursionError):
        return False


def _turn(row: Table, stretches: Collection[str]) -> Turn:
    stretch = row.choice("stretch", sorted(stretches))
    hold = row.seconds("hold", 1, 3600) if row.has("hold") else None
    turn = Turn(stretch, row.whole("repetitions", 1, 20, default=1), hold)
    row.finish()
    return turn


def with_routines(
    catalogue: Catalogue, files: Iterable[tuple[str, str]], own: Iterable[tuple[str, str]] = ()
) -> Catalogue:
    """Add the built-in routines and the user's own, as (name, text); an own one replaces one of the same id.

    Raises CatalogueError for a built-in file; what is wrong with an own file becomes a problem of the catalogue.
    """
    built_in = (read_routine(*file, catalogue.stretches) for file in files)
    routines = {r.id: r for r in sorted(built_in, key=lambda r: (list(Place).index(r.place), r.id))}
    problems: list[str] = []
    of_file: dict[str, str] = {}
    for file in own:
        try:
            routine = read_routine(*file, catalogue.stretches)
            take_id(routine.id, file[0], of_file)
        except CatalogueError as error:
            problems.append(str(error))
        else:
            routines[routine.id] = routine
    return replace(catalogue, routines=routines, problems=(*catalogue.problems, *problems))


def plan_of(catalogue: Catalogue, name: str, rate: int = USUAL_RATE, easier: Collection[str] = frozenset()) -> Plan:
    """Give the plan of a routine or a stretch by its id, for a voice of `rate` words a minute.

    The stretches whose ids are in `easier` are done in their easier form, where they have one. Raises KeyError where
    there is neither.
    """
    if name in catalogue.routines:
        return plan_routine(catalogue.routines[name], catalogue.stretches, rate, easier)
    stretch = catalogue.stretches[name]
    return plan_stretch(stretch, rate, form_of(stretch, easier))


def lengths_of(catalogue: Catalogue) -> dict[str, timedelta]:
    """Give how long each stretch and routine takes at the usual rate, by its id, the stretches first."""
    return {name: plan_of(catalogue, name).length for name in (*catalogue.stretches, *catalogue.routines)}


def form_of(stretch: Stretch, easier: Collection[str]) -> Form:
    """Give the form a stretch is done in, when those in `easier` are to be gone about gently."""
    return Form.EASIER if stretch.id in easier and stretch.easier else Form.USUAL


def plan_routine(
    routine: Routine, stretches: Mapping[str, Stretch], rate: int = USUAL_RATE, easier: Collection[str] = frozenset()
) -> Plan:
    """Lay a routine out as steps: be safe once, then the stretches without their own beginnings and ends."""
    courses = tuple(_course(stretches[turn.stretch], turn, easier) for turn in routine.turns)
    safety = plan_stretch(courses[0].stretch, rate).steps[0]
    cues = (Cue(timedelta(0), SAFETY),)
    begun = replace(safety, part=Part.SAFETY, title="Before you begin", length=SAFETY_LENGTH, cues=cues, asides=())
    steps = (replace(begun, side=None, repetition=0, ticks=()), *_outline(courses))
    return Plan(routine.name, lay_out(courses, steps, rate), courses, rate)


def _course(stretch: Stretch, turn: Turn, easier: Collection[str]) -> Course:
    return Course(replace(stretch, repetitions=turn.repetitions), form_of(stretch, easier), turn.hold)


def _outline(courses: Sequence[Course]) -> Iterator[Step]:
    last = len(courses) - 1
    for number, course in enumerate(courses):
        for step in outline(number, course.stretch):
            if step.part is Part.SAFETY or (step.part is Part.DONE and number < last):
                continue
            yield step

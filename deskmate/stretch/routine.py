"""Routines: several stretches in a row, each as long as the routine has time for. Read from TOML texts."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from deskmate.stretch.catalogue import Catalogue, Cue, Part, Place, Stretch
from deskmate.stretch.reading import CatalogueError, Table
from deskmate.stretch.rhythm import USUAL_RATE
from deskmate.stretch.session import Plan, Step, plan_stretch

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
    if not routine.turns:
        raise CatalogueError(f"{name}: turns is missing: a routine has at least one [[turns]].")
    return routine


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
    for file in own:
        try:
            routine = read_routine(*file, catalogue.stretches)
        except CatalogueError as error:
            problems.append(str(error))
        else:
            routines[routine.id] = routine
    return replace(catalogue, routines=routines, problems=(*catalogue.problems, *problems))


def plan_of(catalogue: Catalogue, name: str, rate: int = USUAL_RATE) -> Plan:
    """Give the plan of a routine or a stretch by its id, for a voice of `rate` words a minute.

    Raises KeyError where there is neither.
    """
    if name in catalogue.routines:
        return plan_routine(catalogue.routines[name], catalogue.stretches, rate)
    return plan_stretch(catalogue.stretches[name], rate)


def plan_routine(routine: Routine, stretches: Mapping[str, Stretch], rate: int = USUAL_RATE) -> Plan:
    """Lay a routine out as steps: be safe once, then the stretches without their own beginnings and ends."""
    first = plan_stretch(stretches[routine.turns[0].stretch]).steps[0]
    safety = Step(
        Part.SAFETY,
        first.stretch,
        "Before you begin",
        first.pose,
        None,
        0,
        SAFETY_LENGTH,
        (Cue(timedelta(0), SAFETY),),
    )
    return Plan(routine.name, (safety, *_steps(routine, stretches, rate)))


def _steps(routine: Routine, stretches: Mapping[str, Stretch], rate: int) -> Iterator[Step]:
    last = len(routine.turns) - 1
    for number, turn in enumerate(routine.turns):
        shortened = _shortened(stretches[turn.stretch], turn)
        for step in plan_stretch(shortened, rate).steps:
            if step.part is Part.SAFETY or (step.part is Part.DONE and number < last):
                continue
            yield step


def _shortened(stretch: Stretch, turn: Turn) -> Stretch:
    """Give the stretch as the routine has time for it; a cue that comes after a hold's end is left out."""
    passages = dict(stretch.passages)
    if turn.hold is not None:
        hold = passages[Part.HOLD]
        cues = tuple(cue for cue in hold.cues if cue.at < turn.hold)
        passages[Part.HOLD] = replace(hold, length=turn.hold, cues=cues)
    return replace(stretch, repetitions=turn.repetitions, passages=passages)

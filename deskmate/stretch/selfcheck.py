"""The self-check of the hips (modified Thomas test): its steps as data, and what the journal tells of those done."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from deskmate.sitting.amend import effective
from deskmate.sitting.events import Event, Kind
from deskmate.stretch.catalogue import Side
from deskmate.stretch.reading import CatalogueError, Table


class Thigh(StrEnum):
    """Where the hanging thigh comes to rest; the higher, the shorter the hip flexors."""

    LEVEL = "level"
    ABOVE = "above"
    WELL_ABOVE = "well_above"

    @property
    def height(self) -> int:
        """Give how many steps above level it is, 0 to 2."""
        return list(Thigh).index(self)


class Knee(StrEnum):
    """What the knee of the hanging leg does; one that straightens tells of a short rectus femoris."""

    BENT = "bent"
    STRAIGHT = "straight"


@dataclass(frozen=True, slots=True)
class CheckStep:
    """One guided step; title and text may say {side} and {other}."""

    title: str
    pose: str
    text: str
    length: timedelta

    def on(self, side: Side) -> CheckStep:
        """Give the step as it is said for a side."""
        title, text = (words.format(side=side.value, other=side.other.value) for words in (self.title, self.text))
        return CheckStep(title, self.pose, text, self.length)


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """The check as data: what it is for, what it cannot tell, the steps of one side, and the answers."""

    title: str
    purpose: str
    equipment: str
    limits: tuple[str, ...]
    not_for: tuple[str, ...]
    stop_signs: tuple[str, ...]
    source: str
    steps: tuple[CheckStep, ...]
    thigh: Mapping[Thigh, str]
    knee: Mapping[Knee, str]


@dataclass(frozen=True, slots=True)
class Checked:
    """One side of one check."""

    at: datetime
    side: Side
    thigh: Thigh
    knee: Knee


def read_selfcheck(name: str, text: str) -> SelfCheck:
    """Read the check's file; raises CatalogueError, one sentence that names the file and the key."""
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"{name} is not valid TOML: {error}.") from error
    table = Table(name, "", tree)
    check = SelfCheck(
        title=table.text("title"),
        purpose=table.text("purpose"),
        equipment=table.text("equipment"),
        limits=table.texts("limits"),
        not_for=table.texts("not_for"),
        stop_signs=table.texts("stop_signs"),
        source=table.text("source"),
        steps=tuple(_step(row) for row in table.tables("steps")),
        thigh={Thigh(key): words for key, words in _answers(table, "thigh", [t.value for t in Thigh]).items()},
        knee={Knee(key): words for key, words in _answers(table, "knee", [k.value for k in Knee]).items()},
    )
    table.finish()
    return check


def checked(events: Iterable[Event]) -> tuple[Checked, ...]:
    """Give every side checked, in order; an entry that makes no sense is left out."""
    found = (_checked(e) for e in effective(e for e in events if e.kind in {Kind.SELF_CHECKED, Kind.UNDONE}))
    return tuple(c for c in found if c is not None)


def _checked(event: Event) -> Checked | None:
    try:
        side, thigh, knee = Side(event.text("side")), Thigh(event.text("thigh")), Knee(event.text("knee"))
    except ValueError:
        return None
    return Checked(event.at, side, thigh, knee)


def _step(row: Table) -> CheckStep:
    step = CheckStep(row.text("title"), row.slug("pose"), row.text("text"), row.seconds("seconds", 1, 600))
    row.finish()
    return step


def _answers(table: Table, key: str, known: list[str]) -> dict[str, str]:
    inside = table.table(key, required=True)
    answers = {name: inside.text(name) for name in known} if inside is not None else {}
    if inside is not None:
        inside.finish()
    return answers

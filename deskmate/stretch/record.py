"""The user's own record of relief: what each rated session speaks of, and what is being tried.

A session speaks of the one stretch that was held in it. Where several were held, as in a routine, nobody can tell
which of them eased: then it speaks of the routine as a whole, and only if that was done to its end.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from deskmate.sitting.amend import effective
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.sessions import Session, sessions
from deskmate.stretch.catalogue import Catalogue, Place
from deskmate.stretch.ranking import Ranking, Rating, next_candidate, rank

OF_RECORD = frozenset(
    {
        Kind.SESSION_STARTED,
        Kind.SESSION_STEP,
        Kind.SESSION_ENDED,
        Kind.ACHE_RATED,
        Kind.TRIAL_CHANGED,
        Kind.UNDONE,
    }
)
"""The kinds of event the record is made of."""


class Because(StrEnum):
    """Why a stretch is suggested; written in the journal, never renamed."""

    TURN = "turn"
    """It is its turn: of all that are tried it was rated least often."""
    BEST = "best"
    """It eased most, as far as the ratings can tell."""


@dataclass(frozen=True, slots=True)
class Record:
    """Ratings by session, and what the user took into the trial or left out of it, by id with when they said so."""

    rated: Mapping[str, Rating] = field(default_factory=lambda: MappingProxyType({}))
    said: Mapping[str, tuple[datetime, bool]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """Give every rating."""
        return tuple(self.rated.values())

    def with_later(self, later: Record) -> Record:
        """Give this record and a later one together; what both know of is as the later one has it."""
        return Record({**self.rated, **later.rated}, {**self.said, **later.said})

    def tried(self, usual: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
        """Give what is being tried, out of what is `known`: the `usual` ones, unless the user said otherwise."""
        names = dict.fromkeys([*usual, *(name for name, (_, tried) in self.said.items() if tried)])
        return tuple(n for n in names if n in known and self.said.get(n, (None, True))[1])

    def ranking(self, candidates: Sequence[str]) -> Ranking:
        """Rank candidates by relief."""
        return rank(self.ratings, candidates)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to do next, and why."""

    candidate: str
    because: Because


def read_record(events: Iterable[Event]) -> Record:
    """Make the record of events in any order."""
    counted = effective(e for e in events if e.kind in OF_RECORD)
    chosen = {e.text("session"): e.text("routine") for e in counted if e.kind is Kind.SESSION_STARTED}
    rated = {s.id: r for s in sessions(counted) if (r := rating_of(s, chosen.get(s.id, ""))) is not None}
    said = {e.text("candidate"): (e.at, e.data.get("tried") is True) for e in counted if e.kind is Kind.TRIAL_CHANGED}
    return Record(rated, said)


def candidates(record: Record, catalogue: Catalogue) -> tuple[str, ...]:
    """Give what is being tried: every stretch that can be done at the desk, unless the user said otherwise."""
    at_the_desk = (s.id for s in catalogue.stretches.values() if s.place is Place.DESK)
    return record.tried(at_the_desk, {*catalogue.stretches, *catalogue.routines})


def suggest(record: Record, candidates: Sequence[str], seed: str) -> Suggestion | None:
    """Give what to do next: each candidate in its turn until one may be called the best, and then that one.

    `seed` decides between those whose turn it is: the same text, the same choice. None where nothing is tried.
    """
    if not candidates:
        return None
    best = record.ranking(candidates).best
    if best is not None:
        return Suggestion(best, Because.BEST)
    # Chance without a secret: any pane that asks with the same seed has to choose alike.
    chance = random.Random(seed)  # noqa: S311
    draws = {name: chance.gauss(0, 1) for name in sorted(candidates)}
    return Suggestion(next_candidate(record.ratings, candidates, draws), Because.TURN)


def rating_of(session: Session, chosen: str) -> Rating | None:
    """Give what a session says of relief, where it says anything; `chosen` is what was chosen to be done in it."""
    if session.ache_before is None or session.ache_after is None:
        return None
    about = _about(session, chosen)
    return Rating(about, session.ache_before, session.ache_after) if about else None


def _about(session: Session, chosen: str) -> str:
    """Give the id of what a session speaks of, empty where it speaks of nothing."""
    held = {stretch for stretch, _, _ in session.held}
    if not held:
        return ""
    # Journals of the first days do not name the stretch of a step: then only one could be done.
    if len(held) == 1:
        return held.pop() or chosen
    return chosen if session.completed else ""

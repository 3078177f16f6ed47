"""Everything that was kept, as one looks back on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo

from deskmate.sitting.amend import Correction, corrections, effective
from deskmate.sitting.changes import Change, changes
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.fold import Day, Totals
from deskmate.sitting.notes import Note, notes

_TOLD = frozenset(
    {
        Kind.BREAK_DUE,
        Kind.NOTED,
        Kind.CORRECTED,
        Kind.UNDONE,
        Kind.SESSION_STARTED,
        Kind.SESSION_STEP,
        Kind.SESSION_ENDED,
        Kind.ACHE_RATED,
    }
)
"""The kinds that tell more of a time than its days do."""


@dataclass(frozen=True, slots=True)
class Past:
    """Every day, newest first, with its prompts and notes; and what the user changed, the last change last."""

    days: tuple[Day, ...] = ()
    changes: tuple[Change, ...] = ()
    corrections: tuple[Correction, ...] = ()
    of_sessions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By a session's id the ids of the events that are of it."""


def past_of(days: Sequence[Day], events: Iterable[Event], now: datetime, zone: tzinfo) -> Past:
    """Put the fold's days together with what else the events (any order) tell of them up to `now`."""
    counted = effective(e for e in events if e.kind in _TOLD and e.at <= now)
    of_sessions: dict[str, list[str]] = defaultdict(list)
    for event in counted:
        if event.kind is not Kind.UNDONE and event.text("session"):
            of_sessions[event.text("session")].append(event.id)
    return Past(
        _filled(days, counted, zone),
        changes(counted),
        corrections(counted),
        {key: tuple(ids) for key, ids in of_sessions.items()},
    )


def _filled(days: Sequence[Day], counted: Iterable[Event], zone: tzinfo) -> tuple[Day, ...]:
    """Give the days with their prompts and notes; a note alone makes a day, too."""
    counted = list(counted)
    prompts: dict[date, list[datetime]] = defaultdict(list)
    for event in counted:
        if event.kind is Kind.BREAK_DUE:
            prompts[event.at.astimezone(zone).date()].append(event.at)
    written: dict[date, list[Note]] = defaultdict(list)
    for note in notes(counted, zone):
        written[note.day].append(note)
    known = {d.date for d in days}
    more = [Day(day, (), (), Totals()) for day in written if day not in known]
    filled = (replace(d, prompts=tuple(prompts[d.date]), notes=tuple(written[d.date])) for d in (*days, *more))
    return tuple(sorted(filled, key=lambda d: d.date, reverse=True))

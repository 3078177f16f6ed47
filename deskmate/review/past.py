"""Everything that was kept, as one looks back on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from deskmate.sitting.amend import Correction, corrections, effective
from deskmate.sitting.changes import Change, changes
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.fold import Day, Totals
from deskmate.sitting.notes import Note, notes
from deskmate.stretch.selfcheck import Checked, checked

_TOLD = frozenset(
    {
        Kind.NOTED,
        Kind.CORRECTED,
        Kind.UNDONE,
        Kind.SESSION_STARTED,
        Kind.SESSION_STEP,
        Kind.SESSION_ENDED,
        Kind.ACHE_RATED,
        Kind.SELF_CHECKED,
    }
)
"""The kinds that tell more of a time than its days do."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the events tell beside the days: by local day the notes, and what the user changed."""

    notes: Mapping[date, tuple[Note, ...]]
    changes: tuple[Change, ...]
    corrections: tuple[Correction, ...]
    of_sessions: Mapping[str, tuple[str, ...]]
    checked: tuple[Checked, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """Every day, newest first, with its notes; and what the user changed, the last change last."""

    days: tuple[Day, ...] = ()
    changes: tuple[Change, ...] = ()
    corrections: tuple[Correction, ...] = ()
    of_sessions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By a session's id the ids of the events that are of it."""
    checked: tuple[Checked, ...] = ()
    """The self-checks of the hips, a side each, in order."""


def told_of(events: Iterable[Event], now: datetime, zone: tzinfo) -> Told:
    """Give what the events (any order, some perhaps twice) tell beside the days, up to `now`."""
    counted = effective({e.id: e for e in events if e.kind in _TOLD and e.at <= now}.values())
    of_sessions: dict[str, list[str]] = defaultdict(list)
    written: dict[date, list[Note]] = defaultdict(list)
    for event in counted:
        if event.kind is not Kind.UNDONE and (session := event.text("session")):
            of_sessions[session].append(event.id)
    for note in notes(counted, zone):
        written[note.day].append(note)
    return Told(
        {day: tuple(found) for day, found in written.items()},
        changes(counted),
        corrections(counted),
        {session: tuple(ids) for session, ids in of_sessions.items()},
        checked(counted),
    )


def past_of(days: Sequence[Day], told: Told) -> Past:
    """Put the fold's days together with what else was told of them; a note alone makes a day, too."""
    known = {d.date for d in days}
    more = [Day(day, (), (), Totals()) for day in told.notes if day not in known]
    filled = (d._replace(notes=told.notes[d.date]) if d.date in told.notes else d for d in (*days, *more))
    newest_first = tuple(sorted(filled, key=lambda d: d.date, reverse=True))
    return Past(newest_first, told.changes, told.corrections, told.of_sessions, told.checked)

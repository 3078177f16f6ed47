"""Everything that was kept, as one looks back on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from deskmate.sitting.amend import Correction, corrections, effective
from deskmate.sitting.changes import Change, changes
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.fold import Day, Totals
from deskmate.sitting.notes import Note, notes
from deskmate.sitting.sessions import OF_SESSIONS
from deskmate.stretch.selfcheck import Checked, checked

_TOLD = OF_SESSIONS | {Kind.NOTED, Kind.CORRECTED, Kind.UNDONE, Kind.SELF_CHECKED}
"""The kinds that tell more of a time than its days do."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the events tell beside the days: by local day the notes, and what the user changed."""

    notes: Mapping[date, tuple[Note, ...]]
    changes: tuple[Change, ...]
    corrections: tuple[Correction, ...]
    checked: tuple[Checked, ...]
    events: tuple[Event, ...]
    """Those it was told by, in order."""


@dataclass(frozen=True, slots=True)
class Past:
    """Every day, newest first, with its notes; and what the user changed, the last change last."""

    days: tuple[Day, ...] = ()
    changes: tuple[Change, ...] = ()
    corrections: tuple[Correction, ...] = ()
    checked: tuple[Checked, ...] = ()
    """The self-checks of the hips, a side each, in order."""
    since: date | None = None
    """The day it begins with, where more was kept that was not read yet."""
    events: tuple[Event, ...] = ()
    """The few that tell more than the days do, in order."""

    def events_of(self, session: str) -> tuple[str, ...]:
        """Give the ids of the events that are of a session."""
        return tuple(e.id for e in self.events if e.kind is not Kind.UNDONE and e.text("session") == session)

    def reaches(self, day: date) -> bool:
        """Tell whether all that was kept from `day` on is in it."""
        return self.since is None or self.since <= day


def telling(events: Iterable[Event]) -> tuple[Event, ...]:
    """Give the few events that `told_of` goes by."""
    return tuple(e for e in events if e.kind in _TOLD)


def told_of(events: Iterable[Event], now: datetime, zone: tzinfo) -> Told:
    """Give what the events (any order, some perhaps twice) tell beside the days, up to `now`."""
    counted = effective({e.id: e for e in _until(now, telling(events))}.values())
    written: dict[date, list[Note]] = defaultdict(list)
    for note in notes(counted, zone):
        written[note.day].append(note)
    return Told(
        {day: tuple(found) for day, found in written.items()},
        changes(counted),
        corrections(counted),
        checked(counted),
        tuple(counted),
    )


def _until(now: datetime, events: Iterable[Event]) -> Iterator[Event]:
    """Give those up to `now`, told at the offset of each: comparing times of two offsets takes many times as long."""
    at_offset: dict[tzinfo | None, datetime] = {}
    for event in events:
        zone = event.at.tzinfo
        if zone not in at_offset:
            at_offset[zone] = now.astimezone(zone)
        if event.at <= at_offset[zone]:
            yield event


def past_of(days: Sequence[Day], told: Told, since: date | None = None) -> Past:
    """Put the fold's days together with what else was told of them; a note alone makes a day, too.

    With `since` only the days from it on: all that is known of those before may not be among the events.
    """
    known = {d.date for d in days}
    more = [Day(day, (), (), Totals()) for day in told.notes if day not in known]
    filled = (d._replace(notes=told.notes[d.date]) if d.date in told.notes else d for d in (*days, *more))
    newest_first = sorted(filled, key=lambda d: d.date, reverse=True)
    wanted = tuple(d for d in newest_first if since is None or d.date >= since)
    return Past(wanted, told.changes, told.corrections, told.checked, since, told.events)

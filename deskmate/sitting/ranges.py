"""Out of everything that was kept, what tells of some days: without the rest, they are still the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, tzinfo

from deskmate.sitting.amend import effective
from deskmate.sitting.events import ORDER, POSTURES, Event, Kind
from deskmate.sitting.notes import day_of_note
from deskmate.sitting.schedule import day_start
from deskmate.sitting.sessions import OF_SESSIONS

EARLIEST, LATEST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)

_SETTLED = frozenset({Kind.SAT, Kind.STOOD, Kind.UNWATCHED, Kind.BREAK_STARTED})
"""After one of these the posture is known, whatever was before it."""

_AT_REST = frozenset({Kind.LEFT, Kind.UNWATCHED})
"""Nobody is at the desk after one of these."""

_OF_RUNS = OF_SESSIONS - {Kind.ACHE_RATED}


def of_range(
    events: Sequence[Event], start: datetime | None, end: datetime | None, zone: tzinfo
) -> tuple[Event, ...]:
    """Give the events that tell of the days from `start` up to `end`, in the order of `events`.

    Those are the ones made then; the posture the first day begins with, and what ended one that went on after the
    last; sessions that reach into it; and what was said later of all that: corrections, ratings, notes, undoings.
    """
    if start is None and end is None:
        return tuple(events)
    start, end = start or EARLIEST, end or LATEST
    taken = {_key(e): e for e in events if start <= e.at < end}
    counted = effective(events)
    taken |= {_key(e): e for e in _leading_in(counted, start)} | {_key(e): e for e in _leading_out(counted, end)}
    runs = {e.text("session") for e in taken.values() if e.kind in _OF_RUNS}
    taken |= {_key(e): e for e in events if e.kind in OF_SESSIONS and e.text("session") in runs}
    taken |= {_key(e): e for e in events if _concerns(e, start, end, zone)}
    taken |= _amending(events, taken)
    return tuple(e for e in events if _key(e) in taken)


def _key(event: Event) -> str:
    """Give what tells an event from the others: signs of life have no id."""
    return event.id or f"{event.device} {event.at.isoformat()}"


def _leading_in(counted: Sequence[Event], start: datetime) -> Iterable[Event]:
    """Give what the posture at the start comes of, the newest first."""
    if not counted or counted[-1].at < start:
        return
    for event in reversed(counted):
        if event.at < start and (event.kind in POSTURES or event.kind in _OF_RUNS):
            yield event
            if event.kind in _SETTLED:
                return


def _leading_out(counted: Sequence[Event], end: datetime) -> Iterable[Event]:
    """Give what ended a posture at the desk that went on at the end; where nothing did, the next sign of life."""
    last = next((e for e in reversed(counted) if e.at < end and e.kind in POSTURES), None)
    if last is None or last.kind in _AT_REST:
        return ()
    after = [e for e in counted if e.at >= end]
    ending = next((e for e in after if e.kind in POSTURES), None)
    return [ending] if ending is not None else after[:1]


def _concerns(event: Event, start: datetime, end: datetime, zone: tzinfo) -> bool:
    match event.kind:
        case Kind.CORRECTED:
            first, last = event.moment("start"), event.moment("end")
            return first is not None and last is not None and first < end and last > start
        case Kind.NOTED:
            return start <= day_start(day_of_note(event, zone), zone) < end
        case _:
            return False


def _amending(events: Sequence[Event], taken: dict[str, Event]) -> dict[str, Event]:
    """Give what undoes or replaces any of the events taken, or rates a walk among them, and what undoes that."""
    ids, found = {e.id for e in taken.values()}, {}
    for event in sorted(events, key=ORDER):
        about = {event.text("event"), *event.text("events").split(), event.text("replaces"), event.text("walk")}
        if event.kind in {Kind.UNDONE, Kind.NOTED, Kind.WALK_RATED} and about & ids - {""}:
            ids.add(event.id)
            found[_key(event)] = event
    return found

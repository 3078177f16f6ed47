"""What the user changes of what was kept: ratings put right, sessions and notes deleted, notes written; all undoable.

Each change is one event more, and taking it back is another: nothing is ever overwritten.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from deskmate.sitting.amend import effective
from deskmate.sitting.events import Event, Kind, Scalar
from deskmate.sitting.fold import LOOK_BACK
from deskmate.sitting.notes import Note, checked
from deskmate.sitting.sessions import Session
from deskmate.sitting.watch import Entry

WORST_ACHE = 10
MOMENTS = ("before", "after")

Entries = tuple[Entry, ...]

_CHANGING = frozenset({Kind.CORRECTED, Kind.ACHE_RATED, Kind.NOTED, Kind.UNDONE})


@dataclass(frozen=True, slots=True)
class Change:
    """Something the user changed that can be taken back: the event's id, when, and what it was in a few words."""

    id: str
    at: datetime
    what: str


def changes(events: Iterable[Event]) -> tuple[Change, ...]:
    """Give the changes that stand, the last one last."""
    found = ((e, _what(e)) for e in effective(e for e in events if e.kind in _CHANGING))
    return tuple(Change(e.id, e.at, what) for e, what in found if what)


def _what(event: Event) -> str:
    match event.kind:
        case Kind.CORRECTED:
            return f"a time corrected to {event.text('posture')}"
        case Kind.ACHE_RATED if event.data.get("corrects") is True:
            return "an ache rated anew"
        case Kind.NOTED:
            if not event.text("text"):
                return "a note deleted"
            return "a note changed" if event.text("replaces") else "a note written"
        case Kind.UNDONE if event.text("session"):
            return "a session deleted"
        case _:
            return ""


def rate(session: Session, moment: str, score: int, now: datetime) -> Entries:
    """Say anew how much it ached before or after a session. Raises ValueError for what is no rating."""
    if moment not in MOMENTS or not 0 <= score <= WORST_ACHE:
        raise ValueError(f"an ache is rated before or after, from 0 to {WORST_ACHE}")
    known = session.ache_before if moment == "before" else session.ache_after
    if known == score:
        return ()
    data: dict[str, Scalar] = {"session": session.id, "moment": moment, "score": score, "corrects": True}
    return (Entry(Kind.ACHE_RATED, now, data),)


def delete_session(session: Session, events: Iterable[str], now: datetime) -> Entries:
    """Take a session out of the history, with its ratings and notes; `events` are the ids of all that is of it.

    Raises ValueError while it runs: it is neither ended nor cut off, and so young that the state still knows of it.
    """
    if not session.ended and not session.interrupted and now - session.last < LOOK_BACK:
        raise ValueError("this session is still running; end it first")
    return (Entry(Kind.UNDONE, now, {"session": session.id, "events": " ".join(events)}),)


def note(text: str, now: datetime, day: date, session: str = "") -> Entries:
    """Write something down about a day, or one of its sessions. Raises ValueError for a text that cannot be kept."""
    data: dict[str, Scalar] = {"text": checked(text), "day": day.isoformat()}
    if session:
        data["session"] = session
    return (Entry(Kind.NOTED, now, data),)


def rewrite(old: Note, text: str, now: datetime) -> Entries:
    """Write a note anew in place of an old one. Raises ValueError for a text that cannot be kept."""
    if checked(text) == old.text:
        return ()
    (entry,) = note(text, now, old.day, old.session)
    return (Entry(entry.kind, entry.at, {**entry.data, "replaces": old.id}),)


def delete_note(old: Note, now: datetime) -> Entries:
    """Take a note away."""
    data: dict[str, Scalar] = {"text": "", "day": old.day.isoformat(), "session": old.session, "replaces": old.id}
    return (Entry(Kind.NOTED, now, data),)


def take_back(made: Sequence[Change], now: datetime) -> Entries:
    """Take the last change back. Raises ValueError where there is none."""
    if not made:
        raise ValueError("there is nothing to undo: nothing was corrected, deleted or noted")
    return (Entry(Kind.UNDONE, now, {"event": made[-1].id}),)

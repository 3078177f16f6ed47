"""What the user wrote down about a day or a session, in their own words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from deskmate.sitting.events import Event, Kind, is_plain

LONGEST_NOTE = 500
"""How many characters a note may have: it is a line beside a day, no diary."""


class Note(NamedTuple):
    """A text about a day, and about one of its sessions where `session` (its id) is not empty."""

    id: str
    at: datetime
    day: date
    text: str
    session: str = ""


def notes(events: Iterable[Event], zone: tzinfo) -> tuple[Note, ...]:
    """Give the notes that stand, without those replaced, out of events that count and in their order."""
    written: dict[str, Note] = {}
    for event in events:
        if event.kind is not Kind.NOTED:
            continue
        written.pop(event.text("replaces"), None)
        text = event.text("text")
        if text:
            written[event.id] = Note(event.id, event.at, day_of_note(event, zone), text, event.text("session"))
    return tuple(written.values())


def day_of_note(event: Event, zone: tzinfo) -> date:
    """Give the day a note is about: the one it names, or that of its writing."""
    try:
        return date.fromisoformat(event.text("day"))
    except ValueError:
        return event.at.astimezone(zone).date()


def checked(text: str) -> str:
    """Give a text fit for a note, its tabs made spaces; raises ValueError with one sentence for one that is not."""
    text = text.replace("\t", " ").strip()
    if not text:
        raise ValueError("a note needs some words; to take one away, delete it")
    if not all(map(is_plain, text)):
        raise ValueError("a note cannot hold control characters; write it as one plain line")
    if len(text) > LONGEST_NOTE:
        raise ValueError(f"a note can have {LONGEST_NOTE} characters at most, and this one has {len(text)}")
    return text

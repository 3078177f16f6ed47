"""What the user corrected afterwards: events that do not count, and times that were something else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from deskmate.sitting.events import ORDER, Event, Kind
from deskmate.sitting.sessions import Session
from deskmate.sitting.timeline import Activity, Posture, Span, joined

LONGEST = timedelta(hours=24)
"""The longest time that can be corrected at once: more is a slip of the hand."""

WORDS: dict[str, tuple[Posture, Activity | None]] = {
    "sit": (Posture.SITTING, None),
    "stand": (Posture.STANDING, None),
    "walk": (Posture.AWAY, Activity.WALK),
    "away": (Posture.AWAY, None),
}
"""What a time can be said to have been, by the word the user says it with."""


class LengthError(ValueError):
    """A length that cannot be, whatever is going on: the words were wrong."""


class Correction(NamedTuple):
    """A time that was something else than was noticed; `id` is its event's."""

    span: Span
    id: str = ""

    @property
    def word(self) -> str:
        """Give the word for it."""
        said = (self.span.posture, self.span.activity)
        return next((word for word, meaning in WORDS.items() if meaning == said), self.span.posture.value)


def effective(events: Iterable[Event]) -> list[Event]:
    """Give the events that count, in order: without those undone, whose undoing was not undone itself."""
    ordered = sorted(events, key=ORDER)
    gone = undone(ordered)
    return [e for e in ordered if e.id not in gone]


def undone(ordered: Sequence[Event]) -> frozenset[str]:
    """Give the ids of what was undone, out of events in order, be it all or the undoings alone."""
    gone: set[str] = set()
    for event in reversed(ordered):
        if event.kind is Kind.UNDONE and event.id not in gone:
            gone.update([event.text("event"), *event.text("events").split()])
    return frozenset(gone - {""})


def corrections(events: Iterable[Event]) -> tuple[Correction, ...]:
    """Give what was corrected, in the order it was said; an entry that makes no sense is left out."""
    found = (_correction(e) for e in events if e.kind is Kind.CORRECTED)
    return tuple(c for c in found if c is not None)


def _correction(event: Event) -> Correction | None:
    start, end = event.moment("start"), event.moment("end")
    try:
        posture = Posture(event.text("posture"))
        activity = Activity(event.text("activity")) if event.text("activity") else None
    except ValueError:
        return None
    if start is None or end is None or not start < end <= event.at:
        return None
    return Correction(Span(start, end, posture, activity), event.id)


def corrected(spans: Sequence[Span], said: Iterable[Correction], now: datetime) -> tuple[Span, ...]:
    """Lay what was said over the spans, the last word on top; between them nothing is known."""
    for correction in said:
        spans = _overlaid(spans, correction.span, now)
    return tuple(spans)


def _overlaid(spans: Sequence[Span], over: Span, now: datetime) -> tuple[Span, ...]:
    if not spans:
        return joined([over, Span(over.end, now, Posture.UNKNOWN)])
    parts: list[Span] = []
    if over.start < spans[0].start:
        parts += [over, Span(over.end, max(over.end, spans[0].start), Posture.UNKNOWN)]
    for span in spans:
        cut_start, cut_end = max(span.start, over.start), min(span.end, over.end)
        if cut_start >= cut_end:
            parts.append(span)
            continue
        parts.append(span.between(span.start, cut_start))
        if over.start >= spans[0].start and parts[-1].end == over.start:
            parts.append(over)
        parts.append(span.between(cut_end, span.end))
    return joined(parts)


def check(
    start: datetime, end: datetime, *, now: datetime, said: Iterable[Correction], sessions: Iterable[Session]
) -> None:
    """Refuse an impossible correction; raises ValueError with one sentence (its times are in the zone of `now`)."""
    zone = now.tzinfo
    if end > now:
        raise ValueError(
            f"{_clock(end, zone)} has not come yet; only what is past can be said to have been something"
        )
    if start >= end:
        raise ValueError("a time of no length cannot be corrected; give a length such as 40m")
    if end - start > LONGEST:
        raise LengthError("more than 24 hours cannot be corrected at once; check the length")
    for other in said:
        if start < other.span.end and other.span.start < end:
            times = f"{_clock(other.span.start, zone)}-{_clock(other.span.end, zone)}"
            raise ValueError(f"that overlaps {times}, which you corrected to {other.word!r}; undo that first")
    for session in sessions:
        if session.did_something and start < session.last and session.start < end:
            raise ValueError(f"that overlaps your stretch of {_clock(session.start, zone)}, which is kept as it was")


def _clock(moment: datetime, zone: object) -> str:
    return f"{moment.astimezone(zone):%H:%M}"  # type: ignore[arg-type]

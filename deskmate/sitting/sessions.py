"""Stretch sessions as the journal tells them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from deskmate.sitting.events import Event, Kind

ZERO = timedelta(0)

HOLD = "hold"
"""The step of a session that stretches; the others lead to it and from it."""

PAUSED = "paused"
"""The cause of an interruption by the user, who holds the session for long; any other is that its process is gone."""

_PASSED = frozenset({"", "over", "skipped"})
"""The ways a step is left for good; else it, or one before it, is done again."""

OF_SESSIONS = frozenset(
    {
        Kind.SESSION_STARTED,
        Kind.SESSION_STEP,
        Kind.SESSION_INTERRUPTED,
        Kind.SESSION_RESUMED,
        Kind.SESSION_ENDED,
        Kind.ACHE_RATED,
    }
)


class Session(NamedTuple):
    """One guided run: what was done of it, for how long, and the ache before and after (0-10 NRS, None unasked)."""

    id: str
    title: str
    start: datetime
    last: datetime
    planned: timedelta
    active: timedelta = ZERO
    held: frozenset[tuple[str, str, float]] = frozenset()
    """The holds held to their end, each by stretch, side and repetition, however often they were repeated."""
    stretches: frozenset[str] = frozenset()
    """The stretches of which at least a moment was held."""
    routine: str = ""
    device: str = ""
    easier: frozenset[str] = frozenset()
    """The stretches that were planned in their easier form."""
    paused: bool = False
    """It is held for long; its process is still there, and may let it go on."""
    interrupted: bool = False
    """Its process is gone, and it neither went on nor was it decided to keep it as it is."""
    ended: bool = False
    completed: bool = False
    behind: timedelta = ZERO
    """How long the steps that are over were to take."""
    ache_before: int | None = None
    ache_after: int | None = None

    @property
    def did_something(self) -> bool:
        """Tell whether anything was held to its end; to have listened is no stretch."""
        return self.holds > 0

    def left(self, now: datetime) -> timedelta:
        """Give about how long it still takes: of a pause, nothing is known before the step is over."""
        return self.planned - self.behind - (now - self.last)

    @property
    def holds(self) -> int:
        """Give how many holds were held to their end."""
        return len(self.held)

    @property
    def relief(self) -> int | None:
        """Give ache before minus after, None where either is not known."""
        if self.ache_before is None or self.ache_after is None:
            return None
        return self.ache_before - self.ache_after


def sessions(events: Iterable[Event]) -> tuple[Session, ...]:
    """Give every session in order of its start, out of events in order; a rating may come before its session.

    Each is made of its own events alone.
    """
    found: dict[str, Session] = {}
    before: dict[str, int] = {}
    for event in events:
        if event.kind not in OF_SESSIONS:
            continue
        key = event.text("session")
        if event.kind is Kind.SESSION_STARTED:
            found[key] = _started(event, before.get(key))
        elif event.kind is Kind.ACHE_RATED and event.text("moment") == "before":
            before[key] = _score(event)
            if key in found:
                found[key] = found[key]._replace(ache_before=before[key])
        elif key in found:
            found[key] = _went_on(found[key], event)
    return tuple(sorted(found.values(), key=lambda s: (s.start, s.id)))


def _started(event: Event, ache_before: int | None) -> Session:
    planned = timedelta(seconds=event.seconds("planned_seconds"))
    title = event.text("title") or event.text("routine")
    return Session(
        event.text("session"),
        title,
        event.at,
        event.at,
        planned,
        routine=event.text("routine"),
        device=event.device,
        easier=frozenset(event.text("easier").split()),
        ache_before=ache_before,
    )


def _went_on(session: Session, event: Event) -> Session:
    match event.kind:
        case Kind.SESSION_STEP:
            held = session.held
            if event.data.get("completed") is True and event.text("step") == HOLD:
                held |= {(event.text("stretch"), event.text("side"), event.seconds("repetition"))}
            active = session.active + timedelta(seconds=event.seconds("seconds"))
            begun = event.text("step") == HOLD and event.seconds("seconds") > 0
            stretches = session.stretches | ({event.text("stretch")} if begun else set())
            behind = session.behind + _passed(event)
            return session._replace(last=event.at, held=held, active=active, stretches=stretches, behind=behind)
        case Kind.SESSION_INTERRUPTED:
            return _broke_off(session, event)
        case Kind.SESSION_RESUMED:
            return session._replace(last=event.at, paused=False, interrupted=False)
        case Kind.SESSION_ENDED:
            completed = event.data.get("completed") is True
            active = timedelta(seconds=event.seconds("seconds")) or session.active
            return session._replace(
                last=event.at, paused=False, interrupted=False, ended=True, completed=completed, active=active
            )
        case Kind.ACHE_RATED:
            return session._replace(ache_after=_score(event))
        case _:
            return session


def _broke_off(session: Session, event: Event) -> Session:
    if session.ended:
        return session
    if event.text("cause") == PAUSED:
        return session._replace(last=max(session.last, event.at), paused=not session.interrupted)
    return session._replace(paused=False, interrupted=True)


def _passed(event: Event) -> timedelta:
    """Give how long a step that is over was to take; nothing where it is done again."""
    if event.text("left") not in _PASSED:
        return ZERO
    return timedelta(seconds=event.seconds("planned_seconds") or event.seconds("seconds"))


def _score(event: Event) -> int:
    return min(10, max(0, round(event.seconds("score"))))

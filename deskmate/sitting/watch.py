"""What the app writes down by itself: at its opening, after a gap, on idleness, when a break falls due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from deskmate.sitting.events import Event, Kind, Scalar
from deskmate.sitting.fold import State
from deskmate.sitting.rules import Rules
from deskmate.sitting.timeline import Posture

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """An event about to be written: what, and when it was."""

    kind: Kind
    at: datetime
    data: Mapping[str, Scalar] = field(default_factory=dict)


def on_opening(state: State) -> tuple[Entry, ...]:
    """Give what opening the app means: somebody is at the desk, sitting unless told otherwise.

    A short time closed changes nothing, so a restart carries on with its bout; a longer one is written down as
    unwatched.
    """
    match state.posture:
        case Posture.UNKNOWN if state.since < state.now:
            return (Entry(Kind.UNWATCHED, state.since), Entry(Kind.SAT, state.now))
        case Posture.UNKNOWN:
            return (Entry(Kind.SAT, state.now),)
        case Posture.AWAY:
            return (Entry(Kind.RETURNED, state.now),)
        case _:
            return ()


def end_of_orphan(state: State) -> tuple[Entry, ...]:
    """Give the end of a session whose process is gone: as far as it came, at its last sign."""
    session = state.open_session
    if session is None:
        return ()
    data: dict[str, Scalar] = {
        "session": session.id,
        "completed": False,
        "seconds": session.active.total_seconds(),
        "cause": "lost",
    }
    # Just after its last step, so that the two keep their order.
    return (Entry(Kind.SESSION_ENDED, session.last + timedelta(microseconds=1), data),)


def on_gap(state: State, start: datetime, end: datetime) -> tuple[Entry, ...]:
    """Give what a gap in the app's own heartbeat means: away, never sitting. Nothing new when already away."""
    if state.posture in {Posture.AWAY, Posture.UNKNOWN}:
        return ()
    return (Entry(Kind.LEFT, start, {"cause": "asleep"}), Entry(Kind.RETURNED, end))


def on_idle(state: State, idle: timedelta, rules: Rules) -> tuple[Entry, ...]:
    """Give what stillness means: away from the last input on once it lasts, back at the first input after.

    Nothing is decided in a break or a session: not typing is the point of them.
    """
    last_input = state.now - idle
    if state.posture is Posture.AWAY:
        # The key that says "away" is itself an input: only a later one is a return.
        return (Entry(Kind.RETURNED, state.now),) if last_input > state.since + MINUTE / 2 else ()
    if state.posture is Posture.UNKNOWN or state.activity is not None or idle <= rules.away_after:
        return ()
    return (Entry(Kind.LEFT, max(last_input, state.since), {"cause": "idle"}),)


def on_due(state: State) -> tuple[Entry, ...]:
    """Give the prompt, when a break is due and the user was not told yet."""
    if not state.plan.is_due or state.plan.prompted or state.posture is not Posture.SITTING or state.bout is None:
        return ()
    return (Entry(Kind.BREAK_DUE, state.now, {"bout_seconds": state.bout.sitting.total_seconds()}),)


def event_of(entry: Entry, device: str) -> Event:
    """Make the event an entry stands for."""
    return Event(entry.at, entry.kind, dict(entry.data), device)


def next_change(state: State) -> datetime:
    """Give the moment from which on a screen would show something else, if nothing happens until then.

    Whole minutes of what runs; seconds in a break, and in the last minute before one is due.
    """
    now = state.now
    moments = [_next_minute(now, state.since)]
    if state.activity is not None:
        return now + SECOND
    if state.bout is not None and state.posture is Posture.SITTING:
        moments.append(_next_minute(now, now - state.bout.sitting))
    due = state.plan.due
    if due is not None and due > now and state.posture is Posture.SITTING:
        if due - now <= MINUTE:
            return now + SECOND
        moments += [due - MINUTE, _next_minute(now, due)]
    return min(m for m in moments if m > now)


def _next_minute(now: datetime, start: datetime) -> datetime:
    """Give the next moment after `now` that is a whole number of minutes from `start`."""
    return start + ((now - start) // MINUTE + 1) * MINUTE

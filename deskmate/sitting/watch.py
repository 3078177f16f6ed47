"""What the app writes down by itself: at its opening, after a gap, on idleness, when a break falls due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from deskmate.sitting.events import NOTHING_MORE, Event, Kind, Scalar
from deskmate.sitting.fold import State
from deskmate.sitting.plan import Step
from deskmate.sitting.rules import Rules
from deskmate.sitting.schedule import day_bounds
from deskmate.sitting.timeline import Activity, Posture

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


class Entry(NamedTuple):
    """An event about to be written: what, and when it was."""

    kind: Kind
    at: datetime
    data: Mapping[str, Scalar] = NOTHING_MORE


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


def on_orphan(state: State) -> tuple[Entry, ...]:
    """Give the word that the process of the session that seems to run, or to be paused, is gone since its last sign.

    What becomes of the session is for the user to say.
    """
    session = state.unfinished
    if session is None:
        return ()
    # Just after its last step or its pause, so that the two keep their order.
    return (Entry(Kind.SESSION_INTERRUPTED, session.last + timedelta(microseconds=1), {"session": session.id}),)


def on_gap(state: State, start: datetime, end: datetime) -> tuple[Entry, ...]:
    """Give what a gap in the app's own heartbeat means: away, never sitting. Nothing new when already away."""
    if state.posture in {Posture.AWAY, Posture.UNKNOWN}:
        return ()
    return (Entry(Kind.LEFT, start, {"cause": "asleep"}), Entry(Kind.RETURNED, end))


def on_leaving(state: State, cause: str) -> tuple[Entry, ...]:
    """Give what locking the screen or suspending means: away from this moment on."""
    if state.posture in {Posture.AWAY, Posture.UNKNOWN}:
        return ()
    return (Entry(Kind.LEFT, state.now, {"cause": cause}),)


def on_coming(state: State) -> tuple[Entry, ...]:
    """Give what unlocking the screen or waking means: back at this moment."""
    return (Entry(Kind.RETURNED, state.now),) if state.posture is Posture.AWAY else ()


def on_idle(state: State, idle: timedelta, rules: Rules) -> tuple[Entry, ...]:
    """Give what stillness means: away from the last input on once it lasts, back at the first input after.

    In a session not typing is the point. Who reads is there. In a break a minute of stillness is enough to know that
    the user walked off, so that their coming back ends it.
    """
    last_input = state.now - idle
    if state.posture is Posture.AWAY:
        # The key that says "away" is itself an input: only a later one is a return.
        left = max(state.since, state.left_at or state.since)
        return (Entry(Kind.RETURNED, state.now),) if last_input > left + MINUTE / 2 else ()
    still = min(MINUTE, rules.away_after) if state.activity is Activity.BREAK else rules.away_after
    if state.posture is Posture.UNKNOWN or state.activity is Activity.STRETCH or idle <= still:
        return ()
    if state.reading_until is not None:
        return ()
    since = max(last_input, _told(state), state.reading_ended or last_input)
    return (Entry(Kind.LEFT, since, {"cause": "idle"}),) if state.now - since > still else ()


def _told(state: State) -> datetime:
    """Give the start of the present span, whose event is itself a sign of the user."""
    return state.spans[-1].start if state.spans else state.since


def on_due(
    state: State, rules: Rules, suggestion: str = "", because: str = "", *, in_call: bool = False
) -> tuple[Entry, ...]:
    """Give the next step of the prompt, when a break is due: first the screen, then plainer.

    In quiet or in a call nobody is told; that it was so is written down, once a break.
    """
    plan, bout = state.plan, state.bout
    if not plan.is_due or state.posture is not Posture.SITTING or bout is None:
        return ()
    if state.quiet is not None or in_call:
        why = state.quiet.why.value if state.quiet is not None else "call"
        return () if plan.held or plan.prompted else (Entry(Kind.BREAK_HELD, state.now, {"why": why}),)
    again = plan.repeats_at(rules)
    if plan.told_at is None or (again is not None and state.now >= again):
        data: dict[str, Scalar] = {
            "bout_seconds": bout.sitting.total_seconds(),
            "break_seconds": plan.length.total_seconds(),
            "suggestion": suggestion,
            **({"because": because} if because else {}),
        }
        return (Entry(Kind.BREAK_DUE, state.now, data),)
    return tuple(
        Entry(Kind.PROMPT_RAISED, state.now, {"step": s.value}) for s, at in _steps(state, rules) if at <= state.now
    )


def on_long_bout(state: State, rules: Rules) -> tuple[Entry, ...]:
    """Give the word that a bout became long, once a bout; in quiet it waits."""
    bout = state.bout
    if bout is None or state.plan.long_told or bout.sitting < rules.long_bout:
        return ()
    if state.quiet is not None or state.posture is not Posture.SITTING:
        return ()
    return (Entry(Kind.BOUT_LONG, state.now, {"bout_seconds": bout.sitting.total_seconds()}),)


def on_quiet_over(state: State, *, in_call: bool = False) -> tuple[Entry, ...]:
    """Give the word that what was held back is told now, once, when quiet is over and the user is there."""
    here = state.posture in {Posture.SITTING, Posture.STANDING} and state.activity is None
    if not state.held or state.quiet is not None or in_call or not here:
        return ()
    return (Entry(Kind.HELD_SHOWN, state.now, {"breaks": len(state.held)}),)


def _steps(state: State, rules: Rules) -> list[tuple[Step, datetime]]:
    """Give the steps the prompt that stands has still to take, and when."""
    told = state.plan.told_at
    if told is None:
        return []
    after = {Step.NOTIFY: rules.notify_after, Step.VOICE: rules.voice_after}
    return [(s, told + wait) for s, wait in after.items() if wait is not None and s not in state.plan.raised]


def event_of(entry: Entry, device: str) -> Event:
    """Make the event an entry stands for."""
    return Event(entry.at, entry.kind, dict(entry.data), device)


def next_change(state: State, rules: Rules) -> datetime:
    """Give the moment from which on something else is shown or due, if nothing happens until then.

    Whole minutes of what runs; seconds in a break, and in the last minute before one is due.
    """
    now = state.now
    if state.activity is not None:
        return now + SECOND
    moments = [_next_minute(now, state.since), *_ends(state)]
    if state.posture is Posture.SITTING:
        if state.bout is not None:
            moments.append(_next_minute(now, now - state.bout.sitting))
        due = state.plan.due
        if due is not None and due > now:
            if due - now <= MINUTE:
                return now + SECOND
            moments += [due - MINUTE, _next_minute(now, due)]
        moments += [at for _, at in _steps(state, rules)]
    return min((m for m in moments if m > now), default=now + MINUTE)


def _ends(state: State) -> list[datetime]:
    """Give when what runs by the clock is over: quiet, reading, the day."""
    ends = [state.quiet.until] if state.quiet is not None else []
    ends += [state.reading_until] if state.reading_until is not None else []
    return [*ends, day_bounds(state.today.date, state.zone)[1]]


def _next_minute(now: datetime, start: datetime) -> datetime:
    """Give the next moment after `now` that is a whole number of minutes from `start`."""
    return start + ((now - start) // MINUTE + 1) * MINUTE

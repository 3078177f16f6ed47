"""What the user says: each word becomes the entries it means, or one sentence why it cannot be."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from deskmate.sitting.amend import LONGEST, WORDS, LengthError, check
from deskmate.sitting.events import Kind, Scalar
from deskmate.sitting.fold import State
from deskmate.sitting.sessions import Session
from deskmate.sitting.timeline import Activity, Posture
from deskmate.sitting.watch import Entry

Entries = tuple[Entry, ...]


def sit(state: State) -> Entries:
    """Sit down, or end the break; nothing where the user sits."""
    if state.activity is Activity.BREAK and state.posture is not Posture.AWAY:
        return (Entry(Kind.BREAK_ENDED, state.now),)
    return () if state.posture is Posture.SITTING else _after_unwatched(state, Kind.SAT)


def stand(state: State) -> Entries:
    """Stand at the desk; nothing where the user does."""
    is_so = state.posture is Posture.STANDING and state.activity is None
    return () if is_so else _after_unwatched(state, Kind.STOOD)


def leave(state: State) -> Entries:
    """Leave the desk; nothing where the user has."""
    return () if state.posture is Posture.AWAY else _after_unwatched(state, Kind.LEFT, cause="user")


def come_back(state: State) -> Entries:
    """Come back to the desk; nothing where the user is at it."""
    return (Entry(Kind.RETURNED, state.now),) if state.posture is Posture.AWAY else ()


def take_break(state: State) -> Entries:
    """Begin a break; nothing where one runs. Raises ValueError in a stretch session."""
    if state.activity is Activity.STRETCH:
        raise ValueError("a stretch session is running, which is a break already")
    if state.activity is Activity.BREAK:
        return ()
    return _after_unwatched(state, Kind.BREAK_STARTED, cause="prompt" if state.plan.is_due else "user")


def end_break(state: State) -> Entries:
    """End the break. Raises ValueError where none runs."""
    if state.activity is not Activity.BREAK:
        raise ValueError("no break is running")
    return (Entry(Kind.BREAK_ENDED, state.now),)


def postpone(state: State, length: timedelta) -> Entries:
    """Put the break off. Raises ValueError where there is none to put off, or it was put off too often."""
    _within(length, timedelta(minutes=1), timedelta(hours=2), "a break can be put off by 1m to 2h")
    if state.plan.due is None or state.posture is not Posture.SITTING:
        raise ValueError("there is no break to put off, since you are not sitting")
    if state.plan.due - state.now > length:
        raise ValueError(f"the next break is not due before {state.local(state.plan.due):%H:%M}")
    if not state.plan.postpones_left:
        raise ValueError(f"this break was put off {_times(state.plan.postponed)} already; a short one counts too")
    return (Entry(Kind.POSTPONED, state.now, {"seconds": length.total_seconds()}),)


def skip(state: State) -> Entries:
    """Let the break go; the next is due an interval later. Raises ValueError where none is due."""
    if not state.plan.is_due:
        raise ValueError("no break is due that could be skipped")
    return (Entry(Kind.BREAK_SKIPPED, state.now),)


def be_quiet(state: State, length: timedelta) -> Entries:
    """Give no prompts for so long. Raises LengthError for an impossible length."""
    _within(length, timedelta(0), timedelta(hours=24), "quiet can last 24h at most")
    return (Entry(Kind.QUIET_STARTED, state.now, {"seconds": length.total_seconds()}),)


def end_quiet(state: State) -> Entries:
    """Let prompts come again; nothing where the user asked for no quiet."""
    asked = state.quiet is not None and state.quiet.why.value == "asked"
    return (Entry(Kind.QUIET_ENDED, state.now),) if asked else ()


def read(state: State, length: timedelta) -> Entries:
    """Count stillness as sitting for so long. Raises LengthError for an impossible length."""
    _within(length, timedelta(minutes=1), timedelta(hours=12), "reading can last 1m to 12h")
    started = Entry(Kind.READING_STARTED, state.now, {"seconds": length.total_seconds()})
    return (*come_back(state), started) if state.posture is Posture.AWAY else (*_unwatched(state), started)


def end_reading(state: State) -> Entries:
    """Count stillness as what it seems again; nothing where the user was not reading."""
    return (Entry(Kind.READING_ENDED, state.now),) if state.reading_until is not None else ()


def correct(state: State, word: str, start: datetime, end: datetime, sessions: tuple[Session, ...] = ()) -> Entries:
    """Say that a time was spent otherwise than noticed. Raises ValueError for a time that cannot be.

    `sessions` are those of the days it lies in, beside today's.
    """
    if word not in WORDS:
        raise ValueError(f"{word!r} is not known; say sit, stand, walk or away")
    now = state.now.astimezone(state.zone)
    check(start, end, now=now, said=state.corrections, sessions=(*state.today.sessions, *sessions))
    posture, activity = WORDS[word]
    data: dict[str, Scalar] = {
        "start": start.isoformat(),
        "end": end.isoformat(),
        "posture": posture.value,
        "activity": activity.value if activity is not None else "",
    }
    return (*_unwatched(state), Entry(Kind.CORRECTED, state.now, data))


def undo(state: State) -> Entries:
    """Take the last correction back, or the absence just told. Raises ValueError where there is neither."""
    absence = state.absence
    if absence is not None and absence.can_be_undone:
        return tuple(Entry(Kind.UNDONE, state.now, {"event": i}) for i in absence.ids)
    if not state.corrections:
        raise ValueError("there is nothing to undo: no correction, and no absence in the last minutes")
    return (Entry(Kind.UNDONE, state.now, {"event": state.corrections[-1].id}),)


def keep_session(state: State) -> Entries:
    """Keep an interrupted session as far as it came. Raises ValueError where there is none."""
    session = state.interrupted
    if session is None:
        raise ValueError("no stretch was interrupted")
    data: dict[str, Scalar] = {
        "session": session.id,
        "completed": False,
        "seconds": session.active.total_seconds(),
        "cause": "lost",
    }
    # When it came to its end, not when that was said; just after its last step and the word of its interruption.
    return (Entry(Kind.SESSION_ENDED, session.last + timedelta(microseconds=2), data),)


def until(state: State, clock: time) -> timedelta:
    """Give the time from now to the next moment the wall shows `clock`."""
    today = state.local(state.now).date()
    moments = (datetime.combine(today + timedelta(days=n), clock, tzinfo=state.zone) for n in range(2))
    return next(left for m in moments if (left := m.astimezone(UTC) - state.now) > timedelta(0))


def _after_unwatched(state: State, kind: Kind, **data: Scalar) -> Entries:
    return (*_unwatched(state), Entry(kind, state.now, data))


def _unwatched(state: State) -> Entries:
    """Give the word that nobody watched until now: else the time before would count as it was last known."""
    if state.posture is Posture.UNKNOWN and state.since < state.now:
        return (Entry(Kind.UNWATCHED, state.since),)
    return ()


def _within(length: timedelta, least: timedelta, most: timedelta, sentence: str) -> None:
    if not least <= length <= min(most, LONGEST):
        raise LengthError(sentence)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")

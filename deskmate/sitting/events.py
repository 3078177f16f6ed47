"""What can happen. One small event each; the journal is nothing but these, and everything shown is made of them."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple

Scalar = str | int | float | bool | None

NOTHING_MORE: Mapping[str, Scalar] = MappingProxyType({})
"""The facts of an event that has none."""

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""Nothing was kept before: a time before it is a slip of a hand or of a disk."""

_PLAIN = frozenset("\u00a0\u1680\u202f\u205f\u3000\u200c\u200d") | {chr(n) for n in range(0x2000, 0x200B)}
"""Spaces of other scripts, and what joins or parts letters and emoji: not printable to Python, and yet plain."""

_written = itertools.count()

ORDER = attrgetter("at", "id")
"""The one order of events, whatever order they were read in: a key to sort by."""

_LONGEST_SECONDS = 1e9
"""Some thirty years: what is longer, out of a file changed by hand, is no length of time."""


def is_plain(char: str) -> bool:
    """Tell whether a character is safe to show: no control, and nothing that turns the writing round."""
    return char.isprintable() or char in _PLAIN


def _new_id() -> str:
    """Give an id unique in every process; those of one process sort in the order they were made."""
    return f"{next(_written):08x}-{uuid.uuid4().hex}"


class Kind(StrEnum):
    """The kinds of event, as they are written in the journal; never renamed once released."""

    __hash__ = str.__hash__
    """That of an Enum is Python code: ten years of events took a third longer to fold."""

    SAT = "sat"
    STOOD = "stood"
    LEFT = "left"
    """Went away from the desk; `at` is the last sign of the user. data: cause = user | idle | locked | asleep."""
    RETURNED = "returned"
    UNWATCHED = "unwatched"
    """No deskmate was running from `at` on, for too long to say what happened."""
    BREAK_DUE = "break_due"
    """The user was prompted, on the screen first. data: bout_seconds, break_seconds (what is offered), suggestion,
    because = turn | best (where that is a stretch)."""
    PROMPT_RAISED = "prompt_raised"
    """The prompt that stands was made plainer. data: step = notify | voice."""
    BREAK_HELD = "break_held"
    """A break fell due, and nobody was told. data: why = asked | hours | times | call."""
    HELD_SHOWN = "held_shown"
    """What was held back so far is shown now. data: breaks, how many."""
    BREAK_SKIPPED = "break_skipped"
    """The user will not take this break; the next is an interval away."""
    BOUT_LONG = "bout_long"
    """The bout reached the length at which the user's hook is told. data: bout_seconds."""
    BREAK_STARTED = "break_started"
    """data: cause = user | prompt."""
    BREAK_ENDED = "break_ended"
    POSTPONED = "postponed"
    """data: seconds, how long from `at` on the prompt is put off."""
    READING_STARTED = "reading_started"
    """Stillness counts as sitting from now on. data: seconds, for how long."""
    READING_ENDED = "reading_ended"
    QUIET_STARTED = "quiet_started"
    """No prompts from now on. data: seconds, for how long."""
    QUIET_ENDED = "quiet_ended"
    CORRECTED = "corrected"
    """The user says where they were. data: start, end (ISO 8601), posture, activity (walk, or none)."""
    UNDONE = "undone"
    """An event does not count any more. data: event (its id); or events (ids, spaces between) and session, where a
    whole session was deleted.
    """
    NOTED = "noted"
    """The user wrote something down. data: text (empty to delete what it replaces), day (ISO date it is about),
    session (if it is about one), replaces (the id of the note it is written in place of)."""
    SESSION_STARTED = "session_started"
    """data: session (its id), routine, title, planned_seconds, easier (ids of stretches in their easier form)."""
    SESSION_STEP = "session_step"
    """A step is over. data: session, stretch, step, side, repetition, form, planned_seconds, seconds (done),
    completed, left (how it was left)."""
    SESSION_INTERRUPTED = "session_interrupted"
    """The process that ran a session is gone; `at` is its last sign. Nothing is decided by it. data: session."""
    SESSION_RESUMED = "session_resumed"
    """An interrupted session goes on. data: session."""
    SESSION_ENDED = "session_ended"
    """data: session, completed, seconds (active time)."""
    ACHE_RATED = "ache_rated"
    """data: session, moment = before | after, score 0-10 (NRS); the last one counts. corrects = True in an
    afterthought."""
    SAFETY_ACCEPTED = "safety_accepted"
    """The user read what a stretch is not, when to stop, and what sends one to a doctor."""
    TRIAL_CHANGED = "trial_changed"
    """The user took a stretch or a routine into the trial, or left it out. data: candidate (its id), tried."""
    SELF_CHECKED = "self_checked"
    """A hip was checked by the modified Thomas test. data: side, thigh = level | above | well_above, knee = bent |
    straight."""
    WALK_PLANNED = "walk_planned"
    """A walking programme begins anew. data: seconds, of one walk, and times, how often a week, as the user walks."""
    WALK_RATED = "walk_rated"
    """How a walk sat. data: walk (the id of the correction that told it), moment = after (with score, the discomfort
    0-10) or morning (with settled, whether it was gone by then)."""
    PAGE_OPENED = "page_opened"
    """data: page."""
    PAGE_LEFT = "page_left"
    """Reading stopped, or went on to a new part. data: page, sentence (what comes next), of (all there are)."""
    PAGE_READ = "page_read"
    """A page was read to its end. data: page."""
    ALIVE = "alive"
    """The app was watching at `at`. Only the newest of a device is kept, beside the journal."""


POSTURES = frozenset(
    {
        Kind.SAT,
        Kind.STOOD,
        Kind.LEFT,
        Kind.RETURNED,
        Kind.UNWATCHED,
        Kind.BREAK_STARTED,
        Kind.BREAK_ENDED,
    }
)
"""The kinds that say where the user is from then on."""

AMENDMENTS = frozenset({Kind.CORRECTED, Kind.UNDONE})
"""The kinds that change what earlier events mean."""


class _Event(NamedTuple):
    at: datetime
    kind: Kind
    data: Mapping[str, Scalar]
    device: str
    id: str


class Event(_Event):
    """One thing that happened: when (aware), what, on which device, and its few facts."""

    __slots__ = ()

    def __new__(
        cls,
        at: datetime,
        kind: Kind,
        data: Mapping[str, Scalar] = NOTHING_MORE,
        device: str = "",
        id: str | None = None,  # noqa: A002 - what it is called wherever it is read
    ) -> Event:
        """Give it an id, where it has none, and refuse a time without a zone: read elsewhere, it would lie."""
        if at.tzinfo is None:
            raise ValueError(f"an event needs a time with a zone, and {at} has none")
        return super().__new__(cls, at, kind, data, device, _new_id() if id is None else id)

    def seconds(self, name: str) -> float:
        """Give a fact in seconds, 0 where it is missing or no number that a length of time can have."""
        value = self.data.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return 0.0
        return float(value) if abs(value) <= _LONGEST_SECONDS else 0.0

    def moment(self, name: str) -> datetime | None:
        """Give a fact that is a moment (ISO 8601 with its offset), None where it is missing or no such thing."""
        try:
            moment = datetime.fromisoformat(self.text(name))
        except ValueError:
            return None
        return moment if moment.tzinfo is not None else None

    def text(self, name: str) -> str:
        """Give a fact as text that is safe to show, empty where it is missing or no text.

        What is not printable (a terminal's escape codes in a file from elsewhere) is shown as a mark.
        """
        value = self.data.get(name)
        if not isinstance(value, str):
            return ""
        if value.isprintable():
            return value
        return "".join(c if is_plain(c) else "\N{REPLACEMENT CHARACTER}" for c in value)

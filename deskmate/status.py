"""The status: what the state comes to in a few plain values, read from the disk and kept there for next time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from deskmate.clock import Clock
from deskmate.config import load_settings
from deskmate.glance import kept
from deskmate.glance.fields import Status, Value
from deskmate.history.journal import Journal
from deskmate.outlook import Facts, Outlook, look_ahead
from deskmate.sitting.events import Event
from deskmate.sitting.fold import LOOK_BACK, State, fold
from deskmate.sitting.rules import Rules

ZERO = timedelta(0)
MICROSECOND = timedelta(microseconds=1)
EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the disk told at a moment; `problems` are a sentence each."""

    state: State
    events: Sequence[Event]
    rules: Rules
    problems: tuple[str, ...]


class StatusSource:
    """Reads the journal and the settings, and keeps what they come to. One owner, in one thread."""

    def __init__(self, data: Path, settings_file: Path, clock: Clock) -> None:
        self._data = data
        self._settings_file = settings_file
        self._clock = clock
        self._journal = Journal(data)

    def read(self) -> Reading:
        """Fold what is on the disk at this moment."""
        settings, _ = load_settings(self._settings_file)
        now = self._clock.now()
        events = self._journal.read(now - LOOK_BACK)
        state = fold(events, now, settings.rules, self._clock.zone())
        return Reading(state, events, settings.rules, tuple(self._journal.problems))

    def keep(self) -> Reading:
        """Read, and keep it beside the journal for `deskmate status`; not where it cannot be, nor with problems."""
        stamp = self.stamp()
        reading = self.read()
        if reading.problems:
            # The quick status tells no problems, and what was mended is to be read anew.
            self._journal = Journal(self._data)
        elif stamp is not None:
            ahead = kept_of_reading(reading)
            if ahead is not None:
                kept.write(str(self._journal.folder), ahead, stamp)
        return reading

    def stamp(self) -> tuple[str, str] | None:
        """Give something that changes when `read` would give more; None where there is nothing to read."""
        try:
            return kept.stamps(str(self._journal.root), str(self._settings_file))
        except OSError:
            return None


def facts(state: State) -> Facts:
    """Give the state's fields by the names of `glance.fields`, exact."""
    totals = state.today.totals
    due = state.plan.due
    return {
        "now": state.now,
        "posture": state.posture.value,
        "activity": state.activity.value if state.activity is not None else None,
        "since": state.local(state.since),
        "up": state.time_up,
        "bout": state.bout.sitting if state.bout is not None else ZERO,
        "next_break": state.local(due) if due is not None else None,
        "break_due": state.plan.is_due,
        "postponed": state.plan.postponed,
        "quiet_until": state.local(state.quiet.until) if state.quiet is not None else None,
        "reading_until": state.local(state.reading_until) if state.reading_until is not None else None,
        "sedentary": totals.sedentary,
        "goal": state.goal,
        "longest": totals.longest_bout,
        "prolonged": totals.prolonged_bouts,
        "breaks": totals.breaks,
        "stretches": totals.stretches,
        "stretching": totals.stretching,
    }


def status_of(state: State) -> Status:
    """Give the state's fields as plain values."""
    return _plain(facts(state))


def kept_of_reading(reading: Reading) -> kept.Kept | None:
    """Give what a reading comes to for as long as it holds, or None where that cannot be told."""
    outlook = look_ahead(reading.events, reading.state, reading.rules, facts)
    return kept_of(outlook) if outlook is not None else None


def kept_of(outlook: Outlook) -> kept.Kept:
    """Give an outlook as it is kept."""
    runs = {name: str(_microseconds(length) % 1_000_000) for name, length in outlook.growing.items()}
    runs |= dict.fromkeys(outlook.moving, kept.MOVING)
    span = (_microseconds(outlook.now - EPOCH), _microseconds(outlook.until - EPOCH))
    offset = outlook.now.utcoffset() or ZERO
    return kept.Kept(_plain(outlook.facts), runs, span, offset // timedelta(seconds=1))


def _plain(exact: Facts) -> Status:
    return {name: _plain_value(value) for name, value in exact.items()}


def _plain_value(value: Value | datetime | timedelta) -> Value:
    match value:
        case datetime():
            return value.isoformat(timespec="seconds")
        case timedelta():
            return value // timedelta(seconds=1)
        case _:
            return value


def _microseconds(length: timedelta) -> int:
    return length // MICROSECOND

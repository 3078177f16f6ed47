"""`deskmate status`: the state as one line or as JSON, without the app."""

from __future__ import annotations

from datetime import timedelta

from deskmate.clock import SystemClock
from deskmate.config import Folders, Settings
from deskmate.duration import as_text
from deskmate.history.journal import Journal
from deskmate.sitting.fold import LOOK_BACK, State, fold
from deskmate.sitting.timeline import Posture


def read_status(places: Folders, settings: Settings) -> tuple[State, tuple[str, ...]]:
    """Read the journal and fold it at this moment; give also what is wrong with it, a sentence each."""
    journal = Journal(places.data)
    clock = SystemClock()
    now = clock.now()
    events = journal.read(now - LOOK_BACK)
    return fold(events, now, settings.rules, clock.zone()), tuple(journal.problems)


def status_line(state: State) -> str:
    """Give one line: posture, for how long, and what comes next."""
    match state.posture:
        case Posture.SITTING if state.bout is not None and state.plan.due is not None:
            due = f"break due since {state.plan.due.astimezone(state.now.tzinfo):%H:%M}"
            if not state.plan.is_due:
                due = f"next break at {state.plan.due.astimezone(state.now.tzinfo):%H:%M}"
            return f"sitting {as_text(state.bout.sitting)}, {due}"
        case Posture.UNKNOWN:
            return "not watched: deskmate is not running"
        case posture:
            name = state.activity.value if state.activity is not None else posture.value
            return f"{name} {as_text(state.time_up)}"


def status_json(state: State) -> dict[str, object]:
    """Give the same as plain values: durations in whole seconds, moments in ISO 8601."""
    totals = state.today.totals
    return {
        "now": state.now.isoformat(timespec="seconds"),
        "posture": state.posture.value,
        "activity": state.activity.value if state.activity is not None else None,
        "since": state.since.isoformat(timespec="seconds"),
        "bout_seconds": _seconds(state.bout.sitting) if state.bout is not None else 0,
        "next_break": state.plan.due.isoformat(timespec="seconds") if state.plan.due is not None else None,
        "break_due": state.plan.is_due,
        "postponed": state.plan.postponed,
        "today": {
            "sedentary_seconds": _seconds(totals.sedentary),
            "longest_bout_seconds": _seconds(totals.longest_bout),
            "prolonged_bouts": totals.prolonged_bouts,
            "breaks": totals.breaks,
            "stretches": totals.stretches,
            "stretching_seconds": _seconds(totals.stretching),
        },
    }


def _seconds(length: timedelta) -> int:
    return int(length.total_seconds())

"""Which event is worth a command of the user's."""

from __future__ import annotations

from datetime import timedelta

from deskmate.sitting.events import Event, Kind
from deskmate.sitting.fold import State
from deskmate.sitting.timeline import Posture

_DIRECT = {
    Kind.BOUT_LONG: "bout_long",
    Kind.BREAK_DUE: "break_due",
    Kind.SESSION_ENDED: "session_done",
}

_ENDS = frozenset({Kind.BREAK_ENDED, Kind.RETURNED, Kind.SAT})


def hook_of(event: Event, shortest_break: timedelta, state: State) -> str | None:
    """Give the hook an event calls for: a break is done when sitting begins again after one that was long enough."""
    if event.kind in _DIRECT:
        return _DIRECT[event.kind]
    if event.kind not in _ENDS:
        return None
    before = [s for s in state.spans if s.end <= event.at and s.length > timedelta(0)]
    up: timedelta = timedelta(0)
    for span in reversed(before):
        if span.posture not in {Posture.STANDING, Posture.AWAY}:
            break
        up += span.length
    return "break_done" if up >= shortest_break and any(s.posture is Posture.SITTING for s in before) else None

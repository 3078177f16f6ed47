"""The last absence that deskmate noticed by itself: a fact to be told once, and that the user can put right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from deskmate.sitting.events import AMENDMENTS, POSTURES, Event, Kind
from deskmate.sitting.rules import Rules

TOLD_FOR = timedelta(minutes=15)
"""How long after the return the absence stays on the screen."""


class Absence(NamedTuple):
    """From the last input to the first one after; `cause` as the journal has it, `ids` the events that tell it."""

    start: datetime
    end: datetime
    cause: str
    ids: tuple[str, ...]
    was_break: bool

    @property
    def can_be_undone(self) -> bool:
        """Tell whether time was taken for an absence; nobody decided about unwatched time."""
        return self.cause != "unwatched"


def last_absence(events: Sequence[Event], now: datetime, rules: Rules) -> Absence | None:
    """Give the absence the user came back from a moment ago; None once they said anything about their posture since.

    `events` are those that count, in order.
    """
    said = [e for e in events if (e.kind in POSTURES or e.kind in AMENDMENTS) and e.at <= now]
    if len(said) < 2:  # noqa: PLR2004 - leaving and coming back
        return None
    left, back = said[-2:]
    if now - back.at >= TOLD_FOR or back.at <= left.at:
        return None
    if left.kind is Kind.LEFT and back.kind is Kind.RETURNED and left.text("cause") != "user":
        if _on_break(said[:-2]):
            return None
        was_break = back.at - left.at >= rules.shortest_break
        return Absence(left.at, back.at, left.text("cause"), (left.id, back.id), was_break)
    if left.kind is Kind.UNWATCHED and back.kind is Kind.SAT and back.at - left.at < timedelta(hours=8):
        return Absence(left.at, back.at, "unwatched", (), was_break=False)
    return None


def _on_break(before: Sequence[Event]) -> bool:
    return bool(before) and before[-1].kind is Kind.BREAK_STARTED

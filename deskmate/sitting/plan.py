"""When the next break is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskmate.sitting.bouts import Bout
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.rules import Rules


@dataclass(frozen=True, slots=True)
class BreakPlan:
    """The break that ends the ongoing bout; `due` is None while there is no bout to end."""

    due: datetime | None = None
    is_due: bool = False
    prompted: bool = False
    """Whether the user was prompted in this bout, and has not put the break off since."""
    postponed: int = 0
    postpones_left: int = 0


def plan_break(bout: Bout | None, events: Iterable[Event], now: datetime, rules: Rules) -> BreakPlan:
    """Plan the break for the ongoing `bout`: its interval of sitting, put off by what the user postponed.

    `events` are in order. Once due, a break is told once; only putting it off lets it be told again.
    """
    if bout is None or not bout.ongoing:
        return BreakPlan(postpones_left=rules.postpones)
    # While the user sits the bout's end is now, so this is the moment its sitting reaches the interval.
    due = bout.end + (rules.interval - bout.sitting)
    postponed = 0
    prompted = False
    for event in events:
        if event.at < bout.start or event.at > now:
            continue
        if event.kind is Kind.POSTPONED:
            postponed += 1
            prompted = False
            due = max(due, event.at) + timedelta(seconds=event.seconds("seconds"))
        elif event.kind is Kind.BREAK_DUE:
            prompted = True
    return BreakPlan(due, due <= now, prompted, postponed, max(0, rules.postpones - postponed))

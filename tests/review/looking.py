"""The builders' events as days to look back on."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from deskmate.review.past import past_of, told_of
from deskmate.sitting.fold import Day, days
from deskmate.sitting.rules import Rules
from tests.builders import ZONE, Script
from tests.kept_days import kept_days

RULES = Rules()


def days_of(script: Script, now: datetime) -> tuple[Day, ...]:
    return past_of(days(script.events, now, RULES, ZONE), told_of(script.events, now, ZONE)).days


@cache
def looked_back(count: int) -> tuple[tuple[Day, ...], datetime]:
    """Give the days of so many days' use, and the moment one looks back from."""
    events, now = kept_days(count)
    return days_of(Script(events), now), now

"""What was kept, read for a command that is no full screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskmate.clock import SystemClock
from deskmate.config import load_settings
from deskmate.history.journal import Journal
from deskmate.review.past import Past, past_of, told_of
from deskmate.sitting.fold import LOOK_BACK
from deskmate.sitting.months import Months
from deskmate.sitting.schedule import day_start

if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo

    from deskmate.config import Folders
    from deskmate.sitting.rules import Rules


class LookBack:
    """The past of a data folder, from a day on (all of it, without one), with the rules and the clock it goes by."""

    def __init__(self, places: Folders, since: date | None = None) -> None:
        settings, _ = load_settings(places.settings_file)
        clock, journal = SystemClock(), Journal(places.data)
        self.rules: Rules = settings.rules
        self.zone: tzinfo = clock.zone()
        self.now: datetime = clock.now()
        start = None
        if since is not None:
            start = day_start(since, self.zone) - LOOK_BACK
        events = journal.read(start)
        self.problems = tuple(dict.fromkeys(journal.problems))
        # A month at a time, as the app does: of many years that is quicker than all at once, and comes to the same.
        days = Months().days([tuple(events)], self.now, self.rules, self.zone)
        self.past: Past = past_of(days, told_of(events, self.now, self.zone))

    @property
    def today(self) -> date:
        """Give the local day it is."""
        return self.now.astimezone(self.zone).date()


def today_here() -> date:
    """Give the local day it is, before anything is read."""
    clock = SystemClock()
    return clock.now().astimezone(clock.zone()).date()

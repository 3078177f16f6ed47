"""The report of `deskmate export --html`: some weeks on a page for a physiotherapist."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskmate.config import Folders

USUAL_DAYS = 28
"""About four weeks unless told otherwise: what one remembers, and a change shows."""


def report_between(places: Folders, first: date | None, last: date | None) -> str:
    """Give the page of some days; without a bound, of the last four weeks up to today or to `last`."""
    from deskmate import __version__
    from deskmate.build import build_selfcheck
    from deskmate.exits import fail
    from deskmate.looking_back import LookBack, today_here
    from deskmate.looks import report_style
    from deskmate.review.period import ONE_DAY, Period
    from deskmate.review.report import About, report

    end = last or max(today_here(), first or date.min)
    period = Period(first or end - ONE_DAY * (USUAL_DAYS - 1), end)
    seen = LookBack(places)
    for problem in seen.problems:
        fail(problem)
    about = About(period, seen.now, seen.rules, seen.zone, f"deskmate {__version__}", build_selfcheck())
    return report(seen.past, about, report_style())

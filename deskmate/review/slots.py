"""A period cut into what becomes one bar each: days, or the months of a long one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from deskmate.review.figures import Sums, averaged, sums
from deskmate.review.period import DAYS_OF_WEEK, Period
from deskmate.sitting.fold import Day
from deskmate.sitting.rules import Rules

LONG_PERIOD = 45
"""A range of more days than this is charted by the month, each an average day."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A day, or a month seen as an average day."""

    label: str
    name: str
    first: date
    sums: Sums
    a_day: Sums
    """Of the days an average is of: without today while it runs."""
    is_month: bool
    is_ahead: bool
    """Whether it is still to come."""


def slots(days: Sequence[Day], period: Period, today: date, rules: Rules) -> list[Slot]:
    """Cut a period into its days, or its months where it is long; what was not noticed is there too, empty."""
    if len(period.days) > LONG_PERIOD:
        return [_month(m, days, today, rules) for m in _months_of(period)]
    by_date = {d.date: d for d in days}
    narrow = len(period.days) <= DAYS_OF_WEEK
    return [
        Slot(
            f"{day:%a}" if narrow else str(day.day),
            f"{day:%a} {day.day} {day:%b}",
            day,
            found,
            found,
            is_month=False,
            is_ahead=day > today,
        )
        for day in period.days
        for found in [sums([by_date[day]] if day in by_date else [], rules)]
    ]


def _months_of(period: Period) -> list[Period]:
    years = range(period.first.year, period.last.year + 1)
    months = [m for year in years for m in Period(date(year, 1, 1), date(year, 1, 1)).months]
    return [m for m in months if m.last >= period.first and m.first <= period.last]


def _month(month: Period, days: Sequence[Day], today: date, rules: Rules) -> Slot:
    inside = [d for d in days if d.date in month]
    found, a_day = sums(inside, rules), sums(averaged(inside, today), rules)
    ahead = month.first > today
    return Slot(f"{month.first:%b}", month.title, month.first, found, a_day, is_month=True, is_ahead=ahead)

"""Days, weeks, months and years as one looks back on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ONE_DAY = timedelta(days=1)
DAYS_OF_WEEK = 7
MONTHS = 12


class Unit(StrEnum):
    """How much time is looked at."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both local days inside it. Weeks begin on Monday (ISO 8601)."""

    first: date
    last: date
    unit: Unit | None = None
    """None where it is just from one day to another."""

    @property
    def days(self) -> tuple[date, ...]:
        """Give every day in it, in order."""
        return tuple(self.first + ONE_DAY * n for n in range((self.last - self.first).days + 1))

    def __contains__(self, day: date) -> bool:
        """Tell whether a day lies in it."""
        return self.first <= day <= self.last

    @property
    def title(self) -> str:
        """Give what it is called."""
        match self.unit:
            case Unit.DAY:
                return f"{self.first:%A} {day_text(self.first)}"
            case Unit.WEEK:
                return f"Week of {day_text(self.first)}"
            case Unit.MONTH:
                return f"{self.first:%B %Y}"
            case Unit.YEAR:
                return f"{self.first:%Y}"
            case _:
                return f"{day_text(self.first)} to {day_text(self.last)}"

    @property
    def months(self) -> tuple[Period, ...]:
        """Give the months of the year it begins in."""
        return tuple(period_of(Unit.MONTH, date(self.first.year, n, 1)) for n in range(1, MONTHS + 1))


def day_text(day: date) -> str:
    """Give a date in few words: 2 Mar 2026."""
    return f"{day.day} {day:%b %Y}"


def period_of(unit: Unit, day: date) -> Period:
    """Give the day, week, month or year that `day` lies in."""
    match unit:
        case Unit.DAY:
            return Period(day, day, unit)
        case Unit.WEEK:
            monday = day - ONE_DAY * day.weekday()
            return Period(monday, monday + ONE_DAY * (DAYS_OF_WEEK - 1), unit)
        case Unit.MONTH:
            first = day.replace(day=1)
            return Period(first, (first + ONE_DAY * 31).replace(day=1) - ONE_DAY, unit)
        case Unit.YEAR:
            return Period(date(day.year, 1, 1), date(day.year, MONTHS, 31), unit)


def beside(period: Period, steps: int) -> Period:
    """Give the period so many steps later (earlier, where negative); it must have a unit."""
    if period.unit is None:
        raise ValueError("a range of days has none beside it")
    for _ in range(abs(steps)):
        day = period.last + ONE_DAY if steps > 0 else period.first - ONE_DAY
        period = period_of(period.unit, day)
    return period

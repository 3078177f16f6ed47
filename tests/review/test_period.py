"""Days, weeks, months and years, and what lies beside them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskmate.review.period import Period, Unit, beside, period_of

DATES = st.dates(date(1990, 1, 1), date(2080, 12, 31))
UNITS = st.sampled_from(list(Unit))


@given(UNITS, DATES)
def test_a_day_lies_in_its_period_and_the_next_begins_the_day_after(unit: Unit, day: date) -> None:
    period = period_of(unit, day)
    following = beside(period, 1)
    assert day in period
    assert (following.first - period.last).days == 1
    assert beside(following, -1) == period


@given(UNITS, DATES)
def test_every_day_of_a_period_leads_to_it(unit: Unit, day: date) -> None:
    period = period_of(unit, day)
    assert {period_of(unit, d) for d in period.days} == {period}


@pytest.mark.parametrize(
    ("unit", "title", "first", "last"),
    [
        (Unit.DAY, "Thursday 29 Feb 2024", date(2024, 2, 29), date(2024, 2, 29)),
        (Unit.WEEK, "Week of 26 Feb 2024", date(2024, 2, 26), date(2024, 3, 3)),
        (Unit.MONTH, "February 2024", date(2024, 2, 1), date(2024, 2, 29)),
        (Unit.YEAR, "2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_they_have_names(unit: Unit, title: str, first: date, last: date) -> None:
    period = period_of(unit, date(2024, 2, 29))
    assert (period.title, period.first, period.last) == (title, first, last)


def test_a_range_has_a_name_and_none_beside_it() -> None:
    period = Period(date(2026, 3, 2), date(2026, 3, 9))
    assert period.title == "2 Mar 2026 to 9 Mar 2026"
    with pytest.raises(ValueError, match="none beside it"):
        beside(period, 1)

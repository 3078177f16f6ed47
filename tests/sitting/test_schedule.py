"""Working hours and quiet times, by the clock on the wall."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from deskmate.sitting.schedule import Hours, Schedule, Why, day_bounds

BERLIN = ZoneInfo("Europe/Berlin")
WORKDAYS = frozenset(range(5))


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


OFFICE = Schedule(WORKDAYS, Hours(time(9), time(17, 30)), (Hours(time(12), time(13)),))


@pytest.mark.parametrize(
    ("now", "why", "until"),
    [
        ("2026-03-02 08:59:59", Why.HOURS, "2026-03-02 09:00"),
        ("2026-03-02 12:30", Why.TIMES, "2026-03-02 13:00"),
        ("2026-03-02 17:30", Why.HOURS, "2026-03-03 09:00"),
        ("2026-03-06 18:00", Why.HOURS, "2026-03-09 09:00"),
        # The clocks change in this night: 9:00 comes an hour sooner.
        ("2026-03-28 20:00", Why.HOURS, "2026-03-30 09:00"),
    ],
)
def test_quiet_by_the_schedule(now: str, why: Why, until: str) -> None:
    assert OFFICE.quiet_until(wall(now), BERLIN) == (why, wall(until))


@pytest.mark.parametrize("now", ["2026-03-02 09:00", "2026-03-02 11:59:59", "2026-03-02 13:00", "2026-03-06 17:29"])
def test_prompts_are_welcome_at_work(now: str) -> None:
    assert OFFICE.quiet_until(wall(now), BERLIN) is None


def test_without_a_schedule_prompts_are_always_welcome() -> None:
    assert Schedule().quiet_until(wall("2026-03-01 03:00"), BERLIN) is None


def test_a_night_shift_goes_on_past_midnight() -> None:
    nights = Schedule(frozenset({4}), Hours(time(22), time(6)))
    assert nights.quiet_until(wall("2026-03-07 05:59"), BERLIN) is None
    assert nights.quiet_until(wall("2026-03-07 06:00"), BERLIN) == (Why.HOURS, wall("2026-03-13 22:00"))


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 28), 24), (date(2026, 3, 29), 23), (date(2026, 10, 25), 25)]
)
def test_a_day_is_as_long_as_the_clocks_make_it(day: date, hours: int) -> None:
    start, end = day_bounds(day, BERLIN)
    assert (end - start).total_seconds() == hours * 3600

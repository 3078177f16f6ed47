"""The hours under a day's ribbon stand where the ribbon has them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from deskmate.widgets.ribbon_scale import MARK, scale

NINE = datetime(2026, 3, 5, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_hours_stand_at_their_places() -> None:
    assert scale(NINE - HOUR / 2, NINE + 1.5 * HOUR, 40, UTC) == " " * 10 + "╵09:00" + " " * 14 + "╵10:00"


def test_only_as_many_as_fit() -> None:
    said = scale(NINE, NINE + 9 * HOUR, 56, UTC)
    assert said.split() == [f"{MARK}{hour}:00" for hour in (10, 12, 14, 16)]
    assert len(said) <= 56


def test_the_wall_has_the_word_whole_hours_of_odd_zones_and_of_a_change_of_clocks() -> None:
    kolkata = ZoneInfo("Asia/Kolkata")
    assert scale(NINE, NINE + 2 * HOUR, 40, kolkata).split() == ["╵15:00", "╵16:00"]
    berlin = ZoneInfo("Europe/Berlin")
    night = datetime(2026, 3, 29, 0, tzinfo=UTC)
    assert scale(night, night + 3 * HOUR, 60, berlin).split() == ["╵01:00", "╵03:00", "╵04:00"]


def test_a_moment_and_no_room_have_none() -> None:
    assert scale(NINE, NINE, 40, UTC) == ""
    assert scale(NINE, NINE + 9 * HOUR, 0, UTC) == ""

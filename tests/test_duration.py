"""Durations as people write and read them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from deskmate.duration import as_clock, as_text, parse_duration


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("45m", 2700), ("1h30m", 5400), ("1h 30m", 5400), ("90s", 90), ("0.5h", 1800), (" 5 m ", 300)],
)
def test_reads(text: str, seconds: float) -> None:
    assert parse_duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "5", "m", "five", "-5m", "5m later", "1d", "5 5m x"])
def test_refuses(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a duration; write it like 45m, 1h30m or 90s"):
        parse_duration(text)


@pytest.mark.parametrize(
    ("seconds", "text", "clock"),
    [(0, "0 min", "0:00"), (59, "0 min", "0:59"), (2820, "47 min", "47:00"), (7500, "2 h 05 min", "2:05:00")],
)
def test_shows(seconds: int, text: str, clock: str) -> None:
    assert (as_text(timedelta(seconds=seconds)), as_clock(timedelta(seconds=seconds))) == (text, clock)


def test_a_clock_never_runs_below_zero() -> None:
    assert as_clock(timedelta(seconds=-3)) == "0:00"

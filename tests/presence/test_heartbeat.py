"""Gaps in the heartbeat: what counts as time in which nobody was watched."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskmate.presence.heartbeat import GAP, Beat, Gap, gap_between

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)

moments = st.timedeltas(timedelta(), timedelta(days=3000)).map(lambda past: NINE - past)
spans = st.timedeltas(timedelta(), timedelta(days=30))
zones = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))


def gap(real: timedelta, monotonic: timedelta) -> Gap | None:
    return gap_between(Beat(NINE, HOUR), Beat(NINE + real, HOUR + monotonic))


@pytest.mark.parametrize(
    ("what", "real", "monotonic", "expected"),
    [
        ("an ordinary second", SECOND, SECOND, None),
        ("just the limit", GAP, GAP, None),
        ("stopped for five minutes", 5 * MINUTE, 5 * MINUTE, 5 * MINUTE),
        ("suspended for an hour", HOUR, SECOND, HOUR),
        ("the clock set forward an hour, taken for a suspend", HOUR + SECOND, SECOND, HOUR + SECOND),
        ("the clock set forward a minute", MINUTE + SECOND, SECOND, None),
        ("the clock set back an hour", SECOND - HOUR, SECOND, None),
        ("stopped for an hour, the clock set back by more", -HOUR, HOUR, None),
        ("stopped for an hour, the clock set back by most of it", MINUTE, HOUR, MINUTE),
    ],
)
def test_what_two_beats_tell(what: str, real: timedelta, monotonic: timedelta, expected: timedelta | None) -> None:
    assert gap(real, monotonic) == (None if expected is None else Gap(NINE, NINE + expected)), what


@given(start=moments, real=spans, monotonic=spans)
def test_a_gap_reaches_from_beat_to_beat(start: datetime, real: timedelta, monotonic: timedelta) -> None:
    found = gap_between(Beat(start, timedelta()), Beat(start + real, monotonic))
    if real > GAP or (monotonic > GAP and real):
        assert found == Gap(start, start + real)
    else:
        assert found is None


@given(start=moments, back=spans, monotonic=spans)
def test_a_clock_that_runs_backwards_never_makes_a_gap(
    start: datetime, back: timedelta, monotonic: timedelta
) -> None:
    assert gap_between(Beat(start, timedelta()), Beat(start - back, monotonic)) is None


@given(start=moments, real=spans, monotonic=spans, one=zones, other=zones)
def test_the_zone_makes_no_difference(
    start: datetime, real: timedelta, monotonic: timedelta, one: timezone, other: timezone
) -> None:
    before, after = Beat(start, timedelta()), Beat(start + real, monotonic)
    moved = gap_between(Beat(before.real.astimezone(one), timedelta()), Beat(after.real.astimezone(other), monotonic))
    assert moved == gap_between(before, after)


@pytest.mark.parametrize("month_day", [(3, 29), (10, 25)])
def test_daylight_saving_is_no_gap(month_day: tuple[int, int]) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    change = datetime(2026, *month_day, 1, 0, tzinfo=UTC)
    before, after = (change - SECOND).astimezone(berlin), change.astimezone(berlin)
    assert gap_between(Beat(before, timedelta()), Beat(after, SECOND)) is None


def test_a_beat_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="needs a time with a zone"):
        Beat(NINE.replace(tzinfo=None), timedelta())

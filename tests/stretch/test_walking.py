"""The walking programme: grows by the published steps, heeds discomfort, and knows every walk that was told."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskmate.sitting.events import Kind
from deskmate.stretch.walking import (
    LONGEST_WALK,
    MOST_TIMES,
    Aim,
    Outcome,
    Programme,
    programme,
    to_ask,
    walks,
)
from tests.builders import ZONE, Script, at, minutes


def begun(length: float = 10, times: int = 3) -> Script:
    return Script().event(Kind.WALK_PLANNED, "8:00", seconds=length * 60, times=times)


def walked(script: Script, day: int, length: float, discomfort: int | None = None, **morning: bool) -> Script:
    """Tell a walk that ended at noon of a day, and how it sat."""
    script.days = day
    start, end = at("12:00", day) - minutes(length), at("12:00", day)
    script.event(
        Kind.CORRECTED, "12:00", start=start.isoformat(), end=end.isoformat(), posture="away", activity="walk"
    )
    walk = script.events[-1].id
    if discomfort is not None:
        script.event(Kind.WALK_RATED, "12:01", walk=walk, moment="after", score=discomfort)
    for settled in morning.values():
        script.days = day + 1
        script.event(Kind.WALK_RATED, "8:00", walk=walk, moment="morning", settled=settled)
    return script


def on(script: Script, day: int) -> Programme:
    found = programme(script.events, at("18:00", day), ZONE)
    assert found is not None
    return found


@given(st.floats(1, 60), st.integers(1, 7))
def test_week_by_week_it_grows_by_an_eighth_to_half_an_hour_five_times(length: float, times: int) -> None:
    aims = [Aim(length, times)]
    for _ in range(60):
        aims.append(aims[-1].grown())
    most = LONGEST_WALK * MOST_TIMES
    for one, other in itertools.pairwise(aims):
        growth = other.total / one.total
        assert 1 <= growth <= 1.15 + 1e-9
        assert growth >= 1.1 or other.total == pytest.approx(max(most, one.total))
        assert other.times >= one.times
    assert aims[-1].total == pytest.approx(max(most, length * times))
    if length * times < most:
        assert aims[-1].minutes <= LONGEST_WALK + 1e-9
        assert aims[-1].times <= max(MOST_TIMES, times)


@given(st.floats(1, 60), st.integers(1, 7))
def test_a_step_back_is_less_and_never_nothing(length: float, times: int) -> None:
    back = Aim(length, times).shrunk()
    assert 0 < back.total <= length * times
    assert back.times == times


def test_it_starts_from_what_the_user_does() -> None:
    week = on(begun(12, 4), 0).week
    assert (week.number, week.aim, week.walks, week.outcome) == (1, Aim(12, 4), (), None)
    assert programme([], at("9:00"), ZONE) is None


def test_a_week_that_was_walked_is_followed_by_more_and_one_that_was_not_by_the_same() -> None:
    script = begun(10, 3)
    for day in (1, 3, 5):
        walked(script, day, 10)
    found = on(script, 14)
    assert [week.outcome for week in found.weeks] == [Outcome.ON, Outcome.AGAIN, None]
    assert [week.aim.total for week in found.weeks] == pytest.approx([30, 33.75, 33.75])
    assert found.weeks[0].minutes == pytest.approx(30)


@pytest.mark.parametrize(
    ("discomforts", "outcome", "total"),
    [
        ((3, 2, 0), Outcome.ON, 33.75),
        ((4, 2, 0), Outcome.HOLD, 30),
        ((4, 5, 0), Outcome.BACK, 30 / 1.125),
        ((7, 0, 0), Outcome.BACK, 30 / 1.125),
    ],
)
def test_more_than_mild_discomfort_holds_or_takes_a_step_back(
    discomforts: tuple[int, ...], outcome: Outcome, total: float
) -> None:
    script = begun(10, 3)
    for day, discomfort in zip((1, 3, 5), discomforts, strict=True):
        walked(script, day, 10, discomfort)
    found = on(script, 7)
    assert found.weeks[0].outcome is outcome
    assert found.week.aim.total == pytest.approx(total)


def test_mild_discomfort_that_lasts_until_the_morning_holds() -> None:
    script = walked(walked(begun(10, 2), 1, 10, 2, morning=False), 3, 10, 2, morning=True)
    assert on(script, 7).weeks[0].outcome is Outcome.HOLD


def test_a_walk_taken_back_does_not_count() -> None:
    script = walked(begun(), 1, 10)
    script.event(Kind.UNDONE, "13:00", event=script.events[-1].id)
    assert walks(script.events) == ()


def test_time_corrected_to_something_else_is_no_walk() -> None:
    script = begun()
    script.event(
        Kind.CORRECTED,
        "12:00",
        start=at("11:00").isoformat(),
        end=at("11:30").isoformat(),
        posture="away",
        activity="",
    )
    assert walks(script.events) == ()


def test_it_asks_the_next_day_for_what_ached_and_only_once() -> None:
    script = walked(begun(), 1, 10, 2)
    taken = walks(script.events)
    assert to_ask(taken, at("20:00", 1), ZONE) is None
    assert to_ask(taken, at("8:00", 2), ZONE) == taken[0]
    assert to_ask(taken, at("8:00", 20), ZONE) is None
    assert to_ask(walks(walked(begun(), 1, 10, 0).events), at("8:00", 2), ZONE) is None
    assert to_ask(walks(walked(begun(), 1, 10, 2, morning=True).events), at("9:00", 2), ZONE) is None


def test_to_begin_anew_begins_at_week_one() -> None:
    script = walked(begun(10, 3), 1, 10)
    script.days = 9
    script.event(Kind.WALK_PLANNED, "8:00", seconds=1200, times=2)
    found = on(script, 10)
    assert (found.week.number, found.week.aim) == (1, Aim(20, 2))

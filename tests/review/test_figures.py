"""Sums, prompts heeded, relief, and the hours of prolonged bouts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskmate.review.figures import Heeded, heeded, relief_by_stretch, sums
from deskmate.review.hours import prolonged_by_hour, sitting_by_hour
from deskmate.sitting.events import Kind
from tests.builders import ZONE, Script, at, day, minutes
from tests.kept_days import kept_days
from tests.review.looking import RULES, days_of
from tests.running import NOON, typical_day


def prompted(script: Script, *clocks: str) -> Script:
    for clock in clocks:
        script.event(Kind.BREAK_DUE, clock, suggestion="walk")
    return script


def test_the_sums_of_a_day() -> None:
    found = sums(days_of(typical_day(), NOON), RULES)
    assert (found.days, found.sedentary, found.longest_bout) == (1, minutes(125), minutes(36))
    assert (found.breaks, found.stretches, found.stretching) == (3, 1, timedelta(seconds=206))
    assert (found.ache, found.relief, found.ratings, found.below_goal) == (5, 2, 1, 1)


def test_nothing_adds_up_to_nothing() -> None:
    found = sums([], RULES)
    assert (found.days, found.ache, found.heeded.share) == (0, None, None)
    assert found.sedentary_a_day == timedelta(0)
    assert found.breaks_a_day == 0


def test_a_prompt_is_heeded_when_the_bout_ends_before_it_would_come_again() -> None:
    script = prompted(day().sit("9:00"), "9:30").rest("9:44", "9:50")
    prompted(script, "10:20", "10:35").rest("10:36", "10:41")
    (one,) = days_of(script.sit("10:50"), at("10:55"))
    assert heeded(one, RULES) == Heeded(prompted=2, heeded=1)


def test_a_bout_that_still_runs_counts_only_once_its_time_is_up() -> None:
    script = prompted(day().sit("9:00"), "9:30")
    assert heeded(days_of(script.alive("9:40"), at("9:40"))[0], RULES) == Heeded(open=1)
    assert heeded(days_of(script.alive("9:46"), at("9:46"))[0], RULES) == Heeded(1, 0)


def test_the_last_prompt_of_a_day_is_heeded_by_going_home() -> None:
    for home, expected in (("10:45", Heeded(2, 2)), ("11:00", Heeded(2, 1))):
        script = prompted(day().sit("9:00"), "9:30").rest("9:35", "10:10")
        prompted(script, "10:40").away(home).event(Kind.UNWATCHED, "11:05")
        assert heeded(days_of(script, at("8:00", 1))[0], RULES) == expected


def test_a_bout_over_midnight_was_not_ended_by_it() -> None:
    script = prompted(day().sit("23:00"), "23:50").next_day()
    script.away("1:00").event(Kind.UNWATCHED, "1:05")
    (_, first) = days_of(script, at("8:00", 1))
    assert heeded(first, RULES) == Heeded()


def test_relief_is_ranked_by_what_was_done() -> None:
    events, now = kept_days(200)
    standings = relief_by_stretch(days_of(Script(events), now)).standings
    assert [s.stretch for s in standings] == ["Captain Morgan", "Half-kneeling hip flexor", "Walk"]
    assert all(s.interval[0] < s.mean < s.interval[1] for s in standings)


def test_a_prolonged_bout_lies_in_its_hours() -> None:
    script = day().sit("9:30").rest("10:20", "10:30").rest("10:45", "10:50").alive("10:50")
    hours = prolonged_by_hour(days_of(script, at("10:50")), RULES, ZONE)
    assert {n: length for n, length in enumerate(hours) if length} == {9: minutes(30), 10: minutes(20)}


@settings(max_examples=20)
@given(st.integers(1, 20), st.integers(0, 5))
def test_the_hours_of_a_day_add_up_to_its_sitting(count: int, seed: int) -> None:
    events, now = kept_days(count, seed)
    days = days_of(Script(events), now)
    total = sum((d.totals.sedentary for d in days), timedelta(0))
    average = sum(sitting_by_hour(days, ZONE), timedelta(0))
    assert average * max(1, len(days)) == pytest.approx(total, abs=timedelta(seconds=1))

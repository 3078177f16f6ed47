"""The one sentence, in every case it has words for."""

from __future__ import annotations

from datetime import timedelta

from deskmate.review.changed import what_changed
from deskmate.review.period import Unit, period_of
from deskmate.sitting.events import Kind
from tests.builders import Script, at
from tests.review.looking import RULES, days_of

TODAY = at("12:00", 8).date()
"""Tuesday of the builders' second week."""


def workday(script: Script, bout: str, day: int) -> Script:
    script.days = day
    return script.sit("9:00").rest(bout, "13:00").away("14:00").event(Kind.UNWATCHED, "14:05")


def rated(script: Script, day: int, scores: list[int]) -> Script:
    script.days = day
    for number, score in enumerate(scores):
        about = {"session": f"{day}-{number}", "title": "Walk"}
        script.event(Kind.SESSION_STARTED, f"9:0{number}", **about, planned_seconds=60)
        script.event(Kind.ACHE_RATED, f"9:0{number}:01", **about, moment="before", score=score)
        script.event(Kind.SESSION_ENDED, f"9:0{number}:30", **about, completed=True, seconds=60)
    return script


def said(script: Script, unit: Unit = Unit.WEEK, back: int = 0) -> str:
    now = at("18:00", 8)
    period = period_of(unit, TODAY - timedelta(days=back))
    return what_changed(days_of(script, now), period, TODAY, RULES)


def test_the_longest_bout_got_shorter() -> None:
    script = workday(workday(Script(), "10:36", 0), "9:58", 7)
    assert said(script) == "Longest bout down from 96 to 60 min since last week, so far."


def test_long_bouts_are_told_in_hours() -> None:
    script = workday(workday(Script(), "9:30", 0), "11:30", 7)
    assert said(script) == "Longest bout up from 1 h 00 min to 2 h 30 min since last week, so far."


def test_much_the_same_is_said_so() -> None:
    script = workday(workday(Script(), "10:00", 0), "10:02", 7)
    assert said(script) == "Much like last week: 2 h 02 min of sitting a day, longest bout 1 h 02 min."


def test_a_time_gone_by_is_compared_with_the_one_before_it() -> None:
    script = workday(workday(workday(Script(), "10:00", -7), "11:00", 0), "10:00", 7)
    assert said(script, back=7) == "Longest bout up from 1 h 00 min to 2 h 00 min since the week before."


def test_nothing_before_is_nothing_to_compare_with() -> None:
    script = workday(Script(), "10:00", 7)
    expected = "2 h 00 min of sitting a day, longest bout 1 h 00 min; nothing was kept last week to compare with."
    assert said(script) == expected


def test_nothing_at_all() -> None:
    assert said(Script()) == "Nothing is kept of this week yet."
    assert said(Script(), back=7) == "Nothing was kept of this time."


def test_today_is_not_compared_before_it_is_over() -> None:
    script = workday(workday(Script(), "10:00", 7), "9:30", 8)
    assert said(script, Unit.DAY) == "So far today: 1 h 30 min of sitting, longest bout 1 h 00 min."


def test_todays_unfinished_sum_is_no_average() -> None:
    """A morning's sitting would else always be less than last week's days."""
    script = workday(workday(Script(), "10:00", 0), "10:00", 8)
    assert said(script).startswith("Much like last week")


def test_nor_is_it_one_where_there_is_nothing_to_compare_with() -> None:
    script = workday(workday(Script(), "10:00", 7), "9:30", 8)
    assert said(script).startswith("2 h 00 min of sitting a day, longest bout 1 h 00 min; nothing was kept")


def test_today_alone_is_so_far() -> None:
    script = workday(Script(), "9:30", 8)
    assert said(script).startswith("1 h 30 min of sitting so far, longest bout 1 h 00 min; nothing was kept")


def test_an_ache_that_eased_is_told_from_what_people_notice_on() -> None:
    script = workday(workday(Script(), "10:00", 0), "10:00", 7)
    rated(rated(script, 0, [6, 6, 6]), 7, [3, 3, 3])
    assert said(script) == "Ache before stretching down from 6.0 to 3.0 of 10 since last week, so far."


def test_two_ratings_are_too_few_to_say_anything() -> None:
    script = workday(workday(Script(), "10:00", 0), "10:00", 7)
    rated(rated(script, 0, [6, 6]), 7, [3, 3])
    assert said(script).startswith("Much like last week")

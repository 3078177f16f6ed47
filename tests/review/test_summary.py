"""A time in plain sentences: what goes into its averages, and what into its sums."""

from __future__ import annotations

from datetime import datetime

from deskmate.review.period import Unit, period_of
from deskmate.review.summary import summary
from deskmate.sitting.events import Kind
from tests.builders import ZONE, Script, at
from tests.review.looking import RULES, days_of


def told(script: Script, now: datetime, unit: Unit = Unit.WEEK) -> dict[str, str]:
    found = summary(days_of(script, now), period_of(unit, now.date()), today=now.date(), rules=RULES, zone=ZONE)
    return {s.about: s.words for s in found}


def workday(script: Script, day: int) -> Script:
    """Sit seven hours, with three breaks."""
    script.days = day
    script.sit("9:00").rest("10:00", "10:10").rest("12:00", "12:30").rest("15:00", "15:20")
    return script.away("17:00").event(Kind.UNWATCHED, "17:05")


def three_days() -> Script:
    script = Script()
    for number in range(3):
        workday(script, number)
    return script


def opened_early(script: Script) -> Script:
    script.days = 3
    return script.sit("4:11")


def test_a_day_that_has_just_begun_lowers_no_average() -> None:
    before = told(three_days(), at("0:30", 3))
    early = told(opened_early(three_days()), at("4:12", 3))
    assert before["Sitting"] == "7 h 00 min a day, on 3 days; below the goal of 6 h 00 min on 0 of them."
    assert early["Sitting"] == before["Sitting"]
    assert early["Breaks"] == before["Breaks"] == "9 breaks, 3.0 a day; no prompt."


def test_what_was_done_today_counts_in_the_sums() -> None:
    script = workday(workday(Script(), 0), 1)
    script.days = 2
    script.sit("8:00").rest("11:30", "11:40")
    found = told(script, at("11:50", 2))
    assert found["Sitting"] == "7 h 00 min a day, on 2 days; below the goal of 6 h 00 min on 0 of them."
    assert found["Longest bout"].startswith("3 h 30 min, on Wed 4 Mar 2026; ")
    assert found["Breaks"] == "7 breaks, 3.0 a day; no prompt."


def test_no_break_has_no_average() -> None:
    script = Script()
    for number in range(2):
        script.days = number
        script.sit("9:00").away("10:00").event(Kind.UNWATCHED, "10:05")
    assert told(script, at("12:00", 2))["Breaks"] == "0 breaks; no prompt."


def test_today_alone_is_told_as_it_is_so_far() -> None:
    script = Script().sit("9:00").rest("9:40", "9:45").alive("10:00")
    week, one = told(script, at("10:00")), told(script, at("10:00"), Unit.DAY)
    assert week["Sitting"] == "55 min so far today, below the goal of 6 h 00 min."
    assert one["Sitting"] == "55 min, below the goal of 6 h 00 min."


def test_a_prompt_that_stands_is_told() -> None:
    script = Script().sit("9:00").event(Kind.BREAK_DUE, "9:30", suggestion="walk")
    assert told(script, at("9:32"), Unit.DAY)["Breaks"] == "0 breaks; 1 prompt still open."
    script.rest("9:33", "9:40").event(Kind.BREAK_DUE, "10:10", suggestion="walk")
    expected = "1 break; up within 15 min in 1 of 1 prompted bout; 1 prompt still open."
    assert told(script, at("10:12"), Unit.DAY)["Breaks"] == expected

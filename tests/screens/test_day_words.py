"""What Today says comes next, above all when nobody will be told of it."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from deskmate.screens.day_words import next_line, offer_line, short_next_line, told_lines
from deskmate.sitting.events import Kind, Scalar
from deskmate.sitting.fold import State
from deskmate.sitting.rules import Rules
from deskmate.sitting.schedule import Hours, Schedule
from tests.builders import Script, day

WORK = Hours(time(9), time(17, 30))
WEEK = frozenset(range(5))
AT_WORK = Rules(schedule=Schedule(WEEK, WORK))
NO_LUNCH = Rules(schedule=Schedule(quiet=(Hours(time(12), time(13)),)))


def told(state: State) -> str:
    return " ".join(part if isinstance(part, str) else part.words for part in told_lines(state))


@pytest.mark.parametrize(
    ("script", "clock", "rules", "line", "short"),
    [
        (day().sit("9:00"), "9:12", AT_WORK, "Next break at 09:30, in 18 min", "Break at 09:30"),
        (
            day().sit("8:00"),
            "8:12",
            AT_WORK,
            "No prompts until 09:00, outside your working hours",
            "No prompts until 09:00",
        ),
        (
            day().sit("8:00"),
            "8:40",
            AT_WORK,
            "No prompts until 09:00, outside your working hours",
            "No prompts until 09:00",
        ),
        (
            Script(days=4).sit("19:00"),
            "19:10",
            AT_WORK,
            "No prompts until Monday 09:00, outside your working hours",
            "No prompts until Mon 09:00",
        ),
        (day().sit("8:50"), "8:55", AT_WORK, "Next break at 09:20, in 25 min", "Break at 09:20"),
        (
            day().sit("17:10"),
            "17:20",
            AT_WORK,
            "Next break at 17:40, without a prompt",
            "Break at 17:40, no prompt",
        ),
        (
            day().sit("11:55"),
            "12:05",
            NO_LUNCH,
            "Next break at 12:25, without a prompt",
            "Break at 12:25, no prompt",
        ),
        (day().sit("11:55"), "12:30", NO_LUNCH, "Break due since 12:25", "Break due since 12:25"),
        (day().sit("12:40"), "12:50", NO_LUNCH, "Next break at 13:10, in 20 min", "Break at 13:10"),
    ],
    ids=[
        "at work",
        "before work",
        "before work, and due",
        "the weekend ahead",
        "due once work has begun",
        "due once work is over",
        "due in a quiet time",
        "due since, in a quiet time",
        "due after a quiet time",
    ],
)
def test_what_comes_next(script: Script, clock: str, rules: Rules, line: str, short: str) -> None:
    state = script.alive(clock).state(clock, rules)
    assert (next_line(state), short_next_line(state)) == (line, short)
    assert len(short) <= 28


STRETCHING = day().sit("9:00").event(Kind.SESSION_STARTED, "9:30", session="s", title="Two", planned_seconds=240)


@pytest.mark.parametrize(
    ("left", "seconds", "clock", "line"),
    [
        ("over", 60, "9:30:45", "3:15 to go"),
        ("over", 60, "9:31:30", "2:30 to go"),
        ("skipped", 20, "9:31:30", "2:30 to go"),
        ("repeated", 60, "9:31:30", "3:30 to go"),
        ("over", 60, "9:35:30", "Longer than planned"),
    ],
)
def test_in_a_stretch_what_is_left_is_what_the_session_has_left(
    left: str, seconds: int, clock: str, line: str
) -> None:
    step: dict[str, Scalar] = {"session": "s", "planned_seconds": 60, "seconds": seconds, "left": left}
    script = Script(list(STRETCHING.events)).event(Kind.SESSION_STEP, "9:31", **step).alive(clock)
    state = script.state(clock, Rules())
    assert (next_line(state), short_next_line(state)) == (line, line)


def test_in_a_break_what_is_left_is_that_of_the_break() -> None:
    script = day().sit("9:00").rest("9:30").alive("9:32").alive("9:36")
    assert next_line(script.state("9:32")) == "3:00 to go"
    assert short_next_line(script.state("9:36")) == "Well rested"


@pytest.mark.parametrize(
    ("length", "line"),
    [
        (timedelta(seconds=20), "20 s up will do: a two-minute walk"),
        (timedelta(seconds=60), "1 min up will do: a two-minute walk"),
    ],
)
def test_a_break_below_a_minute_is_offered_in_seconds(length: timedelta, line: str) -> None:
    script = day().sit("9:00").event(Kind.BREAK_DUE, "9:30", suggestion="walk")
    assert offer_line(script.state("9:30", Rules(break_length=length)), {}) == line


def test_quiet_that_was_asked_for_leaves_no_prompt() -> None:
    script = day().sit("9:00").event(Kind.QUIET_STARTED, "9:05", seconds=3600)
    assert next_line(script.state("9:12")) == "Next break at 09:30, without a prompt"
    assert told(script.state("9:12")).startswith("Quiet until 10:05: no prompts")


def test_quiet_that_is_over_before_the_break_changes_nothing() -> None:
    script = day().sit("9:00").event(Kind.QUIET_STARTED, "9:05", seconds=600)
    assert next_line(script.state("9:12")) == "Next break at 09:30, in 18 min"


def test_working_hours_are_told_of_once() -> None:
    assert told(day().sit("8:00").alive("8:12").state("8:12", AT_WORK)) == ""
    before_nine = "No prompts until 09:00, outside your working hours"
    assert told(day().sit("8:50").state("8:55", AT_WORK)) == before_nine
    assert told(day().sit("8:00").stand("8:10").state("8:12", AT_WORK)) == before_nine

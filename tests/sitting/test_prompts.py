"""How a prompt rises, what it offers, and when it is held back."""

from __future__ import annotations

import itertools
from datetime import time

from deskmate.sitting.events import Kind
from deskmate.sitting.plan import Step
from deskmate.sitting.rules import Rules
from deskmate.sitting.schedule import Hours, Schedule
from deskmate.sitting.suggest import PLAIN, STRETCH, in_words, next_suggestion
from deskmate.sitting.watch import (
    on_coming,
    on_due,
    on_idle,
    on_leaving,
    on_long_bout,
    on_quiet_over,
)
from tests.builders import Script, at, day, minutes

RULES = Rules()


def prompted() -> Script:
    return day().sit("9:00").event(Kind.BREAK_DUE, "9:30").alive("9:30")


def steps(script: Script, clock: str, rules: Rules = RULES) -> list[object]:
    return [e.data.get("step", e.kind) for e in on_due(script.alive(clock).state(clock, rules), rules)]


def test_a_prompt_rises_step_by_step() -> None:
    script = prompted()
    assert steps(script, "9:30:19") == []
    assert steps(script, "9:30:20") == [Step.NOTIFY]
    script.event(Kind.PROMPT_RAISED, "9:30:20", step="notify")
    assert steps(script, "9:31:59") == []
    assert steps(script, "9:32") == [Step.VOICE]
    script.event(Kind.PROMPT_RAISED, "9:32", step="voice")
    assert steps(script, "9:44:59") == []
    assert steps(script, "9:45") == [Kind.BREAK_DUE]


def test_each_step_can_be_turned_off() -> None:
    assert steps(prompted(), "9:40", Rules(notify_after=None, voice_after=None)) == []


def test_in_quiet_a_break_is_held_back_once_and_told_afterwards_once() -> None:
    script = day().sit("9:00").event(Kind.QUIET_STARTED, "9:20", seconds=3600)
    assert steps(script, "9:30") == [Kind.BREAK_HELD]
    script.event(Kind.BREAK_HELD, "9:30", why="asked")
    assert steps(script, "9:31") == []
    assert on_quiet_over(script.state("9:31")) == ()
    shown = on_quiet_over(script.alive("10:20").state("10:20"))
    assert [(e.kind, e.data["breaks"]) for e in shown] == [(Kind.HELD_SHOWN, 1)]
    script.event(Kind.HELD_SHOWN, "10:20", breaks=1)
    assert script.state("10:21").held_told == (at("9:30"),)
    assert on_quiet_over(script.state("10:21")) == ()
    assert script.alive("10:36").state("10:36").held_told == ()
    assert steps(script, "10:20:30") == [Kind.BREAK_DUE]


def test_a_call_is_quiet_too() -> None:
    state = day().sit("9:00").alive("9:30").state("9:30")
    (held,) = on_due(state, RULES, in_call=True)
    assert (held.kind, held.data["why"]) == (Kind.BREAK_HELD, "call")


def test_outside_working_hours_nobody_is_prompted() -> None:
    rules = Rules(schedule=Schedule(hours=Hours(time(10), time(17))))
    assert steps(day().sit("9:00"), "9:30", rules) == [Kind.BREAK_HELD]
    assert steps(day().sit("9:00"), "10:00", rules) == [Kind.BREAK_DUE]


def test_every_fourth_break_is_a_long_one() -> None:
    script = day().sit("9:00").rest("9:30", "9:35").rest("10:05", "10:10").rest("10:40", "10:45")
    plan = script.alive("10:50").state("10:50").plan
    assert (plan.is_long, plan.length) == (True, minutes(10))
    assert not script.rest("11:15", "11:27").alive("11:30").state("11:30").plan.is_long
    assert not script.state("11:30", Rules(long_break_every=0)).plan.is_long


def test_a_long_bout_is_told_once() -> None:
    script = day().sit("9:00").alive("10:00")
    assert on_long_bout(script.state("9:59"), RULES) == ()
    assert [e.kind for e in on_long_bout(script.state("10:00"), RULES)] == [Kind.BOUT_LONG]
    assert on_long_bout(script.event(Kind.BOUT_LONG, "10:00").state("10:01"), RULES) == ()


def test_who_reads_is_there() -> None:
    script = day().sit("9:00").event(Kind.READING_STARTED, "9:10", seconds=1800).alive("9:43")
    assert on_idle(script.state("9:39"), minutes(29), RULES) == ()
    assert on_idle(script.state("9:42"), minutes(32), RULES) == ()
    (left,) = on_idle(script.state("9:43:01"), minutes(33), RULES)
    assert left.at == at("9:40")


def test_a_locked_screen_is_an_absence_from_that_moment_on() -> None:
    (left,) = on_leaving(day().sit("9:00").state("9:10"), "locked")
    assert (left.kind, left.at, left.data["cause"]) == (Kind.LEFT, at("9:10"), "locked")
    assert on_leaving(day().sit("9:00").away("9:05").state("9:10"), "locked") == ()
    assert on_coming(day().sit("9:00").state("9:10")) == ()


def test_the_same_is_never_suggested_twice_in_a_row() -> None:
    script, seen = day().sit("9:00"), []
    for number in range(12):
        seen.append(next_suggestion(script.events, ["captain-morgan"]))
        script.event(Kind.BREAK_DUE, f"9:{30 + number}", suggestion=seen[-1])
    assert all(a != b for a, b in itertools.pairwise(seen))
    assert {*PLAIN, f"{STRETCH}captain-morgan"} == set(seen)


def test_a_suggestion_in_words() -> None:
    assert in_words("stretch:captain-morgan", {"captain-morgan": "Captain Morgan"}) == "the Captain Morgan stretch"
    assert in_words("stretch:gone", {}) == ""
    assert in_words("walk", {}) == "a two-minute walk"

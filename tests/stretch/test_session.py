"""The session engine: a run is the same however time is cut, and what was done is told exactly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskmate import content
from deskmate.stretch.catalogue import Cue, Part, Side, load_catalogue
from deskmate.stretch.plan import Plan, Step, plan_stretch
from deskmate.stretch.rhythm import Signal
from deskmate.stretch.session import (
    GET_READY,
    CueDue,
    Happening,
    Happenings,
    Left,
    Run,
    RunOver,
    SignalDue,
    StepBegan,
    StepOver,
    WentOn,
)


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def step(length: float, *cues: tuple[float, str], part: Part = Part.HOLD) -> Step:
    return Step(part, "x", "x", "standing", None, 1, seconds(length), tuple(Cue(seconds(a), t) for a, t in cues))


PLAN = Plan("Short", (step(4, (0, "ready"), part=Part.SETUP), step(10, (0, "hold"), (7, "soon")), step(5)))
MORGAN = plan_stretch(load_catalogue(content.texts("stretches", ".toml")).stretches["captain-morgan"])


def left(number: int, done: float, how: Left) -> StepOver:
    return StepOver(PLAN.steps[number], seconds(done), completed=False, left=how)


def run_through(plan: Plan, slices: list[timedelta]) -> tuple[Run, list[Happening]]:
    run, happened = Run(plan).begin()
    all_happened = list(happened)
    for part in slices:
        run, happened = run.advance(part)
        all_happened += happened
    return run, all_happened


def test_a_run_from_start_to_end() -> None:
    run, happened = run_through(PLAN, [seconds(100)])
    assert happened == [
        StepBegan(0),
        CueDue("ready"),
        StepOver(PLAN.steps[0], seconds(4), completed=True),
        StepBegan(1),
        CueDue("hold"),
        CueDue("soon"),
        SignalDue(Signal.CHIME),
        StepOver(PLAN.steps[1], seconds(10), completed=True),
        StepBegan(2),
        SignalDue(Signal.CHIME),
        StepOver(PLAN.steps[2], seconds(5), completed=True),
        RunOver(completed=True, active=seconds(19)),
    ]
    assert run.over
    assert run.advance(seconds(1)) == (run, ())


def test_a_pause_stops_the_clock() -> None:
    run, _ = Run(PLAN).advance(seconds(3))
    paused, _ = run.pause()
    assert paused.advance(seconds(60)) == (paused, ())
    again, _ = paused.resume()
    assert again.advance(GET_READY)[0] == run


def test_after_a_pause_three_seconds_of_get_ready_come_before_it_goes_on() -> None:
    run, _ = Run(PLAN).advance(seconds(3))
    run, happened = run.pause()[0].resume()
    assert happened == (SignalDue(Signal.READY),)
    run, happened = run.advance(seconds(0.5))
    assert (run.into, run.ready_in, happened) == (seconds(3), seconds(2.5), ())
    run, happened = run.advance(seconds(2))
    assert happened == (SignalDue(Signal.READY), SignalDue(Signal.READY))
    run, happened = run.advance(seconds(2))
    assert happened == (WentOn(), StepOver(PLAN.steps[0], seconds(4), completed=True), StepBegan(1), CueDue("hold"))
    assert run.active == seconds(4.5)
    assert run.resume() == (run, ())


def test_a_pause_while_getting_ready_begins_that_anew() -> None:
    run, _ = Run(PLAN).pause()[0].resume()
    run, _ = run.advance(seconds(2))
    run, _ = run.pause()
    assert run.advance(seconds(9)) == (run, ())
    run, _ = run.resume()
    assert run.ready_in == GET_READY
    assert run.skip()[0].ready_in == seconds(0)


def test_the_last_seconds_of_a_hold_tick_and_its_end_chimes_but_not_when_it_is_left_early() -> None:
    hold = next(n for n, s in enumerate(MORGAN.steps) if s.part is Part.HOLD)
    _run, happened = Run(MORGAN, index=hold).advance(seconds(30))
    tones = [h.signal for h in happened if isinstance(h, SignalDue)]
    assert tones == [Signal.TICK] * 3 + [Signal.CHIME]
    assert SignalDue(Signal.CHIME) not in Run(MORGAN, index=hold).skip()[1]


def test_what_comes_next_is_announced_before_each_rest_ends() -> None:
    for step, after in pairwise(MORGAN.steps):
        announced = [cue.text for cue in step.asides if cue.text.startswith("Next: ")]
        if step.part in {Part.RETURN, Part.CHANGE} and after.part is not Part.DONE:
            assert announced == [f"Next: {after.title[0].lower()}{after.title[1:]}."]
        else:
            assert announced == []


def test_a_skipped_step_is_told_with_what_was_done_of_it() -> None:
    run, _ = Run(PLAN).advance(seconds(6))
    run, happened = run.skip()
    assert happened == (left(1, 2, Left.SKIPPED), StepBegan(2))
    run, happened = run.skip()
    assert happened == (
        left(2, 0, Left.SKIPPED),
        RunOver(completed=False, active=seconds(6)),
    )


def test_back_restarts_a_step_and_from_its_start_goes_before_it() -> None:
    run, _ = Run(PLAN).advance(seconds(9))
    run, happened = run.back()
    assert happened == (left(1, 5, Left.BACK), StepBegan(1))
    run, happened = run.back()
    assert happened == (left(1, 0, Left.BACK), StepBegan(0))
    assert run.back()[0].index == 0


def test_repeating_says_the_cues_again() -> None:
    run, _ = Run(PLAN).advance(seconds(6))
    run, _ = run.repeat()
    assert run.advance(seconds(1))[1] == (CueDue("hold"),)


def test_ending_early_keeps_what_was_done() -> None:
    run, _ = Run(PLAN).advance(seconds(9))
    run, happened = run.end()
    assert happened == (
        left(1, 5, Left.ENDED),
        RunOver(completed=False, active=seconds(9)),
    )
    assert run.end() == (run, ())


@pytest.mark.parametrize(("passed", "held"), [(3, 0), (6, 2), (15, 11)])
def test_what_was_held_counts_from_the_first_moment_of_a_hold(passed: float, held: float) -> None:
    run, _ = Run(PLAN).advance(seconds(passed))
    assert run.end()[0].held == seconds(held)


def test_a_repeated_hold_held_to_its_end_is_complete() -> None:
    run, _ = Run(PLAN).advance(seconds(9))
    run, _ = run.repeat()
    _, happened = run.advance(seconds(60))
    assert happened[-1] == RunOver(completed=True, active=seconds(24))


@given(st.lists(st.floats(0.01, 40), max_size=60))
def test_any_split_of_the_time_gives_the_same_happenings(parts: list[float]) -> None:
    slices = [seconds(part) for part in parts]
    whole = sum(slices, timedelta(0))
    assert run_through(MORGAN, slices) == run_through(MORGAN, [whole])


VERBS: dict[str, Callable[[Run], tuple[Run, Happenings]]] = {
    "skip": Run.skip,
    "back": Run.back,
    "repeat": Run.repeat,
    "pause": Run.pause,
    "resume": Run.resume,
    "end": Run.end,
}


@given(st.lists(st.one_of(st.sampled_from(sorted(VERBS)), st.floats(0.1, 30)), max_size=60))
def test_whatever_is_pressed_the_run_stays_within_its_plan(moves: list[str | float]) -> None:
    run, happened = Run(MORGAN).begin()
    told = list(happened)
    elapsed = timedelta(0)
    for move in moves:
        if isinstance(move, str):
            run, happened = VERBS[move](run)
        else:
            elapsed += seconds(move)
            run, happened = run.advance(seconds(move))
        told += happened
        assert 0 <= run.index < len(MORGAN.steps)
        assert timedelta(0) <= run.into <= run.step.length
        assert run.active <= elapsed
        assert 0 <= run.progress <= 1
    done = sum((h.done for h in told if isinstance(h, StepOver)), timedelta(0))
    assert done + (timedelta(0) if run.over else run.into) == run.active
    began = sum(isinstance(h, StepBegan) for h in told)
    assert began - sum(isinstance(h, StepOver) for h in told) == (0 if run.over else 1)


def test_captain_morgan_goes_both_sides_twice_and_its_length_is_the_sum_of_its_data() -> None:
    stretch = load_catalogue(content.texts("stretches", ".toml")).stretches["captain-morgan"]
    assert MORGAN.length == stretch.length
    holds = [(s.side, s.repetition, s.length) for s in MORGAN.steps if s.part is Part.HOLD]
    assert holds == [(side, n, seconds(30)) for side in (Side.LEFT, Side.RIGHT) for n in (1, 2)]
    assert MORGAN.steps[0].part is Part.SAFETY
    assert "Stop at" in MORGAN.steps[0].cues[0].text
    texts = " ".join(cue.text for s in MORGAN.steps for cue in s.cues)
    assert "Put your right foot flat" in texts
    assert "Your left leg stays on the ground" in texts
    assert "{" not in texts

"""A session bent to the user while it runs: longer, shorter, easier, harder, the other side; and brought back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskmate import content
from deskmate.stretch.catalogue import Part, Side, load_catalogue
from deskmate.stretch.plan import Form, Plan, Step, next_length, plan_stretch
from deskmate.stretch.replay import Told, replayed
from deskmate.stretch.rhythm import Signal, spoken_length
from deskmate.stretch.routine import plan_of, with_routines
from deskmate.stretch.session import CueDue, Happenings, Left, Remark, Run, RunOver, SignalDue, StepBegan, StepOver

CATALOGUE = with_routines(load_catalogue(content.texts("stretches", ".toml")), content.texts("routines", ".toml"))
MORGAN = plan_of(CATALOGUE, "captain-morgan")
SETUP, HOLD, RETURN = 1, 2, 3
BOTH = {(side, n) for side in Side for n in (1, 2)}


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def at_hold(into: float = 0) -> Run:
    return Run(MORGAN, index=HOLD, into=seconds(into))


def holds(plan: Plan, since: int = 0) -> list[tuple[str, int]]:
    return [(str(s.side), s.repetition) for s in plan.steps[since:] if s.part is Part.HOLD]


def parts(plan: Plan, since: int) -> list[str]:
    return [f"{s.part} {s.side or ''}{s.repetition or ''}".strip() for s in plan.steps[since:]]


def to_the_end(run: Run) -> tuple[Run, list[StepOver]]:
    run, happened = run.advance(timedelta(hours=2))
    return run, [h for h in happened if isinstance(h, StepOver)]


@pytest.mark.parametrize(
    ("length", "longer", "shorter"),
    [(2, 3, 2), (6, 7, 5), (10, 15, 9), (30, 35, 25), (60, 75, 55), (90, 105, 75), (3600, 3600, 3585)],
)
def test_a_stride_is_as_long_as_the_hold_allows(length: float, longer: float, shorter: float) -> None:
    assert next_length(seconds(length), 1) == seconds(longer)
    assert next_length(seconds(length), -1) == seconds(shorter)


def test_longer_lengthens_this_hold_and_the_others_of_its_stretch() -> None:
    run, happened = at_hold(12).longer()
    assert happened == (Remark("Each hold now lasts 35 seconds."),)
    assert (run.into, run.left) == (seconds(12), seconds(23))
    assert [s.length for s in run.plan.steps if s.part is Part.HOLD] == [seconds(35)] * 4
    assert run.plan.length == MORGAN.length + 4 * seconds(5)
    told = [(cue.at.total_seconds(), cue.text) for cue in run.step.cues]
    assert told[0][0] == 0
    assert told[-2:] == [(25, "Ten seconds left. Keep breathing."), (32, "And ease off.")]


def test_a_hold_that_lasted_longer_than_the_new_length_is_over_and_told_as_it_was() -> None:
    run, happened = at_hold(27).shorter()
    over = next(h for h in happened if isinstance(h, StepOver))
    assert (over.done, over.step.length, over.completed, over.left) == (seconds(27), seconds(27), True, Left.OVER)
    assert SignalDue(Signal.CHIME) in happened
    assert run.step.part is Part.RETURN
    assert [s.length for s in run.plan.steps[HOLD + 1 :] if s.part is Part.HOLD] == [seconds(25)] * 3


@pytest.mark.parametrize("name", [*CATALOGUE.stretches, *CATALOGUE.routines])
@given(presses=st.lists(st.sampled_from([Run.longer, Run.shorter]), max_size=40))
def test_however_long_a_hold_its_cues_fit_it_in_order(
    name: str, presses: list[Callable[[Run], tuple[Run, Happenings]]]
) -> None:
    plan = plan_of(CATALOGUE, name)
    first = next(n for n, s in enumerate(plan.steps) if s.part is Part.HOLD)
    run = Run(plan, index=first)
    for press in presses:
        run, _ = press(run)
    hold = run.step
    times = [cue.at for cue in hold.cues]
    assert times == sorted(set(times))
    assert all(seconds(0) <= at < hold.length for at in times)
    assert hold.cues[0] == plan.steps[first].cues[0]
    for cue in hold.cues[1:]:
        assert cue.at + spoken_length(cue.text, plan.rate) <= hold.length


def test_easier_says_how_and_begins_the_hold_again_once_one_is_in_place() -> None:
    run, happened = at_hold(9).easier()
    way = CATALOGUE.stretches["captain-morgan"].easier
    over = StepOver(MORGAN.steps[HOLD], seconds(9), completed=False, left=Left.EASIER)
    assert happened == (over, StepBegan(HOLD), CueDue(way))
    assert run.is_getting_in_place
    assert run.ready_in >= spoken_length(way, 150) + seconds(5)
    again, told = run.advance(run.ready_in)
    assert [h for h in told if isinstance(h, SignalDue)] == [SignalDue(Signal.READY)] * 3
    assert (again.into, again.step.form) == (seconds(0), Form.EASIER)


def test_the_other_sides_set_up_says_the_form_again_before_its_own_cues() -> None:
    run, _ = at_hold().easier()
    setup = next(s for s in run.plan.steps if (s.part, s.side) == (Part.SETUP, Side.RIGHT))
    usual = next(s for s in MORGAN.steps if (s.part, s.side) == (Part.SETUP, Side.RIGHT))
    assert setup.cues[0].text == CATALOGUE.stretches["captain-morgan"].easier
    assert [c.text for c in setup.cues[1:]] == [c.text for c in usual.cues]
    lead = setup.length - usual.length
    assert setup.cues[1].at == lead >= spoken_length(setup.cues[0].text, 150)


def test_harder_undoes_easier_and_each_has_an_end() -> None:
    run, _ = at_hold().easier()
    kept, happened = run.easier()
    assert (kept, happened) == (run, (Remark("There is no easier form of it."),))
    run, happened = run.harder()
    assert (run.step.form, happened[-1]) == (Form.USUAL, CueDue("The usual form again."))
    assert run.plan.length == MORGAN.length
    run, _ = run.harder()
    assert run.step.form is Form.HARDER
    assert run.harder()[1] == (Remark("There is no harder form of it."),)


def test_in_the_set_up_the_set_up_itself_says_the_form() -> None:
    run, happened = Run(MORGAN, index=SETUP, into=seconds(4)).easier()
    assert isinstance(happened[0], StepOver)
    assert happened[1:] == (StepBegan(SETUP),)
    assert run.ready_in == seconds(0)
    assert run.step.cues[0].text == CATALOGUE.stretches["captain-morgan"].easier


def test_swapping_in_a_hold_does_the_other_side_first_and_then_what_this_one_lacks() -> None:
    run, happened = at_hold(9).swap()
    over = StepOver(MORGAN.steps[HOLD], seconds(9), completed=False, left=Left.SWAPPED)
    assert happened == (over, StepBegan(HOLD), CueDue("Now the right side."))
    assert parts(run.plan, HOLD) == [
        *("hold right1", "return right1", "hold right2", "return right2"),
        *("change left", "setup left", "hold left1", "return left1", "hold left2", "return left2"),
        "done",
    ]
    assert "right" in " ".join(cue.text for cue in run.step.cues)
    run, overs = to_the_end(run)
    assert {(o.step.side, o.step.repetition) for o in overs if o.step.part is Part.HOLD} == BOTH
    assert run.over


def test_swapping_in_the_second_hold_keeps_the_first() -> None:
    run = Run(MORGAN, index=HOLD)
    run, _ = run.advance(seconds(30 + 10 + 5))
    run, _ = run.swap()
    assert holds(run.plan, run.index) == [("right", 1), ("right", 2), ("left", 2)]
    _, happened = run.advance(timedelta(hours=1))
    assert isinstance(happened[-1], RunOver)
    assert happened[-1].completed


def test_swapping_in_the_set_up_sets_the_other_side_up() -> None:
    run, happened = Run(MORGAN, index=SETUP, into=seconds(6)).swap()
    assert isinstance(happened[0], StepOver)
    assert happened[1:] == (StepBegan(SETUP),)
    assert parts(run.plan, SETUP)[0] == "setup right"
    assert holds(run.plan) == [("right", 1), ("right", 2), ("left", 1), ("left", 2)]
    assert [s.part for s in run.plan.steps].count(Part.CHANGE) == 1


def test_swapping_twice_comes_back() -> None:
    run, _ = at_hold(9).swap()
    run, _ = run.swap()
    assert run.step == MORGAN.steps[HOLD]
    assert set(holds(run.plan)) == {(str(s), n) for s, n in BOTH}


def test_swapping_on_the_second_side_does_this_step_once_more_on_the_first() -> None:
    second = next(n for n, s in enumerate(MORGAN.steps) if (s.part, s.side) == (Part.HOLD, Side.RIGHT))
    run, _ = Run(MORGAN, index=second, into=seconds(3)).swap()
    assert holds(run.plan, second) == [("left", 1), ("right", 1), ("right", 2)]


@pytest.mark.parametrize(
    ("name", "index"), [("captain-morgan", 0), ("walk", 2), ("captain-morgan", len(MORGAN.steps) - 1)]
)
def test_where_there_is_no_side_swapping_changes_nothing_and_says_why(name: str, index: int) -> None:
    run = Run(plan_of(CATALOGUE, name), index=index)
    same, (remark,) = run.swap()
    assert same == run
    assert isinstance(remark, Remark)


def test_a_start_delay_counts_down_before_anything_is_said() -> None:
    run, happened = Run(MORGAN).begin(seconds(5))
    assert happened == (StepBegan(0),)
    assert run.is_getting_in_place
    run, happened = run.advance(seconds(4.9))
    assert happened == (SignalDue(Signal.READY),) * 3
    assert run.active == seconds(0)
    run, happened = run.advance(seconds(0.2))
    assert run.active == seconds(0.1)
    assert any(isinstance(h, CueDue) for h in happened)


def test_a_plan_of_easier_forms_says_so_in_each_set_up_and_in_no_other_stretch() -> None:
    plan = plan_of(CATALOGUE, "five-minutes", easier={"captain-morgan"})
    forms = {(s.stretch, s.form) for s in plan.steps if s.part is Part.HOLD}
    assert forms == {("captain-morgan", Form.EASIER), ("standing-hamstring", Form.USUAL)}
    assert plan.length == sum((s.length for s in plan.steps), seconds(0))


VERBS: dict[str, Callable[[Run], tuple[Run, Happenings]]] = {
    name: getattr(Run, name)
    for name in ("skip", "back", "repeat", "pause", "resume", "longer", "shorter", "easier", "harder", "swap")
}
MOVES = st.lists(st.one_of(st.sampled_from(sorted(VERBS)), st.floats(0.1, 30)), max_size=40)


def told_of(over: StepOver) -> Told:
    step: Step = over.step
    side = step.side.value if step.side else ""
    return Told(
        step.stretch,
        step.part.value,
        side,
        step.repetition,
        over.done,
        over.completed,
        step.length,
        over.left.value,
        step.form.value,
    )


def pressed(plan: Plan, moves: list[str | float]) -> tuple[Run, list[StepOver]]:
    run, _ = Run(plan).begin()
    overs: list[StepOver] = []
    for move in moves:
        after, happened = VERBS[move](run) if isinstance(move, str) else run.advance(seconds(round(move, 1)))
        if after.over:
            break
        run = after
        overs += [h for h in happened if isinstance(h, StepOver)]
    return run, overs


@pytest.mark.parametrize("name", ["captain-morgan", "five-minutes", "walk"])
@given(moves=MOVES)
def test_whatever_was_pressed_every_second_is_told_and_the_plan_stays_whole(
    name: str, moves: list[str | float]
) -> None:
    plan = plan_of(CATALOGUE, name)
    run, overs = pressed(plan, moves)
    assert sum((o.done for o in overs), seconds(0)) + run.into == run.active
    assert all(o.completed is (o.done >= o.step.length) for o in overs)
    assert 0 <= run.progress <= 1
    assert run.plan.steps[-1].part is Part.DONE
    wanted = {s.key for s in plan.steps if s.part is Part.HOLD}
    planned = {s.key for s in run.plan.steps if s.part is Part.HOLD}
    assert wanted <= planned | {o.step.key for o in overs}


@given(moves=MOVES)
def test_a_run_is_brought_back_to_the_step_it_came_to(moves: list[str | float]) -> None:
    plan = plan_of(CATALOGUE, "five-minutes")
    run, overs = pressed(plan, moves)
    back = replayed(plan, map(told_of, overs))
    assert back.step.key == run.step.key
    assert back.into == seconds(0)
    assert back.active == sum((o.done for o in overs), seconds(0))
    assert back.completed == run.completed
    assert back.held == sum((o.done for o in overs if o.step.part is Part.HOLD), seconds(0))
    assert [s.key for s in back.plan.steps[back.index :]] == [s.key for s in run.plan.steps[run.index :]]


def test_a_journal_from_before_says_only_what_was_done() -> None:
    steps = [
        Told("captain-morgan", p, s, n, seconds(d), d > 1)
        for p, s, n, d in (("safety", "", 0, 15), ("setup", "left", 0, 1), ("hold", "left", 1, 30))
    ]
    run = replayed(MORGAN, steps)
    assert (run.step.part, run.step.side, run.step.repetition) == (Part.RETURN, Side.LEFT, 1)
    assert (run.holds, run.active) == (1, seconds(46))


def test_what_the_plan_does_not_have_any_more_counts_for_its_time_alone() -> None:
    run = replayed(MORGAN, [Told("gone", "hold", "left", 1, seconds(20), completed=True)])
    assert (run.index, run.active) == (0, seconds(20))


def test_a_stretch_alone_is_planned_in_its_easier_form() -> None:
    plan = plan_stretch(CATALOGUE.stretches["standing-lunge"], form=Form.EASIER)
    assert {s.form for s in plan.steps} == {Form.EASIER}
    assert sum(c.text == CATALOGUE.stretches["standing-lunge"].easier for s in plan.steps for c in s.cues) == 2

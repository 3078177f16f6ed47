"""Going over to the other side in the middle of a plan, so that in the end both are done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile

from deskmate.stretch.catalogue import Part, Side
from deskmate.stretch.plan import Plan, Step


def swapped(plan: Plan, index: int) -> Plan:
    """Give the plan that does the step at `index`, which has a side, on the other side first.

    The other side's steps come next, its set-up only where this one's runs; then, set up anew, what this side still
    lacks. Where the other side has been done already, only the present step is done on it once more.
    """
    here = plan.steps[index]
    side = here.side
    if side is None:
        return plan
    rest = plan.steps[index:]
    this_side = _run_of(rest, _on(here, side))
    after = rest[len(this_side) :]
    if after and after[0].part is Part.CHANGE and after[0].course == here.course:
        after = after[1:]
    other_side = _run_of(after, _on(here, side.other))
    tail = after[len(other_side) :]
    in_setup = here.part is Part.SETUP
    if not other_side:
        once_more = this_side if in_setup else (replace(here, part=Part.HOLD), replace(here, part=Part.RETURN))
        other_side = tuple(replace(step, side=side.other) for step in once_more)
    now = other_side if in_setup else tuple(step for step in other_side if step.part is not Part.SETUP)
    lacking = this_side[1:] if here.part is Part.RETURN else this_side
    if any(step.part is Part.HOLD for step in lacking):
        over = (replace(here, part=Part.CHANGE, repetition=0), replace(here, part=Part.SETUP, repetition=0))
        lacking = (*over, *(step for step in lacking if step.part is not Part.SETUP))
    else:
        lacking = ()
    return plan.going_on(index, (*now, *lacking, *tail))


def _on(here: Step, side: Side) -> Callable[[Step], bool]:
    return lambda step: step.course == here.course and step.side is side and step.part is not Part.CHANGE


def _run_of(steps: Sequence[Step], fits: Callable[[Step], bool]) -> tuple[Step, ...]:
    return tuple(takewhile(fits, steps))

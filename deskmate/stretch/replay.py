"""A run brought back from what the journal tells of it: the same steps left the same way, so that it can go on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

from deskmate.stretch.catalogue import Part
from deskmate.stretch.plan import Form, Plan
from deskmate.stretch.session import Happenings, Left, Run


@dataclass(frozen=True, slots=True)
class Told:
    """One step as the journal tells it; `planned` is zero and `left` empty where it was written before they were."""

    stretch: str
    part: str
    side: str
    repetition: int
    done: timedelta
    completed: bool
    planned: timedelta = timedelta(0)
    left: str = ""
    form: str = ""


_WAYS: Mapping[Left, Callable[[Run], tuple[Run, Happenings]]] = {
    Left.BACK: Run.back,
    Left.REPEATED: Run.repeat,
    Left.EASIER: Run.easier,
    Left.HARDER: Run.harder,
    Left.SWAPPED: Run.swap,
}


def replayed(plan: Plan, steps: Iterable[Told]) -> Run:
    """Give the run that did these steps of a plan, at the start of the step it came to.

    A step the plan does not have (its file was changed since) counts for its time alone.
    """
    run = Run(plan)
    for told in steps:
        run = _after(run, told)
    return run


def _after(run: Run, told: Told) -> Run:
    active = run.active + told.done
    index = _index(run, told)
    if index is None or run.over:
        return replace(run, active=active)
    run = _as_told(replace(run, index=index), told)
    done = run.step.length if told.completed else min(told.done, run.step.length - timedelta.resolution)
    run = replace(run, into=done)
    left = Left.OVER
    with suppress(ValueError):
        left = Left(told.left)
    run, _ = _WAYS.get(left, Run.skip)(run)
    return replace(run, active=active, paused=False, ready_in=timedelta(0))


def _index(run: Run, told: Told) -> int | None:
    """Find the step that was told: the first one from here on, else the last one before."""
    wanted = (told.stretch, told.part, told.side, told.repetition)
    found = [
        n
        for n, step in enumerate(run.plan.steps)
        if (step.stretch, step.part.value, step.side.value if step.side else "", step.repetition) == wanted
    ]
    later = [n for n in found if n >= run.index]
    return later[0] if later else found[-1] if found else None


def _as_told(run: Run, told: Told) -> Run:
    """Let the hold last, and the form be, what the user had made of them by then."""
    if not run.plan.courses:
        return run
    number = run.step.course
    course = run.plan.courses[number]
    changed = course
    with suppress(ValueError):
        changed = replace(changed, form=Form(told.form))
    if run.step.part is Part.HOLD and told.planned > timedelta(0) and told.planned != run.step.length:
        changed = replace(changed, hold=told.planned)
    return run if changed == course else replace(run, plan=run.plan.with_course(number, changed, since=run.index))

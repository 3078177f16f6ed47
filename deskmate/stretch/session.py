"""The session engine: a run through a plan of steps. Time is an argument; nothing here waits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from math import ceil

from deskmate.stretch.catalogue import Part, Side
from deskmate.stretch.plan import ZERO, Form, Plan, Step, next_length
from deskmate.stretch.rhythm import Signal, spoken_length
from deskmate.stretch.sides import swapped

RESTART_AFTER = timedelta(seconds=3)
"""Going back within so much of a step's start goes to the step before; later, to the step's own start."""

GET_READY = timedelta(seconds=3)
"""How long a session that was paused says "get ready" before it goes on."""

GET_IN_PLACE = timedelta(seconds=5)
"""How long one has to get into place for another form or the other side, once it was said."""

_SECOND = timedelta(seconds=1)
_COUNTED = (3, 2, 1)
"""The seconds before it begins that a tone tells."""


class Left(StrEnum):
    """How a step was left, as the journal tells it; never renamed once released."""

    OVER = "over"
    """Its time was up."""
    SKIPPED = "skipped"
    BACK = "back"
    REPEATED = "repeated"
    EASIER = "easier"
    HARDER = "harder"
    SWAPPED = "swapped"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class StepBegan:
    """A step began, from its start."""

    index: int


@dataclass(frozen=True, slots=True)
class CueDue:
    """A line is to be said now; an aside only when nothing else is being said."""

    text: str
    aside: bool = False


@dataclass(frozen=True, slots=True)
class SignalDue:
    """A tone is to sound now."""

    signal: Signal


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to show, not to say: what a key changed, or why it could not."""

    text: str


@dataclass(frozen=True, slots=True)
class WentOn:
    """The run goes on after a pause: what was being said is to go on too."""


@dataclass(frozen=True, slots=True)
class StepOver:
    """A step is over: how much of it was done, whether that was all, and how it was left."""

    step: Step
    done: timedelta
    completed: bool
    left: Left = Left.OVER


@dataclass(frozen=True, slots=True)
class RunOver:
    """The run is over. `completed` says that every hold was held to its end."""

    completed: bool
    active: timedelta


Happening = StepBegan | CueDue | SignalDue | Remark | WentOn | StepOver | RunOver
Happenings = tuple[Happening, ...]
Key = tuple[int, Part, Side | None, int]


@dataclass(frozen=True, slots=True)
class Run:
    """Where a session is: the step, how far into it, whether it is held, and what was done.

    At its beginning and after a pause it first counts `ready_in` down to zero.

    Every verb gives the run after it and what happened on the way. A run that is over stays as it is.
    """

    plan: Plan
    index: int = 0
    into: timedelta = ZERO
    paused: bool = False
    active: timedelta = ZERO
    completed: frozenset[Key] = frozenset()
    """The steps done to their end, however often, each by its key."""
    over: bool = False
    ready_in: timedelta = ZERO
    held: timedelta = ZERO
    """How long anything was held, in the steps that were left by now, to their end or not."""

    @property
    def step(self) -> Step:
        """Give the step that runs; the last one when the run is over."""
        return self.plan.steps[self.index]

    @property
    def left(self) -> timedelta:
        """Give what is left of the step."""
        return self.step.length - self.into

    @property
    def left_of_all(self) -> timedelta:
        """Give what is left of the whole plan."""
        return sum((step.length for step in self.plan.steps[self.index :]), ZERO) - self.into

    @property
    def next_step(self) -> Step | None:
        """Give the step after this one, None after the last."""
        after = self.index + 1
        return self.plan.steps[after] if after < len(self.plan.steps) else None

    @property
    def progress(self) -> float:
        """Give how far through the whole plan the run is, from 0 to 1."""
        return 1 - self.left_of_all / self.plan.length

    @property
    def holds(self) -> int:
        """Give how many holds were held to their end."""
        return sum(part is Part.HOLD for _, part, _, _ in self.completed)

    @property
    def is_getting_in_place(self) -> bool:
        """Tell whether it waits for the user at the start of a step."""
        return self.ready_in > ZERO and self.into == ZERO

    def coming(self, within: timedelta) -> tuple[tuple[timedelta, CueDue], ...]:
        """Give the lines of this step and the next that fall due within a time, in order, each with what is left."""
        if self.paused or self.over:
            return ()
        after = self.next_step.cues if self.next_step is not None else ()
        dues = [(cue.at - self.into, cue.text) for cue in self.step.cues]
        dues += [(self.left + cue.at, cue.text) for cue in after]
        return tuple(
            (self.ready_in + left, CueDue(text))
            for left, text in dues
            if ZERO < self.ready_in + left <= within and left >= ZERO
        )

    def begin(self, delay: timedelta = ZERO) -> tuple[Run, Happenings]:
        """Begin at the step it stands at, after a `delay` to get into place."""
        return replace(self, ready_in=delay), (StepBegan(self.index),)

    def advance(self, length: timedelta) -> tuple[Run, Happenings]:
        """Let time pass; nothing while paused. Any split of the same time gives the same happenings."""
        run, length, happened = self._get_ready(length)
        while length > ZERO and not run.paused and not run.over:
            spent = min(length, run.left)
            until = run.into + spent
            happened += _said_between(run.step, run.into, until)
            run = replace(run, into=until, active=run.active + spent)
            length -= spent
            if run.left <= ZERO:
                run, more = _complete(run)
                happened += more
        return run, tuple(happened)

    def _get_ready(self, length: timedelta) -> tuple[Run, timedelta, list[Happening]]:
        """Let time pass before the run goes on; gives what is left of it, and what each second told."""
        if self.paused or self.ready_in <= ZERO:
            return self, length, []
        spent = min(length, self.ready_in)
        left = self.ready_in - spent
        told: list[Happening] = [SignalDue(Signal.READY) for n in _COUNTED if left <= n * _SECOND < self.ready_in]
        if left <= ZERO:
            told.append(WentOn())
        return replace(self, ready_in=left), length - spent, told

    def pause(self) -> tuple[Run, Happenings]:
        """Hold the clock."""
        return replace(self, paused=not self.over, ready_in=ZERO), ()

    def resume(self) -> tuple[Run, Happenings]:
        """Let the clock run again, after three seconds to get ready."""
        if not self.paused:
            return self, ()
        return replace(self, paused=False, ready_in=GET_READY), (SignalDue(Signal.READY),)

    def skip(self) -> tuple[Run, Happenings]:
        """Go to the next step; from the last, end."""
        return _leave(self, self.index + 1, Left.SKIPPED)

    def back(self) -> tuple[Run, Happenings]:
        """Go to the start of this step, or soon after its start to the step before."""
        return _leave(self, self.index if self.into > RESTART_AFTER else max(0, self.index - 1), Left.BACK)

    def repeat(self) -> tuple[Run, Happenings]:
        """Do this step again from its start."""
        return _leave(self, self.index, Left.REPEATED)

    def end(self) -> tuple[Run, Happenings]:
        """End early, and keep what was done."""
        return _leave(self, len(self.plan.steps), Left.ENDED)

    def longer(self) -> tuple[Run, Happenings]:
        """Hold longer: this hold and the others of this stretch that are to come."""
        return self._hold_for(1)

    def shorter(self) -> tuple[Run, Happenings]:
        """Hold shorter; a hold that lasted so long already is over."""
        return self._hold_for(-1)

    def easier(self) -> tuple[Run, Happenings]:
        """Take a form one step easier from here on: what is otherwise is said, and the step begins again."""
        return self._in_form(-1, Left.EASIER)

    def harder(self) -> tuple[Run, Happenings]:
        """Take a form one step harder from here on."""
        return self._in_form(1, Left.HARDER)

    def swap(self) -> tuple[Run, Happenings]:
        """Do this step on the other side now; what is left of this side comes after it."""
        step = self.step
        if self.over or not self.plan.courses:
            return self, ()
        if step.side is None or step.part is Part.CHANGE:
            sides = self.plan.courses[step.course].stretch.sides
            return self, (Remark("Swap sides once you are set up." if sides else "This one has no sides."),)
        left, (over, _) = _leave(self, self.index, Left.SWAPPED)
        run = replace(left, plan=swapped(self.plan, self.index))
        if step.part is Part.SETUP:
            return run, (over, StepBegan(run.index))
        return _getting_in_place(run, over, f"Now the {step.side.other.value} side.")

    def _hold_for(self, direction: int) -> tuple[Run, Happenings]:
        if self.over or not self.plan.courses:
            return self, ()
        number = self.step.course
        course = self.plan.courses[number]
        length = next_length(course.hold_length, direction)
        remark = Remark(f"Each hold now lasts {length.total_seconds():g} seconds.")
        if length == course.hold_length:
            return self, (remark,)
        plan = self.plan.with_course(number, replace(course, hold=length), since=self.index)
        run = replace(self, plan=plan)
        if run.left > ZERO:
            return run, (remark,)
        # It has lasted longer than that: it is over here and now.
        steps = (*plan.steps[: run.index], replace(run.step, length=run.into), *plan.steps[run.index + 1 :])
        run, happened = _complete(replace(run, plan=replace(plan, steps=steps)))
        return run, (*happened, remark)

    def _in_form(self, direction: int, left: Left) -> tuple[Run, Happenings]:
        if self.over or not self.plan.courses or self.step.part is Part.DONE:
            return self, ()
        number = self.step.course
        course = self.plan.courses[number]
        form = course.form.beside(direction)
        if form is course.form or (form is not Form.USUAL and not course.way(form)):
            return self, (Remark(f"There is no {left.value} form of it."),)
        run, (over, began) = _leave(self, self.index, left)
        run = replace(run, plan=self.plan.with_course(number, replace(course, form=form), since=self.index))
        if run.step.part is Part.SETUP and form is not Form.USUAL:
            # The set-up itself says what is otherwise.
            return run, (over, began)
        return _getting_in_place(run, over, course.way(form) or "The usual form again.")


def _getting_in_place(run: Run, over: Happening, said: str) -> tuple[Run, Happenings]:
    """Begin the step that stands there once a line was said and the user had time to do what it says."""
    seconds = ceil((spoken_length(said, run.plan.rate) + GET_IN_PLACE) / _SECOND)
    return replace(run, ready_in=seconds * _SECOND), (over, StepBegan(run.index), CueDue(said))


def _said_between(step: Step, start: timedelta, end: timedelta) -> list[Happening]:
    """Give the lines and ticks due from `start` on and before `end`, in order."""
    due: list[tuple[timedelta, Happening]] = [(cue.at, CueDue(cue.text)) for cue in step.cues]
    due += [(cue.at, CueDue(cue.text, aside=True)) for cue in step.asides]
    due += [(at, SignalDue(Signal.TICK)) for at in step.ticks]
    return [happening for at, happening in sorted(due, key=lambda pair: pair[0]) if start <= at < end]


def _complete(run: Run) -> tuple[Run, Happenings]:
    """Close the step whose time is up; a hold's end chimes."""
    chime: Happenings = (SignalDue(Signal.CHIME),) if run.step.part is Part.HOLD else ()
    run, happened = _leave(run, run.index + 1, Left.OVER)
    return run, (*chime, *happened)


def _leave(run: Run, index: int, left: Left) -> tuple[Run, Happenings]:
    """Close the step that runs and begin the one at `index`, or end behind the last."""
    if run.over:
        return run, ()
    completed = run.left <= ZERO
    done = run.completed | {run.step.key} if completed else run.completed
    closed = StepOver(run.step, run.into, completed, left)
    held = run.held + (run.into if run.step.part is Part.HOLD else ZERO)
    if index >= len(run.plan.steps):
        holds = {step.key for step in run.plan.steps if step.part is Part.HOLD}
        over = replace(run, completed=done, over=True, paused=False, ready_in=ZERO, held=held)
        return over, (closed, RunOver(holds <= done, run.active))
    begun = replace(run, index=index, into=ZERO, completed=done, paused=False, ready_in=ZERO, held=held)
    return begun, (closed, StepBegan(index))

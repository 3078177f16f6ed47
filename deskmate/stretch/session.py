"""The session engine: a plan of steps, and a run through it. Time is an argument; nothing here waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from deskmate.stretch.catalogue import Cue, Part, Passage, Side, Stretch
from deskmate.stretch.rhythm import USUAL_RATE, Signal, announcement, hold_asides, ticks

ZERO = timedelta(0)

RESTART_AFTER = timedelta(seconds=3)
"""Going back within so much of a step's start goes to the step before; later, to the step's own start."""


GET_READY = timedelta(seconds=3)
"""How long a session that was paused says "get ready" before it goes on."""
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Step:
    """One held position: which part of which stretch, on which side, how long, and what is said when.

    `asides` are said only when nothing else is being said; at `ticks` a tone counts the last seconds.
    """

    part: Part
    stretch: str
    title: str
    pose: str
    side: Side | None
    repetition: int
    length: timedelta
    cues: tuple[Cue, ...]
    asides: tuple[Cue, ...] = ()
    ticks: tuple[timedelta, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of a session, in order; there is at least one."""

    title: str
    steps: tuple[Step, ...]

    @property
    def length(self) -> timedelta:
        """Give the sum of the steps."""
        return sum((step.length for step in self.steps), ZERO)


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
class WentOn:
    """The run goes on after a pause: what was being said is to go on too."""


@dataclass(frozen=True, slots=True)
class StepOver:
    """A step is over: how much of it was done, and whether that was all."""

    index: int
    done: timedelta
    completed: bool


@dataclass(frozen=True, slots=True)
class RunOver:
    """The run is over. `completed` says that every hold was held to its end."""

    completed: bool
    active: timedelta


Happening = StepBegan | CueDue | SignalDue | WentOn | StepOver | RunOver
Happenings = tuple[Happening, ...]


def plan_stretch(stretch: Stretch, rate: int = USUAL_RATE) -> Plan:
    """Lay a stretch out as steps: safety, then each side's set-up and repetitions, a change between, and the end.

    `rate` is the voice's, in words a minute: it decides how much can be said beside the stretch's own cues.
    """
    steps = [*_steps(stretch)]
    following: list[Step | None] = [*steps[1:], None]
    return Plan(stretch.name, tuple(_paced(*pair, rate) for pair in zip(steps, following, strict=True)))


def _paced(step: Step, after: Step | None, rate: int) -> Step:
    """Give a step the rhythm of a hold, or the announcement of what comes after a rest."""
    if step.part is Part.HOLD:
        return replace(step, asides=hold_asides(step.length, step.cues, rate), ticks=ticks(step.length))
    if after is None or after.part is Part.DONE:
        return step
    announced = announcement(step.part, step.length, step.cues, after.title, rate)
    return step if announced is None else replace(step, asides=(announced,))


def _steps(stretch: Stretch) -> Iterator[Step]:
    yield from _step(stretch, Part.SAFETY, None, 0)
    sides: tuple[Side | None, ...] = stretch.sides or (None,)
    for number, side in enumerate(sides):
        if number:
            yield from _step(stretch, Part.CHANGE, side, 0)
        yield from _step(stretch, Part.SETUP, side, 0)
        for repetition in range(1, stretch.repetitions + 1):
            yield from _step(stretch, Part.HOLD, side, repetition)
            yield from _step(stretch, Part.RETURN, side, repetition)
    yield from _step(stretch, Part.DONE, None, 0)


def _step(stretch: Stretch, part: Part, side: Side | None, repetition: int) -> Iterator[Step]:
    passage = stretch.passages.get(part)
    if passage is not None:
        cues = tuple(Cue(cue.at, _said(cue.text, side)) for cue in passage.cues)
        title = _title(stretch, part, passage, side, repetition)
        yield Step(part, stretch.id, title, passage.pose, side, repetition, passage.length, cues)


def _title(stretch: Stretch, part: Part, passage: Passage, side: Side | None, repetition: int) -> str:
    title = _said(passage.title, side)
    counted = part is Part.HOLD and stretch.repetitions > 1
    return f"{title}, {repetition} of {stretch.repetitions}" if counted else title


def _said(text: str, side: Side | None) -> str:
    return text if side is None else text.format(side=side.value, other=side.other.value)


@dataclass(frozen=True, slots=True)
class Run:
    """Where a session is: the step, how far into it, whether it is held, and what was done.

    After a pause it first counts `ready_in` down to zero.

    Every verb gives the run after it and what happened on the way. A run that is over stays as it is.
    """

    plan: Plan
    index: int = 0
    into: timedelta = ZERO
    paused: bool = False
    active: timedelta = ZERO
    completed_steps: frozenset[int] = frozenset()
    over: bool = False
    ready_in: timedelta = ZERO

    @property
    def step(self) -> Step:
        """Give the step that runs; the last one when the run is over."""
        return self.plan.steps[self.index]

    @property
    def left(self) -> timedelta:
        """Give what is left of the step."""
        return self.step.length - self.into

    @property
    def next_step(self) -> Step | None:
        """Give the step after this one, None after the last."""
        after = self.index + 1
        return self.plan.steps[after] if after < len(self.plan.steps) else None

    @property
    def progress(self) -> float:
        """Give how far through the whole plan the run is, from 0 to 1."""
        before = sum((step.length for step in self.plan.steps[: self.index]), ZERO)
        return (before + self.into) / self.plan.length

    def begin(self) -> tuple[Run, Happenings]:
        """Begin at the first step."""
        return self, (StepBegan(0),)

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
                if run.step.part is Part.HOLD:
                    happened.append(SignalDue(Signal.CHIME))
                run, more = _leave(run, run.index + 1)
                happened += more
        return run, tuple(happened)

    def _get_ready(self, length: timedelta) -> tuple[Run, timedelta, list[Happening]]:
        """Let time pass before the run goes on; gives what is left of it, and what each second told."""
        if self.paused or self.ready_in <= ZERO:
            return self, length, []
        spent = min(length, self.ready_in)
        left = self.ready_in - spent
        seconds = (whole * _SECOND for whole in range(int(GET_READY / _SECOND) - 1, 0, -1))
        told: list[Happening] = [SignalDue(Signal.READY) for at in seconds if left <= at < self.ready_in]
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
        return _leave(self, self.index + 1)

    def back(self) -> tuple[Run, Happenings]:
        """Go to the start of this step, or soon after its start to the step before."""
        return _leave(self, self.index if self.into > RESTART_AFTER else max(0, self.index - 1))

    def repeat(self) -> tuple[Run, Happenings]:
        """Do this step again from its start."""
        return _leave(self, self.index)

    def end(self) -> tuple[Run, Happenings]:
        """End early, and keep what was done."""
        return _leave(self, len(self.plan.steps))


def _said_between(step: Step, start: timedelta, end: timedelta) -> list[Happening]:
    """Give the lines and ticks due from `start` on and before `end`, in order."""
    due: list[tuple[timedelta, Happening]] = [(cue.at, CueDue(cue.text)) for cue in step.cues]
    due += [(cue.at, CueDue(cue.text, aside=True)) for cue in step.asides]
    due += [(at, SignalDue(Signal.TICK)) for at in step.ticks]
    return [happening for at, happening in sorted(due, key=lambda pair: pair[0]) if start <= at < end]


def _leave(run: Run, index: int) -> tuple[Run, Happenings]:
    """Close the step that runs and begin the one at `index`, or end behind the last."""
    if run.over:
        return run, ()
    completed = run.left <= ZERO
    done = run.completed_steps | {run.index} if completed else run.completed_steps
    closed = StepOver(run.index, run.into, completed)
    if index >= len(run.plan.steps):
        holds = {n for n, step in enumerate(run.plan.steps) if step.part is Part.HOLD}
        return replace(run, completed_steps=done, over=True, paused=False, ready_in=ZERO), (
            closed,
            RunOver(holds <= done, run.active),
        )
    begun = replace(run, index=index, into=ZERO, completed_steps=done, paused=False, ready_in=ZERO)
    return begun, (closed, StepBegan(index))

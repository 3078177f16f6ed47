"""A session's plan: stretches laid out as steps, each in the form and with the holds that are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from math import ceil

from deskmate.stretch.catalogue import Cue, Part, Passage, Side, Stretch
from deskmate.stretch.rhythm import USUAL_RATE, announcement, hold_asides, refitted, spoken_length, ticks

ZERO = timedelta(0)

SHORTEST_HOLD = timedelta(seconds=2)
LONGEST_HOLD = timedelta(hours=1)

_STRIDES = ((timedelta(seconds=10), timedelta(seconds=1)), (timedelta(minutes=1), timedelta(seconds=5)))
_LONG_STRIDE = timedelta(seconds=15)
_SECOND = _PAUSE = timedelta(seconds=1)


class Form(StrEnum):
    """How hard a stretch is done."""

    EASIER = "easier"
    USUAL = "usual"
    HARDER = "harder"

    def beside(self, step: int) -> Form:
        """Give the form so many steps harder (easier below zero), at most the last of them."""
        forms = list(Form)
        return forms[min(len(forms) - 1, max(0, forms.index(self) + step))]


@dataclass(frozen=True, slots=True)
class Course:
    """One stretch as a session does it: in which form, and how long each hold (None: as its data say)."""

    stretch: Stretch
    form: Form = Form.USUAL
    hold: timedelta | None = None

    @property
    def hold_length(self) -> timedelta:
        """Give how long each hold lasts."""
        return self.hold or self.stretch.passages[Part.HOLD].length

    def way(self, form: Form | None = None) -> str:
        """Give what a form (its own, without one) is done like; empty for the usual one, or where there is none."""
        return {Form.EASIER: self.stretch.easier, Form.HARDER: self.stretch.harder}.get(form or self.form, "")

    def passage(self, part: Part, rate: int) -> Passage | None:
        """Give what a part is like in it, None where the stretch has no such part."""
        passage = self.stretch.passages.get(part)
        if passage is None or part is not Part.HOLD or self.hold is None:
            return passage
        return replace(passage, length=self.hold, cues=refitted(passage.cues, passage.length, self.hold, rate))


@dataclass(frozen=True, slots=True)
class Step:
    """One held position: which part of which stretch, on which side, how long, and what is said when.

    `asides` are said only when nothing else is being said; at `ticks` a tone counts the last seconds. `course` is the
    number of the plan's course it belongs to.
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
    course: int = 0
    form: Form = Form.USUAL

    @property
    def key(self) -> tuple[int, Part, Side | None, int]:
        """Give what makes it this step and no other, wherever in the plan it comes."""
        return self.course, self.part, self.side, self.repetition


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of a session, in order; there is at least one. `rate` is the voice's, in words a minute."""

    title: str
    steps: tuple[Step, ...]
    courses: tuple[Course, ...] = ()
    rate: int = USUAL_RATE

    @property
    def length(self) -> timedelta:
        """Give the sum of the steps."""
        return sum((step.length for step in self.steps), ZERO)

    def with_course(self, number: int, course: Course, *, since: int) -> Plan:
        """Do a course otherwise from the step at `since` on; what came before stays as it was done."""
        courses = (*self.courses[:number], course, *self.courses[number + 1 :])
        return replace(self, courses=courses).going_on(since, self.steps[since:])

    def going_on(self, since: int, steps: Iterable[Step]) -> Plan:
        """Go on with these steps from the one at `since` on, laid out anew."""
        rest = lay_out(self.courses, steps, self.rate)
        return replace(self, steps=(*self.steps[:since], *rest))


def plan_stretch(stretch: Stretch, rate: int = USUAL_RATE, form: Form = Form.USUAL) -> Plan:
    """Lay a stretch out as steps: safety, then each side's set-up and repetitions, a change between, and the end.

    `rate` is the voice's, in words a minute: it decides how much can be said beside the stretch's own cues.
    """
    courses = (Course(stretch, form),)
    return Plan(stretch.name, lay_out(courses, outline(0, stretch), rate), courses, rate)


def outline(number: int, stretch: Stretch) -> Iterator[Step]:
    """Give the steps of course `number` in their order, not laid out yet."""
    yield _blank(number, stretch, Part.SAFETY)
    sides: tuple[Side | None, ...] = stretch.sides or (None,)
    for count, side in enumerate(sides):
        if count:
            yield _blank(number, stretch, Part.CHANGE, side)
        yield _blank(number, stretch, Part.SETUP, side)
        for repetition in range(1, stretch.repetitions + 1):
            yield _blank(number, stretch, Part.HOLD, side, repetition)
            yield _blank(number, stretch, Part.RETURN, side, repetition)
    yield _blank(number, stretch, Part.DONE)


def _blank(number: int, stretch: Stretch, part: Part, side: Side | None = None, repetition: int = 0) -> Step:
    return Step(part, stretch.id, "", "", side, repetition, ZERO, (), course=number)


def lay_out(courses: Sequence[Course], steps: Iterable[Step], rate: int) -> tuple[Step, ...]:
    """Give steps as their courses have them now, without those a stretch has no part for."""
    laid = [found for step in steps if (found := _laid(courses, step, rate)) is not None]
    following: list[Step | None] = [*laid[1:], None]
    return tuple(_paced(*pair, rate) for pair in zip(laid, following, strict=True))


def next_length(length: timedelta, direction: int) -> timedelta:
    """Give the hold that is one stride longer (shorter below zero): 1, 5 or 15 seconds, the longer the hold is."""
    reaches = (reach if direction < 0 else reach - timedelta.resolution for reach, _ in _STRIDES)
    strides = (stride for _, stride in _STRIDES)
    stride = next((s for reach, s in zip(reaches, strides, strict=True) if length <= reach), _LONG_STRIDE)
    return min(LONGEST_HOLD, max(SHORTEST_HOLD, length + direction * stride))


def _laid(courses: Sequence[Course], step: Step, rate: int) -> Step | None:
    if not courses or (step.part is Part.SAFETY and step.length > ZERO):
        return step
    course = courses[step.course]
    passage = course.passage(step.part, rate)
    if passage is None:
        return None
    cues = [Cue(cue.at, _said(cue.text, step.side)) for cue in passage.cues]
    length = passage.length
    if step.part is Part.SETUP and course.way():
        # In whole seconds, so that a session's length is one.
        lead = ceil((spoken_length(course.way(), rate) + _PAUSE) / _SECOND) * _SECOND
        cues = [Cue(ZERO, course.way()), *(Cue(cue.at + lead, cue.text) for cue in cues)]
        length += lead
    return replace(
        step,
        title=_title(course.stretch, step, passage),
        pose=passage.pose,
        length=length,
        cues=tuple(cues),
        form=course.form,
        asides=(),
        ticks=(),
    )


def _paced(step: Step, after: Step | None, rate: int) -> Step:
    """Give a step the rhythm of a hold, or the announcement of what comes after a rest."""
    if step.part is Part.HOLD:
        return replace(step, asides=hold_asides(step.length, step.cues, rate), ticks=ticks(step.length))
    if after is None or after.part is Part.DONE:
        return step
    announced = announcement(step.part, step.length, step.cues, after.title, rate)
    return step if announced is None else replace(step, asides=(announced,))


def _title(stretch: Stretch, step: Step, passage: Passage) -> str:
    title = _said(passage.title, step.side)
    counted = step.part is Part.HOLD and stretch.repetitions > 1
    return f"{title}, {step.repetition} of {stretch.repetitions}" if counted else title


def _said(text: str, side: Side | None) -> str:
    return text if side is None else text.format(side=side.value, other=side.other.value)

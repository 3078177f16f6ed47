"""The coach: takes a session from step to step, speaks it, and writes down what was done; a stage shows it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING, Protocol

from deskmate.duration import as_clock
from deskmate.sitting.events import Kind
from deskmate.stretch.plan import Form
from deskmate.stretch.replay import Told, replayed
from deskmate.stretch.rhythm import spoken_length
from deskmate.stretch.routine import plan_of
from deskmate.stretch.safety import SORE, is_sore
from deskmate.stretch.session import (
    CueDue,
    Happenings,
    Left,
    Remark,
    Run,
    RunOver,
    SignalDue,
    StepBegan,
    StepOver,
    WentOn,
)
from deskmate.voice.speaker import SpeechEvent, UtteranceEnded
from deskmate.voice.tones import Tone

if TYPE_CHECKING:
    from deskmate.services import Services
    from deskmate.sitting.events import Event, Scalar
    from deskmate.sitting.sessions import Session
    from deskmate.voice.speaker import Speaker

GET_READY = "Get ready."
GET_IN_PLACE = "Get into place: it begins in {seconds} seconds."
GOING_ON = "Going on where you were."
ELSEWHERE = "a stretch session runs in another deskmate already; end that one first"

AHEAD = timedelta(seconds=0.4)
"""How long before its moment a line is handed to the voice: it is made ready meanwhile, and begins on time."""

Verb = Callable[[Run], tuple[Run, Happenings]]


class Recorder(Protocol):
    """Writes down that something happened, now unless `at` says when."""

    def __call__(self, kind: Kind, *, at: datetime | None = None, **data: Scalar) -> Event:
        """Write it down."""
        ...


class Stage(Protocol):
    """Shows a session. Whatever is said is also given to `show_line`."""

    def show_step(self) -> None:
        """Show the step that began."""
        ...

    def show_line(self, text: str) -> None:
        """Show what is being said now; nothing is when it is empty."""
        ...

    def show_remark(self, text: str) -> None:
        """Show what a key changed, or why it could not; it is not said."""
        ...

    def show_end(self) -> None:
        """Show that the session is over."""
        ...


def taken_up(desk: Services, session: Session) -> Run:
    """Claim an interrupted session and give its run where it was.

    Raises ValueError where what it was made of is gone, or another process runs a session.
    """
    try:
        plan = plan_of(desk.catalogue, session.routine, desk.settings.voice.rate, session.easier)
    except KeyError:
        raise ValueError(f"{session.title} is not in the catalogue any more; it can only be kept as it is") from None
    if not desk.take_up():
        raise ValueError(ELSEWHERE)
    steps = [e for e in desk.events() if e.kind is Kind.SESSION_STEP and e.text("session") == session.id]
    return replayed(plan, map(_told, steps))


def summary(run: Run, before: int | None, after: int | None) -> list[str]:
    """Say what a session came to, and what its ache (0-10 NRS, None unasked) means; a paragraph each.

    Where nothing was held there is no ache after it to ask for.
    """
    lasted = f"{run.plan.title}: {as_clock(run.active)} min"
    if run.held <= timedelta(0):
        kindly = "Nothing was held this time, and that is all right: it is here whenever you like."
        return [f"{lasted}. {kindly}", "If it hurt, leave it out for today."]
    lines = [f"{lasted}, {run.holds} held to the end. It is in your history."]
    if before is not None and after is not None:
        change = {True: "less than", False: "more than"}[after < before]
        lines.append(f"Ache {before} before, {after} now" + ("." if after == before else f": {change} before."))
    if is_sore(before, after):
        lines.append(SORE)
    return lines


def _told(event: Event) -> Told:
    return Told(
        event.text("stretch"),
        event.text("step"),
        event.text("side"),
        round(event.seconds("repetition")),
        timedelta(seconds=event.seconds("seconds")),
        event.data.get("completed") is True,
        timedelta(seconds=event.seconds("planned_seconds")),
        event.text("left"),
        event.text("form"),
    )


class Coach:
    """One session. `routine` is the id of the stretch or routine it is made of."""

    def __init__(
        self, run: Run, session: str, routine: str, *, record: Recorder, speaker: Speaker, stage: Stage
    ) -> None:
        self.run = run
        self.session = session
        self.utterance: int | None = None
        """What is being said, by its number; None while nothing is."""
        self.underway = False
        self._routine = routine
        self._record = record
        self._speaker = speaker
        self._stage = stage
        self._line = ""
        self._ahead: deque[tuple[str, int]] = deque()
        """The lines handed over before their moment, and their numbers."""

    def begin(self, delay: timedelta, *, resumed: bool = False, note: str = "") -> None:
        """Write down that the session begins (or goes on), and begin once the user had `delay` to get into place.

        A `note` is said first, and the delay is at least as long as what is said takes.
        """
        self.underway = True
        plan = self.run.plan
        if resumed:
            self._record(Kind.SESSION_RESUMED, session=self.session)
            note = GOING_ON
        else:
            gently = {c.stretch.id for c in plan.courses if c.form is Form.EASIER}
            self._record(
                Kind.SESSION_STARTED,
                session=self.session,
                routine=self._routine,
                title=plan.title,
                planned_seconds=plan.length.total_seconds(),
                easier=" ".join(sorted(gently)),
            )
        if self.run.over:
            self._take((self.run, (RunOver(completed=True, active=self.run.active),)))
            return
        said = f"{note} {GET_IN_PLACE}".strip()
        if delay > timedelta(0):
            seconds = ceil(max(delay, spoken_length(said, plan.rate)).total_seconds())
            self._take(self.run.begin(timedelta(seconds=seconds)))
            self._say(said.format(seconds=seconds))
        else:
            self._take(self.run.begin())
            self._stage.show_remark(note)

    def advance(self, passed: timedelta) -> None:
        """Let time pass."""
        self._take(self.run.advance(passed))
        for left, cue in self.run.coming(AHEAD)[len(self._ahead) :]:
            self._ahead.append((cue.text, self._speaker.say(cue.text, after=left)))

    def pause(self) -> None:
        """Hold the clock and the voice."""
        self._take(self.run.pause())
        if not self._take_back():
            self._speaker.pause()

    def resume(self) -> None:
        """Let both go on, after a moment to get ready."""
        self._take(self.run.resume())
        self._say_aside(GET_READY)

    def press(self, verb: Verb) -> None:
        """Do what a key asks; where that leaves the step, what was being said of it is no longer true."""
        self._take_back()
        outcome = verb(self.run)
        if any(isinstance(h, StepOver) and h.left is not Left.OVER for h in outcome[1]):
            self._speaker.stop()
            self.utterance = None
            self._stage.show_line("")
        self._take(outcome)

    def say_again(self) -> None:
        """Say the last line of this step again, unless the next one is about to be said."""
        if self._line and not self._ahead:
            self._say(self._line)

    def keep(self) -> None:
        """Write down that the session ended here, unless it was over, and be silent."""
        underway, self.underway = self.underway, False
        if underway and not self.run.over:
            self._take(self.run.end())
        self._speaker.stop()

    def heard(self, event: SpeechEvent) -> None:
        """Take what the voice told."""
        if isinstance(event, UtteranceEnded) and event.utterance == self.utterance:
            self.utterance = None

    def _take(self, outcome: tuple[Run, Happenings]) -> None:
        """Take the run as it is now, and do what happened on the way."""
        self.run, happened = outcome
        for happening in happened:
            match happening:
                case StepBegan():
                    self._line = ""
                    self._stage.show_step()
                case CueDue(text, aside):
                    self._say_aside(text) if aside else self._say(text)
                case SignalDue(signal):
                    self._speaker.chime(Tone(signal.value))
                case Remark(text):
                    self._stage.show_remark(text)
                case WentOn():
                    self._speaker.resume()
                case StepOver():
                    self._record_step(happening)
                case RunOver(completed, active):
                    self._finish(active, completed=completed)

    def _take_back(self) -> bool:
        """Take back the lines whose moment may not come now, and what they were about to replace."""
        if not self._ahead:
            return False
        self._ahead.clear()
        self._speaker.stop()
        self.utterance = None
        return True

    def _say(self, text: str) -> None:
        is_ahead = bool(self._ahead) and self._ahead[0][0] == text
        if not is_ahead:
            self._take_back()
        self.utterance = self._ahead.popleft()[1] if is_ahead else self._speaker.say(text)
        self._line = text
        self._stage.show_line(text)

    def _say_aside(self, text: str) -> None:
        """Say what yields to whatever is being said or held."""
        if self.utterance is None and not self._ahead:
            self._say(text)

    def _record_step(self, over: StepOver) -> None:
        step = over.step
        self._record(
            Kind.SESSION_STEP,
            session=self.session,
            stretch=step.stretch,
            step=step.part.value,
            side=step.side.value if step.side is not None else None,
            repetition=step.repetition,
            form=step.form.value,
            planned_seconds=round(step.length.total_seconds(), 1),
            seconds=round(over.done.total_seconds(), 1),
            completed=over.completed,
            left=over.left.value,
        )

    def _finish(self, active: timedelta, *, completed: bool) -> None:
        seconds = round(active.total_seconds(), 1)
        self._record(Kind.SESSION_ENDED, session=self.session, completed=completed, seconds=seconds)
        if self.underway:
            self._stage.show_end()

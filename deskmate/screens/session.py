"""A guided session: the figure, the words being said, the countdown. The engine drives; this shows."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum
from math import ceil, floor
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Horizontal, Vertical
from textual.reactive import reactive
from textual.widgets import Footer, Label, ProgressBar, Static

from deskmate.duration import as_clock
from deskmate.screens.base import DeskScreen
from deskmate.sitting.events import Kind
from deskmate.stretch.catalogue import Side
from deskmate.stretch.session import (
    CueDue,
    Happenings,
    Plan,
    Run,
    RunOver,
    SignalDue,
    StepBegan,
    StepOver,
    WentOn,
)
from deskmate.voice.speaker import SpeechEvent, UtteranceEnded, VoiceChanged, WordSpoken
from deskmate.voice.tones import Tone
from deskmate.widgets.ache_scale import AcheScale
from deskmate.widgets.big_number import BigNumber
from deskmate.widgets.caption import Caption
from deskmate.widgets.figure_view import FigureView

FRAME = timedelta(seconds=0.1)
STOPPED = timedelta(seconds=5)
"""A longer time between two frames means that the machine slept or the app was stopped: the session waits."""

AFTER = "And now: how much does it ache? 0 is not at all, 10 is as bad as you can imagine."
SORE = (
    "That is a good deal of ache. Take it easy, choose the easier form next time, and see a doctor or physiotherapist"
    " if it stays."
)
GET_READY = "Get ready."
MUCH = 7
RISE = 2


class Phase(Enum):
    """The session's three faces."""

    RUNNING = "running"
    RATING = "rating"
    CLOSING = "closing"


class SessionScreen(DeskScreen):
    """Runs a plan from its first step to the rating after it."""

    speaks = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "pause", "Pause", tooltip="Pause, or go on"),
        Binding("space", "resume", "Go on", tooltip="Pause, or go on"),
        Binding("right", "skip", "Skip", key_display="→", tooltip="Skip to the next step"),
        Binding("left", "back", "Back", key_display="←", tooltip="Back to the step's start, or to the one before"),
        Binding("r", "repeat", "Repeat", tooltip="Do this step again"),
        Binding("m", "mute", "Mute", tooltip="Silence the voice, or let it speak"),
        Binding("q,escape", "end", "End", key_display="q", tooltip="End here; what was done is kept"),
        Binding("enter,escape,q,space", "close", "Back to Today", key_display="⏎"),
        Binding("question_mark", "app.help", "Help", key_display="?"),
    ]

    AUTO_FOCUS = ""
    """Nothing has the focus during the run: its keys are the screen's own."""

    phase: reactive[Phase] = reactive(Phase.RUNNING, bindings=True)
    _paused: reactive[bool] = reactive(default=False, bindings=True)

    def __init__(self, plan: Plan, session: str, *, routine: str, ache_before: int | None) -> None:
        super().__init__()
        self._run = Run(plan)
        self._session = session
        self._routine = routine
        self._ache_before = ache_before
        self._before = timedelta(0)
        self._seen: datetime | None = None
        self._utterance: int | None = None
        self._muted = False
        self._told: str | None = None
        self._asked_to_end = False
        self._underway = False

    def compose(self) -> ComposeResult:
        """Lay out the figure beside the words, and the two faces after the run."""
        with Vertical(id="run"):
            with Horizontal(id="stage"):
                yield FigureView(id="figure")
                with Vertical(id="words"):
                    yield Label(id="title", markup=False)
                    yield Label(id="side")
                    yield BigNumber(id="countdown")
                    yield Label(id="next", markup=False)
            yield Caption(id="caption")
            yield ProgressBar(total=1, show_eta=False, show_percentage=False, id="progress")
            yield Static(id="told", markup=False)
        with Vertical(id="after"):
            yield Label(AFTER, id="question")
            yield Center(AcheScale())
        with Vertical(id="closing"):
            yield Static(id="summary", markup=False)
        yield Footer(show_command_palette=False)

    def begin(self) -> None:
        """Write down that the session began, and begin."""
        self._underway = True
        plan = self._run.plan
        self.desk.record(
            Kind.SESSION_STARTED,
            session=self._session,
            routine=self._routine,
            title=plan.title,
            planned_seconds=plan.length.total_seconds(),
        )
        self._passed()
        self._take(self._run.begin())
        self._tell()
        self.set_interval(FRAME.total_seconds(), self._frame)

    def on_unmount(self) -> None:
        """Keep what was done, also when the app is closed in the middle."""
        self.keep()
        self.desk.speaker.stop()
        self.desk.speaker.set_muted(False)

    def keep(self) -> None:
        """Write down that the session ended here, unless it was over."""
        underway, self._underway = self._underway, False
        if underway and not self._run.over:
            self._take(self._run.end())

    def on_screen_suspend(self) -> None:
        """Wait while another screen (help, the palette) is in front: what is said there would be missed."""
        if self.phase is Phase.RUNNING and self._underway and not self._run.paused:
            self.action_pause()

    def follow_speech(self, event: SpeechEvent) -> None:
        """Light the word that is heard; say so when the voice falls silent."""
        if isinstance(event, WordSpoken) and event.utterance == self._utterance:
            self.query_one(Caption).word = (event.start, event.end)
        elif isinstance(event, UtteranceEnded) and event.utterance == self._utterance:
            self._utterance = None
        elif isinstance(event, VoiceChanged):
            self._tell()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the keys of the face that shows."""
        del parameters
        running = self.phase is Phase.RUNNING
        match action:
            case "pause":
                return running and not self._paused
            case "resume":
                return running and self._paused
            case "skip" | "back" | "repeat" | "mute" | "end":
                return running
            case "close":
                return self.phase is Phase.CLOSING
            case _:
                return True

    def action_pause(self) -> None:
        """Hold the clock and the voice."""
        self._take(self._run.pause())
        self.desk.speaker.pause()
        self._tell()

    def action_resume(self) -> None:
        """Let both go on, after a moment to get ready."""
        self._asked_to_end = False
        self._passed()
        self._take(self._run.resume())
        self._say_aside(GET_READY)
        self._tell()

    def action_skip(self) -> None:
        """Go to the next step."""
        self._jump(self._run.skip())

    def action_back(self) -> None:
        """Go back to the step's start, or to the step before."""
        self._jump(self._run.back())

    def action_repeat(self) -> None:
        """Do this step again."""
        self._jump(self._run.repeat())

    def action_mute(self) -> None:
        """Silence the voice, or let it speak."""
        self._muted = not self._muted
        self.desk.speaker.set_muted(self._muted)
        self._tell()

    def action_end(self) -> None:
        """Ask once, then end and keep what was done."""
        if self._asked_to_end:
            self._jump(self._run.end())
            return
        self._asked_to_end = True
        self.action_pause()

    def action_close(self) -> None:
        """Go back to Today."""
        self.app.pop_screen()

    def on_ache_scale_rated(self, message: AcheScale.Rated) -> None:
        """Write the rating down, and say what was done."""
        if message.score is not None:
            self.desk.record(Kind.ACHE_RATED, session=self._session, moment="after", score=message.score)
        self.query_one("#summary", Static).update(self._summary(message.score))
        self._show_phase(Phase.CLOSING)

    def _frame(self) -> None:
        passed, really = self._passed()
        if self._run.paused or self._run.over:
            return
        if max(passed, really) > STOPPED:
            self.action_pause()
            return
        getting_ready = self._run.ready_in > timedelta(0)
        self._take(self._run.advance(passed))
        if getting_ready:
            self._tell()

    def _passed(self) -> tuple[timedelta, timedelta]:
        """Give the time since this was last asked, by the monotonic clock and by the real one.

        In a suspend the monotonic clock may stand still, and only the real one tells of it.
        """
        clock = self.desk.clock
        ticks, seen = clock.monotonic(), clock.now()
        passed = ticks - self._before, seen - (self._seen or seen)
        self._before, self._seen = ticks, seen
        return passed

    def _jump(self, outcome: tuple[Run, Happenings]) -> None:
        """Leave the step at once: what was being said of it is no longer true."""
        self._asked_to_end = False
        self.desk.speaker.stop()
        self._utterance = None
        self.query_one(Caption).say("")
        self._take(outcome)
        self._tell()

    def _take(self, outcome: tuple[Run, Happenings]) -> None:
        """Take the run as it is now, and do what happened on the way."""
        self._run, happened = outcome
        for happening in happened:
            match happening:
                case StepBegan():
                    self._show_step()
                case CueDue(text, aside):
                    self._say_aside(text) if aside else self._say(text)
                case SignalDue(signal):
                    self.desk.speaker.chime(Tone(signal.value))
                case WentOn():
                    self.desk.speaker.resume()
                case StepOver(index, done, completed):
                    self._record_step(index, done, completed=completed)
                case RunOver(completed, active):
                    self._finish(active, completed=completed)
        if self._underway:
            self._show_time()

    def _say(self, text: str) -> None:
        self._utterance = self.desk.speaker.say(text)
        self.query_one(Caption).say(text)

    def _say_aside(self, text: str) -> None:
        """Say what yields to whatever is being said or held."""
        if self._utterance is None:
            self._say(text)

    def _record_step(self, index: int, done: timedelta, *, completed: bool) -> None:
        step = self._run.plan.steps[index]
        self.desk.record(
            Kind.SESSION_STEP,
            session=self._session,
            stretch=step.stretch,
            step=step.part.value,
            side=step.side.value if step.side is not None else None,
            repetition=step.repetition,
            seconds=round(done.total_seconds(), 1),
            completed=completed,
        )

    def _finish(self, active: timedelta, *, completed: bool) -> None:
        seconds = round(active.total_seconds(), 1)
        self.desk.record(Kind.SESSION_ENDED, session=self._session, completed=completed, seconds=seconds)
        if self._underway:
            self._show_phase(Phase.RATING)

    def _show_phase(self, phase: Phase) -> None:
        self.phase = phase
        for name, shown in (("run", Phase.RUNNING), ("after", Phase.RATING), ("closing", Phase.CLOSING)):
            self.query_one(f"#{name}").display = phase is shown
        if phase is Phase.RATING:
            scale = self.query_one(AcheScale)
            scale.score = self._ache_before or 0
            scale.focus()
        else:
            self.set_focus(None)

    def _show_step(self) -> None:
        step, after = self._run.step, self._run.next_step
        scene = self.desk.scenes[step.pose]
        self.query_one(FigureView).show(scene.mirrored() if step.side is Side.LEFT else scene)
        self.query_one("#title", Label).update(step.title)
        side = f"{step.side.value.upper()} LEG" if step.side is not None else ""
        self.query_one("#side", Label).update(side)
        self.query_one("#next", Label).update(f"Next: {after.title}" if after is not None else "Last step")

    def _show_time(self) -> None:
        run = self._run
        self._paused = run.paused
        # Rounded up, so that the last second shows 1 and the end shows 0.
        left = run.left + timedelta(seconds=1) - timedelta(microseconds=1)
        self.query_one("#countdown", BigNumber).value = as_clock(left)
        bar = self.query_one(ProgressBar)
        # In half cells, the least it can grow by: each other value would paint the same bar again.
        halves = max(1, 2 * bar.size.width)
        bar.update(progress=floor(run.progress * halves) / halves)

    def _tell(self) -> None:
        """Show the one line there is to tell: a question, a pause, or why nothing is heard."""
        status = self.desk.speaker.status
        if self._asked_to_end:
            line = "End here? q again ends and keeps what was done; space goes on."
        elif self._run.paused:
            line = "Paused. Space goes on."
        elif self._run.ready_in > timedelta(0):
            line = f"Get ready: {ceil(self._run.ready_in.total_seconds())}"
        elif self._muted:
            line = "Muted: the words go on here."
        else:
            line = "" if status.audible else status.reason
        if line != self._told:
            self._told = line
            told = self.query_one("#told", Static)
            told.update(line)
            told.display = bool(line)

    def _summary(self, after: int | None) -> str:
        run, before = self._run, self._ache_before
        holds = sum(1 for n in run.completed_steps if run.plan.steps[n].part.value == "hold")
        lines = [f"{run.plan.title}: {as_clock(run.active)} min, {holds} held to the end. It is in your history."]
        if before is not None and after is not None:
            change = {True: "less than", False: "more than"}[after < before]
            lines.append(f"Ache {before} before, {after} now" + ("." if after == before else f": {change} before."))
        if after is not None and (after >= MUCH or (before is not None and after - before >= RISE)):
            lines.append(SORE)
        return "\n\n".join(lines)

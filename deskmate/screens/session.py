"""A guided session: the figure, the words being said, the countdown. The coach drives; this shows."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum
from math import floor
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Horizontal, Vertical
from textual.geometry import Size
from textual.reactive import reactive
from textual.widgets import Label, ProgressBar, Static

from deskmate.coach import Coach, Verb, summary
from deskmate.screens.base import DeskScreen
from deskmate.screens.narration import WORD_BACK, WORD_ON
from deskmate.screens.session_words import line_to_tell, side_of, times_of
from deskmate.session_time import Frames, Waiting
from deskmate.sitting.events import Kind
from deskmate.stretch.catalogue import Side
from deskmate.stretch.session import Run
from deskmate.voice.speaker import SpeechEvent, UtteranceStarted, VoiceChanged, WordSpoken
from deskmate.widgets.ache_scale import AcheScale
from deskmate.widgets.big_number import BigNumber
from deskmate.widgets.caption import Caption
from deskmate.widgets.figure_view import FigureView
from deskmate.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from deskmate.sitting.fold import State

FRAME = timedelta(seconds=0.1)
STOPPED = timedelta(seconds=5)
"""A longer time between two frames means that the machine slept or the app was stopped: the session waits."""

AFTER = "And now: how much does it ache? 0 is not at all, 10 is as bad as you can imagine."

STEPS = Binding.Group("Step", compact=True)
HOLDS = Binding.Group("Hold", compact=True)


class Phase(Enum):
    """The session's three faces."""

    RUNNING = "running"
    RATING = "rating"
    CLOSING = "closing"


class SessionScreen(DeskScreen):
    """Runs a plan from its first step to the rating after it."""

    SHEETS = ("session",)

    speaks = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "pause", "Pause", tooltip="Pause, or go on"),
        Binding("space", "resume", "Go on", tooltip="Pause, or go on"),
        Binding(
            "left", "back", "Back", key_display="←", tooltip="To the step's start, or the one before", group=STEPS
        ),
        Binding("right", "skip", "Skip", key_display="→", tooltip="Skip to the next step", group=STEPS),
        Binding("q,escape", "end", "End", key_display="q", tooltip="End here; what was done is kept"),
        Binding("enter,escape,q,space", "close", "Back to Today", key_display="⏎"),
        Binding("question_mark", "app.help", "Help", key_display="?"),
        Binding("r", "repeat", "Repeat", tooltip="Do this step again"),
        Binding("plus,equals_sign", "longer", "Longer", key_display="+", tooltip="Hold longer", group=HOLDS),
        Binding("minus", "shorter", "Shorter", key_display="-", tooltip="Hold shorter", group=HOLDS),
        Binding("e", "easier", "Easier", tooltip="Take the easier form, or the usual one again"),
        Binding("h", "harder", "Harder", tooltip="Take the harder form, or the usual one again"),
        Binding("s", "swap", "Swap side", tooltip="The other side now; what this one lacks comes after it"),
        Binding("c", "say_again", "Say again", show=False, tooltip="Say the last line again"),
        Binding("shift+right", "skip_words(1)", "Word on", show=False, tooltip=WORD_ON, id="session.word_on"),
        Binding("shift+left", "skip_words(-1)", "Word back", show=False, tooltip=WORD_BACK, id="session.word_back"),
        Binding("m", "mute", "Mute", tooltip="Silence the voice, or let it speak"),
    ]

    AUTO_FOCUS = ""
    """Nothing has the focus during the run: its keys are the screen's own."""

    phase: reactive[Phase] = reactive(Phase.RUNNING, bindings=True)
    _paused: reactive[bool] = reactive(default=False, bindings=True)

    def __init__(
        self,
        run: Run,
        session: str,
        *,
        routine: str,
        ache_before: int | None,
        resumed: bool = False,
        note: str = "",
    ) -> None:
        """Take the run as it stands; `note` is said and shown before it begins."""
        super().__init__()
        self._first_run = run
        self._session = session
        self._routine = routine
        self._ache_before = ache_before
        self._resumed = resumed
        self._note = note
        self._coach: Coach | None = None
        self._muted = False
        self._told: str | None = None
        self._remark = ""
        self._asked_to_end = False

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
            with Horizontal(id="whole"):
                yield ProgressBar(total=1, show_eta=False, show_percentage=False, id="progress")
                yield Label(id="left")
            yield Static(id="told", markup=False)
        with Vertical(id="after"):
            yield Label(AFTER, id="question")
            yield Center(AcheScale(self.desk.clock.monotonic))
        with Vertical(id="closing"):
            yield Static(id="summary", markup=False)
        yield KeyLine()

    def begin(self) -> None:
        """Let the coach begin."""
        desk = self.desk
        self._frames, self._waiting = Frames(desk.clock), Waiting(desk, self._session)
        self._coach = Coach(
            self._first_run, self._session, self._routine, record=desk.record, speaker=desk.speaker, stage=self
        )
        self._coach.begin(desk.settings.stretch.start_delay, resumed=self._resumed, note=self._note)
        self._show_time()
        self._tell()
        self.set_interval(FRAME.total_seconds(), self._frame)

    def on_unmount(self) -> None:
        """Keep what was done, also when the app is closed in the middle."""
        self.keep()
        if self._coach is None:
            # It was left before it was laid out, so no end of it is written down.
            self.desk.let_go()
        self.desk.speaker.set_muted(False)

    def keep(self) -> None:
        """Write down that the session ended here, unless it was over."""
        if self._coach is not None:
            self._coach.keep()

    def fit(self, size: Size) -> None:
        """Say what there is room for by now."""
        super().fit(size)
        if self._coach is not None:
            self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        if self.phase is Phase.RUNNING and self._is_shown:
            self._show_time()
            self._tell()
            # The bar has its own new width only once the words beside it were laid out.
            self.call_after_refresh(self._show_time)

    @property
    def _run(self) -> Run:
        return self._coach.run if self._coach is not None else self._first_run

    def on_screen_suspend(self) -> None:
        """Wait while another screen (help, the palette) is in front: what is said there would be missed."""
        if self.phase is Phase.RUNNING and self._coach is not None and not self._run.paused:
            self.action_pause()

    def show_state(self, state: State) -> None:
        """Stay up in the journal, too, when the user comes back to a session that ran on."""
        if self._coach is None:
            return
        # Whether it ran on: after a sleep it waits, which the next frame would find out.
        self._frame()
        if not self._run.over:
            self._waiting.saw(state)

    def follow_speech(self, event: SpeechEvent) -> None:
        """Light the word that is heard; say so when the voice falls silent."""
        if self._coach is None:
            return
        if isinstance(event, UtteranceStarted):
            # It may have been handed over before its moment: that is now, not with the next frame.
            self._frame()
        self._coach.heard(event)
        if isinstance(event, WordSpoken) and event.utterance == self._coach.utterance:
            self.query_one(Caption).word = (event.start, event.end)
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
            case "skip" | "back" | "repeat" | "longer" | "shorter" | "easier" | "harder" | "swap" | "mute" | "end":
                return running
            case "say_again" | "skip_words":
                return running
            case "close":
                return self.phase is Phase.CLOSING
            case _:
                return True

    def action_pause(self) -> None:
        """Hold the clock and the voice."""
        if self._coach is not None:
            self._coach.pause()
            self._waiting.begin()
        self._show_time()
        self._tell()

    def action_resume(self) -> None:
        """Let both go on, after a moment to get ready."""
        self._asked_to_end = False
        if self._coach is not None:
            self._frames.passed()
            self._waiting.end()
            self._coach.resume()
        self._show_time()
        self._tell()

    def action_skip(self) -> None:
        """Go to the next step."""
        self._press(Run.skip)

    def action_back(self) -> None:
        """Go back to the step's start, or to the step before."""
        self._press(Run.back)

    def action_repeat(self) -> None:
        """Do this step again."""
        self._press(Run.repeat)

    def action_longer(self) -> None:
        """Hold longer, this one and the others of its stretch."""
        self._press(Run.longer)

    def action_shorter(self) -> None:
        """Hold shorter."""
        self._press(Run.shorter)

    def action_easier(self) -> None:
        """Take the easier form."""
        self._press(Run.easier)

    def action_harder(self) -> None:
        """Take the harder form."""
        self._press(Run.harder)

    def action_swap(self) -> None:
        """Go over to the other side."""
        self._press(Run.swap)

    def action_say_again(self) -> None:
        """Say the last line again."""
        if self._coach is not None and not self._run.paused:
            self._coach.say_again()

    def action_skip_words(self, words: int) -> None:
        """Go some words on or back in what is being said."""
        self.desk.speaker.skip(words)

    def action_mute(self) -> None:
        """Silence the voice, or let it speak."""
        self._muted = not self._muted
        self.desk.speaker.set_muted(self._muted)
        self._tell()

    def action_end(self) -> None:
        """Ask once, then end and keep what was done."""
        if self._asked_to_end:
            self._press(Run.end)
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
        self._close_with(message.score)

    def show_step(self) -> None:
        """Show the step that began: its pose, its side, and what comes after it."""
        step, after = self._run.step, self._run.next_step
        self._remark = ""
        scene = self.desk.scenes[step.pose]
        self.query_one(FigureView).show(scene.mirrored() if step.side is Side.LEFT else scene)
        self.query_one("#title", Label).update(step.title)
        self.query_one("#side", Label).update(side_of(step))
        self.query_one("#next", Label).update(f"Next: {after.title}" if after is not None else "Last step")

    def show_line(self, text: str) -> None:
        """Show what is being said."""
        self.query_one(Caption).say(text)

    def show_remark(self, text: str) -> None:
        """Show what a key changed, until the step is over."""
        self._remark = text

    def show_end(self) -> None:
        """Ask for the ache after it, unless there was nothing it could come from."""
        if self._run.held > timedelta(0):
            self._show_phase(Phase.RATING)
        else:
            self._close_with(None)

    def _close_with(self, score: int | None) -> None:
        self.query_one("#summary", Static).update("\n\n".join(summary(self._run, self._ache_before, score)))
        self._show_phase(Phase.CLOSING)

    def _frame(self) -> None:
        run = self._run
        if self._coach is None:
            return
        passed, really = self._frames.passed()
        if run.paused or run.over:
            self._waiting.look()
            return
        if max(passed, really) > STOPPED:
            self.action_pause()
            return
        counted = run.ready_in
        self._coach.advance(passed)
        self._show_time()
        if counted > timedelta(0) or self._run.index != run.index:
            self._tell()

    def _press(self, verb: Verb) -> None:
        self._asked_to_end = False
        self._remark = ""
        if self._coach is not None:
            self._frames.passed()
            self._coach.press(verb)
            if not self._run.paused and not self._run.over:
                self._waiting.end()
        self._show_time()
        self._tell()

    def _show_phase(self, phase: Phase) -> None:
        self.phase = phase
        for name, shown in (("run", Phase.RUNNING), ("after", Phase.RATING), ("closing", Phase.CLOSING)):
            self.query_one(f"#{name}").display = phase is shown
        if phase is Phase.RATING:
            scale = self.query_one(AcheScale)
            scale.score = self._ache_before or 0
            self.set_focus(scale)
        else:
            self.set_focus(None)

    def _show_time(self) -> None:
        run = self._run
        if run.over:
            return
        self._paused = run.paused
        step, of_all = times_of(run, is_strip=self.is_strip)
        self.query_one("#countdown", BigNumber).value = step
        whole = self.query_one("#left", Label)
        # Ten times a second: laid out anew only where it must be.
        if str(whole.content) != of_all:
            whole.update(of_all, layout=len(str(whole.content)) != len(of_all))
        bar = self.query_one(ProgressBar)
        # In half cells, the least it can grow by: each other value would paint the same bar again.
        halves = max(1, 2 * bar.size.width)
        bar.update(progress=floor(run.progress * halves) / halves)

    def _tell(self) -> None:
        """Show the one line there is to tell: a question, a pause, or why nothing is heard."""
        line = line_to_tell(
            self._run,
            self.desk.speaker.status,
            self.sentence,
            asks_to_end=self._asked_to_end,
            muted=self._muted,
            remark=self._remark,
            is_strip=self.is_strip,
        )
        if str(line) != self._told:
            self._told = str(line)
            told = self.query_one("#told", Static)
            told.update(line)
            told.display = bool(line)
            self.set_class(bool(line), "telling")

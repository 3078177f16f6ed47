"""The self-check of the hips: told and shown step by step, answered by a key, and drawn over time."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.geometry import Size
from textual.reactive import reactive
from textual.widgets import Label, Static

from deskmate.duration import as_clock
from deskmate.screens.base import DeskScreen
from deskmate.screens.choose import ChooseScreen
from deskmate.screens.selfcheck_words import chart, introduction, meaning
from deskmate.sitting.events import Kind
from deskmate.stretch.catalogue import Side
from deskmate.stretch.selfcheck import Checked, CheckStep, Knee, Thigh, checked
from deskmate.voice.speaker import SpeechEvent, WordSpoken
from deskmate.widgets.big_number import BigNumber
from deskmate.widgets.caption import Caption
from deskmate.widgets.figure_view import FigureView
from deskmate.widgets.key_line import KeyLine

STEPS = Binding.Group("Step", compact=True)

LOOKED_AT = -2
"""The step in which one looks at the thigh; after it one comes up."""

LOOK = timedelta(seconds=0.25)
"""How often the countdown is looked at."""


class Face(StrEnum):
    """What the screen shows: what was found so far, or a step."""

    FOUND = "found"
    RUNNING = "running"


class SelfCheckScreen(DeskScreen):
    """Opens on what was found so far; from here the check begins, left first."""

    SHEETS = ("selfcheck",)

    COMPONENT_CLASSES: ClassVar[set[str]] = {"selfcheck--mark", "selfcheck--quiet"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "Begin", key_display="⏎", tooltip="Be talked through the check, left side first"),
        Binding("space", "pause", "Pause", tooltip="Pause, or go on"),
        Binding("space", "resume", "Go on", tooltip="Pause, or go on"),
        Binding("left", "step(-1)", "Before", tooltip="Go to the step before", id="self_check.before", group=STEPS),
        Binding("right", "step(1)", "Skip", tooltip="Go to the next step", id="self_check.skip", group=STEPS),
        Binding("escape,q", "leave", "Back", key_display="esc"),
        Binding("escape,q", "stop", "Stop", key_display="esc", tooltip="Stop the check"),
        Binding("question_mark", "app.help", "Help", key_display="?"),
    ]

    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-middle"), (26, "-tall"), (46, "-full")]  # noqa: RUF012 - as Textual declares it

    face: reactive[Face] = reactive(Face.FOUND, bindings=True)
    _paused: reactive[bool] = reactive(default=False, bindings=True)

    def __init__(self) -> None:
        super().__init__()
        self._side = Side.LEFT
        self._index = 0
        self._left = timedelta(0)
        self._ticks = timedelta(0)
        self._utterance: int | None = None
        self._done: tuple[Checked, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out what was found, and the steps."""
        with Horizontal(id="found"):
            with VerticalScroll(id="page"):
                yield Label("Self-check of the hips", classes="title")
                yield Static(id="chart")
                yield Static(id="meaning", markup=False)
                yield Static(id="intro")
            yield FigureView(in_words=False, id="pose")
        with Vertical(id="running"):
            with Horizontal(id="stage"):
                yield FigureView(id="figure")
                with Vertical(id="words"):
                    yield Label(id="step", markup=False)
                    yield Label(id="side")
                    yield BigNumber(id="countdown")
            yield Caption(id="caption")
        yield KeyLine()

    def begin(self) -> None:
        """Tell what the check is, and read what was found before."""
        self.query_one("#intro", Static).update(introduction(self.desk.selfcheck))
        self._show_face(Face.FOUND)
        self._read()
        self.set_interval(LOOK.total_seconds(), self._look)

    def on_unmount(self) -> None:
        """Let the voice fall silent."""
        self.desk.speaker.stop()

    def on_screen_suspend(self) -> None:
        """Wait while another screen is in front."""
        if self.face is Face.RUNNING and not self._paused:
            self.action_pause()

    def fit(self, size: Size) -> None:
        """Draw the chart for the new width, and the pose where there is room for it."""
        super().fit(size)
        self.call_after_refresh(self._show_found)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the keys of the face that shows."""
        del parameters
        if action in {"pause", "resume"}:
            return self.face is Face.RUNNING and self._paused is (action == "resume")
        if action in {"step", "stop"}:
            return self.face is Face.RUNNING
        return self.face is Face.FOUND if action in {"begin", "leave"} else True

    def follow_speech(self, event: SpeechEvent) -> None:
        """Light the word that is heard."""
        if isinstance(event, WordSpoken) and event.utterance == self._utterance:
            self.query_one(Caption).word = (event.start, event.end)

    def action_begin(self) -> None:
        """Begin with the left side."""
        self._begin_side(Side.LEFT)

    def action_pause(self) -> None:
        """Hold the countdown and the voice."""
        self._hold(paused=True)

    def action_resume(self) -> None:
        """Let both go on."""
        self._hold(paused=False)

    def action_step(self, by: int) -> None:
        """Go on or back a step."""
        self._go_to(max(0, self._index + by))

    def action_leave(self) -> None:
        """Go back to the screen before."""
        self.app.pop_screen()

    def action_stop(self) -> None:
        """Stop the check, and show what was found so far."""
        self.desk.speaker.stop()
        self._show_face(Face.FOUND)

    def _begin_side(self, side: Side) -> None:
        self._side = side
        self._show_face(Face.RUNNING)
        self._go_to(0)

    def _go_to(self, index: int) -> None:
        steps = self.desk.selfcheck.steps
        if index >= len(steps):
            self._ask_thigh()
            return
        self._index, self._paused = index, False
        step = self._step
        self._left, self._ticks = step.length, self.desk.clock.monotonic()
        scene = self.desk.scenes[step.pose]
        self.query_one("#figure", FigureView).show(scene.mirrored() if self._side is Side.LEFT else scene)
        self.query_one("#step", Label).update(step.title)
        self.query_one("#side", Label).update(f"{self._side.value.upper()} LEG")
        self.query_one(Caption).say(step.text)
        self._utterance = self.desk.speaker.say(step.text)
        self._show_time()

    @property
    def _step(self) -> CheckStep:
        return self.desk.selfcheck.steps[self._index].on(self._side)

    def _look(self) -> None:
        now = self.desk.clock.monotonic()
        passed, self._ticks = now - self._ticks, now
        if self.face is not Face.RUNNING or self._paused or not self.is_current:
            return
        self._left -= passed
        if self._left <= timedelta(0):
            self._go_to(self._index + 1)
        else:
            self._show_time()

    def _show_time(self) -> None:
        left = self._left + timedelta(seconds=1) - timedelta(microseconds=1)
        self.query_one("#countdown", BigNumber).value = as_clock(left)
        self.set_class(self._paused, "paused")

    def _hold(self, *, paused: bool) -> None:
        self._paused = paused
        (self.desk.speaker.pause if paused else self.desk.speaker.resume)()
        self._ticks = self.desk.clock.monotonic()
        self._show_time()

    def _ask_thigh(self) -> None:
        self.desk.speaker.stop()
        self._paused = True
        question = f"Where did the {self._side.value} thigh come to rest?"
        answers = {key.value: words for key, words in self.desk.selfcheck.thigh.items()}
        self.app.push_screen(ChooseScreen(question, answers), self._ask_knee)

    def _ask_knee(self, thigh: str | None) -> None:
        if thigh is None:
            self.action_leave()
            return
        answers = {key.value: words for key, words in self.desk.selfcheck.knee.items()}
        question = f"And the {self._side.value} knee?"
        self.app.push_screen(ChooseScreen(question, answers), lambda knee: self._take(thigh, knee))

    def _take(self, thigh: str, knee: str | None) -> None:
        if knee is not None:
            side = self._side
            event = self.desk.record(Kind.SELF_CHECKED, side=side.value, thigh=thigh, knee=knee)
            self._done = (*self._done, Checked(event.at, side, Thigh(thigh), Knee(knee)))
            self.remove_class("first")
            self._show_found()
            if side is Side.LEFT:
                self._begin_side(Side.RIGHT)
                return
        self._show_face(Face.FOUND)

    @work(thread=True)
    def _read(self) -> None:
        done = checked(self.desk.history.events())
        self.app.call_from_thread(self._take_read, done)

    def _take_read(self, done: tuple[Checked, ...]) -> None:
        if self.display:
            self._done = done
            self.set_class(not done, "first")
            # The sheet says by then whether there is room for the pose.
            self.call_after_refresh(self._show_found)

    def _show_found(self) -> None:
        if not self._is_shown:
            return
        drawn, words = self.query_one("#chart", Static), self.query_one("#meaning", Static)
        drawn.display = words.display = bool(self._done)
        width = self.query_one("#page").scrollable_content_region.width - 4
        found = (self.get_component_rich_style(f"selfcheck--{name}") for name in ("mark", "quiet"))
        mark, quiet = (Style(color=style.color, bold=style.bold) for style in found)
        zone = self.desk.clock.zone()
        drawn.update(chart(self._done, width, zone, mark, quiet) if self._done else Text())
        words.update(meaning(self._done))
        pose = self.query_one("#pose", FigureView)
        if pose.display:
            pose.show(self.desk.scenes[self.desk.selfcheck.steps[LOOKED_AT].pose])

    def _show_face(self, face: Face) -> None:
        self.face = face
        for each in Face:
            self.query_one(f"#{each.value}").display = each is face
        if face is Face.FOUND:
            page = self.query_one("#page")
            page.scroll_home(animate=False)
            self.set_focus(page)
        else:
            self.set_focus(None)

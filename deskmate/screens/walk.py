"""The walking programme: what this week asks for, a walk told by one key, and how it sat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Horizontal, Vertical, VerticalScroll
from textual.geometry import Size
from textual.reactive import reactive
from textual.widgets import Label, Static

from deskmate.duration import parse_duration
from deskmate.screens.choose import ChooseScreen
from deskmate.screens.figured import Figured
from deskmate.screens.walk_words import (
    ABOUT,
    ASK,
    KINDLY,
    LASTED,
    SOURCE,
    after_walk,
    aim_line,
    bars,
    done_line,
    why_line,
)
from deskmate.sitting import words
from deskmate.sitting.events import Event, Kind
from deskmate.stretch.walking import Programme, programme, to_ask, walks
from deskmate.widgets.ache_scale import AcheScale
from deskmate.widgets.big_number import BigNumber
from deskmate.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from deskmate.figure.scene import Scene

LENGTHS = {f"{n}m": f"{n} minutes" for n in (5, 10, 15, 20, 30, 45)}
TIMES = {str(n): text for n, text in enumerate(("once", "twice", "3 times", "4 times", "5 times", "6 times"), 1)}
NOW = "How long can you walk now and feel well? As you do it today, not as you wish."
OFTEN = "And on how many days a week?"
MOST_WEEKS = 8
WALK = "walk"
"""The walk among the stretches."""


class WalkScreen(Figured):
    """The programme as it stands; without one, what it is and how to begin."""

    SHEETS = ("walk",)

    COMPONENT_CLASSES: ClassVar[set[str]] = {"walk--mark", "walk--quiet"}
    AUTO_FOCUS = ""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "walked", "I walked", key_display="⏎", tooltip="Tell a walk of this week's length, just ended"
        ),
        Binding("o", "other", "Other length", tooltip="Tell a walk of another length, just ended"),
        Binding("enter", "plan", "Begin", key_display="⏎", tooltip="Begin a programme from what you do now"),
        Binding("n", "plan", "Begin anew", tooltip="Begin a programme from what you do now"),
        Binding("escape,q", "app.pop_screen", "Back", key_display="esc"),
        Binding("question_mark", "app.help", "Help", key_display="?"),
    ]

    ROOMY = frozenset({"-wide", "-full"})
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-middle"), (26, "-tall"), (46, "-full")]  # noqa: RUF012 - as Textual declares it

    _begun: reactive[bool] = reactive(default=False, bindings=True)
    _asking: reactive[bool] = reactive(default=False, bindings=True)

    def __init__(self) -> None:
        super().__init__()
        self._programme: Programme | None = None
        self._walk = ""
        self._asked_of = ""

    def compose(self) -> ComposeResult:
        """Lay out this week, the weeks before, and what to heed."""
        with Horizontal(id="room"), VerticalScroll(id="page"):
            yield Label("Walking", classes="title")
            yield Static(id="aim", markup=False)
            yield BigNumber(id="minutes")
            yield Static(id="done", markup=False)
            yield Static(id="why", markup=False)
            yield Static(id="weeks")
            yield Static(ABOUT, id="about", markup=False)
            yield Static(KINDLY, id="kindly", markup=False)
            yield Static(SOURCE, id="source", markup=False)
        with Vertical(id="ask"):
            yield Label(ASK, id="question")
            yield Center(AcheScale(self.desk.clock.monotonic))
        yield KeyLine()

    def begin(self) -> None:
        """Begin to read."""
        self._ask(asking=False)
        self._read()

    def fit(self, size: Size) -> None:
        """Draw the bars for the new width."""
        super().fit(size)
        self.call_after_refresh(self._show_programme)

    @property
    def has_room(self) -> bool:
        """Tell whether there is room beside the words, or below them while they are few."""
        is_tall = bool(self.classes & {"-tall", "-full"})
        return super().has_room or (self.has_class("new") and is_tall and not self.has_class("-narrow"))

    def pose(self) -> Scene:
        """Give somebody who walks."""
        return self.hold_of(WALK)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer walks once a programme is begun, and nothing but the scale while it asks."""
        del parameters
        if action in {"walked", "other"}:
            return self._begun and not self._asking
        return not self._asking if action == "plan" else True

    def action_walked(self) -> None:
        """Tell a walk of this week's length."""
        if self._programme is not None:
            self._tell(timedelta(minutes=round(self._programme.week.aim.minutes)))

    def action_other(self) -> None:
        """Ask how long the walk was."""
        self.app.push_screen(ChooseScreen("How long was the walk that just ended?", LENGTHS), self._tell_length)

    def action_plan(self) -> None:
        """Ask what the user does now, and begin from there."""
        self.app.push_screen(ChooseScreen(NOW, LENGTHS), self._ask_times)

    def on_ache_scale_rated(self, message: AcheScale.Rated) -> None:
        """Keep how the walk sat."""
        self._ask(asking=False)
        if message.score is not None:
            self.desk.record(Kind.WALK_RATED, walk=self._walk, moment="after", score=message.score)
        self._read()

    def _tell_length(self, length: str | None) -> None:
        if length is not None:
            self._tell(parse_duration(length))

    def _tell(self, length: timedelta) -> None:
        """Write the walk down as what the time until now was, and ask how it sat."""
        before = {c.id for c in self.desk.state.corrections}
        self.say_word(lambda state: words.correct(state, "walk", state.now - length, state.now))
        told = [c.id for c in self.desk.state.corrections if c.id not in before]
        if told:
            self._walk = told[-1]
            self._ask(asking=True)

    def _ask_times(self, length: str | None) -> None:
        if length is not None:
            self.app.push_screen(ChooseScreen(OFTEN, TIMES), lambda times: self._plan(length, times))

    def _plan(self, length: str, times: str | None) -> None:
        if times is not None:
            seconds = parse_duration(length).total_seconds()
            self.desk.record(Kind.WALK_PLANNED, seconds=seconds, times=int(times))
            self._read()

    def _ask(self, *, asking: bool) -> None:
        self._asking = asking
        self.query_one("#ask").display = asking
        if asking:
            scale = self.query_one(AcheScale)
            scale.score = 0
            self.set_focus(scale)
        else:
            # So that the arrows scroll.
            self.set_focus(self.query_one("#page"))

    @work(thread=True)
    def _read(self) -> None:
        self.app.call_from_thread(self._take, self.desk.history.events())

    def _take(self, events: Sequence[Event]) -> None:
        if not self.display:
            return
        now, zone = self.desk.clock.now(), self.desk.clock.zone()
        self._programme = programme(events, now, zone)
        self._begun = self._programme is not None
        self.set_class(not self._begun, "new")
        self.want_figure()
        self._show_programme()
        taken = walks(events)
        told = next((w for w in taken if w.id == self._walk), None)
        if told is not None and not self._asking:
            self._walk = ""
            self.notify(after_walk(told), markup=False)
        last = to_ask(taken, now, zone)
        if last is not None and last.id != self._asked_of:
            self._asked_of = last.id
            answers = {"yes": "yes, it was gone", "no": "no, it lasted"}
            self.app.push_screen(ChooseScreen(LASTED, answers), lambda answer: self._settle(last.id, answer))

    def _settle(self, walk: str, answer: str | None) -> None:
        if answer is not None:
            self.desk.record(Kind.WALK_RATED, walk=walk, moment="morning", settled=answer == "yes")
            self._read()

    def _show_programme(self) -> None:
        found = self._programme
        self.set_class(found is not None, "begun")
        self.query_one("#about").display = found is None
        for name in ("aim", "done", "why", "weeks"):
            self.query_one(f"#{name}").display = found is not None
        if found is None:
            return
        self.query_one("#minutes", BigNumber).value = str(round(found.week.aim.minutes))
        self.query_one("#aim", Static).update(aim_line(found))
        self.query_one("#done", Static).update(done_line(found.week))
        why = self.query_one("#why", Static)
        why.update(why_line(found))
        why.display = bool(why_line(found))
        page = self.query_one("#page")
        parts = (self.get_component_rich_style(f"walk--{name}") for name in ("mark", "quiet"))
        mark, quiet = (Style(color=style.color, bold=style.bold) for style in parts)
        width, tall = page.scrollable_content_region.width, self.classes >= self.ROOMY
        drawn = bars(found.weeks, width, MOST_WEEKS, mark, quiet, tall=tall)
        self.query_one("#weeks", Static).update(drawn)

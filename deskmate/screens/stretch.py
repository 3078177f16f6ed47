"""Choosing a stretch: what it is for, what it needs, who should not, and how the ache is now."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.geometry import Size
from textual.widgets import Label, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import Worker

from deskmate.duration import as_clock
from deskmate.screens.base import PAINTED, as_sentence
from deskmate.screens.figured import Figured
from deskmate.sitting.events import Kind
from deskmate.stretch.catalogue import Catalogue, Stretch
from deskmate.stretch.routine import Routine
from deskmate.stretch.safety import AGAIN, careful_plan, sore_stretches
from deskmate.stretch.session import Run
from deskmate.widgets.ache_scale import AcheScale
from deskmate.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from deskmate.figure.scene import Scene

DEFAULT = "captain-morgan"
OTHERS = Binding.Group("Other", compact=True)
QUESTION = "How much does it ache now? 0 is not at all, 10 is as bad as you can imagine."


class StretchScreen(Figured):
    """Opens on one stretch; from here the session begins."""

    SHEETS = ("stretch",)

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "choose(-1)", "Before", tooltip="The one before", group=OTHERS, id="stretch.before"),
        Binding("down", "choose(1)", "After", tooltip="The one after", group=OTHERS, id="stretch.after"),
        Binding("pagedown", "scroll_words(1)", "More", show=False, tooltip="More of its words", id="stretch.more"),
        Binding(
            "pageup", "scroll_words(-1)", "Words back", show=False, tooltip="Back in its words", id="stretch.less"
        ),
        Binding("s", "app.safety", "Safety", tooltip="What to heed before a stretch, and when to see a doctor"),
        Binding("escape", "app.pop_screen", "Back", key_display="esc"),
        Binding("question_mark", "app.help", "Help", key_display="?"),
    ]

    def __init__(self, stretch: str = DEFAULT) -> None:
        super().__init__()
        self._wanted = stretch
        self._begun = False
        self._looking: Worker[None] | None = None
        self._hurry = threading.Event()
        self._sore: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """Lay out the list, what the chosen stretch is like, and the question."""
        yield Label("Choose a stretch", classes="title")
        with Horizontal(id="room"):
            yield OptionList(*self._options(), id="stretches")
            with VerticalScroll(id="about", can_focus=False):
                yield Static(id="words")
        with Vertical(id="ache"):
            yield Label(QUESTION, id="question")
            yield AcheScale(self.desk.clock.monotonic)
        yield KeyLine()

    def begin(self) -> None:
        """Choose what was asked for, if there is such a one."""
        options = self.query_one(OptionList)
        options.can_focus = False
        wanted = self._wanted if self._wanted in self._names else DEFAULT
        options.highlighted = self._names.index(wanted)
        self.set_focus(self.query_one(AcheScale))
        self._looking = self._look_back()
        self._show()
        self.call_after_refresh(self._keep_in_view)

    @cached_property
    def _names(self) -> list[str]:
        """Give the ids of all there is to do, as they are listed: the stretches, then the routines."""
        catalogue = self.desk.catalogue
        return [*catalogue.stretches, *(name for name in catalogue.routines if name not in catalogue.stretches)]

    def _options(self) -> Iterator[Option | None]:
        """Give a line each, the routines set apart from the stretches."""
        stretches = len(self.desk.catalogue.stretches)
        for number, name in enumerate(self._names):
            if number == stretches:
                yield None
            yield Option(self._line(name))

    def _line(self, name: str) -> Text:
        catalogue = self.desk.catalogue
        offer = catalogue.routines.get(name) or catalogue.stretches[name]
        return Text(f"{as_clock(self.desk.lengths[name]):>5}  {offer.name}")

    def fit(self, size: Size) -> None:
        """Keep the chosen one in view."""
        super().fit(size)
        self.call_after_refresh(self._keep_in_view)

    def on_option_list_option_highlighted(self) -> None:
        """Tell of the stretch that is chosen; the list may speak up while the screen is on its way out."""
        if self.display:
            self._show()

    def action_choose(self, step: int) -> None:
        """Choose the stretch beside."""
        options = self.query_one(OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_scroll_words(self, step: int) -> None:
        """Move through the words where they do not fit."""
        about = self.query_one("#about", VerticalScroll)
        if step > 0:
            about.scroll_page_down()
        else:
            about.scroll_page_up()

    async def on_ache_scale_rated(self, message: AcheScale.Rated) -> None:
        """Write the rating down, and begin, unless another deskmate runs a session."""
        from deskmate.coach import ELSEWHERE
        from deskmate.screens.session import SessionScreen

        if self._begun:
            return
        self._begun = True
        chosen = self._chosen()
        self._hurry.set()
        if self._looking is not None:
            await self._looking.wait()
        if not self.desk.take_up():
            self._begun = False
            self.notify(as_sentence(ValueError(ELSEWHERE)), markup=False)
            return
        session = uuid.uuid4().hex
        if message.score is not None:
            self.desk.record(Kind.ACHE_RATED, session=session, moment="before", score=message.score)
        rate = self.desk.settings.voice.rate
        plan, note = careful_plan(self.desk.catalogue, chosen, rate, message.score, self._sore)
        self.app.switch_screen(
            SessionScreen(Run(plan), session, routine=chosen, ache_before=message.score, note=note)
        )

    @work(thread=True)
    def _look_back(self) -> None:
        """Find out which stretches were sore the last time; it reads the whole history.

        That waits until the screen is painted, unless somebody waits for it.
        """
        self._hurry.wait(PAINTED)
        sore = sore_stretches(self.desk.history.sessions())
        self.app.call_from_thread(self._know, sore)

    def _keep_in_view(self) -> None:
        if self._is_shown:
            self.query_one(OptionList).scroll_to_highlight()

    def pose(self) -> Scene:
        """Give the hold of what is chosen."""
        return self.hold_of(self._chosen())

    def _know(self, sore: frozenset[str]) -> None:
        self._sore = sore
        if self.display:
            self._show()

    def _chosen(self) -> str:
        return self._names[self.query_one(OptionList).highlighted or 0]

    def _show(self) -> None:
        catalogue, name = self.desk.catalogue, self._chosen()
        routine = catalogue.routines.get(name)
        if routine:
            words = describe_routine(routine, catalogue, self.desk.lengths[name])
        else:
            words = describe(catalogue.stretches[name])
        stretches = {turn.stretch for turn in routine.turns} if routine else {name}
        if any(catalogue.stretches[one].easier for one in stretches & self._sore):
            words = Text.assemble((f"{AGAIN}\n\n", "bold"), words)
        self.query_one("#words", Static).update(words)
        self.show_figure()


def describe_routine(routine: Routine, catalogue: Catalogue, takes: timedelta) -> Text:
    """Tell what a routine is for, what it is made of, and what to heed."""
    text = Text()
    length = as_clock(takes)
    text.append(f"{routine.name} ", "bold")
    text.append(f"· {length} min · {routine.place.value}\n\n{routine.purpose}\n\n")
    stretches = [catalogue.stretches[turn.stretch] for turn in routine.turns]
    for stretch in stretches:
        text.append(f"{stretch.name}  ", "bold")
        text.append(f"{stretch.equipment}\n")
    first = list(dict.fromkeys(why for stretch in stretches for why in stretch.not_for))
    if first:
        text.append("\nAsk a professional first  ", "bold")
        text.append(f"{' '.join(first)}\n")
    return text


def describe(stretch: Stretch) -> Text:
    """Tell what a stretch is for and what to heed, as paragraphs."""
    text = Text()
    text.append(f"{stretch.name} ", "bold")
    text.append(f"· {as_clock(stretch.length)} min · {stretch.place.value}\n\n")
    text.append(f"{stretch.purpose}\n\n")
    for name, what in (
        ("Stretches", [stretch.stretched]),
        ("You need", [stretch.equipment]),
        ("Stop at", stretch.stop_signs),
        ("Ask a professional first", stretch.not_for),
        ("Easier", [stretch.easier]),
        ("Harder", [stretch.harder]),
        ("Common mistakes", stretch.mistakes),
    ):
        said = " ".join(part for part in what if part)
        if said:
            text.append(f"{name}  ", "bold")
            text.append(f"{said}\n")
    return text

"""Choosing a stretch: what it is for, what it needs, who should not, and how the ache is now."""

from __future__ import annotations

import uuid
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Footer, Label, OptionList, Static
from textual.widgets.option_list import Option

from deskmate.duration import as_clock
from deskmate.screens.base import DeskScreen
from deskmate.sitting.events import Kind
from deskmate.stretch.catalogue import Stretch
from deskmate.stretch.session import plan_stretch
from deskmate.widgets.ache_scale import AcheScale

DEFAULT = "captain-morgan"
QUESTION = "How much does it ache now? 0 is not at all, 10 is as bad as you can imagine."


class StretchScreen(DeskScreen):
    """Opens on one stretch; from here the session begins."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "choose(-1)", "Other", key_display="↑↓", tooltip="Choose another stretch"),
        Binding("down", "choose(1)", "Other", show=False),
        Binding("pagedown", "scroll_words(1)", "More", show=False),
        Binding("pageup", "scroll_words(-1)", "More", show=False),
        Binding("escape", "app.pop_screen", "Back", key_display="esc"),
        Binding("question_mark", "app.help", "Help", key_display="?"),
    ]

    def __init__(self, stretch: str = DEFAULT) -> None:
        super().__init__()
        self._wanted = stretch
        self._begun = False

    def compose(self) -> ComposeResult:
        """Lay out the list, what the chosen stretch is like, and the question."""
        stretches = self.desk.catalogue.stretches.values()
        yield Label("Choose a stretch", classes="title")
        yield OptionList(*(Option(Text(s.name), id=s.id) for s in stretches), id="stretches")
        with VerticalScroll(id="about", can_focus=False):
            yield Static(id="words")
        with Vertical(id="ache"):
            yield Label(QUESTION, id="question")
            yield AcheScale()
        yield Footer(show_command_palette=False)

    def begin(self) -> None:
        """Choose the stretch that was asked for, if there is such a one."""
        names = list(self.desk.catalogue.stretches)
        options = self.query_one(OptionList)
        options.can_focus = False
        options.display = len(names) > 1
        options.highlighted = names.index(self._wanted) if self._wanted in names else 0
        self.query_one(AcheScale).focus()
        self._show()

    def on_option_list_option_highlighted(self) -> None:
        """Tell of the stretch that is chosen; the list may speak up while the screen is on its way out."""
        if self.display:
            self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer another stretch only where there is one."""
        del parameters
        return action != "choose" or len(self.desk.catalogue.stretches) > 1

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

    def on_ache_scale_rated(self, message: AcheScale.Rated) -> None:
        """Write the rating down, and begin."""
        from deskmate.screens.session import SessionScreen

        if self._begun:
            return
        self._begun = True
        session = uuid.uuid4().hex
        if message.score is not None:
            self.desk.record(Kind.ACHE_RATED, session=session, moment="before", score=message.score)
        stretch = self._chosen()
        screen = SessionScreen(plan_stretch(stretch), session, routine=stretch.id, ache_before=message.score)
        self.app.switch_screen(screen)

    def _chosen(self) -> Stretch:
        stretches = list(self.desk.catalogue.stretches.values())
        return stretches[self.query_one(OptionList).highlighted or 0]

    def _show(self) -> None:
        self.query_one("#words", Static).update(describe(self._chosen()))


def describe(stretch: Stretch) -> Text:
    """Tell what a stretch is for and what to heed, as paragraphs."""
    text = Text()
    text.append(f"{stretch.name}", "bold")
    text.append(f"  ·  {as_clock(stretch.length)} min  ·  {stretch.place.value}\n\n")
    text.append(f"{stretch.purpose}\n\n")
    for name, what in (
        ("Stretches", [stretch.stretched]),
        ("You need", [stretch.equipment]),
        ("Easier", [stretch.easier]),
        ("Harder", [stretch.harder]),
        ("Common mistakes", stretch.mistakes),
        ("Ask a professional first", stretch.not_for),
        ("Stop at", stretch.stop_signs),
    ):
        said = " ".join(part for part in what if part)
        if said:
            text.append(f"{name}  ", "bold")
            text.append(f"{said}\n")
    return text

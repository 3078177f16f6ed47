"""Putting right what the day was: its last bouts and breaks, each to be said otherwise, or undone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Label, OptionList, Static
from textual.widgets.option_list import Option

from deskmate.duration import as_text
from deskmate.screens.base import DeskScreen
from deskmate.sitting import words
from deskmate.sitting.fold import State
from deskmate.sitting.schedule import day_bounds
from deskmate.sitting.timeline import Span, within
from deskmate.widgets.key_line import KeyLine

SHOWN = 24
"""How many spans back can be put right here; `deskmate log` reaches further."""

SECOND = timedelta(seconds=1)

HINT = (
    "Choose a time and say what it really was. For a part of one, or a time before: "
    "deskmate log sit|stand|walk|away 40m --ago 10m"
)


class CorrectScreen(DeskScreen):
    """The last spans of today, newest first."""

    SHEETS = ("correct",)

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "was('sit')", "I sat", tooltip="The chosen time was sitting"),
        Binding("t", "was('stand')", "I stood", tooltip="The chosen time was standing"),
        Binding("w", "was('walk')", "I walked", tooltip="The chosen time was a walk"),
        Binding("a", "was('away')", "I was away", tooltip="The chosen time was spent elsewhere"),
        Binding("u", "undo", "Undo", tooltip="Take the last correction back"),
        Binding("escape,e,q", "app.pop_screen", "Back", key_display="esc"),
        Binding("question_mark", "app.help", "Help", key_display="?"),
    ]

    def __init__(self, moment: datetime | None = None) -> None:
        """Open with the span at a moment chosen, else the last one."""
        super().__init__()
        self._spans: list[Span] = []
        self._moment = moment

    def compose(self) -> ComposeResult:
        """Lay out the list under its title."""
        yield Label("Put the day right", classes="title")
        yield OptionList(id="spans")
        yield Label("Nothing is known of today yet.", id="nothing", classes="empty")
        yield Static(HINT, id="hint", markup=False)
        yield KeyLine()

    def begin(self) -> None:
        """Show what there is."""
        self.show_state(self.desk.state)
        for row, span in enumerate(self._spans):
            if self._moment is not None and span.start <= self._moment < span.end:
                self.query_one(OptionList).highlighted = row

    def show_state(self, state: State) -> None:
        """Show the spans anew where they changed; the choice stays where it was."""
        midnight, _ = day_bounds(state.today.date, state.zone)
        today = within(state.spans, midnight, state.now)
        spans = [s for s in reversed(today) if s.length >= SECOND][:SHOWN]
        options = self.query_one(OptionList)
        row = options.highlighted or 0
        lines = [span_line(span, state) for span in spans]
        if [str(o.prompt) for o in options.options] != lines:
            options.clear_options()
            options.add_options(Option(Text(line)) for line in lines)
            options.highlighted = min(row, len(lines) - 1) if lines else None
        self._spans = spans
        options.display, self.query_one("#nothing").display = bool(spans), not spans

    def action_was(self, word: str) -> None:
        """Say what the chosen span really was."""
        row = self.query_one(OptionList).highlighted
        if row is not None and row < len(self._spans):
            span = self._spans[row]
            self.say_word(lambda state: words.correct(state, word, span.start, min(span.end, state.now)))

    def action_undo(self) -> None:
        """Take the last correction back."""
        self.say_word(words.undo)


def span_line(span: Span, state: State) -> str:
    """Give a span as a line: its times, its length and what it was."""
    what = span.activity.value if span.activity is not None else span.posture.value
    said = any(c.span.start < span.end and span.start < c.span.end for c in state.corrections)
    times = f"{state.local(span.start):%H:%M}–{state.local(span.end):%H:%M}"
    return f"{times} {as_text(span.length):>10}  {what}{'  (corrected)' if said else ''}"

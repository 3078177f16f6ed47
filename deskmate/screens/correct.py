"""Putting right what the day was: its last bouts and breaks, each to be said otherwise, or undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.widgets import Label, OptionList, Static
from textual.widgets.option_list import Option

from deskmate.duration import as_text
from deskmate.screens.base import DeskScreen
from deskmate.screens.day_words import day_totals
from deskmate.sitting import words
from deskmate.sitting.amend import LONGEST
from deskmate.sitting.bouts import ZERO
from deskmate.sitting.fold import State
from deskmate.sitting.schedule import day_bounds
from deskmate.sitting.sessions import sessions
from deskmate.sitting.timeline import NOT_HERE, Span, within
from deskmate.widgets.day_ribbon import SHAPES, breadth, manner
from deskmate.widgets.key_line import KeyLine
from deskmate.widgets.totals import Totals

SHOWN = 24
"""How many spans back can be put right here; `deskmate log` reaches further."""

YOUNG = timedelta(hours=4)
"""How long after midnight the evening before can be put right here too."""

SECOND = timedelta(seconds=1)

BESIDE_ROWS = 11
"""The lines of a large screen that are no spans."""

BROAD = 8
"""The cells of the ribbon beside the spans, where one sits."""

MINUTES = timedelta(minutes=3)
"""How much of the day a row of a large screen stands for, at least: a day that just began is not drawn large."""

HINT = (
    "Choose a time and say what it really was. For a part of one, or a time before: "
    "deskmate log sit|stand|walk|away 40m --ago 10m"
)


class CorrectScreen(DeskScreen):
    """The last spans of today, newest first; just after midnight, of the evening before too."""

    SHEETS = ("correct",)

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"correct--{name}" for name in SHAPES}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "was('sit')", "I sat", tooltip="The chosen time was sitting"),
        Binding("t", "was('stand')", "I stood", tooltip="The chosen time was standing"),
        Binding("w", "was('walk')", "I walked", tooltip="The chosen time was a walk"),
        Binding("a", "was('away')", "I was away", tooltip="The chosen time was spent elsewhere"),
        Binding("u", "undo", "Undo", tooltip="Take the last correction back"),
        Binding("escape,e,q", "app.pop_screen", "Back", key_display="esc"),
        Binding("question_mark", "app.help", "Help", key_display="?"),
    ]

    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall"), (46, "-full")]  # noqa: RUF012 - as Textual declares it

    def __init__(self, moment: datetime | None = None) -> None:
        """Open with the span at a moment chosen, else the last one."""
        super().__init__()
        self._spans: list[Span] = []
        self._drawn: list[Text] = []
        self._moment = moment

    def compose(self) -> ComposeResult:
        """Lay out the list under its title."""
        yield Label("Put the day right", classes="title")
        yield OptionList(id="spans")
        yield Label("Nothing is known of today yet.", id="nothing", classes="empty")
        yield Totals()
        yield Static(HINT, id="hint", markup=False)
        yield KeyLine()

    def begin(self) -> None:
        """Show what there is."""
        self.show_state(self.desk.state)

    def on_option_list_option_highlighted(self) -> None:
        """Note what was chosen: a moment of it, since it grows, is cut and is joined to others by what is told."""
        row = self.query_one(OptionList).highlighted
        if row is not None and row < len(self._spans) and not self._is_chosen(self._spans[row]):
            self._moment = self._spans[row].start

    def _is_chosen(self, span: Span) -> bool:
        return self._moment is not None and span.start <= self._moment < span.end

    def show_state(self, state: State) -> None:
        """Show the spans anew where they changed; the choice stays where it was."""
        spans = [s for s in reversed(to_put_right(state)) if s.length >= SECOND][:SHOWN]
        self._spans = spans
        self.query_one(Totals).totals = day_totals(state)
        options = self.query_one(OptionList)
        row, drawn = options.highlighted or 0, self._draw(state)
        if self._drawn != drawn:
            self._drawn = drawn
            options.clear_options()
            options.add_options(Option(text) for text in drawn)
            chosen = next((number for number, span in enumerate(spans) if self._is_chosen(span)), row)
            options.highlighted = min(chosen, len(drawn) - 1) if drawn else None
        self.query_one("#nothing").display = not spans
        for known in (options, self.query_one(Totals)):
            known.set_class(not spans, "gone")

    def fit(self, size: Size) -> None:
        """Draw the spans for the new height."""
        super().fit(size)
        # After the list has its own.
        self.call_after_refresh(self._draw_anew)

    def follow_theme(self) -> None:
        """Draw the spans in the new colours."""
        self._draw_anew()

    def _draw_anew(self) -> None:
        if self._is_shown:
            self.show_state(self.desk.state)

    def _draw(self, state: State) -> list[Text]:
        """Draw each span as a line; on a large screen as high as it was long, beside a ribbon that runs down."""
        lines = [span_line(span, state) for span in self._spans]
        if not self.has_class("-full"):
            return [Text(line) for line in lines]
        midnight, _ = day_bounds(state.today.date, state.zone)
        # The night before takes no room from the day.
        lengths = [ZERO if s.start <= midnight and s.posture in NOT_HERE else s.length for s in self._spans]
        heights = shares(lengths, self.size.height - BESIDE_ROWS, MINUTES)
        return [
            self._block(manner(span), line, height)
            for span, line, height in zip(self._spans, lines, heights, strict=True)
        ]

    def _block(self, name: str, line: str, height: int) -> Text:
        style = self.get_component_rich_style(f"correct--{name}")
        # Without a background of its own, so that the chosen one shows through.
        bar = (f"{breadth(name, BROAD):<{BROAD}}", Style(color=style.color))
        text = Text.assemble(bar, f"  {line}")
        for _ in range(height - 1):
            text.append("\n").append(*bar)
        return text

    def action_was(self, word: str) -> None:
        """Say what the chosen span really was."""
        row = self.query_one(OptionList).highlighted
        if row is not None and row < len(self._spans):
            span = self._spans[row]
            known = sessions(self.desk.events())
            self.say_word(lambda state: words.correct(state, word, span.start, min(span.end, state.now), known))

    def action_undo(self) -> None:
        """Take the last correction back."""
        self.say_word(words.undo)


def to_put_right(state: State) -> tuple[Span, ...]:
    """Give the spans of today; while the day is young those of the evening before too, none cut at midnight."""
    midnight, _ = day_bounds(state.today.date, state.zone)
    if state.now - midnight >= YOUNG:
        return within(state.spans, midnight, state.now)
    evening = [s for s in state.spans if s.end > midnight - YOUNG]
    # A longer time cannot be corrected at once.
    return within(evening, max(evening[0].start, state.now - LONGEST), state.now) if evening else ()


def shares(lengths: Sequence[timedelta], rows: int, least: timedelta) -> list[int]:
    """Share rows out by length, one to each at least; a row stands for no less time than `least`."""
    a_row = max(least, sum(lengths, timedelta(0)) / max(1, rows))
    shared = [max(1, round(length / a_row)) for length in lengths]
    while sum(shared) > max(rows, len(shared)):
        shared[shared.index(max(shared))] -= 1
    return shared


def span_line(span: Span, state: State) -> str:
    """Give a span as a line: its times, its length and what it was."""
    what = span.activity.value if span.activity is not None else span.posture.value
    said = any(c.span.start < span.end and span.start < c.span.end for c in state.corrections)
    times = f"{state.local(span.start):%H:%M}–{state.local(span.end):%H:%M}"
    return f"{times} {as_text(span.length):>10}  {what}{'  (corrected)' if said else ''}"

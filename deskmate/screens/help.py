"""Help: every key of every screen, made from the screens' own bindings, and where things are."""

from __future__ import annotations

from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Label, Static

from deskmate.screens.base import DeskScreen

ABOUT = (
    "deskmate counts how long you sit, gets you up, and talks you through a stretch. Everything you do is kept on "
    "this machine and goes nowhere else."
)
NO_ADVICE = (
    "It is no medical advice. Stop any stretch that brings sharp or shooting pain, numbness, tingling or "
    "dizziness. New numbness between the legs, trouble with bladder or bowel, or both legs weak: get emergency "
    "care at once. Press s for the whole page."
)


class HelpScreen(DeskScreen):
    """The keys, and a few plain words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q", "app.pop_screen", "Back", key_display="esc"),
        Binding("s", "app.safety", "Safety", tooltip="What to heed before a stretch, and when to see a doctor"),
    ]

    def __init__(self, screens: dict[str, type[Screen[None]]], places: dict[str, str], noticed: str) -> None:
        """Take the screens to tell of, by title, the places of files, by name, and how an absence is noticed."""
        super().__init__()
        self._noticed = noticed
        self._screens = screens
        self._places = places

    def compose(self) -> ComposeResult:
        """Lay out the words, then a table of keys a screen."""
        with VerticalScroll():
            yield Static(ABOUT, classes="about")
            yield Static(NO_ADVICE, classes="about")
            for title, screen in self._screens.items():
                yield Label(title, classes="title")
                yield Static(_keys(screen))
            yield Label("Everywhere", classes="title")
            yield Static(_table([("ctrl+p", "Every action by name"), ("ctrl+q", "Quit")]))
            yield Label("How your coming and going is noticed", classes="title")
            yield Static(self._noticed, classes="about", markup=False)
            yield Label("Files", classes="title")
            yield Static(_table(list(self._places.items())))
        yield Footer(show_command_palette=False)


def _keys(screen: type[Screen[None]]) -> Table:
    bindings = [b for b in screen.BINDINGS if isinstance(b, Binding) and (b.show or b.tooltip)]
    rows = [(b.key_display or b.key.replace(",", " "), b.tooltip or b.description) for b in bindings]
    # Two actions may share a key, each offered where it applies.
    return _table(list(dict.fromkeys(rows)))


def _table(rows: list[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(width=8, no_wrap=True)
    for key, what in rows:
        table.add_row(Text(key, style="bold"), Text(what))
    return table

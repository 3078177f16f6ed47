"""Help: every key of every screen, made from the screens' own bindings, and where things are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from rich.style import Style
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Label, Static

from deskmate.screens.base import DeskScreen
from deskmate.screens.sentence import Act, called
from deskmate.sitting.fold import State
from deskmate.widgets.key_line import KeyLine

ABOUT = (
    "deskmate counts how long you sit, gets you up, and talks you through a stretch. Everything you do is kept on "
    "this machine and goes nowhere else."
)
NO_ADVICE = (
    "deskmate is no medical advice. Stop any stretch that brings sharp or shooting pain, numbness, tingling or "
    "dizziness. New numbness between the legs, trouble with bladder or bowel, or both legs weak: get emergency "
    "care at once."
)

Row = tuple[str, str, str]
"""A key, what it does, and the action's name, empty where it is not told."""

EVERYWHERE: tuple[Row, ...] = (("ctrl+p", "Every action by name", ""), ("ctrl+q", "Quit", ""))

ROOM_FOR_NAMES = 90
"""Columns from which on the names of the actions stand beside them."""


class HelpScreen(DeskScreen):
    """The keys, and a few plain words."""

    SHEETS = ("help",)

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q", "app.pop_screen", "Back", key_display="esc"),
        Binding("s", "app.safety", "Safety", tooltip="What to heed before a stretch, and when to see a doctor"),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {"help--key", "help--name"}

    def __init__(self, rooms: Mapping[str, type[Widget]], places: Mapping[str, str], noticed: str) -> None:
        """Take what has keys to tell of, by title, the places of files, by name, and how an absence is noticed."""
        super().__init__()
        self._known: tuple[bool, Mapping[str, str]] | None = None
        self._noticed = noticed
        self._rooms = rooms
        self._places = places

    def compose(self) -> ComposeResult:
        """Lay out the words, then a table of keys a screen."""
        with VerticalScroll():
            yield Label("Help", id="help-title")
            yield Static(ABOUT, classes="about")
            yield Static(classes="about", id="no-advice")
            for title in self._rooms:
                yield Label(title, classes="title")
                yield Static(classes="keys")
            yield Label("Everywhere", classes="title")
            yield Static(id="everywhere")
            yield Label("How your coming and going is noticed", classes="title")
            yield Static(self._noticed, classes="about", markup=False)
            yield Label("Files", classes="title")
            yield Static(id="files")
        yield KeyLine()

    def begin(self) -> None:
        """Fill in the keys."""
        self._show_keys(self.app.size.width)

    def on_resize(self, message: Resize) -> None:
        """Name the actions where there is room for it by now."""
        self._show_keys(message.size.width)

    def show_state(self, _: State) -> None:
        """Show the keys as they are by now: the settings may have been changed."""
        self._show_keys(self.size.width)

    def _show_keys(self, width: int) -> None:
        known = (width >= ROOM_FOR_NAMES, self.own_keys)
        if known != self._known:
            self._known = known
            safety = self.sentence(f"{NO_ADVICE} Press ", Act("help.safety"), " for the whole page.")
            self.query_one("#no-advice", Static).update(safety)
            self._draw(named=known[0])

    def follow_theme(self) -> None:
        """Draw the keys in the new colours."""
        if self._known is not None:
            self._draw(named=self._known[0])

    def _draw(self, *, named: bool) -> None:
        styles = [self.get_component_rich_style(f"help--{part}", partial=True) for part in ("key", "name")]
        rows = [self._keys(room, named=named) for room in self._rooms.values()]
        # One width for all, so that the names stand in one column.
        room = max((len(name) for table in rows for *_, name in table), default=0) if named else 0
        draw = partial(_table, key=styles[0], name=styles[1], room=room)
        for place, table in zip(self.query(".keys").results(Static), rows, strict=True):
            place.update(draw(table))
        self.query_one("#everywhere", Static).update(draw(EVERYWHERE))
        self.query_one("#files", Static).update(draw([(name, where, "") for name, where in self._places.items()]))

    def _keys(self, room: type[Widget], *, named: bool) -> list[Row]:
        bindings = [b for b in room.BINDINGS if isinstance(b, Binding) and (b.show or b.tooltip)]
        rows = [
            (" ".join(called(b, self.app)), b.tooltip or b.description, b.id or "" if named else "") for b in bindings
        ]
        # Two actions may share a key, each offered where it applies.
        return list({row[:2]: row for row in reversed(rows)}.values())[::-1]


def _table(rows: Sequence[Row], *, key: Style, name: Style, room: int) -> Table:
    """Draw rows, with `room` columns at the right for the names where there are any."""
    named = room > 0 and any(row[-1] for row in rows)
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(width=8, no_wrap=True)
    table.add_column(ratio=1)
    if named:
        table.add_column(width=room, no_wrap=True)
    for pressed, what, named_so in rows:
        table.add_row(Text(pressed, style=key), Text(what), *([Text(named_so, style=name)] if named else []))
    return table

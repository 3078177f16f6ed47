"""Help: every key of every screen, made from the screens' own bindings, and where things are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Label, Static

from deskmate.screens.base import DeskScreen
from deskmate.screens.sentence import Act, called
from deskmate.sitting.fold import State
from deskmate.widgets.key_line import KeyLine
from deskmate.widgets.key_tables import KeyTables, Row, Table

ABOUT = (
    "deskmate counts how long you sit, gets you up, and talks you through a stretch. Everything you do is kept on "
    "this machine and goes nowhere else."
)
NO_ADVICE = (
    "deskmate is no medical advice. Stop any stretch that brings sharp or shooting pain, numbness, tingling or "
    "dizziness. New numbness between the legs, trouble with bladder or bowel, or both legs weak: get emergency "
    "care at once."
)

NAMES = "The name at the end of a row is what the settings file calls the action, to give it a key of your own."

EVERYWHERE = Table("Everywhere", (Row("ctrl+p", "Every action by name"), Row("ctrl+q", "Quit")))

ROOM_FOR_NAMES = 90
"""Columns from which on the names of the actions stand beside them."""


class HelpScreen(DeskScreen):
    """The keys, and a few plain words."""

    SHEETS = ("help",)

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q", "app.pop_screen", "Back", key_display="esc"),
        Binding("s", "app.safety", "Safety", tooltip="What to heed before a stretch, and when to see a doctor"),
    ]

    def __init__(
        self,
        rooms: Mapping[str, type[Widget]],
        places: Mapping[str, str],
        noticed: str,
        *,
        asked_from: type[Widget] | None = None,
    ) -> None:
        """Take what has keys to tell of, by title, the places of files, by name, and how an absence is noticed.

        The keys of the screen that help is asked from are told first.
        """
        super().__init__()
        self._known: tuple[bool, Mapping[str, str]] | None = None
        self._noticed = noticed
        self._rooms = dict(sorted(rooms.items(), key=lambda room: room[1] is not asked_from))
        self._places = places

    def compose(self) -> ComposeResult:
        """Lay out the words, then a table of keys a screen."""
        with VerticalScroll():
            yield Label("Help", id="help-title")
            yield Static(ABOUT, classes="about")
            yield Static(classes="about", id="no-advice")
            yield Static(NAMES, classes="about", id="names")
            yield KeyTables(id="keys")
            yield Label("How your coming and going is noticed", classes="title")
            yield Static(self._noticed, classes="about", markup=False)
            files = KeyTables(id="files")
            files.tables = (Table("Files", tuple(Row(name, where) for name, where in self._places.items())),)
            yield files
        yield KeyLine()

    def begin(self) -> None:
        """Fill in the keys."""
        self._show_keys(self.app.size.width)

    def fit(self, size: Size) -> None:
        """Name the actions where there is room for it by now."""
        self._show_keys(size.width)

    def show_state(self, _: State) -> None:
        """Show the keys as they are by now: the settings may have been changed."""
        self._show_keys(self.size.width)

    def _show_keys(self, width: int) -> None:
        known = (width >= ROOM_FOR_NAMES, self.own_keys)
        if known != self._known:
            self._known = known
            self.query_one("#names").display = known[0]
            safety = self.sentence(f"{NO_ADVICE} Press ", Act("help.safety"), " for the whole page.")
            self.query_one("#no-advice", Static).update(safety)
            tables = (Table(title, self._keys(room, named=known[0])) for title, room in self._rooms.items())
            self.query_one("#keys", KeyTables).tables = (*tables, EVERYWHERE)

    def _keys(self, room: type[Widget], *, named: bool) -> tuple[Row, ...]:
        bindings = [b for b in room.BINDINGS if isinstance(b, Binding) and (b.show or b.tooltip)]
        rows = [
            Row(" ".join(called(b, self.app)), b.tooltip or b.description, b.id or "" if named else "")
            for b in bindings
        ]
        # Two actions may share a key, each offered where it applies.
        return tuple({row[:2]: row for row in reversed(rows)}.values())[::-1]

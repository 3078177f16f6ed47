"""Tables of keys, one under another, each under its title: drawn as one, for there are many."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import ClassVar, NamedTuple

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip

from deskmate.widgets.dressed import Dressed

KEYS = 8
"""Columns for the keys; one that is longer takes what it needs in its own row."""

GAP = 2


class Row(NamedTuple):
    """A key, what it does, and the action's name, empty where it is not told."""

    key: str
    what: str
    name: str = ""


class Table(NamedTuple):
    """Rows under a title."""

    title: str
    rows: tuple[Row, ...]


class KeyTables(Dressed):
    """Shows its tables over its whole width, the names of the actions in a column at the end."""

    SHEETS = ("key_tables",)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-tables--title", "key-tables--key", "key-tables--name"}

    tables: reactive[tuple[Table, ...]] = reactive((), layout=True)

    _laid_out: tuple[object, list[tuple[str, ...]]] = ((), [])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Give how many lines it takes at a width."""
        del container, viewport
        return len(self._lines(width))

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width, style = self.size.width, self.rich_style
        lines = self._lines(width)
        if y >= len(lines):
            return Strip.blank(width, style)
        match lines[y]:
            case (title,):
                return Strip([Segment(set_cell_size(title, width), self._style("title"))], width)
            case (key, what, name):
                room = width - len(key) - len(name)
                parts = [
                    Segment(key, self._style("key")),
                    Segment(set_cell_size(what, room), style),
                    Segment(name, self._style("name")),
                ]
                return Strip(parts).adjust_cell_length(width, style)
            case _:
                return Strip.blank(width, style)

    def _style(self, part: str) -> Style:
        return self.get_component_rich_style(f"key-tables--{part}")

    def _lines(self, width: int) -> list[tuple[str, ...]]:
        """Give each line: nothing, a title, or a key, what it does and a name, in their columns."""
        known = (width, self.tables)
        if self._laid_out[0] != known:
            self._laid_out = (known, list(self._lay_out(width)))
        return self._laid_out[1]

    def _lay_out(self, width: int) -> Iterator[tuple[str, ...]]:
        names = max((len(row.name) for table in self.tables for row in table.rows), default=0)
        room = max(1, width - KEYS - GAP - (names + GAP if names else 0))
        for number, (title, rows) in enumerate(self.tables):
            if number:
                yield ()
            yield (title,)
            for key, what, name in rows:
                spare = max(0, len(key) - KEYS)
                first, *others = wrap(what, room, initial_indent=" " * spare) or [""]
                yield key.ljust(KEYS + GAP), first[spare:], name.ljust(names)
                yield from ((" " * (KEYS + GAP), other, " " * names) for other in others)

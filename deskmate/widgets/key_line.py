"""The keys of the screen in front, in one line: each can be clicked, and so can the palette, which has all the rest.

Textual's own footer is a widget a key, laid out anew whenever one changes, and cuts the last key in two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.text import Text
from textual.binding import ActiveBinding, Binding
from textual.events import Click
from textual.screen import Screen

from deskmate.widgets.dressed import Dressed

Key = tuple[str, str]
"""A key as it is pressed, and as it is shown."""

BETWEEN = 2
KEPT = frozenset({"accept", "app.help", "app.pop_screen", "back", "close", "leave", "stop"})
"""Actions whose keys are shown however little room there is: what a page waits for, help, and the way out."""

ROOM_FOR_PALETTE = 24
"""Columns from which on the palette's key stands at the end of the line."""

ROOM_FOR_ITS_NAME = 70
"""Columns from which on it says there what it is."""

PALETTE = "All"
"""What the palette is called here, where its own name has no room."""


class Entry(NamedTuple):
    """Keys that stand together before what they do: one, or those of a group such as left and right."""

    keys: tuple[Key, ...]
    about: str
    is_kept: bool = False

    @property
    def width(self) -> int:
        """Give the cells it takes."""
        return sum(cell_len(shown) for _, shown in self.keys) + cell_len(self.words)

    @property
    def words(self) -> str:
        """Give what stands after the keys."""
        return f" {self.about}" if self.about else ""

    def pressed_at(self, x: int) -> str:
        """Give the key under a cell of the entry; its words are part of a key that stands alone, else of none."""
        end = 0
        for pressed, shown in self.keys:
            end += cell_len(shown)
            if x < end:
                return pressed
        return self.keys[0][0] if len(self.keys) == 1 else ""


class KeyLine(Dressed, can_focus=False):
    """Shows the keys that do something now, as many as fit; the way out and the one for help always."""

    SHEETS = ("key_line",)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key", "key-line--about"}

    _entries: tuple[Entry, ...] = ()
    _palette: Entry | None = None

    def on_mount(self) -> None:
        """Follow the screen's bindings from now on."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)
        self._follow(self.screen)

    def render(self) -> Text:
        """Draw the keys that fit, each whole."""
        bold, quiet = (self.get_component_rich_style(f"key-line--{part}") for part in ("key", "about"))
        line = Text(no_wrap=True)
        for start, entry in self._placed():
            line.append(" " * (start - cell_len(line.plain)))
            line.append("".join(shown for _, shown in entry.keys), bold).append(entry.words, quiet)
        return line

    def on_click(self, event: Click) -> None:
        """Do what the key under the pointer does."""
        offset = event.get_content_offset(self)
        for start, entry in self._placed():
            is_hit = offset is not None and start <= offset.x < start + entry.width
            if offset is not None and is_hit and (pressed := entry.pressed_at(offset.x - start)):
                self.app.simulate_key(pressed)

    def _placed(self) -> Iterator[tuple[int, Entry]]:
        """Give what fits, each with the cell it begins at; the palette stands at the right end."""
        width = self.content_size.width
        palette = self._palette if width >= ROOM_FOR_PALETTE else None
        if palette is not None and width < ROOM_FOR_ITS_NAME:
            palette = palette._replace(about="")
        if palette is not None and _width(self._kept) > width - palette.width - BETWEEN:
            palette = None
        end = width if palette is None else width - palette.width - BETWEEN
        entries, start = list(self._entries), 0
        while entries and _width(entries) > end:
            entries.remove(next((entry for entry in reversed(entries) if not entry.is_kept), entries[-1]))
        for entry in entries:
            yield start, entry
            start += entry.width + BETWEEN
        if palette is not None:
            yield width - palette.width, palette

    @property
    def _kept(self) -> list[Entry]:
        return [entry for entry in self._entries if entry.is_kept]

    def _follow(self, screen: Screen[object]) -> None:
        """Show the keys anew where they are others."""
        active = screen.active_bindings
        found: dict[str, Binding] = {}
        for each in sorted(active.values(), key=_place(active.values())):
            if each.binding.show and each.enabled:
                found.setdefault(each.binding.action, each.binding)
        entries = tuple(self._grouped(found.values()))
        opener = active.get(self.app.COMMAND_PALETTE_BINDING)
        palette = self._entry(opener.binding)._replace(about=PALETTE) if opener is not None else None
        if (entries, palette) != (self._entries, self._palette):
            self._entries, self._palette = entries, palette
            self.refresh(layout=self.styles.auto_dimensions)

    def get_content_width(self, container: object, viewport: object) -> int:
        """Give the width of all keys, that an automatic width fits."""
        del container, viewport
        return _width(self._entries)

    def _grouped(self, bindings: Iterable[Binding]) -> Iterator[Entry]:
        for group, members in groupby(bindings, lambda binding: binding.group):
            entries = [self._entry(binding) for binding in members]
            if group is not None and len(entries) > 1:
                yield Entry(tuple(key for entry in entries for key in entry.keys), group.description)
            else:
                yield from entries

    def _entry(self, binding: Binding) -> Entry:
        shown = self.app.get_key_display(binding)
        return Entry(((binding.key, shown),), binding.description, is_kept=binding.action in KEPT)


def _width(entries: Sequence[Entry]) -> int:
    return sum(entry.width + BETWEEN for entry in entries) - BETWEEN


def _place(active: Iterable[ActiveBinding]) -> Callable[[ActiveBinding], tuple[int, int]]:
    """Give what says where a binding stands: in the order of its class, which one with a key of the user's lost."""
    nodes = list(dict.fromkeys(id(each.node) for each in active))

    def place(each: ActiveBinding) -> tuple[int, int]:
        actions = [b.action for b in type(each.node).BINDINGS if isinstance(b, Binding)]
        action = each.binding.action
        return nodes.index(id(each.node)), actions.index(action) if action in actions else len(actions)

    return place

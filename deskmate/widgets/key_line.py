"""The keys of the screen in front, in one line: each can be clicked.

Textual's own footer is a widget a key, laid out anew whenever one changes: on Today that took as long as the rest.
"""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.events import Click
from textual.screen import Screen

from deskmate.widgets.dressed import Dressed

Key = tuple[str, str, str]
"""A key as it is pressed, as it is shown, and what it does."""

BETWEEN = 2


class KeyLine(Dressed, can_focus=False):
    """Shows the keys that do something now, as many as fit."""

    SHEETS = ("key_line",)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key", "key-line--about"}

    _keys: tuple[Key, ...] = ()

    def on_mount(self) -> None:
        """Follow the screen's bindings from now on."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)
        self._follow(self.screen)

    def render(self) -> Text:
        """Draw the keys that fit, each whole."""
        bold, quiet = (self.get_component_rich_style(f"key-line--{part}") for part in ("key", "about"))
        line = Text(no_wrap=True)
        for _, key, about in self._fitting():
            line.append(f"{key} ", bold).append(about, quiet).append(" " * BETWEEN)
        line.right_crop(BETWEEN)
        return line

    def on_click(self, event: Click) -> None:
        """Do what the key under the pointer does."""
        offset = event.get_content_offset(self)
        start = 0
        for pressed, key, about in self._fitting():
            end = start + cell_len(f"{key} {about}")
            if offset is not None and start <= offset.x < end:
                self.app.simulate_key(pressed)
            start = end + BETWEEN

    def _fitting(self) -> tuple[Key, ...]:
        left = self.content_size.width
        for number, (_, key, about) in enumerate(self._keys):
            length = cell_len(f"{key} {about}")
            if length > left:
                return self._keys[:number]
            left -= length + BETWEEN
        return self._keys

    def _follow(self, screen: Screen[object]) -> None:
        """Show the keys anew where they are others."""
        found: dict[str, Key] = {}
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled:
                shown = self.app.get_key_display(binding)
                found.setdefault(binding.action, (binding.key, shown, binding.description))
        keys = tuple(found.values())
        if keys != self._keys:
            self._keys = keys
            self.refresh()

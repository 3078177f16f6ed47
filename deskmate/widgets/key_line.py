"""The keys of the screen in front, in one line: each can be clicked.

Textual's own footer is a widget a key, laid out anew whenever one changes: on Today that took as long as the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.events import Click
from textual.screen import Screen
from textual.widget import Widget

BETWEEN = 2


@dataclass(frozen=True, slots=True)
class Key:
    """What some keys do: each as it is pressed and as it is shown. Keys that belong together share one name."""

    keys: tuple[tuple[str, str], ...]
    about: str

    @property
    def shown(self) -> str:
        """Give the keys as they are shown, side by side."""
        return "".join(shown for _, shown in self.keys)

    @property
    def length(self) -> int:
        """Give how many cells it takes."""
        return cell_len(f"{self.shown} {self.about}")

    def pressed(self, place: int) -> str:
        """Give the key at a place of it (cells); at its name the first."""
        for pressed, shown in self.keys:
            place -= cell_len(shown)
            if place < 0:
                return pressed
        return self.keys[0][0]


class KeyLine(Widget, can_focus=False):
    """Shows the keys that do something now, as many as fit."""

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
        for key in self._fitting():
            line.append(f"{key.shown} ", bold).append(key.about, quiet).append(" " * BETWEEN)
        line.right_crop(BETWEEN)
        return line

    def on_click(self, event: Click) -> None:
        """Do what the key under the pointer does."""
        offset = event.get_content_offset(self)
        start = 0
        for key in self._fitting():
            if offset is not None and start <= offset.x < start + key.length:
                self.app.simulate_key(key.pressed(offset.x - start))
            start += key.length + BETWEEN

    def _fitting(self) -> tuple[Key, ...]:
        left = self.content_size.width
        for number, key in enumerate(self._keys):
            if key.length > left:
                return self._keys[:number]
            left -= key.length + BETWEEN
        return self._keys

    def _follow(self, screen: Screen[object]) -> None:
        """Show the keys anew where they are others."""
        found: dict[str, Key] = {}
        for active in screen.active_bindings.values():
            binding = active.binding
            if not (binding.show and active.enabled):
                continue
            key = binding.key, self.app.get_key_display(binding)
            if binding.group is None:
                found.setdefault(binding.action, Key((key,), binding.description))
            else:
                together = found.get(binding.group.description)
                keys = (*together.keys, key) if together is not None else (key,)
                found[binding.group.description] = Key(keys, binding.group.description)
        now = tuple(found.values())
        if now != self._keys:
            self._keys = now
            self.refresh()

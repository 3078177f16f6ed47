"""The keys of the screen in front, in one line: each can be clicked.

Textual's own footer is a widget a key, laid out anew whenever one changes, and cuts the last key in two.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.events import Click
from textual.screen import Screen

from deskmate.widgets.dressed import Dressed

BETWEEN = 2
HELP = "app.help"


@dataclass(frozen=True, slots=True)
class Key:
    """What is done, and the keys that do it: each as it is pressed, and as it is shown."""

    about: str
    keys: tuple[tuple[str, str], ...]
    helps: bool = False

    @property
    def shown(self) -> str:
        """Give the keys as they are written, close together."""
        return "".join(shown for _, shown in self.keys)

    def __len__(self) -> int:
        return cell_len(f"{self.shown} {self.about}")

    def under(self, x: int) -> str | None:
        """Give the key at `x` columns from the left; the words are part of a key that stands alone."""
        for pressed, shown in self.keys:
            if x < cell_len(shown) or len(self.keys) == 1:
                return pressed
            x -= cell_len(shown)
        return None


class KeyLine(Dressed, can_focus=False):
    """Shows the keys that do something now, as many as fit; the one for help always, for it tells of the rest."""

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
        for _, key in self._placed():
            line.append(f"{key.shown} ", bold).append(key.about, quiet).append(" " * BETWEEN)
        line.right_crop(BETWEEN)
        return line

    def on_click(self, event: Click) -> None:
        """Do what the key under the pointer does."""
        offset = event.get_content_offset(self)
        for start, key in self._placed():
            if (
                offset is not None
                and start <= offset.x < start + len(key)
                and (pressed := key.under(offset.x - start))
            ):
                self.app.simulate_key(pressed)

    def _placed(self) -> Iterator[tuple[int, Key]]:
        """Give the keys that fit, each with the column it begins at."""
        keys, start = list(self._keys), 0
        while keys and sum(len(key) + BETWEEN for key in keys) - BETWEEN > self.content_size.width:
            least = next((key for key in reversed(keys) if not key.helps), keys[-1])
            keys.remove(least)
        for key in keys:
            yield start, key
            start += len(key) + BETWEEN

    def _follow(self, screen: Screen[object]) -> None:
        """Show the keys anew where they are others."""
        found: dict[Hashable, Key] = {}
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled:
                one = (binding.key, self.app.get_key_display(binding))
                name, about = binding.group or binding.action, binding.description
                if binding.group is not None:
                    about = binding.group.description
                before = found.setdefault(name, Key(about, (), helps=binding.action == HELP))
                # One key may have two names, such as + and its place on the keyboard.
                another = binding.group is not None and one[1] not in before.shown
                if another or not before.keys:
                    found[name] = replace(before, keys=(*before.keys, one))
        keys = tuple(found.values())
        if keys != self._keys:
            self._keys = keys
            self.refresh()

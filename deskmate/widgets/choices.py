"""A row of names, one of them chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import RenderResult
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

GAP = "  "
MORE = "…"


class Choices(Widget):
    """Shows its names in one row; where they do not fit, those beside the chosen one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"choices--chosen", "choices--other"}

    names: reactive[tuple[str, ...]] = reactive((), layout=True)
    chosen: reactive[str] = reactive("")

    class Chosen(Message):
        """The user clicked a name."""

        def __init__(self, choices: Choices, name: str) -> None:
            super().__init__()
            self.choices = choices
            self.name = name

        @property
        def control(self) -> Choices:
            """Give the row it was in."""
            return self.choices

    def __init__(self, names: Sequence[str] = (), *, id: str | None = None) -> None:  # noqa: A002 - as Textual names it
        super().__init__(id=id)
        self.set_reactive(Choices.names, tuple(names))

    def get_content_width(self, container: object, viewport: object) -> int:
        """Give the width of all names, that an automatic width fits."""
        del container, viewport
        return len(GAP.join(self.names))

    def render(self) -> RenderResult:
        """Draw the names."""
        first, last = self._window()
        text = Text(MORE + " " if first else "", no_wrap=True, end="")
        for name in self.names[first:last]:
            style = "choices--chosen" if name == self.chosen else "choices--other"
            text.append(name, self.get_component_rich_style(style))
            text.append(GAP)
        text.rstrip()
        if last < len(self.names):
            text.append(" " + MORE)
        return text

    def _window(self) -> tuple[int, int]:
        """Give which names fit, the chosen one among them."""
        names, room = self.names, self.size.width
        if self.chosen not in names or len(GAP.join(names)) <= room:
            return 0, len(names)
        first = last = names.index(self.chosen)
        last += 1
        room -= 2 * (len(MORE) + 1)
        while True:
            if last < len(names) and len(GAP.join(names[first : last + 1])) <= room:
                last += 1
            elif first > 0 and len(GAP.join(names[first - 1 : last])) <= room:
                first -= 1
            else:
                return first, last

    def on_click(self, event: Click) -> None:
        """Choose the name under the pointer."""
        first, last = self._window()
        place = len(MORE) + 1 if first else 0
        for name in self.names[first:last]:
            if place <= event.x < place + len(name):
                self.post_message(self.Chosen(self, name))
            place += len(name) + len(GAP)

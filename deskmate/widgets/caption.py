"""A caption: what is being said, with the spoken word lit."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

Span = tuple[int, int]


class Caption(Widget):
    """Shows `text`; `word`, a (start, end) of its characters, is lit."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"caption--word"}

    text: reactive[str] = reactive("", layout=True)
    word: reactive[Span | None] = reactive(None)

    def say(self, text: str) -> None:
        """Show a new line, nothing in it lit yet."""
        self.word = None
        self.text = text

    def render(self) -> Text:
        """Give the line as plain text, its word lit."""
        shown = Text(self.text)
        if self.word is not None:
            shown.stylize(self.get_component_rich_style("caption--word"), *self.word)
        return shown

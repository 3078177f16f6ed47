"""Search over all pages: type, see the sentences, open one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from deskmate.learn.page import Page
from deskmate.learn.search import Hit, search
from deskmate.screens.question import Question
from deskmate.widgets.key_line import KeyLine

CHOOSE = Binding.Group("Choose", compact=True)


class SearchScreen(Question[Hit | None]):
    """Gives back the sentence that was chosen, None on escape."""

    SHEETS = ("glossary",)

    BINDINGS: ClassVar[list[BindingType]] = [
        # The line that is typed in has enter of its own.
        Binding("enter", "open", "Open", priority=True),
        Binding("up", "move('up')", "Previous", group=CHOOSE, priority=True),
        Binding("down", "move('down')", "Next", group=CHOOSE, priority=True),
        Binding("escape", "dismiss(None)", "Back"),
    ]

    def __init__(self, pages: Sequence[Page]) -> None:
        super().__init__()
        self._pages = pages
        self._hits: tuple[Hit, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the question above its answers."""
        with Vertical(id="search"):
            yield Input(placeholder="Search all pages", id="query")
            yield OptionList(id="hits")
            yield KeyLine(classes="keys")

    def on_input_changed(self, message: Input.Changed) -> None:
        """Search at every letter: the pages are few."""
        self._hits = search(self._pages, message.value)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(_shown(hit)) for hit in self._hits)
        if self._hits:
            options.highlighted = 0
        elif message.value.strip():
            options.add_option(Option("Nothing found.", disabled=True))

    def action_open(self) -> None:
        """Open the sentence that is marked."""
        self._choose(self.query_one(OptionList).highlighted)

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Open the sentence that was clicked."""
        self._choose(message.option_index)

    def action_move(self, where: str) -> None:
        """Mark another sentence; the letters still go into the question."""
        options = self.query_one(OptionList)
        if where == "down":
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def _choose(self, index: int | None) -> None:
        if index is not None and index < len(self._hits):
            self.dismiss(self._hits[index])


def _shown(hit: Hit) -> Text:
    text = Text(hit.text)
    for span in hit.matches:
        text.stylize("bold underline", span.start, span.end)
    if hit.text != hit.title:
        text.append(f"  {hit.title}", style="italic dim")
    return text

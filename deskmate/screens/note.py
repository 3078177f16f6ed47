"""A small question over the screen in front: a line of the user's own words."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label

from deskmate.screens.question import Question
from deskmate.sitting.notes import LONGEST_NOTE
from deskmate.widgets.key_line import KeyLine


class NoteScreen(Question[str | None]):
    """Gives back what was written; None on escape."""

    SHEETS = ("history",)

    BINDINGS: ClassVar[list[BindingType]] = [
        # The line has enter of its own.
        Binding("enter", "keep", "Keep", priority=True),
        Binding("escape", "dismiss(None)", "Back"),
    ]

    def __init__(self, question: str, text: str = "") -> None:
        super().__init__()
        self._question = question
        self._text = text

    def compose(self) -> ComposeResult:
        """Lay out the question and the line to write on."""
        with Vertical(id="box"):
            yield Label(self._question, classes="title", markup=False)
            yield Input(self._text, max_length=LONGEST_NOTE, placeholder="In your own words")
            yield KeyLine(classes="keys")

    def action_keep(self) -> None:
        """Give back what was written."""
        self.dismiss(self.query_one(Input).value)

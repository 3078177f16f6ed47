"""A small question over the screen in front: a line of the user's own words."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label

from deskmate.screens.base import as_sentence
from deskmate.screens.question import Question
from deskmate.sitting.notes import LONGEST_NOTE, checked
from deskmate.widgets.key_line import KeyLine


class NoteScreen(Question[str | None]):
    """Gives back what was written, once it can be kept; None on escape."""

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
            yield Label(id="refused", markup=False)
            yield KeyLine(classes="keys")

    def action_keep(self) -> None:
        """Give back what was written; where it cannot be kept, let it stand to be put right, and say why."""
        try:
            text = checked(self.query_one(Input).value)
        except ValueError as error:
            self._refuse(as_sentence(error))
        else:
            self.dismiss(text)

    def on_input_changed(self) -> None:
        """Say no more what was wrong with what stood there before."""
        self._refuse("")

    def _refuse(self, why: str) -> None:
        self.query_one("#refused", Label).update(why)
        self.set_class(bool(why), "-refused")

"""A small question over the screen in front: one of a few answers, or none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from deskmate.screens.question import Question
from deskmate.widgets.key_line import KeyLine


class ChooseScreen(Question[str | None]):
    """Gives back the id of the answer that was chosen, by arrows and enter or by its number; None on escape."""

    SHEETS = ("choose",)

    BINDINGS: ClassVar[list[BindingType]] = [
        # The list has enter of its own.
        Binding("enter", "choose_marked", "Choose", priority=True),
        Binding("escape,q", "dismiss(None)", "Back", key_display="esc"),
        *(Binding(str(n), f"choose({n})", show=False) for n in range(1, 10)),
    ]

    def __init__(self, question: str, answers: Mapping[str, str]) -> None:
        super().__init__()
        self._question = question
        self._answers = dict(answers)

    def compose(self) -> ComposeResult:
        """Lay out the question and its answers."""
        options = (Option(Text(f"{n}  {text}"), id=key) for n, (key, text) in enumerate(self._answers.items(), 1))
        with Vertical(id="choose"):
            yield Label(self._question, classes="title", markup=False)
            yield OptionList(*options)
            yield KeyLine(classes="keys")

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Give back what was chosen."""
        self.dismiss(message.option_id)

    def action_choose_marked(self) -> None:
        """Give back the answer that is marked."""
        self.query_one(OptionList).action_select()

    def action_choose(self, number: int) -> None:
        """Give back the answer of that number, if there is one."""
        keys = list(self._answers)
        if number <= len(keys):
            self.dismiss(keys[number - 1])

"""A small question over the screen in front: one of a few answers, or none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from deskmate.widgets.dressed import Dressed


class ChooseScreen(ModalScreen[str | None], Dressed):
    """Gives back the id of the answer that was chosen, by arrows and enter or by its number; None on escape."""

    SHEETS = ("choose",)

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "Back"),
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
            yield Label("enter choose · esc back", classes="keys", markup=False)

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Give back what was chosen."""
        self.dismiss(message.option_id)

    def action_choose(self, number: int) -> None:
        """Give back the answer of that number, if there is one."""
        keys = list(self._answers)
        if number <= len(keys):
            self.dismiss(keys[number - 1])

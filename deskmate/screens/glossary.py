"""The words a page marks, each shown with its meaning and said aloud."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from deskmate.learn.bibliography import Term
from deskmate.screens.question import Question
from deskmate.voice.speaker import Speaker
from deskmate.widgets.key_line import KeyLine

OTHERS = Binding.Group("Other words", compact=True)


class GlossaryScreen(Question[None]):
    """One term at a time; to come to a term is to hear it."""

    SHEETS = ("glossary",)

    VERTICAL_BREAKPOINTS = [(0, "-strip"), (10, "-short"), (18, "-tall")]  # noqa: RUF012 - as Textual declares it

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,p,up", "turn(-1)", "Previous", key_display="←", group=OTHERS),
        Binding("right,n,down,g", "turn(1)", "Next", key_display="→", group=OTHERS),
        Binding("space", "say", "Say it again"),
        Binding("escape,q,enter", "dismiss(None)", "Back", key_display="esc"),
    ]

    def __init__(self, terms: Sequence[Term], speaker: Speaker, first: int = 0) -> None:
        """Show `terms`, which must not be empty, from number `first` on."""
        super().__init__()
        self._terms = terms
        self._speaker = speaker
        self._at = first

    def compose(self) -> ComposeResult:
        """Lay out the term and its meaning."""
        with Vertical(id="term"):
            yield Static(id="word")
            yield Static(id="meaning", markup=False)
            yield KeyLine(classes="keys")

    def begin(self) -> None:
        """Show and say the first term."""
        self._show()

    def on_unmount(self) -> None:
        """Fall silent."""
        self._speaker.stop()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer other words where there are any."""
        del parameters
        return action != "turn" or len(self._terms) > 1

    def action_turn(self, step: int) -> None:
        """Go to another term, round and round."""
        self._at = (self._at + step) % len(self._terms)
        self._show()

    def action_say(self) -> None:
        """Say the term and its meaning."""
        term = self._terms[self._at]
        self._speaker.say(f"{term.term}. {term.meaning}")

    def _show(self) -> None:
        term = self._terms[self._at]
        word = Text(term.term, style="bold")
        if term.said:
            word.append(f"  say {term.said}", style="not bold italic")
        if len(self._terms) > 1:
            word.append(f"  {self._at + 1} of {len(self._terms)}", style="not bold dim")
        self.query_one("#word", Static).update(word)
        self.query_one("#meaning", Static).update(term.meaning)
        self.action_say()

"""A small question over the screen in front: how much it ached."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label

from deskmate.screens.question import Question
from deskmate.widgets.ache_scale import AcheScale
from deskmate.widgets.key_line import KeyLine


class RateScreen(Question[int | None]):
    """Gives back the score that was chosen, 0 to 10; None on escape."""

    SHEETS = ("history",)

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss(None)", "Back", key_display="esc")]

    def __init__(self, question: str, score: int | None, ticks: Callable[[], timedelta]) -> None:
        """Take the score that was said before, and the monotonic clock."""
        super().__init__()
        self._ticks = ticks
        self._question = question
        self._score = score

    def compose(self) -> ComposeResult:
        """Lay out the question and the scale."""
        with Vertical(id="box"):
            yield Label(self._question, classes="title", markup=False)
            yield AcheScale(self._ticks)
            yield KeyLine(classes="keys")

    def begin(self) -> None:
        """Begin at what was said before."""
        scale = self.query_one(AcheScale)
        scale.score = self._score or 0
        self.set_focus(scale)

    def on_ache_scale_rated(self, message: AcheScale.Rated) -> None:
        """Give back what was chosen."""
        self.dismiss(message.score)

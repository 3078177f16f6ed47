"""A small question over the screen in front, left by escape or by a click beside it."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.events import Click
from textual.screen import ModalScreen

from deskmate.widgets.dressed import Fitted

Answer = TypeVar("Answer")


class Question(ModalScreen[Answer], Fitted):
    """What every question shares."""

    def on_mount(self) -> None:
        """Begin, unless it was answered while it was being laid out: it has no widgets then."""
        if self.display:
            self.begin()

    def begin(self) -> None:
        """Fill in what the laid out widgets show first; nothing, for some questions."""

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Give the answer back, once: a second click or enter may be on its way when the screen is gone already."""
        return super().dismiss(result) if self.is_current else AwaitComplete()

    def on_click(self, event: Click) -> None:
        """Leave it without an answer where the click was beside the box."""
        if event.widget is self:
            self.dismiss(None)

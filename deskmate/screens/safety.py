"""What to heed before a stretch: read once before the first one, and whenever it is wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Label, Static

from deskmate.screens.base import DeskScreen
from deskmate.sitting.events import Kind
from deskmate.stretch.safety import SAFETY, Advice
from deskmate.widgets.key_line import KeyLine

MORE = Binding.Group("More", compact=True)


class SafetyScreen(DeskScreen):
    """A short plain page. Given what comes `then`, it is to be accepted; without, it is only read."""

    SHEETS = ("safety",)

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "I have read it", key_display="⏎"),
        Binding("escape", "app.pop_screen", "Back", key_display="esc"),
        Binding("up", "scroll_page(-1)", "Back in the page", group=MORE, id="safety.up"),
        Binding("down", "scroll_page(1)", "More of the page", group=MORE, id="safety.down"),
    ]

    AUTO_FOCUS = ""

    def __init__(self, then: Callable[[], None] | None = None) -> None:
        super().__init__()
        self._then = then

    def compose(self) -> ComposeResult:
        """Lay out the page under its title."""
        title = "First, be safe" if self._then is None else "Before your first stretch"
        yield Label(title, classes="title")
        with VerticalScroll(can_focus=False):
            for advice in SAFETY:
                yield Static(_shown(advice), classes="advice")
        yield KeyLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to accept where that is asked."""
        del parameters
        return self._then is not None if action == "accept" else True

    def action_accept(self) -> None:
        """Write down that it was read, and go on with what it stood before."""
        if self._then is None:
            return
        self.desk.record(Kind.SAFETY_ACCEPTED)
        self.app.pop_screen()
        self._then()

    def action_scroll_page(self, direction: int) -> None:
        """Move through the page where it does not fit."""
        page = self.query_one(VerticalScroll)
        page.scroll_relative(y=direction * max(1, page.size.height // 2))


def _shown(advice: Advice) -> Text:
    text = Text(advice.title, style="bold", end="")
    for line in advice.lines:
        text.append(f"\n{line}", "not bold")
    return text

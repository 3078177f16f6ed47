"""A scale from 0 to 10 for the ache: no ache at all, to the worst one can imagine (NRS)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive

from deskmate.widgets.dressed import Dressed

WORST = 10
TOGETHER = timedelta(seconds=1)
"""Two digits typed within this are one number; a later one stands for itself."""
_ROOMY, _TIGHT = 3, 2
"""Columns a number, and where the box is too narrow for that."""
ACHE = Binding.Group("Ache", compact=True)
DIGITS = "a digit chooses it at once, and t ten"


class AcheScale(Dressed, can_focus=True):
    """Lets the user choose a number; digits choose at once, arrows move, enter says that it is meant."""

    SHEETS = ("ache_scale",)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"ache--chosen"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", "Less", tooltip=f"Less ache; {DIGITS}", group=ACHE, id="ache.less"),
        Binding("right", "move(1)", "More", tooltip=f"More ache; {DIGITS}", group=ACHE, id="ache.more"),
        *(Binding(str(n), f"choose({n})", show=False) for n in range(WORST)),
        Binding("t", f"choose({WORST})", show=False),
        Binding("enter", "rate", "OK", tooltip="This is how much it aches", id="ache.ok"),
        Binding("x", "pass_over", "Skip", tooltip="Do not rate it", id="ache.skip"),
    ]

    score: reactive[int] = reactive(0)

    class Rated(Message):
        """The user rated the ache; `score` is None where they would rather not."""

        def __init__(self, score: int | None) -> None:
            super().__init__()
            self.score = score

    def __init__(self, ticks: Callable[[], timedelta]) -> None:
        """Take the monotonic clock, by which two digits are typed together or not."""
        super().__init__()
        self._ticks = ticks
        self._one_at: timedelta | None = None
        """When a 1 was typed, unless something else was done since."""

    def render(self) -> Text:
        """Draw the numbers in a row, the chosen one lit."""
        shown = Text()
        chosen = self.get_component_rich_style("ache--chosen")
        for number in range(WORST + 1):
            shown.append(f"{number:^{self._cell}}", chosen if number == self.score else "")
        return shown

    @property
    def _cell(self) -> int:
        return _ROOMY if self.size.width >= _ROOMY * (WORST + 1) else _TIGHT

    def action_move(self, step: int) -> None:
        """Choose the number beside."""
        self.score = min(WORST, max(0, self.score + step))
        self._one_at = None

    def action_choose(self, score: int) -> None:
        """Choose a number; a 0 typed right after a 1 makes ten."""
        now = self._ticks()
        is_ten = score == 0 and self._one_at is not None and now - self._one_at <= TOGETHER
        self.score = WORST if is_ten else score
        self._one_at = now if score == 1 else None

    def action_rate(self) -> None:
        """Say that the chosen number is meant."""
        self.post_message(self.Rated(self.score))

    def action_pass_over(self) -> None:
        """Leave it unrated."""
        self.post_message(self.Rated(None))

    def on_click(self, event: Click) -> None:
        """Choose the number under the pointer."""
        offset = event.get_content_offset(self)
        if offset is not None:
            self.score = min(WORST, max(0, offset.x // self._cell))
            self._one_at = None

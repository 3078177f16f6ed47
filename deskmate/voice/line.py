"""The line of utterances: what is being said, what waits behind it, and what is set for a moment."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import timedelta

from deskmate.voice.pronunciation import Spoken


@dataclass(slots=True)
class Utterance:
    """A text on its way to being said; `due` is the moment it is set for, None for when its turn comes."""

    number: int
    text: str
    spoken: Spoken
    due: timedelta | None = None
    sent: bool = False
    started: bool = False
    unsayable: bool = False
    last: tuple[int, int] | None = None

    def waits(self, now: timedelta) -> bool:
        """Tell whether its moment has not come yet."""
        return self.due is not None and now < self.due


class Line(deque[Utterance]):
    """Utterances in the order they are said in; the one in front is being said, or is the next."""

    def replaced(self, now: timedelta) -> list[Utterance]:
        """Take out what gives way by now to one set for a moment that has come."""
        come = [n for n, utterance in enumerate(self) if n and utterance.due is not None and not utterance.waits(now)]
        return [self.popleft() for _ in range(come[-1] if come else 0)]

    def next_due(self) -> timedelta | None:
        """Tell the moment of the first that is set for one and was not begun."""
        return next((u.due for u in self if u.due is not None and not u.started), None)

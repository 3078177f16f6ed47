"""What a chart or a ribbon tells when it is clicked."""

from __future__ import annotations

from textual.message import Message


class Picked(Message):
    """The user clicked a point, by its number among those that are shown."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

"""Gives a style to what has none, for the filters that take colours away: Textual's stumble over it."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter


class Styled(LineFilter):
    """Comes before the filters of NO_COLOR: a canvas that has no size yet draws a line without a style."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Give the segments, each with a style."""
        del background
        return [s if s.style is not None else Segment(s.text, Style.null(), s.control) for s in segments]

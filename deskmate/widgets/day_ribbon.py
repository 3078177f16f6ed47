"""The day as a ribbon: cells from the first event to now, their height and colour by posture."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import ClassVar

from rich.segment import Segment
from textual.events import Click
from textual.reactive import reactive
from textual.strip import Strip

from deskmate.sitting.timeline import Activity, Posture, Span
from deskmate.widgets.dressed import Dressed
from deskmate.widgets.picked import Picked

# Each posture has its own shape as well as its own colour, so that the ribbon reads without colour.
SHAPES = {
    "sitting": "█",
    "standing": "▄",
    "break": "▂",
    "walk": "▃",
    "stretch": "▆",
    "away": "▁",
    "unknown": "·",
}
_EIGHTHS = " ▁▂▃▄▅▆▇█"
_LINES = ("away", "unknown")
"""The manners that are drawn along the foot, however high the ribbon is."""


def shape(name: str, y: int, height: int) -> str:
    """Give what a manner looks like in row `y` from the top of a ribbon of `height` rows."""
    below = height - 1 - y
    if name in _LINES:
        return " " if below else SHAPES[name]
    filled = _EIGHTHS.index(SHAPES[name]) * height - below * 8
    return _EIGHTHS[min(8, max(0, filled))]


def breadth(name: str, width: int) -> str:
    """Give what a manner looks like in a row of a ribbon that runs down, `width` cells broad where one sits."""
    if name in _LINES:
        return "▏" if name == "away" else SHAPES[name]
    return "█" * max(1, _EIGHTHS.index(SHAPES[name]) * width // 8)


def manner(span: Span) -> str:
    """Give the name under which a span is shown and coloured."""
    match span.activity:
        case Activity.STRETCH:
            return "stretch"
        case Activity.BREAK:
            return "break"
        case Activity.WALK:
            return "walk"
        case None:
            return span.posture.value


def cells(spans: Sequence[Span], width: int) -> list[str]:
    """Give for each of `width` cells the manner that fills most of it.

    A stretch or a break too short to fill most of a cell still gets one: getting up is what the ribbon is for.
    """
    if not spans or width < 1:
        return []
    start, end = spans[0].start, spans[-1].end
    step = (end - start) / width
    if step < timedelta(microseconds=1):
        return [manner(spans[-1])] * width
    filled: list[str] = []
    first = 0
    for n in range(width):
        left = start + step * n
        while first < len(spans) - 1 and spans[first].end <= left:
            first += 1
        filled.append(_most(spans[first:], left, left + step))
    for span in spans:
        if span.posture is not Posture.SITTING and span.posture is not Posture.UNKNOWN:
            middle = span.start + span.length / 2
            place = min(width - 1, int((middle - start) / step))
            if manner(span) not in filled[max(0, place - 1) : place + 2]:
                filled[place] = manner(span)
    return filled


def _most(spans: Sequence[Span], start: datetime, end: datetime) -> str:
    best, longest = "unknown", timedelta(0)
    sums: dict[str, timedelta] = {}
    for span in spans:
        if span.start >= end:
            break
        shared = min(span.end, end) - max(span.start, start)
        if shared > timedelta(0):
            name = manner(span)
            sums[name] = sums.get(name, timedelta(0)) + shared
            if sums[name] > longest:
                best, longest = name, sums[name]
    return best


class DayRibbon(Dressed):
    """Shows the spans it is given over its whole width."""

    SHEETS = ("day_ribbon",)
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"ribbon--{name}" for name in SHAPES}

    spans: reactive[tuple[Span, ...]] = reactive((), repaint=False)
    _row: list[str] | None = None

    def on_click(self, event: Click) -> None:
        """Tell which span was clicked."""
        offset = event.get_content_offset(self)
        if offset is None or not self.spans:
            return
        start, end = self.spans[0].start, self.spans[-1].end
        moment = start + (end - start) * ((offset.x + 0.5) / self.size.width)
        number = next(n for n, span in enumerate(self.spans) if moment <= span.end)
        self.post_message(Picked(number))

    def watch_spans(self) -> None:
        """Repaint where a cell changed; most minutes change none."""
        if self._row is None or cells(self.spans, self.size.width) != self._row:
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one row of it."""
        width, height = self.size
        if y == 0 or self._row is None or len(self._row) != width:
            self._row = cells(self.spans, width)
        row = self._row
        segments = [
            Segment(shape(name, y, height) * len(list(run)), self.get_component_rich_style(f"ribbon--{name}"))
            for name, run in groupby(row)
        ]
        return Strip(segments).adjust_cell_length(width, self.rich_style)

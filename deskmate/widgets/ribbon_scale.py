"""The hours under a day's ribbon."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from deskmate.sitting.timeline import Span

STEPS = (1, 2, 3, 6, 12)
"""How many hours may lie between two marks."""

MARK = "╵"
ROOM = 7
"""Cells a mark, its hour and a gap take."""

HOUR = timedelta(hours=1)


def scale(start: datetime, end: datetime, width: int, zone: tzinfo) -> str:
    """Give `width` cells with marks at whole hours of the wall's clock, each at the cell that stands for it."""
    line = [" "] * max(0, width)
    step = next((n for n in STEPS if width * n * HOUR >= ROOM * (end - start)), STEPS[-1])
    moment = start.astimezone(UTC)
    here = moment.astimezone(zone)
    past = timedelta(minutes=here.minute, seconds=here.second, microseconds=here.microsecond)
    moment += HOUR - past if past else timedelta(0)
    while moment < end:
        here = moment.astimezone(zone)
        place = int((moment - start) / (end - start) * width)
        label = f"{MARK}{here:%H:%M}"
        if here.hour % step == 0 and place + len(label) <= width:
            line[place : place + len(label)] = label
        moment += HOUR
    return "".join(line).rstrip()


class RibbonScale(Widget):
    """Shows the hours of the spans it is given over its whole width, as their ribbon does."""

    spans: reactive[tuple[Span, ...]] = reactive(())

    def __init__(self, zone: tzinfo = UTC) -> None:
        super().__init__()
        self.zone = zone

    def render(self) -> Text:
        """Draw the marks."""
        spans: Sequence[Span] = self.spans
        if not spans or spans[0].start >= spans[-1].end:
            return Text()
        return Text(scale(spans[0].start, spans[-1].end, self.size.width, self.zone), no_wrap=True)

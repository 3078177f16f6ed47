"""A year as a map of its days: a column a week, a row a weekday, the fuller the more."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.events import Click
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from deskmate.review.chart import Chart, Point
from deskmate.review.patterns import week_column, week_row
from deskmate.widgets.picked import Picked

# Each level has its own shape as well as its own colour, so that the map reads without colour.
SHAPES = {"ahead": " ", "none": "·", "little": "░", "some": "▒", "much": "▓", "over": "█"}
LABELS = 4
SHORT_LABELS = 3
WIDE = 2
WEEKS = 54
CURSOR = "◆"
ROWS = 7
WEEKDAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")
LEGEND = {
    "none": " not noticed   ",
    "little": " to a third of the goal   ",
    "some": " to two thirds   ",
    "much": " below it   ",
    "over": " over it",
}
SHORT_LEGEND = {
    "none": " not noticed   ",
    "little": "",
    "some": "",
    "much": "",
    "over": " from little to over the goal",
}
"""The same in few words."""

THIRDS = ("little", "some", "much")


def level(point: Point, goal: float) -> str:
    """Give how full a day is against the goal: in thirds below it, and over."""
    if point.value is None:
        return "ahead" if point.is_ahead else "none"
    if point.is_over:
        return "over"
    return THIRDS[min(2, int(point.value / goal * 3))]


class CalendarMap(Widget):
    """Draws the calendar chart it is given, with a cursor on one day; as many weeks as fit, that day's among them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"calendar--{name}" for name in (*SHAPES, "cursor", "label")}

    chart: reactive[Chart | None] = reactive(None)
    cursor: reactive[int] = reactive(0)

    def render_line(self, y: int) -> Strip:
        """Draw the months' names, or the days of one weekday."""
        chart, width = self.chart, self.size.width
        # Where there is no room for both, the days are shown and not the months' names.
        y += self.size.height <= ROWS
        if chart is None or y > ROWS + 1 or not chart.points:
            return Strip.blank(width, self.rich_style)
        cell = self._cell(width)
        first, shown = self._weeks(chart, (width - self._labels) // cell)
        if y > ROWS:
            row = self._legend(width)
        elif y == 0:
            row = self._months(chart, first, shown, cell)
        else:
            row = self._days(chart, y - 1, (first, shown), cell)
        return Strip(row).adjust_cell_length(width, self.rich_style)

    @property
    def _labels(self) -> int:
        """Give the cells the weekdays' names take: fewer where a year would not fit beside them."""
        return LABELS if self.size.width >= LABELS + WEEKS else SHORT_LABELS

    def on_click(self, event: Click) -> None:
        """Tell which day was clicked."""
        offset = event.get_content_offset(self)
        if offset is not None and (number := self.number_at(offset.x, offset.y)) is not None:
            self.post_message(Picked(number))

    def number_at(self, x: int, y: int) -> int | None:
        """Give the number of the day that is shown in a cell, None where there is none."""
        chart, width = self.chart, self.size.width
        if chart is None or not chart.points:
            return None
        cell = self._cell(width)
        first, _ = self._weeks(chart, (width - self._labels) // cell)
        row = y + (self.size.height <= ROWS) - 1
        place = first + (x - self._labels) // cell, row
        days = (_day(point) for point in chart.points)
        return next((n for n, day in enumerate(days) if (week_column(day), week_row(day)) == place), None)

    def _cell(self, width: int) -> int:
        return WIDE if width >= LABELS + WIDE * WEEKS else 1

    def _weeks(self, chart: Chart, room: int) -> tuple[int, int]:
        """Give the first week shown and how many are, so that the cursor's is in sight."""
        last = _day(chart.points[-1])
        count = week_column(last) + 1
        here = week_column(_day(chart.points[min(self.cursor, len(chart.points) - 1)]))
        return (0, count) if count <= room else (max(0, min(count - room, here - room // 2)), room)

    def _months(self, chart: Chart, first: int, shown: int, cell: int) -> list[Segment]:
        line = [" "] * (shown * cell)
        for point in chart.points:
            place = (week_column(_day(point)) - first) * cell
            if point.label and 0 <= place <= len(line) - len(point.label):
                line[place : place + len(point.label)] = point.label
        return [Segment(" " * self._labels + "".join(line), self._named("label"))]

    def _days(self, chart: Chart, weekday: int, weeks: tuple[int, int], cell: int) -> list[Segment]:
        first, shown = weeks
        name = WEEKDAYS[weekday][: self._labels - 1]
        row = [Segment(f"{name:<{self._labels}}", self._named("label"))]
        cells = {week_column(_day(p)): n for n, p in enumerate(chart.points) if week_row(_day(p)) == weekday}
        for week in range(first, first + shown):
            number = cells.get(week)
            if number is None:
                row.append(Segment(" " * cell, self.rich_style))
                continue
            name = level(chart.points[number], chart.goal or 1.0)
            is_chosen = number == self.cursor
            shape = f"{CURSOR:<{cell}}" if is_chosen else SHAPES[name] * cell
            row.append(Segment(shape, self._named("cursor" if is_chosen else name)))
        return row

    def _legend(self, width: int) -> list[Segment]:
        """Show each level and what it means, in fewer words where there is less room."""
        words = LEGEND if self._labels + sum(len(w) for w in LEGEND.values()) + len(LEGEND) <= width else SHORT_LEGEND
        row = [Segment(" " * self._labels, self._named("label"))]
        for name, meaning in words.items():
            row += [Segment(SHAPES[name], self._named(name)), Segment(meaning, self._named("label"))]
        return row

    def _named(self, name: str) -> Style:
        return self.get_component_rich_style(f"calendar--{name}")


def _day(point: Point) -> date:
    if point.day is None:
        raise ValueError("a calendar's points are days")
    return point.day

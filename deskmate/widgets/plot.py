"""A chart drawn as a plot, its colours from the style sheet, with a cursor on one point.

Imports the plotting library, which takes time to load: import this module where a plot is first needed, off the loop.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from rich.markup import escape
from rich.style import Style
from textual.app import ComposeResult
from textual.reactive import reactive
from textual.widget import Widget
from textual_plot import HiResMode, PlotWidget
from textual_plot.axis_formatter import CategoricalAxisFormatter, NumericAxisFormatter

from deskmate.review.chart import Chart, Point, Shape
from deskmate.widgets.bars import HALVES, bars
from deskmate.widgets.picked import Picked

if TYPE_CHECKING:
    from textual.events import Click, Mount, Resize

EDGE = 0.5
SCALE = 5
"""Cells left of the plot, for its scale."""

NAMES = 26
"""The same where it names what is beside it, if that leaves room enough."""

NAMES_SHARE = 0.47
"""How much of the width such names may take."""

FRAME = 2
"""Rows and columns of the frame, both sides together."""

UNDER = 1
"""Rows below the frame, for names or a scale."""

MARK = 6
"""Cells a mark of a scale from left to right takes, its gap with it."""

LINE, DOT, MORE = "─", "●", "…"


def marks_between(low: float, high: float, most: int) -> list[float]:
    """Give the marks of a scale inside two ends, halves or whole numbers: at most about `most`, and 0 among them."""
    step = next((s for s in (0.5, 1.0, 2.0, 5.0) if (high - low) / s <= max(1, most)), 10.0)
    return [step * n for n in range(math.ceil(low / step), math.floor(high / step) + 1)]


def window(cursor: int, count: int, room: int) -> range:
    """Give which of `count` rows are shown where there is room for so many: all, or those about the cursor."""
    room = max(1, room)
    first = max(0, min(count - room, cursor - room // 2))
    return range(first, min(count, first + room))


class _Canvas(PlotWidget):
    """The library's widget; left while it was being laid out, it has nothing to begin with."""

    def on_mount(self, event: Mount) -> None:  # type: ignore[override] # Textual gives it to whoever takes it
        """Keep the library from looking for what was never made."""
        if not self.children:
            event.prevent_default()


class Plot(Widget):
    """Draws the chart it is given."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "plot--bar",
        "plot--over",
        "plot--cursor",
        "plot--goal",
        "plot--goal-on-bar",
        "plot--line",
        "plot--dot",
    }

    chart: reactive[Chart | None] = reactive(None)
    cursor: reactive[int] = reactive(0)

    _ready = False

    def compose(self) -> ComposeResult:
        """Lay out the plotting library's widget; keys are the screen's."""
        plot = _Canvas(allow_pan_and_zoom=False)
        plot.can_focus = False
        # Until there is something on it, it would show axes from 0 to 1.
        plot.visible = False
        plot.set_reactive(PlotWidget.margin_top, 0)
        plot.set_reactive(PlotWidget.margin_bottom, UNDER)
        plot.set_reactive(PlotWidget.margin_left, SCALE)
        yield plot

    def on_mount(self) -> None:
        """Draw; what is drawn before is wiped out when the library's widget is mounted."""
        self._ready = bool(self.query(PlotWidget))
        self._draw()

    def watch_chart(self) -> None:
        """Draw anew."""
        self._draw()

    def watch_cursor(self) -> None:
        """Draw anew: the cursor is a part of the plot."""
        self._draw()

    def on_resize(self, _: Resize) -> None:
        """Draw anew: fewer or more names fit."""
        self.call_after_refresh(self._draw)

    def on_click(self, event: Click) -> None:
        """Tell which point was clicked: the one that stands nearest along the axis they are on."""
        plot = self.query_one(PlotWidget)
        offset = event.screen_offset - plot.query_one("#plot").region.offset
        if self.chart is None or not self.chart.points:
            return
        across, up = plot.get_coordinate_from_pixel(offset.x, offset.y)
        count = len(self.chart.points)
        number = count - round(up) if self.chart.shape is Shape.INTERVALS else round(across) - 1
        if 0 <= number < count:
            self.post_message(Picked(number))

    def notify_style_update(self) -> None:
        """Draw anew in the colours of another theme."""
        super().notify_style_update()
        self._draw()

    def _draw(self) -> None:
        if not self._ready or self.chart is None or not self.chart.points or self.size.width <= SCALE + FRAME:
            return
        plot = self.query_one(PlotWidget)
        left = self._room_for_names(self.chart)
        if left != plot.margin_left:
            plot.margin_left = left
            plot.refresh(layout=True)
        plot.clear()
        if self.chart.shape is Shape.INTERVALS:
            self._intervals(plot, self.chart, left)
        else:
            self._along(plot, self.chart)
        plot.visible = True

    @property
    def _rows(self) -> int:
        """Give the rows inside the frame."""
        return max(1, self.size.height - FRAME - UNDER)

    def _room_for_names(self, chart: Chart) -> int:
        if chart.shape is not Shape.INTERVALS:
            return SCALE
        return min(NAMES, max(cell_len(p.label) for p in chart.points) + 2, int(self.size.width * NAMES_SHARE))

    def _along(self, plot: PlotWidget, chart: Chart) -> None:
        """Draw points from left to right; what is left over by even places is left free at the right."""
        cells = self.size.width - SCALE - FRAME
        place = bars(cells, len(chart.points)).place / HALVES
        plot.set_xlimits(EDGE, EDGE + cells / place)
        plot.set_ylimits(0, chart.top)
        self._label(plot, chart, place)
        plot.set_y_formatter(NumericAxisFormatter())
        plot.set_yticks(chart.marks(self._rows // 2))
        if chart.shape is Shape.BARS:
            self._bars(plot, chart, cells)
        else:
            self._line(plot, chart)

    def _label(self, plot: PlotWidget, chart: Chart, place: float) -> None:
        """Name as many points as fit, evenly; each place is so many cells wide."""
        labels = [escape(p.label) for p in chart.points]
        step = max(1, math.ceil((max(map(cell_len, labels)) + 1) / place))
        plot.set_x_formatter(CategoricalAxisFormatter(labels))
        plot.set_xticks([float(n) for n in range(1, len(labels) + 1, step)])

    def _bars(self, plot: PlotWidget, chart: Chart, cells: int) -> None:
        sizes = bars(cells, len(chart.points))
        a_row = chart.top / self._rows
        for number, point in enumerate(chart.points):
            if point.value:
                # What is more than nothing is seen, be it half a row.
                height = max(point.value, a_row / HALVES)
                middle, width = sizes.told(number, height / a_row)
                style = self._style(self._bar_name(number, point))
                plot.bar([middle + EDGE], [height], width, style, hires_mode=HiResMode.QUADRANT)
            elif number == self.cursor:
                plot.add_v_line(number + 1.0, self._style("plot--cursor"))
        if chart.goal is not None:
            self._goal(plot, chart, chart.goal, cells)

    def _bar_name(self, number: int, point: Point) -> str:
        return "plot--cursor" if number == self.cursor else "plot--over" if point.is_over else "plot--bar"

    def _goal(self, plot: PlotWidget, chart: Chart, goal: float, cells: int) -> None:
        """Draw the goal's line over the bars, a cell at a time: on a bar it has another colour, to be seen."""
        sizes = bars(cells, len(chart.points))
        named: dict[str, list[float]] = {}
        over = {number for number, point in enumerate(chart.points) if point.is_over}
        for cell in range(cells):
            here = sizes.at(cell)
            reached = [n for n in here if n is not None and n in over]
            if not reached:
                style = self._style("plot--goal")
            elif len(set(here)) == 1:
                style = self._on_bar(self._bar_name(reached[0], chart.points[reached[0]]))
            else:
                # Half a cell of a bar: the line would take it away.
                continue
            named.setdefault(style, []).append(EDGE + (cell + 0.5) * HALVES / sizes.place)
        for style, places in named.items():
            plot.scatter(places, [goal] * len(places), LINE, style)

    def _line(self, plot: PlotWidget, chart: Chart) -> None:
        run: list[tuple[float, float]] = []
        for number, point in enumerate([*chart.points, None], 1):
            if point is not None and point.line is not None:
                run.append((float(number), point.line))
                continue
            if len(run) > 1:
                xs, ys = zip(*run, strict=True)
                plot.plot(xs, ys, self._style("plot--line"), hires_mode=HiResMode.BRAILLE)
            run = []
        if self.cursor < len(chart.points) and chart.points[self.cursor].value is None:
            plot.add_v_line(self.cursor + 1.0, self._style("plot--cursor"))
        named: dict[str, list[tuple[float, float]]] = {}
        for number, point in enumerate(chart.points):
            if point.value is not None:
                name = "plot--cursor" if number == self.cursor else "plot--dot"
                named.setdefault(name, []).append((number + 1.0, point.value))
        for name, dots in named.items():
            xs, heights = zip(*dots, strict=True)
            plot.scatter(xs, heights, DOT, self._style(name))

    def _intervals(self, plot: PlotWidget, chart: Chart, left: int) -> None:
        """Draw one row a point, from top to bottom: its value, and how sure it is; the cursor's among them."""
        shown = window(self.cursor, len(chart.points), self._rows)
        low = min(0.0, *(p.low or 0.0 for p in chart.points)) - EDGE
        high = max(0.0, *(p.high or 0.0 for p in chart.points)) + EDGE
        plot.set_ylimits(EDGE, len(shown) + EDGE)
        plot.set_xlimits(low, high)
        names = [_cut(chart.points[n].label, left - 2) for n in reversed(shown)]
        plot.set_y_formatter(CategoricalAxisFormatter(names))
        plot.set_yticks([float(n) for n in range(1, len(shown) + 1)])
        plot.set_x_formatter(NumericAxisFormatter())
        # A mark at the very edge would break the frame's corner.
        plot.set_xticks(marks_between(low + 0.01, high - 0.01, (self.size.width - left - FRAME) // MARK))
        plot.plot([0.0, 0.0], [EDGE, len(shown) + EDGE], self._style("plot--goal"), hires_mode=HiResMode.BRAILLE)
        for row, number in enumerate(reversed(shown), 1):
            point = chart.points[number]
            if point.value is None or point.low is None or point.high is None:
                continue
            name = "plot--cursor" if number == self.cursor else "plot--bar"
            half = (point.high - point.low) / 2
            plot.errorbar([point.value], [float(row)], [half], [0.0], DOT, self._style(name))

    def _style(self, name: str) -> str:
        """Give a colour of the style sheet as the library takes it."""
        return str(self.get_component_rich_style(name, partial=True))

    def _on_bar(self, name: str) -> str:
        """Give the colour of the goal's line on a bar, with the bar's behind it."""
        line, bar = (self.get_component_rich_style(n, partial=True) for n in ("plot--goal-on-bar", name))
        return str(Style(color=line.color, bgcolor=bar.color))


def _cut(label: str, room: int) -> str:
    """Give a label as far as there is room, safe from being read as markup."""
    short = label if cell_len(label) <= room else set_cell_size(label, room - 1).rstrip() + MORE
    return escape(short)

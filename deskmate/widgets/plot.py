"""A chart drawn as a plot, its colours from the style sheet, with a cursor on one point.

Imports the plotting library, which takes time to load: import this module where a plot is first needed, off the loop.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.markup import escape
from textual.app import ComposeResult
from textual.reactive import reactive
from textual.widget import Widget
from textual_plot import HiResMode, PlotWidget
from textual_plot.axis_formatter import CategoricalAxisFormatter, NumericAxisFormatter

from deskmate.review.chart import Chart, Shape
from deskmate.widgets.picked import Picked

if TYPE_CHECKING:
    from textual.events import Click, Resize

BAR = 0.72
"""How much of its place a bar fills."""

HALVES = 2
"""A bar's edges lie on half cells."""

EDGE = 0.5
SCALE = 6
"""Cells left of the plot, for its scale."""

NAMES = 26
"""The same where it names what is beside it, if that leaves room enough."""


STEPS = (1, 2, 5, 10, 15, 20, 30, 50, 60, 100, 120)
"""How far apart the marks of a scale may be: what people count hours, minutes and shares in."""


def scale(top: float, most: int) -> list[float]:
    """Give the marks of a scale from 0 to `top`: at most about `most` of them, evenly apart."""
    step = next((s for s in STEPS if top / s <= max(1, most)), STEPS[-1])
    return [float(n) for n in range(0, int(top) + 1, step)]


def bar_width(place: float) -> float:
    """Give a bar's width as a share of its place, which is so many cells wide; whole half cells, one of them a gap.

    The library draws both edges of a bar, so it comes out one half cell wider than it is told.
    """
    halves = place * HALVES
    return max(1.0, min(BAR * halves, int(halves) - 2.0)) / halves


class Plot(Widget):
    """Draws the chart it is given."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "plot--bar",
        "plot--over",
        "plot--cursor",
        "plot--goal",
        "plot--line",
        "plot--dot",
    }

    chart: reactive[Chart | None] = reactive(None)
    cursor: reactive[int] = reactive(0)

    _ready = False

    def compose(self) -> ComposeResult:
        """Lay out the plotting library's widget; keys are the screen's."""
        plot = PlotWidget(allow_pan_and_zoom=False)
        plot.can_focus = False
        plot.set_reactive(PlotWidget.margin_top, 0)
        plot.set_reactive(PlotWidget.margin_bottom, 1)
        plot.set_reactive(PlotWidget.margin_left, SCALE)
        yield plot

    def on_mount(self) -> None:
        """Draw; what is drawn before is wiped out when the library's widget is mounted."""
        self._ready = True
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
        if not self._ready or self.chart is None or not self.chart.points or self.size.width <= SCALE:
            return
        plot = self.query_one(PlotWidget)
        left = self._room_for_names(self.chart)
        if left != plot.margin_left:
            plot.margin_left = left
            plot.refresh(layout=True)
        plot.clear()
        if self.chart.shape is Shape.INTERVALS:
            self._intervals(plot, self.chart)
        else:
            self._along(plot, self.chart)

    def _room_for_names(self, chart: Chart) -> int:
        if chart.shape is not Shape.INTERVALS:
            return SCALE
        return min(NAMES, max(cell_len(p.label) for p in chart.points) + 2, self.size.width // 2)

    def _along(self, plot: PlotWidget, chart: Chart) -> None:
        """Draw points from left to right."""
        count = len(chart.points)
        plot.set_xlimits(EDGE, count + EDGE)
        plot.set_ylimits(0, chart.top)
        self._label(plot, chart)
        plot.set_y_formatter(NumericAxisFormatter())
        plot.set_yticks(scale(chart.top, (self.size.height - 3) // 2))
        if chart.goal is not None and chart.shape is Shape.BARS:
            self._bars(plot, chart)
            plot.plot([EDGE, count + EDGE], [chart.goal] * 2, self._style("plot--goal"), hires_mode=HiResMode.BRAILLE)
        elif chart.shape is Shape.BARS:
            self._bars(plot, chart)
        else:
            self._line(plot, chart)

    def _label(self, plot: PlotWidget, chart: Chart) -> None:
        """Name as many points as fit, evenly."""
        labels = [escape(p.label) for p in chart.points]
        place = (self.size.width - SCALE - 2) / len(labels)
        step = max(1, math.ceil((max(map(cell_len, labels)) + 1) / place))
        plot.set_x_formatter(CategoricalAxisFormatter(labels))
        plot.set_xticks([float(n) for n in range(1, len(labels) + 1, step)])

    def _bars(self, plot: PlotWidget, chart: Chart) -> None:
        width = bar_width((self.size.width - SCALE - 2) / len(chart.points))
        named: dict[str, list[tuple[float, float]]] = {}
        for number, point in enumerate(chart.points):
            chosen = number == self.cursor
            if point.value:
                name = "plot--cursor" if chosen else "plot--over" if point.is_over else "plot--bar"
                named.setdefault(name, []).append((number + 1.0, point.value))
            elif chosen:
                plot.add_v_line(number + 1.0, self._style("plot--cursor"))
        for name, bars in named.items():
            xs, heights = zip(*bars, strict=True)
            plot.bar(xs, heights, width, self._style(name), hires_mode=HiResMode.QUADRANT)

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
            plot.scatter(xs, heights, "●", self._style(name))

    def _intervals(self, plot: PlotWidget, chart: Chart) -> None:
        """Draw one row a point, from top to bottom: its value, and how sure it is."""
        count = len(chart.points)
        lows, highs = ([getattr(p, side) or 0.0 for p in chart.points] for side in ("low", "high"))
        labels = [escape(p.label) for p in reversed(chart.points)]
        plot.set_ylimits(EDGE, count + EDGE)
        plot.set_xlimits(min(0.0, *lows) - EDGE, max(0.0, *highs) + EDGE)
        plot.set_y_formatter(CategoricalAxisFormatter(labels))
        plot.set_yticks([float(n) for n in range(1, count + 1)])
        plot.set_x_formatter(NumericAxisFormatter())
        plot.set_xticks(None)
        plot.plot([0.0, 0.0], [EDGE, count + EDGE], self._style("plot--goal"), hires_mode=HiResMode.BRAILLE)
        for number, point in enumerate(chart.points):
            if point.value is None or point.low is None or point.high is None:
                continue
            name = "plot--cursor" if number == self.cursor else "plot--bar"
            half = (point.high - point.low) / 2
            plot.errorbar([point.value], [float(count - number)], [half], [0.0], "●", self._style(name))

    def _style(self, name: str) -> str:
        """Give a colour of the style sheet as the library takes it."""
        return str(self.get_component_rich_style(name, partial=True))

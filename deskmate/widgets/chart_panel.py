"""A chart over its table: the table's cursor is the chart's, and a line between them says the value under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import DataTable, Label, Static

from deskmate.review.chart import Chart, Shape
from deskmate.sitting.timeline import Span
from deskmate.widgets.calendar_map import CalendarMap
from deskmate.widgets.day_ribbon import DayRibbon
from deskmate.widgets.picked import Picked
from deskmate.widgets.ribbon_scale import RibbonScale

SHORT = 18
"""Below so many rows of the screen the table is one line: the value under the cursor."""

DRAWN = 6
"""Below so many rows of its own nothing is drawn: the table has them."""

GONE = "gone"
"""The class of what is not shown now."""

Cells = Sequence[tuple[str, ...]]

Fit = Callable[[int], tuple[tuple[str, ...], list[tuple[str, ...]]]]
"""Gives the columns and rows that so many cells hold."""


class Rows(DataTable[Text]):
    """A table whose rows can be opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("home", "scroll_top", "First", show=False, tooltip="The first row"),
        Binding("end", "scroll_bottom", "Last", show=False, tooltip="The last row"),
    ]


class ChartPanel(Vertical):
    """Shows a chart or plain rows; posts which row was opened."""

    cursor: reactive[int] = reactive(0)

    class Opened(Message):
        """The user opened a row."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self._zone = zone
        self._chart: Chart | None = None
        self._whole: Cells = ()
        self._fit: Fit | None = None
        self._columns: tuple[str, ...] = ()
        self._shape: tuple[tuple[str, ...], tuple[int, ...]] = ((), ())
        self._rows: list[tuple[str, ...]] = []

    def compose(self) -> ComposeResult:
        """Lay out what a plot needs; what else may be shown is made when it is first needed."""
        yield Label("", id="chart-title", markup=False)
        yield Vertical(id="plot-room")
        yield Label("", id="told", markup=False)
        yield Rows(cursor_type="row", zebra_stripes=True, id="rows")
        yield Static("", id="empty", markup=False, classes=GONE)
        yield Static("", id="about", markup=False)

    def show_chart(self, chart: Chart) -> None:
        """Show a chart and its table, or why there is none."""
        self._chart, self._fit = chart, None
        self.query_one("#chart-title", Label).update(f"{chart.title}, {chart.unit}")
        self.query_one("#about", Static).update(chart.about)
        is_calendar = chart.shape is Shape.CALENDAR
        self._reveal(
            plot=not is_calendar, calendar=is_calendar, ribbon=False, empty=chart.empty if chart.is_empty else ""
        )
        self._fill(chart.columns, [p.cells for p in chart.points])
        if is_calendar:
            for calendar in self.query(CalendarMap):
                calendar.chart = chart
        elif not chart.is_empty:
            self._plot().chart = chart  # type: ignore[attr-defined]
        self._show_cursor()

    def show_rows(self, rows: Cells, fit: Fit, *, title: str, empty: str | Content, spans: tuple[Span, ...]) -> None:
        """Show plain rows as `fit` makes them of the whole, under the ribbon of the day where there are spans."""
        self._chart, self._whole, self._fit = None, rows, fit
        self.query_one("#chart-title", Label).update(title)
        self.query_one("#about", Static).update("")
        self._reveal(plot=False, calendar=False, ribbon=bool(spans), empty="" if rows else empty)
        for ribbon in (*self.query(DayRibbon), *self.query(RibbonScale)):
            ribbon.spans = spans
        self._fill_room()
        self._show_cursor()

    def point_at(self, row: int) -> None:
        """Put the cursor on a row."""
        self.query_one(DataTable).move_cursor(row=row)

    def watch_cursor(self) -> None:
        """Let the chart and the line of words follow the table's cursor."""
        self._show_cursor()

    def on_data_table_row_highlighted(self, message: DataTable.RowHighlighted) -> None:
        """Follow the table's cursor."""
        self.cursor = message.cursor_row

    def on_data_table_row_selected(self, message: DataTable.RowSelected) -> None:
        """Tell which row was opened."""
        self.post_message(self.Opened(message.cursor_row))

    def on_picked(self, message: Picked) -> None:
        """Put the cursor on the point that was clicked; open it where the cursor was on it."""
        if self._chart is None:
            return
        message.stop()
        if message.number == self.cursor:
            self.post_message(self.Opened(message.number))
        else:
            self.point_at(message.number)

    def on_resize(self) -> None:
        """Leave the table its one line where there is no room for more, and only it where nothing can be drawn."""
        self.query_one(DataTable).show_header = self.screen.size.height >= SHORT
        self.set_class(self.size.height < DRAWN, "bare")
        self._fill_room()
        self._show_cursor()

    def _reveal(self, *, plot: bool, calendar: bool, ribbon: bool, empty: str | Content) -> None:
        charted = (plot or calendar) and not empty
        if calendar and not self.query(CalendarMap):
            self.mount(CalendarMap(), after="#plot-room")
        if ribbon and not self.query(DayRibbon):
            self.mount(DayRibbon(), RibbonScale(self._zone), after="#plot-room")
        for name, shown in (
            ("#plot-room", plot and not empty),
            ("CalendarMap", calendar and not empty),
            ("DayRibbon", ribbon),
            ("RibbonScale", ribbon),
            ("#told", charted),
            ("#rows", not empty),
            ("#empty", bool(empty)),
            ("#about", charted),
        ):
            self.query(name).set_class(not shown, GONE)
        self.query_one("#empty", Static).update(empty)
        self.set_class(not charted, "plain")
        self.set_class(calendar and charted, "mapped")

    def _plot(self) -> Widget:
        """Give the plot, made when it is first needed: its library takes time to load."""
        from deskmate.widgets.plot import Plot

        room = self.query_one("#plot-room", Vertical)
        if not room.children:
            room.mount(Plot())
        plot: Widget = room.children[0]
        return plot

    def _fill_room(self) -> None:
        """Show plain rows as they fit."""
        if self._fit is not None and self.size:
            styles = self.query_one("#rows").styles
            self._fill(*self._fit(self.size.width - styles.margin.width - styles.scrollbar_size_vertical))

    def _fill(self, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
        """Show rows as they are, where they changed: text from the journal is never read as markup."""
        if (columns, rows) == (self._columns, self._rows):
            return
        table = self.query_one(DataTable)
        row = table.cursor_row
        # Left to the table, they are measured when it is idle, and what was painted before stays cut off.
        widths = tuple(max(map(cell_len, column)) for column in zip(columns, *rows, strict=True))
        shape = (columns, widths)
        table.clear(columns=shape != self._shape)
        if shape != self._shape:
            for name, width in zip(columns, widths, strict=True):
                table.add_column(Text(name), width=width)
        self._shape, self._columns, self._rows = shape, columns, rows
        table.add_rows([tuple(Text(cell) for cell in cells) for cells in rows])
        table.move_cursor(row=min(row, max(0, len(rows) - 1)))

    def _show_cursor(self) -> None:
        if not self.is_mounted:
            return
        if self._chart is None:
            self._tell_row()
        elif self._chart.points:
            self._point_out(self._chart)

    def _tell_row(self) -> None:
        """Say all of the row under the cursor where the table does not."""
        rows = list(self._whole)
        told = self.query_one("#told", Label)
        told.set_class(self._rows == rows, GONE)
        if rows:
            told.update(", ".join(cell for cell in rows[min(self.cursor, len(rows) - 1)] if cell))

    def _point_out(self, chart: Chart) -> None:
        place = min(self.cursor, len(chart.points) - 1)
        self.query_one("#told", Label).update(chart.points[place].told)
        for drawn in (*self.query(CalendarMap), *self.query_one("#plot-room").children):
            drawn.cursor = place

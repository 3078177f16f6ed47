"""History: days, weeks, months and years as charts over their tables, and what was kept, to be put right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from textwrap import wrap
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.widgets import DataTable, Label, Static

from deskmate.review.changed import what_changed
from deskmate.review.chart import PANELS, Chart, Panel
from deskmate.review.charts import chart
from deskmate.review.entries import Kept, entries
from deskmate.review.figures import days_in
from deskmate.review.past import Past
from deskmate.review.period import Period, Unit, beside, period_of
from deskmate.screens.amending import Amending
from deskmate.screens.base import PAINTED
from deskmate.screens.kept_rows import fitted
from deskmate.screens.sentence import Act, Sentence
from deskmate.sitting.fold import State
from deskmate.widgets.chart_panel import ChartPanel
from deskmate.widgets.choices import Choices
from deskmate.widgets.day_ribbon import DayRibbon
from deskmate.widgets.key_line import KeyLine
from deskmate.widgets.picked import Picked

UNITS = Binding.Group("View", compact=True)
TIME = Binding.Group("Time", compact=True)

READING = "Reading what was kept…"

TIGHT = 12
"""Below so many rows what changed is told in one line, however long, or the chart would have too few."""

NARROW = 60
"""On fewer columns it may not fit two lines."""

ROWS = frozenset({Panel.RELIEF, Panel.CALENDAR})
TIGHT_FOR_ROWS = 13
"""These need so many: each of their rows shows something."""

UNREAD = Past(since=date.max)
"""What there is to look back on before anything was read."""


@dataclass(frozen=True, slots=True)
class _View:
    """What is looked at."""

    unit: Unit
    day: date
    panel: Panel

    @property
    def period(self) -> Period:
        return period_of(self.unit, self.day)


class HistoryScreen(Amending):
    """Everything that was kept, to look back on."""

    SHEETS = ("history",)

    past = UNREAD

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left", "move(-1)", "Earlier", tooltip="The time before", group=TIME, priority=True, id="history.earlier"
        ),
        Binding("right", "move(1)", "Later", tooltip="The time after", group=TIME, priority=True, id="history.later"),
        Binding("t", "today", "Today", show=False, tooltip="Back to today"),
        Binding("tab", "panel(1)", "Chart", tooltip="The next chart", priority=True, id="history.next_chart"),
        Binding(
            "shift+tab",
            "panel(-1)",
            "Chart before",
            show=False,
            tooltip="The chart before",
            priority=True,
            id="history.chart_before",
        ),
        Binding("d", "unit('day')", "Day", group=UNITS),
        Binding("w", "unit('week')", "Week", group=UNITS),
        Binding("m", "unit('month')", "Month", group=UNITS),
        Binding("y", "unit('year')", "Year", group=UNITS),
        Binding("escape,h,q", "back", "Back", key_display="esc"),
        Binding("enter", "open", "Open", priority=True, tooltip="Open a day, or correct or delete what was kept"),
        Binding("question_mark", "app.help", "Help", key_display="?"),
        Binding("n", "note", "Note", tooltip="Write a note on the day"),
        Binding("u", "undo", "Undo", tooltip="Take the last change back"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-middle"), (26, "-tall")]  # noqa: RUF012 - as Textual declares it

    def __init__(self) -> None:
        super().__init__()
        self._reading = False
        self._read_at: datetime | None = None
        self._stale = False
        self._view: _View | None = None
        self._changed = READING
        self._came_from: list[_View] = []
        self._chart: Chart | None = None
        self._kept: tuple[Kept, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the time's name, what changed, the choice of charts, and the chart."""
        self.set_class(self.app.size.height < TIGHT, "-tight", update=False)
        with Horizontal(id="head"):
            yield Label("History", id="title", markup=False)
            yield Choices(tuple(Unit), id="units")
        yield Static(READING, id="changed", markup=False)
        yield Choices(id="panels")
        yield ChartPanel(self.desk.clock.zone())
        yield KeyLine()

    def fit(self, size: Size) -> None:
        """Give what changed the lines there is room for."""
        self._tell(self._changed, size)

    def _tell(self, changed: str, size: Size) -> None:
        """Tell what changed, in two lines at most; where they are too short for it, say that there is more."""
        self._changed = changed
        in_rows = self._view is not None and self._view.panel in ROWS
        is_tight = size.height < (TIGHT_FOR_ROWS if in_rows else TIGHT)
        self.set_class(is_tight, "-tight")
        if size.width < NARROW and not is_tight:
            changed = "\n".join(wrap(changed, size.width - 2, max_lines=2, placeholder="…"))
        self.query_one("#changed", Static).update(changed)

    def begin(self) -> None:
        """Begin to read. What is asked for meanwhile is shown when it was read."""
        self._view = _View(Unit.WEEK, self._today, Panel.SITTING)
        self._take(self.desk.history.last_past or UNREAD)
        self.set_focus(self.query_one("#rows", DataTable))
        self.call_after_refresh(self.read_again)

    def show_state(self, state: State) -> None:
        """Read again: something may have been added. Whole minutes are what is shown, so no more often."""
        minute = state.now.replace(second=0, microsecond=0)
        if minute != self._read_at:
            self._read_at = minute
            self.read_again()

    def follow_theme(self) -> None:
        """Draw the plots anew: they hold the colours they were drawn in."""
        for plot in self.query("Plot"):
            plot.notify_style_update()

    def read_again(self) -> None:
        """Read what was kept, once a reading that runs is over."""
        self._stale = self._reading
        if not self._reading:
            self._reading = True
            self._read()

    @work(thread=True)
    def _read(self) -> None:
        # Loads the plotting library, which takes time, before the screen needs it.
        import deskmate.widgets.plot  # noqa: F401

        history = self.desk.history
        known = self.past.since if history.last_past is None else None
        since = next((day for day in first_read(self._today) if known is not None and day < known), None)
        try:
            past = history.past_since(since) if since is not None else history.past()
        finally:
            self._reading = False
        self.app.call_from_thread(self._take, past)

    def _take(self, past: Past) -> None:
        view = self._view
        if not self.display or view is None:
            return
        was_read, self.past = self._is_read(view), past
        if was_read:
            self._show()
        else:
            self._look(view)
        if self._stale:
            self.read_again()
        elif past.since is not None and past is not UNREAD:
            # A thread that reads years holds up the painting of those that are there.
            self.set_timer(PAINTED, self.read_again)

    @property
    def _today(self) -> date:
        return self.desk.clock.now().astimezone(self.desk.clock.zone()).date()

    def _look(self, view: _View) -> None:
        """Look at another time or chart, the cursor on today or the last thing known."""
        self._view = view
        self._show()
        self.query_one(ChartPanel).point_at(self._chart.start if self._chart is not None else 0)

    def _show(self) -> None:
        view = self._view
        if view is None:
            return
        period, today, rules = view.period, self._today, self.desk.settings.rules
        self.query_one("#title", Label).update(period.title)
        self.query_one("#units", Choices).chosen = view.unit
        panels = self.query_one("#panels", Choices)
        panels.names, panels.chosen = PANELS[view.unit], view.panel
        is_read = self._is_read(view)
        self._chart, self._kept = None, ()
        self._tell(what_changed(self.past.days, period, today, rules) if is_read else READING, self.size)
        if is_read and view.panel is Panel.ENTRIES:
            self._show_entries(view)
        elif is_read:
            zone = self.desk.clock.zone()
            self._chart = chart(view.panel, self.past.days, period, today=today, rules=rules, zone=zone)
            self.query_one(ChartPanel).show_chart(self._chart)
        self.query_one(ChartPanel).display = is_read
        self.refresh_bindings()
        # A table that was hidden has lost the focus, and can take it again when it is laid out.
        self.call_after_refresh(self._focus_rows)

    def _is_read(self, view: _View) -> bool:
        """Tell whether what it shows was read: the time, and the one before it is compared with; for relief, all."""
        if view.panel is Panel.RELIEF:
            return self.past.since is None
        return self.past.reaches(beside(view.period, -1).first)

    def _focus_rows(self) -> None:
        if self._is_shown and self.focused is None:
            self.set_focus(self.query_one("#rows", DataTable))

    def _show_entries(self, view: _View) -> None:
        days = days_in(self.past.days, view.period)
        in_day = view.unit is Unit.DAY
        self._kept = entries(days, self.desk.settings.rules, self.desk.clock.zone(), with_spans=in_day)
        spans = days[0].spans if in_day and days else ()
        title = "The day, as it was" if in_day else "Stretches and notes, newest first"
        rows = [k.cells for k in self._kept]
        fit = partial(fitted, self._kept)
        self.query_one(ChartPanel).show_rows(
            rows, fit, title=title, empty=self.sentence(*_empty(view.unit)), spans=spans
        )

    def on_chart_panel_opened(self, message: ChartPanel.Opened) -> None:
        """Open what a row is about: a time, or something kept."""
        view = self._view
        if view is None:
            return
        if view.panel is Panel.ENTRIES:
            if message.row < len(self._kept):
                kept = self._kept[message.row]
                self.open_kept(kept, self._day_of(kept))
        elif self._chart is not None and message.row < len(self._chart.points):
            self._open_time(view, self._chart.points[message.row].day)

    def on_picked(self, message: Picked) -> None:
        """Put the cursor on the row of the span that was clicked in the day's ribbon."""
        span = self.query_one(DayRibbon).spans[message.number]
        for row, kept in enumerate(self._kept):
            if kept.of == span:
                self.query_one(ChartPanel).point_at(row)

    def _day_of(self, kept: Kept) -> date:
        return kept.at.astimezone(self.desk.clock.zone()).date()

    def _open_time(self, view: _View, day: date | None) -> None:
        if day is None or day > self._today:
            return
        self._came_from.append(view)
        if view.unit is Unit.YEAR and view.panel is not Panel.CALENDAR:
            self._look(_View(Unit.MONTH, day, view.panel))
        else:
            self._look(_View(Unit.DAY, day, Panel.ENTRIES))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to open only what opens: an hour of the day does not, nor a stretch's relief."""
        del parameters
        if action == "undo":
            return self.past is not UNREAD
        if action != "open" or self._view is None:
            return True
        points = self._chart.points if self._chart is not None else ()
        return bool(self._kept) or any(p.day is not None and p.day <= self._today for p in points)

    def action_open(self) -> None:
        """Open the row under the cursor."""
        self.query_one("#rows", DataTable).action_select_cursor()

    def action_unit(self, name: str) -> None:
        """Look at the day under the cursor, or its week, month or year; at that of today, where it is in sight."""
        view, unit = self._view, Unit(name)
        if view is None:
            return
        day = self._today if self._today in view.period else view.day
        if unit is Unit.DAY:
            day = self._chosen_day(view)
        panel = view.panel if view.panel in PANELS[unit] else PANELS[unit][0]
        self._came_from.clear()
        self._look(_View(unit, day, panel))

    def action_move(self, steps: int) -> None:
        """Look at the time before or after, up to today."""
        if self._view is not None:
            period = beside(self._view.period, steps)
            if period.first <= self._today:
                self._look(_View(self._view.unit, period.first, self._view.panel))

    def action_today(self) -> None:
        """Come back to today."""
        if self._view is not None:
            self._look(_View(self._view.unit, self._today, self._view.panel))

    def action_panel(self, steps: int) -> None:
        """Look at the chart beside."""
        if self._view is not None:
            panels = PANELS[self._view.unit]
            panel = panels[(panels.index(self._view.panel) + steps) % len(panels)]
            self._look(_View(self._view.unit, self._view.day, panel))

    def on_choices_chosen(self, message: Choices.Chosen) -> None:
        """Look at what was clicked."""
        if message.choices.id == "units":
            self.action_unit(message.name)
        elif self._view is not None:
            self._look(_View(self._view.unit, self._view.day, Panel(message.name)))

    def action_note(self) -> None:
        """Write a note on the day under the cursor, or the one looked at."""
        if self._view is not None:
            self.write_note(self._chosen_day(self._view))

    def _chosen_day(self, view: _View) -> date:
        row = self.query_one(ChartPanel).cursor
        # Where a chart is empty, no cursor is shown; where its table is being filled, it is before the first row.
        points = self._chart.points if self._chart is not None and not self._chart.is_empty else ()
        if view.unit in {Unit.WEEK, Unit.MONTH} and 0 <= row < len(points):
            day = points[row].day
            if day is not None and day <= self._today:
                return day
        if 0 <= row < len(self._kept):
            return self._day_of(self._kept[row])
        return self._today if self._today in view.period else view.day

    def action_back(self) -> None:
        """Go back to where this time was opened from, or to Today."""
        if self._came_from:
            self._look(self._came_from.pop())
        else:
            self.app.pop_screen()


def first_read(today: date) -> tuple[date, ...]:
    """Give from when on is read first, one after the other, before all of it: what the week and month, the year need.

    Each is compared with the one before.
    """
    units = (Unit.MONTH, Unit.YEAR)
    return tuple(beside(period_of(unit, today), -1).first for unit in units)


def _empty(unit: Unit) -> Sentence:
    """Say that nothing was kept, and what to do about it."""
    if unit is Unit.DAY:
        earlier, later, note = (
            Act("history.earlier"),
            Act("history.later"),
            Act("history.note", "writes a note on this one"),
        )
        return "Nothing was kept of this day. ", earlier, " and ", later, " lead to other days, and ", note, "."
    none = f"No stretch and no note in this {unit.value}. A stretch begins with "
    return none, Act("today.stretch"), " on Today; ", Act("history.note", "writes a note"), "."

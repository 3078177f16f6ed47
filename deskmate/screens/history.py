"""History: sessions and days as tables, newest first, from the journal."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import DataTable, Footer, Label

from deskmate.duration import as_clock, as_text
from deskmate.screens.base import DeskScreen
from deskmate.sitting.fold import Day, State
from deskmate.sitting.sessions import Session

SESSION_COLUMNS = ("When", "Stretch", "Time", "Done", "Ache")
DAY_COLUMNS = ("Day", "Sat", "Longest bout", "Breaks", "Stretches")


class HistoryScreen(DeskScreen):
    """Everything that was kept, to look back on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "Other table", show=False),
        Binding("escape,h,q", "app.pop_screen", "Back", key_display="esc"),
        Binding("question_mark", "app.help", "Help", key_display="?"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._reading = False
        self._read_at: datetime | None = None
        self._rows: dict[str, list[tuple[str, ...]]] = {}

    def compose(self) -> ComposeResult:
        """Lay out the two tables, each under its title."""
        yield Label("Stretch sessions", classes="title")
        yield DataTable[Text](id="sessions", cursor_type="row", zebra_stripes=True)
        yield Label("", id="no-sessions", classes="empty")
        yield Label("Days", classes="title")
        yield DataTable[Text](id="days", cursor_type="row", zebra_stripes=True)
        yield Label("", id="no-days", classes="empty")
        yield Footer(show_command_palette=False)

    def begin(self) -> None:
        """Name the columns and begin to read."""
        self.query_one("#sessions", DataTable).add_columns(*SESSION_COLUMNS)
        self.query_one("#days", DataTable).add_columns(*DAY_COLUMNS)
        self._read()

    def show_state(self, state: State) -> None:
        """Read again: something may have been added. Whole minutes are what is shown, so no more often."""
        minute = state.now.replace(second=0, microsecond=0)
        if minute != self._read_at and not self._reading:
            self._read_at = minute
            self._read()

    @work(thread=True)
    def _read(self) -> None:
        self._reading = True
        try:
            days = self.desk.all_days()
        finally:
            self._reading = False
        self.app.call_from_thread(self._show, days)

    def _show(self, days: tuple[Day, ...]) -> None:
        if not self.display:
            return
        sessions = [s for day in days for s in reversed(day.sessions)]
        self._fill("sessions", [session_row(s) for s in sessions], "No stretch yet. Press s on Today to begin one.")
        self._fill("days", [day_row(d) for d in days], "Nothing yet. The first day begins now.")

    def _fill(self, name: str, rows: list[tuple[str, ...]], empty: str) -> None:
        """Show rows as they are, where they changed: text from the journal is never read as markup."""
        if self._rows.get(name) == rows:
            return
        self._rows[name] = rows
        table = self.query_one(f"#{name}", DataTable)
        note = self.query_one(f"#no-{name}", Label)
        table.display, note.display = bool(rows), not rows
        note.update(empty)
        row = table.cursor_row
        table.clear()
        table.add_rows([tuple(Text(cell) for cell in cells) for cells in rows])
        table.move_cursor(row=row)


def session_row(session: Session) -> tuple[str, ...]:
    """Give a session's cells: when, what, for how long, how much of it, and the ache before and after."""
    holds = "1 hold" if session.holds == 1 else f"{session.holds} holds"
    partly = f"{holds}, ended early" if session.ended else f"{holds} so far"
    done = "all of it" if session.completed else partly
    scores = [session.ache_before, session.ache_after]
    ache = " → ".join("–" if s is None else str(s) for s in scores) if any(s is not None for s in scores) else ""
    return (f"{session.start:%a %d %b %H:%M}", session.title, as_clock(session.active), done, ache)


def day_row(day: Day) -> tuple[str, ...]:
    """Give a day's cells: its date and its sums."""
    totals = day.totals
    return (
        f"{day.date:%a %d %b %Y}",
        as_text(totals.sedentary),
        as_text(totals.longest_bout),
        str(totals.breaks),
        str(totals.stretches),
    )

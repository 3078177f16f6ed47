"""Looking back in the real app: every time and chart, with a day, a week, a year and nothing."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import DataTable, Input, Static

from deskmate.app import DeskmateApp
from deskmate.history.journal import Journal
from deskmate.review.chart import PANELS, Panel
from deskmate.review.past import Past
from deskmate.review.period import Unit
from deskmate.screens.history import READING, HistoryScreen, first_read
from deskmate.sitting.events import Event, Kind
from deskmate.whole_history import WholeHistory
from deskmate.widgets.chart_panel import ChartPanel
from deskmate.widgets.choices import Choices
from tests.builders import SimulatedClock
from tests.kept_days import kept_days
from tests.running import NOON, make_app, typical_day

CASES = [(0, (40, 12)), (1, (60, 20)), (7, (200, 60)), (380, (100, 30))]
"""Days of use, and the terminal's size: each once, for drawing all there is takes a while."""


def shown(app: DeskmateApp) -> str:
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


async def settle(pilot: Pilot[None]) -> None:
    """Wait for what is being read, and for what that shows."""
    app = pilot.app
    for _ in range(2):
        await app.workers.wait_for_complete([w for w in app.workers if w.group != "presence"])
        await pilot.pause()


def _place(app: DeskmateApp) -> int:
    choices = app.screen.query_one("#panels", Choices)
    return choices.names.index(choices.chosen)


@asynccontextmanager
async def looking(app: DeskmateApp, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Pilot[None]]:
    async with app.run_test(size=size) as pilot:
        await pilot.press("h")
        await settle(pilot)
        assert isinstance(app.screen, HistoryScreen)
        yield pilot


def used(tmp_path: Path, count: int) -> DeskmateApp:
    events, now = kept_days(count)
    return make_app(tmp_path, SimulatedClock(now), events)


@pytest.fixture
def app(tmp_path: Path) -> DeskmateApp:
    return make_app(tmp_path, SimulatedClock(NOON), typical_day().events)


def written(tmp_path: Path) -> list[Event]:
    return [e for e in Journal(tmp_path).read() if e.kind is not Kind.ALIVE][len(typical_day().events) :]


@pytest.mark.parametrize(("count", "size"), CASES)
async def test_every_chart_of_every_time_is_drawn(tmp_path: Path, count: int, size: tuple[int, int]) -> None:
    app = used(tmp_path, count)
    async with looking(app, size) as pilot:
        assert isinstance(app.screen, HistoryScreen)
        for unit in Unit:
            app.screen.action_unit(unit.value)
            for panel in PANELS[unit]:
                app.screen.action_panel(PANELS[unit].index(panel) - _place(app))
                await settle(pilot)
                text = shown(app)
                is_plotted = panel is not Panel.ENTRIES and panel is not Panel.CALENDAR
                assert ("┻━" in text) == (is_plotted and not app.screen.query_one("#plot-room").has_class("gone"))
                assert ("Nothing is kept of this" in text) == (count == 0)


async def test_the_sentence_the_plot_the_value_and_the_table(tmp_path: Path) -> None:
    app = used(tmp_path, 60)
    async with looking(app) as pilot:
        await pilot.pause()
        text = shown(app)
    assert "Week of 2 Mar 2026" in text
    assert "Longest bout down from 81 to 65 min since last week, so far." in text
    assert "█" in text
    assert "Thu 5 Mar: sat 4 h 00 min, 2 h 00 min below the goal." in text
    assert "Tue 3 Mar  7 h 01 min  9" in text


async def test_the_cursor_moves_over_days_and_the_value_follows(tmp_path: Path) -> None:
    app = used(tmp_path, 60)
    async with looking(app) as pilot:
        await pilot.press("up", "up")
        await pilot.pause()
        assert "Tue 3 Mar: sat 7 h 01 min, 1 h 01 min over the goal." in shown(app)


async def test_the_last_years_are_shown_while_those_before_are_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, read = threading.Event(), WholeHistory.past

    def past(history: WholeHistory) -> Past:
        go_on.wait(30)
        return read(history)

    monkeypatch.setattr(WholeHistory, "past", past)
    app = used(tmp_path, 800)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("h")
        try:
            await until(app, pilot, "┻━")
            for key in ("y", "left"):
                await pilot.press(key)
            # The year before it, with which it is compared, is not read yet.
            await until(app, pilot, READING)
            assert "2025" in shown(app).splitlines()[1]
            assert "┻━" not in shown(app)
            await pilot.press("enter", "right")
            await until(app, pilot, "┻━")
            await pilot.press(*["tab"] * PANELS[Unit.YEAR].index(Panel.RELIEF))
            await until(app, pilot, READING)
        finally:
            go_on.set()
        await until(app, pilot, "┻━")
        assert READING not in shown(app)
        await settle(pilot)
        assert app.screen.focused is app.screen.query_one("#rows")


def test_first_comes_what_the_month_is_compared_with_then_what_the_year_is() -> None:
    assert first_read(date(2026, 3, 5)) == (date(2026, 2, 1), date(2025, 1, 1))
    assert first_read(date(2026, 1, 1)) == (date(2025, 12, 1), date(2025, 1, 1))


async def test_what_is_asked_for_while_it_is_being_read_is_shown_then(tmp_path: Path) -> None:
    app = used(tmp_path, 60)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot._wait_for_screen()
        go_on = threading.Event()
        read = app.desk.history.past

        def past() -> Past:
            go_on.wait(30)
            return read()

        app.desk.history.past = past  # type: ignore[method-assign]
        try:
            await pilot.press("h", "m", "left", "u")
            assert "February 2026" in shown(app)
            assert READING in shown(app)
            assert not app._notifications
        finally:
            go_on.set()
        await until(app, pilot, "┻━")
        assert "February 2026" in shown(app)


async def until(app: DeskmateApp, pilot: Pilot[None], text: str) -> None:
    """Wait until it is shown, with what is read in threads."""
    for _ in range(3000):
        await pilot.pause(0.01)
        if text in shown(app):
            return
    raise AssertionError(f"{text!r} does not come up in:\n{shown(app)}")


async def test_time_is_moved_through_up_to_today(tmp_path: Path) -> None:
    app = used(tmp_path, 60)
    async with looking(app) as pilot:
        await pilot.press("left", "left")
        await pilot.pause()
        assert "Week of 16 Feb 2026" in shown(app)
        await pilot.press("right", "right", "right", "right")
        await pilot.pause()
        assert "Week of 2 Mar 2026" in shown(app)
        await pilot.press("y", "left")
        await pilot.pause()
        assert "2025" in shown(app).splitlines()[1]
        await pilot.press("t", "m")
        await pilot.pause()
        assert "March 2026" in shown(app).splitlines()[1]


async def test_a_row_that_does_not_fit_is_said_in_words(tmp_path: Path) -> None:
    app = used(tmp_path, 60)
    async with looking(app, (60, 20)) as pilot:
        await pilot.press("shift+tab", "down")
        await pilot.pause()
        row = app.screen.query_one(ChartPanel)._whole[1]
        said = " ".join(line.strip() for line in shown(app).splitlines())
        assert ", ".join(cell for cell in row if cell) in said
        await pilot.resize_terminal(120, 30)
        await pilot.pause()
        assert ", ".join(row[:2]) not in shown(app)


async def test_the_cursor_moves_again_after_a_chart_with_nothing_to_show(tmp_path: Path) -> None:
    app = used(tmp_path, 1)
    async with looking(app) as pilot:
        await pilot.press(*["tab"] * 4)
        await settle(pilot)
        assert "No stretch in this time." in shown(app)
        await pilot.press("tab")
        await settle(pilot)
        table = app.screen.query_one("#rows", DataTable)
        row = table.cursor_row
        await pilot.press("down")
        assert table.cursor_row == row + 1


@pytest.mark.parametrize("size", [(100, 30), (60, 20), (40, 12)])
async def test_charts_take_the_whole_width(tmp_path: Path, size: tuple[int, int]) -> None:
    app = used(tmp_path, 7)
    async with looking(app, size):
        assert app.screen.query_one("ChartPanel").region.width == size[0]
        assert app.screen.query_one("PlotWidget").region.right >= size[0] - 2


async def test_where_nothing_can_be_drawn_the_table_has_the_room(tmp_path: Path) -> None:
    app = used(tmp_path, 7)
    async with looking(app, (28, 6)):
        assert app.screen.query_one("#rows").region.height == 2
        assert not app.screen.query_one("#plot-room").display


@pytest.mark.parametrize("size", [(40, 12), (40, 17)])
async def test_what_changed_is_told_in_two_lines_over_a_chart_and_its_row(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = used(tmp_path, 60)
    async with looking(app, size) as pilot:
        for key in "wmy":
            await pilot.press(key)
            await settle(pilot)
            rows = shown(app).splitlines()
            said = str(app.screen.query_one("#changed", Static).content).splitlines()
            assert len(said) == 2
            assert [row.strip() for row in rows[1:3]] == said
            assert said[1][-1] in ".…"
            assert any("┏" in row for row in rows)
            assert not app.screen.query_one(ChartPanel).has_class("bare")
            assert app.screen.query_one("#rows", DataTable).size.height == 1


async def test_a_chart_of_rows_keeps_them_in_a_small_pane(tmp_path: Path) -> None:
    app = used(tmp_path, 60)
    async with looking(app, (40, 12)) as pilot:
        assert isinstance(app.screen, HistoryScreen)
        await pilot.press("y")
        for panel, height in ((Panel.CALENDAR, 1), (Panel.SITTING, 2)):
            while app.screen._view is not None and app.screen._view.panel is not panel:
                await pilot.press("tab")
            await settle(pilot)
            assert app.screen.query_one("#changed").size.height == height


async def test_the_way_out_is_told_at_sixty_columns(tmp_path: Path) -> None:
    app = used(tmp_path, 7)
    async with looking(app, (60, 20)):
        keys = shown(app).splitlines()[-1].split("  ")
        assert {"esc Back", "? Help"} <= set(keys)


async def test_a_row_that_is_painted_before_the_table_is_idle_is_whole(tmp_path: Path) -> None:
    app = used(tmp_path, 60)
    async with looking(app):
        panel, table = app.screen.query_one(ChartPanel), app.screen.query_one("#rows", DataTable)
        for name in ("a stretch with a long name", "one of another length"):
            rows = [("22:00", name)]
            panel.show_rows(rows, lambda _, rows=rows: (("When", "What"), rows), title="", empty="", spans=())  # type: ignore[misc]
            assert table.render_line(1).text.split("  ")[1].strip() == name


@pytest.mark.parametrize("size", [(28, 6), (40, 12), (60, 20), (100, 30)])
@pytest.mark.parametrize("unit", ["d", "w", "m"])
async def test_no_column_of_what_was_kept_is_cut_by_the_edge(
    tmp_path: Path, size: tuple[int, int], unit: str
) -> None:
    async with looking(used(tmp_path, 60), size) as pilot:
        await pilot.press(unit, *[] if unit == "d" else ["shift+tab"])
        await settle(pilot)
        table = pilot.app.screen.query_one("#rows", DataTable)
        assert table.row_count
        assert table.virtual_size.width <= table.scrollable_content_region.width


async def test_rows_are_worded_anew_for_another_size_and_the_cursor_stays(tmp_path: Path) -> None:
    app = used(tmp_path, 60)
    async with looking(app, (40, 12)) as pilot:
        await pilot.press("m", "shift+tab", "down")
        await settle(pilot)
        assert "all of it" not in shown(app)
        await pilot.resize_terminal(100, 30)
        await settle(pilot)
        assert "all of it" in shown(app)
        assert app.screen.query_one("#rows", DataTable).cursor_row == 1


async def test_opening_is_offered_only_where_something_opens(tmp_path: Path) -> None:
    app = used(tmp_path, 60)
    async with looking(app) as pilot:
        assert "⏎ Open" in shown(app).splitlines()[-1]
        await pilot.press("d", "tab")
        await settle(pilot)
        assert "hours" in shown(app)
        assert "⏎ Open" not in shown(app).splitlines()[-1]


@pytest.mark.parametrize("unit", [Unit.WEEK, Unit.MONTH])
async def test_the_day_under_the_cursor_is_the_one_looked_at_then(tmp_path: Path, unit: Unit) -> None:
    app = used(tmp_path, 60)
    async with looking(app) as pilot:
        screen = app.screen
        assert isinstance(screen, HistoryScreen)
        await pilot.press(unit.value[0], "up", "up")
        await pilot.pause()
        await pilot.press("d")
        await pilot.pause()
        assert screen._view is not None
        assert (screen._view.unit, screen._view.day) == (Unit.DAY, date(2026, 3, 3))


async def test_a_week_with_nothing_in_it_leads_to_today(tmp_path: Path) -> None:
    app = used(tmp_path, 0)
    async with looking(app) as pilot:
        await pilot.press("d")
        await pilot.pause()
        assert isinstance(app.screen, HistoryScreen)
        assert app.screen._view is not None
        assert app.screen._view.day == date(2026, 3, 5)


async def test_a_bar_opens_its_day_and_escape_leads_back(tmp_path: Path) -> None:
    app = used(tmp_path, 60)
    async with looking(app) as pilot:
        await pilot.press("up", "enter")
        await pilot.pause()
        assert "Wednesday 4 Mar 2026" in shown(app)
        assert "The day, as it was" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "Week of 2 Mar 2026" in shown(app)
        await pilot.press("escape")
        assert not isinstance(app.screen, HistoryScreen)


async def test_a_session_is_rated_anew_deleted_and_brought_back(app: DeskmateApp, tmp_path: Path) -> None:
    async with looking(app) as pilot:
        await pilot.press("shift+tab", "enter", "1", "8", "enter")
        await settle(pilot)
        assert "ache 8 → 3" in shown(app)
        await pilot.press("enter", "4")
        await settle(pilot)
        assert "No stretch and no note in this week." in shown(app)
        await pilot.press("u")
        await settle(pilot)
        assert "ache 8 → 3" in shown(app)
        await pilot.press("u")
        await settle(pilot)
        assert "ache 5 → 3" in shown(app)
        await pilot.press("u")
        await settle(pilot)
        assert "There is nothing to undo: nothing was corrected, deleted or noted." in [
            n.message for n in app._notifications
        ]
    kinds = [e.kind for e in written(tmp_path)]
    assert kinds == [Kind.ACHE_RATED, Kind.UNDONE, Kind.UNDONE, Kind.UNDONE]


async def test_a_note_is_written_as_it_is_rewritten_and_deleted(app: DeskmateApp) -> None:
    async with looking(app) as pilot:
        await pilot.press("d", "n", *"[bold]bad chair[/]", "enter")
        await settle(pilot)
        assert "[bold]bad chair[/]" in shown(app)
        await pilot.press("end", "enter", "1")
        await pilot.pause()
        assert app.screen.query_one(Input).value == "[bold]bad chair[/]"
        await pilot.press("home", *"a ", "enter")
        await settle(pilot)
        assert "a [bold]bad chair[/]" in shown(app)
        await pilot.press("end", "enter", "2")
        await settle(pilot)
        assert "bad chair" not in shown(app)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "A note needs some words; to take one away, delete it."), ("a\u202eb", "A note cannot hold control")],
)
@pytest.mark.parametrize("size", [(100, 30), (40, 12)])
async def test_a_note_that_cannot_be_kept_stands_with_the_reason(
    app: DeskmateApp, tmp_path: Path, text: str, reason: str, size: tuple[int, int]
) -> None:
    async with looking(app, size) as pilot:
        await pilot.press("n")
        await pilot.pause()
        line = app.screen.query_one(Input)
        line.value = text
        await pilot.pause()
        await pilot.press("enter")
        await settle(pilot)
        assert app.screen.query_one(Input) is line
        assert line.value == text
        box = [row.split("│")[1] for row in shown(app).splitlines() if row.count("│") == 2]
        assert reason in " ".join(" ".join(box).split())
        assert written(tmp_path) == []
        line.value = ""
        await pilot.press(*"fine", "enter")
        await settle(pilot)
        assert isinstance(app.screen, HistoryScreen)
    assert [e.text("text") for e in written(tmp_path)] == ["fine"]


async def test_a_bout_is_corrected_and_that_is_taken_back(app: DeskmateApp) -> None:
    async with looking(app) as pilot:
        await pilot.press("d", "home", "enter", "2")
        await settle(pilot)
        table = app.screen.query_one("#rows", DataTable)
        assert [str(c) for c in table.get_row_at(0)][:2] == ["08:55–09:31", "standing"]
        await pilot.press("u")
        await settle(pilot)
        assert [str(c) for c in table.get_row_at(0)][:2] == ["08:55–09:20", "sitting"]


async def test_escape_changes_nothing(app: DeskmateApp, tmp_path: Path) -> None:
    async with looking(app) as pilot:
        for keys in (("d", "enter", "escape"), ("n", "escape"), ("w", "shift+tab", "enter", "1", "escape")):
            await pilot.press(*keys)
    assert written(tmp_path) == []


async def test_a_key_while_the_table_is_filled_anew_finds_no_row_under_the_cursor(tmp_path: Path) -> None:
    async with looking(used(tmp_path, 20)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, HistoryScreen)
        await pilot.press("shift+tab")
        await settle(pilot)
        assert screen._view is not None
        screen.query_one(ChartPanel).cursor = -1
        screen._kept = ()
        assert screen._chosen_day(screen._view) == screen._view.day

"""Rows, points, days and angles are chosen and opened by a click."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from textual.events import MouseDown
from textual.widget import Widget
from textual.widgets import DataTable, OptionList

from deskmate.app import DeskmateApp
from deskmate.history.journal import Journal
from deskmate.screens.correct import CorrectScreen
from deskmate.screens.explorer import ExplorerScreen
from deskmate.screens.history import HistoryScreen
from deskmate.sitting.events import Kind
from deskmate.sitting.timeline import Posture
from deskmate.widgets.calendar_map import CalendarMap
from deskmate.widgets.chart_panel import ChartPanel
from deskmate.widgets.day_ribbon import DayRibbon
from deskmate.widgets.length_curve import LengthCurve
from deskmate.widgets.page_list import PageList
from tests.builders import SimulatedClock, minutes
from tests.reach.places import PLACES, at_place, seen, settle

SIZE = (120, 36)


def told(app: DeskmateApp, data: Path) -> list[Kind]:
    assert app.desk._writer.flush(minutes(1))
    return [e.kind for e in Journal(data).read() if e.kind is not Kind.ALIVE]


def app_of(pilot: object) -> DeskmateApp:
    app = pilot.app  # type: ignore[attr-defined]
    assert isinstance(app, DeskmateApp)
    return app


async def test_a_row_of_a_list_is_chosen_or_opened_by_a_click(tmp_path: Path) -> None:
    async with at_place(tmp_path, PLACES["stretches"], SIZE) as pilot:
        app = app_of(pilot)
        await pilot.click("#stretches", offset=(10, 3))
        await settle(pilot)
        assert app.screen.query_one("#stretches", OptionList).highlighted == 3
        await app.run_action("app.pop_screen")
        await app.run_action("app.learn")
        await settle(pilot)
        pages = app.screen.query_one(PageList)
        top = next(n for n, line in enumerate(seen(app).split("\n")) if "Meet your psoas" in line)
        await pilot.click(offset=(pages.content_region.x + 3, top))
        await settle(pilot)
        assert "Butchers know it" in seen(app)
        await app.run_action("app.settings")
        await settle(pilot)
        before = app.desk.settings.quiet.in_calls
        options = app.screen.query_one("#settings", OptionList)
        row = next(n for n, o in enumerate(options.options) if o.id == "quiet.in_calls")
        options.highlighted = row
        await settle(pilot)
        top = next(n for n, line in enumerate(seen(app).split("\n")) if "in calls" in line)
        await pilot.click(offset=(6, top))
        await settle(pilot)
        assert app.desk.settings.quiet.in_calls is not before


async def test_a_point_of_a_chart_is_chosen_by_a_click_and_opened_by_one_more(tmp_path: Path) -> None:
    async with at_place(tmp_path, PLACES["week"], SIZE) as pilot:
        app = app_of(pilot)
        panel = app.screen.query_one(ChartPanel)
        plot = app.screen.query_one("#plot", Widget)
        assert panel.cursor == 0
        day = plot.region.width / 7
        for number in (6, 3, 0):
            await pilot.click("#plot", offset=(round(day * (number + 0.5)), 4))
            await settle(pilot)
            assert panel.cursor == number
        await pilot.click("#plot", offset=(round(day * 0.5), 4))
        await settle(pilot)
        assert "The day, as it was" in seen(app)


async def test_a_day_of_the_calendar_is_chosen_by_a_click_and_opened_by_one_more(tmp_path: Path) -> None:
    actions = (*PLACES["year"], *["screen.panel(1)"] * 8)
    async with at_place(tmp_path, (), SIZE) as pilot:
        app = app_of(pilot)
        for action in actions:
            await app.run_action(action)
            await settle(pilot)
            if action.startswith("screen.panel") and app.screen.query(CalendarMap):
                break
        map_ = app.screen.query_one(CalendarMap)
        edge = map_.content_region.x - map_.region.x
        panel = app.screen.query_one(ChartPanel)
        today = panel.cursor
        assert map_.chart is not None
        # One week before, in the same row.
        left = next(x for x in range(map_.size.width) if _cell_of(map_, x, 1) == today)
        step = sum(_cell_of(map_, x, 1) == today for x in range(map_.size.width))
        await pilot.click(CalendarMap, offset=(edge + left - step, 1))
        await settle(pilot)
        assert panel.cursor == today - 7
        await pilot.click(CalendarMap, offset=(edge + left, 1))
        await settle(pilot)
        assert panel.cursor == today
        await pilot.click(CalendarMap, offset=(edge + left, 1))
        await settle(pilot)
        assert "The day, as it was" in seen(app)


def _cell_of(map_: CalendarMap, x: int, y: int) -> int | None:
    return map_.number_at(x, y)


async def test_a_time_in_todays_ribbon_leads_to_where_it_is_put_right(tmp_path: Path) -> None:
    async with at_place(tmp_path, (), SIZE) as pilot:
        app = app_of(pilot)
        ribbon = app.screen.query_one("#ribbon", DayRibbon)
        whole = ribbon.spans[-1].end - ribbon.spans[0].start
        away = next(s for s in ribbon.spans if s.posture is Posture.AWAY and s.length > timedelta(minutes=20))
        share = (away.start + away.length / 2 - ribbon.spans[0].start) / whole
        await pilot.click("#ribbon", offset=(int(share * ribbon.size.width), 0))
        await settle(pilot)
        assert isinstance(app.screen, CorrectScreen)
        row = app.screen.query_one(OptionList).highlighted
        assert row is not None
        assert app.screen._spans[row] == away


async def test_a_time_in_a_days_ribbon_is_its_row(tmp_path: Path) -> None:
    async with at_place(tmp_path, PLACES["day"], SIZE) as pilot:
        app = app_of(pilot)
        await pilot.click("ChartPanel DayRibbon", offset=(1, 0))
        await settle(pilot)
        assert isinstance(app.screen, HistoryScreen)
        table = app.screen.query_one("#rows", DataTable)
        assert str(table.get_cell_at((table.cursor_row, 0))).startswith("08:55")  # type: ignore[arg-type]


async def test_an_angle_of_the_curve_is_turned_to_and_marks_hold_it(tmp_path: Path) -> None:
    async with at_place(tmp_path, PLACES["explorer"], SIZE) as pilot:
        app = app_of(pilot)
        assert isinstance(app.screen, ExplorerScreen)
        curve = app.screen.query_one(LengthCurve)
        columns = curve.size.width - 6
        for degrees, found in ((40.0, 40.0), (0.0, 0.0), (-20.0, -20.0)):
            await pilot.click(LengthCurve, offset=(6 + int((degrees + 20) / 120 * (columns - 1)), 3))
            await settle(pilot)
            assert abs(app.screen.flexion - found) <= 2


async def test_a_click_shows_that_the_user_is_back_but_one_on_a_key_says_what_the_key_says(tmp_path: Path) -> None:
    async with at_place(tmp_path, (), SIZE) as pilot:
        app = app_of(pilot)
        clock = app.desk.clock
        assert isinstance(clock, SimulatedClock)
        for place, meant in (("KeyLine", [Kind.LEFT]), ("#legend", [Kind.RETURNED])):
            before = len(told(app, tmp_path))
            app.desk.saw_leaving("asleep")
            clock.run(timedelta(minutes=1))
            x, y = app.screen.query_one(place).content_region.offset
            await app.on_event(MouseDown(None, x, y, 0, 0, 1, shift=False, meta=False, ctrl=False))
            await settle(pilot)
            assert told(app, tmp_path)[before:] == meant

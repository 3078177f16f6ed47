"""What is drawn, as numbers: marks, bars, levels, and names that do not fit."""

from __future__ import annotations

import asyncio
import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color
from textual.app import App, ComposeResult
from textual_plot import PlotWidget

from deskmate.review.chart import Chart, Point, Shape
from deskmate.widgets.bars import HALVES, NARROWEST, bars
from deskmate.widgets.calendar_map import CURSOR, CalendarMap, level
from deskmate.widgets.choices import Choices
from deskmate.widgets.plot import LINE, Plot, marks_between, window


@given(st.integers(1, 190), st.integers(1, 31))
def test_bars_stand_evenly_side_by_side_in_the_room_there_is(cells: int, count: int) -> None:
    found = bars(cells, count)
    assert found.place * count <= max(cells * HALVES, count)
    assert found.width >= NARROWEST
    assert found.before + found.width <= max(found.place, NARROWEST)
    if found.place > NARROWEST:
        assert found.width < found.place


@given(st.integers(1, 190), st.integers(1, 31))
def test_every_half_cell_is_of_one_bar_or_of_none(cells: int, count: int) -> None:
    found = bars(cells, count)
    halves = [n for cell in range(cells) for n in found.at(cell)]
    for number in range(min(count, len(halves) // found.place)):
        assert halves.count(number) == min(found.width, found.place)


def test_marks_go_outward_from_nought_and_stay_inside() -> None:
    assert marks_between(-0.7, 2.9, 8) == [-0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5]
    assert marks_between(-0.7, 2.9, 4) == [0.0, 1.0, 2.0]
    assert marks_between(-12.0, 10.0, 1) == [-10.0, 0.0, 10.0]


@pytest.mark.parametrize(
    ("cursor", "shown"), [(0, range(4)), (1, range(4)), (5, range(3, 7)), (10, range(7, 11)), (99, range(7, 11))]
)
def test_the_rows_shown_are_those_about_the_cursor(cursor: int, shown: range) -> None:
    assert window(cursor, 11, 4) == shown
    assert window(cursor, 3, 4) == range(3)


class Drawn(App[None]):
    """One plot, the colours of no importance."""

    CSS = """
    Plot { width: 60; height: 13; & > .plot--goal-on-bar { color: black; } & > .plot--over { color: red; } }
    """

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self.drawn = chart

    def compose(self) -> ComposeResult:
        yield Plot()

    def on_mount(self) -> None:
        self.query_one(Plot).chart = self.drawn


async def lines(chart: Chart, cursor: int = 0) -> list[str]:
    app = Drawn(chart)
    async with app.run_test(size=(60, 13)) as pilot:
        app.query_one(Plot).cursor = cursor
        for _ in range(3):
            await pilot.pause()
        return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def bar_chart(*values: float, goal: float | None = None) -> Chart:
    points = tuple(
        Point(f"d{n}", (), "", value, is_over=goal is not None and value >= goal) for n, value in enumerate(values)
    )
    return Chart("Sitting", Shape.BARS, "hours", (), points, 10.0, "", goal=goal)


HALVES_OF = {"█": "##", "▄": "##", "▐": ".#", "▗": ".#", "▌": "#.", "▖": "#."}


def lowest_bars(drawn: list[str]) -> list[str]:
    """Give the bars in the lowest row of a plot, a # for each half cell."""
    row = drawn[next(n for n, line in enumerate(drawn) if line.lstrip().startswith("0 ┻")) - 1]
    return re.findall("#+", "".join(HALVES_OF.get(character, "..") for character in row))


@pytest.mark.parametrize("count", [3, 7, 10, 12, 17, 24])
async def test_all_bars_are_equally_wide_however_high(count: int) -> None:
    found = lowest_bars(await lines(bar_chart(*(0.2 + 9 * n / count for n in range(count)))))
    assert found == ["#" * bars(53, count).width] * count


async def test_little_is_seen_and_nothing_is_not() -> None:
    assert len(lowest_bars(await lines(bar_chart(0.01, 0.0, 9.0), cursor=2))) == 2


async def test_the_goal_is_a_line_across_bars_over_it_too() -> None:
    chart = bar_chart(9.0, 3.0, 9.0, goal=6.0)
    app = Drawn(chart)
    async with app.run_test(size=(60, 13)) as pilot:
        for _ in range(3):
            await pilot.pause()
        strips = app.screen._compositor.render_strips()
    row = next(strip for strip in strips if LINE * 5 in strip.text)
    on_bars = [s for s in row if LINE in s.text and s.style is not None and s.style.color == Color.parse("#000000")]
    assert len(on_bars) == 2
    assert "┃" not in row.text.strip("┃ ")


async def test_more_stretches_than_rows_are_shown_about_the_cursor() -> None:
    points = tuple(Point(f"stretch {n}", (), "", 1.0, low=0.5, high=1.5) for n in range(30))
    chart = Chart("Relief", Shape.INTERVALS, "points", (), points, 2.0, "")
    drawn = "\n".join(await lines(chart, cursor=20))
    shown = [int(n) for n in re.findall(r"stretch (\d+)", drawn)]
    assert 20 in shown
    assert shown == list(range(shown[0], shown[0] + 10))


async def test_a_long_name_is_cut_with_a_sign_and_never_read_as_markup() -> None:
    name = "[bold]A stretch of the user's own with a long name"
    chart = Chart("Relief", Shape.INTERVALS, "", (), (Point(name, (), "", 1.0, low=0.5, high=1.5),), 2.0, "")
    assert any("[bold]A stretch of the…" in line for line in await lines(chart))


@pytest.mark.parametrize(
    ("value", "is_over", "is_ahead", "name"),
    [
        (None, False, True, "ahead"),
        (None, False, False, "none"),
        (0.0, False, False, "little"),
        (3.0, False, False, "some"),
        (5.9, False, False, "much"),
        (6.0, True, False, "over"),
    ],
)
def test_a_day_is_as_full_as_it_was_sat(*, value: float | None, is_over: bool, is_ahead: bool, name: str) -> None:
    assert level(Point("", (), "", value, is_over=is_over, is_ahead=is_ahead), 6.0) == name


class Mapped(App[None]):
    """A year's calendar, all days over the goal, as large as the screen."""

    CSS = "CalendarMap { width: 100%; height: 100%; }"

    def compose(self) -> ComposeResult:
        yield CalendarMap()

    def on_mount(self) -> None:
        day = date(2025, 1, 1)
        days = [day + timedelta(days=n) for n in range(365)]
        points = tuple(Point(f"{d:%b}" if d.day == 1 else "", (), "", 7.0, is_over=True, day=d) for d in days)
        self.query_one(CalendarMap).chart = Chart("", Shape.CALENDAR, "hours", (), points, 8.0, "", goal=6.0)
        self.query_one(CalendarMap).cursor = 364


@pytest.mark.parametrize(
    ("size", "rows", "legend"),
    [((96, 9), 7, "█ over it"), ((56, 9), 7, "░▒▓█ from little to over the goal"), ((38, 7), 7, None)],
)
async def test_a_year_has_all_its_weekdays_a_cursor_and_a_legend(
    size: tuple[int, int], rows: int, legend: str | None
) -> None:
    app = Mapped()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        text = [strip.text for strip in app.screen._compositor.render_strips()]
    assert sum("██" in line for line in text) == rows
    assert sum(line.count(CURSOR) for line in text) == 1
    assert (legend in text[-1]) if legend else ("Su" in text[-1])
    assert ("Jan" in text[0]) == (size[1] > rows)


class Row(App[None]):
    CSS = "Choices { height: 1; width: 24; }"

    def compose(self) -> ComposeResult:
        yield Choices(("sitting", "longest bout", "breaks", "ache", "hours"))


@pytest.mark.parametrize(
    ("chosen", "text"),
    [
        ("sitting", "sitting …"),
        ("longest bout", "… longest bout  breaks …"),
        ("hours", "… breaks  ache  hours"),
    ],
)
async def test_names_that_do_not_fit_give_way_to_the_chosen_one(chosen: str, text: str) -> None:
    app = Row()
    async with app.run_test(size=(40, 3)) as pilot:
        app.query_one(Choices).chosen = chosen
        await pilot.pause()
        assert app.query_one(Choices).render_line(0).text.rstrip() == text


async def test_a_plot_may_be_gone_before_it_is_laid_out() -> None:
    app = Drawn(bar_chart(1.0, 2.0))
    async with app.run_test(size=(60, 13)) as pilot:
        for turns in range(12):
            await app.query(Plot).remove()
            app.screen.mount(Plot())
            for _ in range(turns):
                await asyncio.sleep(0)
        await app.query(Plot).remove()
        app.screen.mount(plot := Plot())
        await pilot.pause()
        assert plot.query_one(PlotWidget).children

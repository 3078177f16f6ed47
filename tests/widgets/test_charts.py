"""What is drawn, as numbers: marks, bars, levels, and names that do not fit."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from deskmate.review.chart import Point
from deskmate.widgets.calendar_map import level
from deskmate.widgets.choices import Choices
from deskmate.widgets.plot import HALVES, bar_width, scale


@given(st.floats(0.5, 200), st.integers(1, 20))
def test_a_scale_begins_at_nought_is_even_and_fits(top: float, most: int) -> None:
    marks = scale(top, most)
    assert marks[0] == 0
    assert marks[-1] <= top
    assert len({b - a for a, b in pairwise(marks)}) <= 1
    assert len(marks) <= max(most, int(top // 120)) + 1


@given(st.floats(0.6, 40))
def test_a_bar_is_in_sight_and_leaves_a_gap_where_there_is_room(place: float) -> None:
    halves = place * HALVES
    told = bar_width(place) * halves
    assert told >= 1 - 1e-6
    if halves >= 4:
        assert told + 1 <= halves - 1 + 1e-6


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

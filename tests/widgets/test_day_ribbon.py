"""The ribbon: each cell shows what filled most of it, and nothing short is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from deskmate.sitting.timeline import Activity, Posture, Span
from deskmate.widgets.day_ribbon import SHAPES, breadth, cells, manner, shape
from tests.builders import at, minutes

SITTING = Span(at("9:00"), at("10:00"), Posture.SITTING)
AWAY = Span(at("10:00"), at("11:00"), Posture.AWAY)


def test_each_cell_shows_what_filled_most_of_it() -> None:
    assert cells([SITTING, AWAY], 4) == ["sitting", "sitting", "away", "away"]
    assert cells([], 4) == []


def test_the_first_moment_of_a_day_fills_the_row() -> None:
    assert cells([Span(at("9:00"), at("9:00"), Posture.SITTING)], 3) == ["sitting"] * 3


def test_a_short_break_still_gets_a_cell() -> None:
    up = Span(at("10:00"), at("10:02"), Posture.STANDING, Activity.BREAK)
    row = cells([SITTING, up, Span(up.end, at("17:00"), Posture.SITTING)], 20)
    assert row.count("break") == 1
    assert set(row) == {"sitting", "break"}


def column(name: str, height: int) -> str:
    return "".join(shape(name, y, height) for y in range(height))


@given(st.integers(1, 8))
def test_every_manner_has_a_shape_of_its_own_at_any_height(height: int) -> None:
    assert len({column(name, height) for name in SHAPES}) == len(SHAPES)
    assert column("sitting", height) == "█" * height


@given(st.integers(1, 8), st.sampled_from(sorted(SHAPES)))
def test_a_manner_stands_on_the_foot_without_a_gap(height: int, name: str) -> None:
    drawn = column(name, height).lstrip()
    assert drawn[-1:] not in {"", " "}
    assert set(drawn[1:]) <= {"█"}


def test_one_row_shows_the_shapes_of_the_legend() -> None:
    assert {name: column(name, 1) for name in SHAPES} == SHAPES


@given(
    st.lists(st.tuples(st.integers(1, 200), st.sampled_from(Posture)), min_size=1, max_size=30), st.integers(1, 200)
)
def test_any_day_fills_any_width(parts: list[tuple[int, Posture]], width: int) -> None:
    spans, start = [], at("0:00")
    for length, posture in parts:
        spans.append(Span(start, start + minutes(length), posture))
        start += minutes(length)
    row = cells(spans, width)
    assert len(row) == width
    assert set(row) <= {manner(s) for s in spans}


def test_every_manner_has_a_breadth_of_its_own() -> None:
    assert len({breadth(name, 8) for name in SHAPES}) == len(SHAPES)
    assert breadth("sitting", 8) == "█" * 8

"""The ribbon: each cell shows what filled most of it, and nothing short is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from deskmate.sitting.timeline import Activity, Posture, Span
from deskmate.widgets.day_ribbon import SHAPES, TALL, cells, manner
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


def test_every_manner_has_a_shape_of_its_own_at_both_heights() -> None:
    assert len(set(SHAPES.values())) == len(SHAPES)
    assert len({*TALL.values()}) == len(TALL) == len(SHAPES)
    assert all(len(pair) == 2 for pair in TALL.values())


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

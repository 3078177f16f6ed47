"""The smoothed line's laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskmate.review.smooth import REACH, smoothed

PLACES = st.floats(0, 400)
SCORES = st.integers(0, 10).map(float)
RATINGS = st.lists(st.tuples(PLACES, SCORES), max_size=30)
BANDWIDTHS = st.floats(0.5, 20)


@given(RATINGS, PLACES, BANDWIDTHS)
def test_the_line_never_leaves_the_range_of_the_ratings(
    ratings: list[tuple[float, float]], place: float, bandwidth: float
) -> None:
    (height,) = smoothed(ratings, [place], bandwidth)
    if height is not None:
        scores = [score for _, score in ratings]
        assert min(scores) <= height <= max(scores)


@given(RATINGS, PLACES, BANDWIDTHS)
def test_it_is_drawn_where_a_rating_is_near_and_nowhere_else(
    ratings: list[tuple[float, float]], place: float, bandwidth: float
) -> None:
    (height,) = smoothed(ratings, [place], bandwidth)
    assert (height is not None) == any(abs(x - place) / bandwidth <= REACH for x, _ in ratings)


@given(RATINGS, PLACES, BANDWIDTHS)
def test_the_order_of_ratings_does_not_matter(
    ratings: list[tuple[float, float]], place: float, bandwidth: float
) -> None:
    (one,), (other,) = smoothed(ratings, [place], bandwidth), smoothed(ratings[::-1], [place], bandwidth)
    assert one == pytest.approx(other)


def test_near_ratings_weigh_most() -> None:
    (low, high) = smoothed([(0.0, 2.0), (4.0, 8.0)], [0.0, 4.0], 2.0)
    assert low is not None
    assert high is not None
    assert low < 5 < high
    assert low + high == pytest.approx(10)


def test_a_bandwidth_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="bandwidth"):
        smoothed([], [], 0)

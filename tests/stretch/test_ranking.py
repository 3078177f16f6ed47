"""The ranking: honest with few data, right with many."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskmate.stretch.ranking import (
    ENOUGH,
    PRIOR_RELIEF,
    TAU,
    Rating,
    Standing,
    chance_of_best,
    next_candidate,
    rank,
)

NAMES = ("a", "b", "c")
SCATTER = 1.25
"""How far one session of a simulated user scatters about its mean, in points."""

ratings = st.lists(st.builds(Rating, st.sampled_from(NAMES), st.integers(0, 10), st.integers(0, 10)), max_size=40)


@given(ratings, st.randoms(use_true_random=False))
def test_the_order_of_sessions_does_not_matter(given_ratings: list[Rating], chance: random.Random) -> None:
    shuffled = list(given_ratings)
    chance.shuffle(shuffled)
    assert {s.stretch: s for s in rank(given_ratings, NAMES).standings} == {
        s.stretch: s for s in rank(shuffled, NAMES).standings
    }


@given(st.lists(st.integers(-3, 5), min_size=1, max_size=12), st.integers(2, 5))
def test_more_data_narrows(relief: list[int], times: int) -> None:
    def width(values: Sequence[int]) -> float:
        (standing,) = rank([Rating("a", 5, 5 - r) for r in values], ["a"]).standings
        return standing.deviation

    # The same ratings again: more is known, and nothing new was seen.
    assert width(relief * times) < width(relief) < TAU


def test_with_no_data_every_stretch_is_the_same_and_sessions_are_missing() -> None:
    ranking = rank([], NAMES)
    assert {(s.mean, s.deviation) for s in ranking.standings} == {(PRIOR_RELIEF, TAU)}
    assert (ranking.best, ranking.missing) == (None, 3 * ENOUGH)


def test_few_data_are_held_close_to_the_mean() -> None:
    ranking = rank([Rating("a", 9, 2)], NAMES)
    assert ranking.standings[0].stretch == "a"
    assert ranking.standings[0].mean < 3


def test_no_relief_was_possible_where_nothing_ached() -> None:
    assert rank([Rating("a", 0, 0)] * 20, NAMES) == rank([], NAMES)


def test_of_one_there_is_no_best() -> None:
    assert rank([Rating("a", 8, 1)] * 20, ["a"]).best is None


@settings(deadline=None)
@given(ratings)
def test_no_best_while_intervals_overlap_or_data_are_few(given_ratings: list[Rating]) -> None:
    ranking = rank(given_ratings, NAMES)
    if ranking.best is not None:
        first, *others = ranking.standings
        assert first.stretch == ranking.best
        assert all(s.sessions >= ENOUGH for s in ranking.standings)
        assert all(first.interval[0] > other.interval[1] for other in others)


def test_chances_of_being_best_sum_to_one() -> None:
    standings = [Standing("a", 3, 1.0, 0.5), Standing("b", 3, 0.7, 0.8), Standing("c", 3, -0.2, 0.3)]
    chances = [chance_of_best(s, [o for o in standings if o is not s]) for s in standings]
    assert sum(chances) == pytest.approx(1, abs=0.005)
    assert chances[0] > chances[1] > chances[2]


def test_equal_ones_have_equal_chances() -> None:
    a, b = Standing("a", 3, 1.0, 0.5), Standing("b", 3, 1.0, 0.5)
    assert chance_of_best(a, [b]) == pytest.approx(0.5, abs=0.002)


def trial(chance: random.Random, effects: Sequence[float], sessions_each: int) -> str | None:
    """Run a user's trial, looking after every round; give the first stretch that is named the best."""
    names = [f"s{n}" for n in range(len(effects))]
    done: list[Rating] = []
    for _ in range(sessions_each):
        for name, effect in zip(names, effects, strict=True):
            before = chance.randint(4, 8)
            done.append(Rating(name, before, min(10, max(0, round(before - chance.gauss(effect, SCATTER))))))
        if best := rank(done, names).best:
            return best
    return None


def test_with_equal_effects_hardly_ever_a_best_one_is_named() -> None:
    chance = random.Random(1)
    named = sum(trial(chance, [1.0, 1.0, 1.0], 12) is not None for _ in range(1000))
    assert named <= 100


def test_a_gap_of_two_points_is_mostly_found() -> None:
    chance = random.Random(2)
    found = [trial(chance, [2.5, 0.5, 0.5], 12) for _ in range(300)]
    assert found.count("s0") >= 240
    assert found.count("s1") + found.count("s2") <= 6


def test_the_trial_gives_every_candidate_its_turn() -> None:
    chance = random.Random(3)
    done: list[Rating] = []
    for _ in range(30):
        draws = {name: chance.gauss(0, 1) for name in NAMES}
        done.append(Rating(next_candidate(done, NAMES, draws), 5, 4))
    assert [sum(r.stretch == name for r in done) for name in NAMES] == [10, 10, 10]

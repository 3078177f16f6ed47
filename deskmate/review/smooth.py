"""A smoothed line through few and uneven ratings."""

from __future__ import annotations

import math
from collections.abc import Sequence

REACH = 2.5
"""How many bandwidths away the nearest rating may be for the line to be drawn at all."""


def smoothed(
    ratings: Sequence[tuple[float, float]], at: Sequence[float], bandwidth: float
) -> tuple[float | None, ...]:
    """Give the line's height at each place of `at`: the mean of all ratings, near ones weighing most.

    Weights fall off with the distance as a normal curve does, `bandwidth` (of the unit of the places) its standard
    deviation: the kernel estimator of Nadaraya (1964, Theory of Probability and Its Applications) and Watson (1964,
    Sankhya A). It looks both ways, so the line does not lag behind the ratings, needs no even spacing, and never
    leaves their range. None where no rating is near.
    """
    if bandwidth <= 0:
        raise ValueError("a bandwidth must be more than nothing")
    return tuple(_height(ratings, place, bandwidth) for place in at)


def _height(ratings: Sequence[tuple[float, float]], place: float, bandwidth: float) -> float | None:
    near = [(abs(x - place) / bandwidth, y) for x, y in ratings]
    near = [(distance, y) for distance, y in near if distance <= 2 * REACH]
    if not near or min(distance for distance, _ in near) > REACH:
        return None
    weights = [math.exp(-(distance**2) / 2) for distance, _ in near]
    mean = math.fsum(w * y for w, (_, y) in zip(weights, near, strict=True)) / math.fsum(weights)
    return min(max(mean, min(y for _, y in near)), max(y for _, y in near))

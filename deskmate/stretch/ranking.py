"""Which stretch eases this user most: an honest ranking of few, noisy ratings.

Relief is ache before minus ache after (0-10 NRS). Stretch i has a mean relief drawn from N(m, TAU²), and each session
scatters about it by N(0, sigma²); with little data every stretch is held close to the mean of all. Means here are
posterior means, intervals hold with 80 % (see EVIDENCE on ranking; NRS after Farrar et al. 2001, Pain).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean

TAU = 1.0
"""How far the true means of stretches lie apart, in points, before anything is known."""

SIGMA = 2.0
"""How far one session scatters, in points, before anything is known."""

PRIOR_WORTH = 4
"""How many sessions what is believed beforehand is worth."""

PRIOR_RELIEF = 0.5
"""The relief expected of any stretch before anything is known, in points."""

ENOUGH = 3
"""How many sessions of each candidate there must be before a best one is named."""

SURE = 0.8
"""How likely the best one must be the best before it is named so."""

_STANDARD = NormalDist()
HALF_WIDTH = _STANDARD.inv_cdf(0.9)
"""Half the width of an 80 % interval, in standard deviations."""

_POINTS = 201
"""Points of the numeric integral; its error stays below 0.001."""


@dataclass(frozen=True, slots=True)
class Rating:
    """One rated session: the stretch, and the ache before and after it (0-10)."""

    stretch: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one stretch: how often it was rated, and its relief in points, with what is not known."""

    stretch: str
    sessions: int
    mean: float
    deviation: float

    @property
    def interval(self) -> tuple[float, float]:
        """Give the bounds between which its mean relief lies with 80 %."""
        return self.mean - HALF_WIDTH * self.deviation, self.mean + HALF_WIDTH * self.deviation


@dataclass(frozen=True, slots=True)
class Ranking:
    """All candidates, the one with the most relief first, and the best one once it may be called so."""

    standings: tuple[Standing, ...]
    best: str | None
    missing: int
    """How many rated sessions are needed at least before a best one could be named; 0 when there are enough."""


def rank(ratings: Iterable[Rating], candidates: Sequence[str]) -> Ranking:
    """Rank the candidates by relief. The order of ratings does not matter; those that began at 0 do not count."""
    relief = _relief(ratings, candidates)
    everything = [r for values in relief.values() for r in values]
    mean = (PRIOR_WORTH * PRIOR_RELIEF + math.fsum(everything)) / (PRIOR_WORTH + len(everything))
    noise = _noise(relief)
    standings = sorted((_standing(c, relief.get(c, ()), mean, noise) for c in candidates), key=lambda s: -s.mean)
    missing = sum(max(0, ENOUGH - s.sessions) for s in standings)
    return Ranking(tuple(standings), _best(standings) if not missing else None, missing)


def next_candidate(ratings: Iterable[Rating], candidates: Sequence[str], draws: Mapping[str, float]) -> str:
    """Give the candidate to try next: the one rated least often, of these the one with the best draw (Thompson).

    `draws` holds one draw from the standard normal distribution for each candidate.
    """
    ranking = rank(ratings, candidates)
    least = min(s.sessions for s in ranking.standings)
    tied = [s for s in ranking.standings if s.sessions == least]
    return max(tied, key=lambda s: s.mean + s.deviation * draws[s.stretch]).stretch


def _relief(ratings: Iterable[Rating], candidates: Sequence[str]) -> dict[str, list[int]]:
    relief: dict[str, list[int]] = defaultdict(list)
    for rating in ratings:
        if rating.before > 0 and rating.stretch in candidates:
            relief[rating.stretch].append(rating.before - rating.after)
    return relief


def _noise(relief: Mapping[str, Sequence[int]]) -> float:
    """Give the variance of one session about its stretch's mean: pooled, with what was believed beforehand."""
    means = {stretch: fmean(values) for stretch, values in relief.items()}
    squares = math.fsum((r - means[stretch]) ** 2 for stretch, values in relief.items() for r in values)
    degrees = sum(len(values) - 1 for values in relief.values())
    return (PRIOR_WORTH * SIGMA**2 + squares) / (PRIOR_WORTH + degrees)


def _standing(stretch: str, relief: Sequence[int], mean: float, noise: float) -> Standing:
    precision = len(relief) / noise + 1 / TAU**2
    posterior = (math.fsum(relief) / noise + mean / TAU**2) / precision
    return Standing(stretch, len(relief), posterior, math.sqrt(1 / precision))


def _best(standings: Sequence[Standing]) -> str | None:
    """Give the first one where it is likely the best and its interval lies above all others."""
    if len(standings) < 2:  # noqa: PLR2004 - the best of one is no finding
        return None
    first, *others = standings
    if any(first.interval[0] <= other.interval[1] for other in others):
        return None
    return first.stretch if chance_of_best(first, others) >= SURE else None


def chance_of_best(one: Standing, others: Sequence[Standing]) -> float:
    """Give how likely one stretch has the highest mean of all (0 to 1), by numeric integration."""
    width = 6 * one.deviation
    step = 2 * width / (_POINTS - 1)
    total = 0.0
    for n in range(_POINTS):
        x = one.mean - width + n * step
        density = _STANDARD.pdf((x - one.mean) / one.deviation) / one.deviation
        total += density * math.prod(_STANDARD.cdf((x - o.mean) / o.deviation) for o in others)
    return min(1.0, total * step)

"""One plain sentence that says what changed since the time before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from deskmate.duration import as_text
from deskmate.review.figures import Sums, averaged, days_in, sums
from deskmate.review.period import Period, Unit, beside
from deskmate.sitting.fold import Day
from deskmate.sitting.rules import Rules

NOTEWORTHY = timedelta(minutes=10)
"""A difference of less is none to speak of; a choice, about a break's length."""

SHARE = 0.1
"""Nor is one of less than a tenth."""

ACHE_POINTS = 2.0
ACHE_SHARE = 0.3
"""A change of about 2 points, or 30 %, is what people notice (Farrar et al. 2001, Pain)."""

HEEDED = 0.2
ENOUGH_PROMPTS = 5
"""Below so many prompts a share says little."""

ENOUGH_RATINGS = 3
"""Below so many ratings on either side a mean ache says little."""

_LAST = {Unit.DAY: "the day before", Unit.WEEK: "last week", Unit.MONTH: "last month", Unit.YEAR: "last year"}
_BEFORE = {
    Unit.DAY: "the day before",
    Unit.WEEK: "the week before",
    Unit.MONTH: "the month before",
    Unit.YEAR: "the year before",
}


@dataclass(frozen=True, slots=True)
class _Difference:
    """How far apart two times are in one respect, as a share of the larger, and the words before the time's name."""

    share: float
    words: str


def what_changed(days: Sequence[Day], period: Period, today: date, rules: Rules) -> str:
    """Say what changed most in a period against the one before it; honest where there is nothing to compare.

    Averages leave today out while it is not over.
    """
    unit = period.unit or Unit.DAY
    inside = days_in(days, period)
    if not inside:
        return "Nothing was kept of this time." if period.last < today else f"Nothing is kept of this {unit} yet."
    now = sums(inside, rules)
    runs = today in period
    if unit is Unit.DAY and runs:
        return f"So far today: {_plainly(now, now, '')}."
    over = sums([d for d in inside if d.date != today], rules)
    then = sums(days_in(days, beside(period, -1)), rules) if period.unit else Sums()
    before = (_LAST if runs else _BEFORE)[unit]
    length = "" if unit is Unit.DAY else " a day" if over.days else " so far"
    plainly = _plainly(now, sums(averaged(inside, today), rules), length)
    if not then.days:
        return f"{_sentence(plainly)}; nothing was kept {_at(before)} to compare with."
    found = max(_differences(now, over, then), key=lambda d: d.share, default=None)
    if found is None:
        return f"Much like {before}: {plainly}."
    return f"{found.words} {before}{', so far' if runs else ''}."


def _at(before: str) -> str:
    return f"on {before}" if before == _BEFORE[Unit.DAY] else before


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _plainly(now: Sums, average: Sums, length: str) -> str:
    sat = as_text(average.sedentary_a_day)
    return f"{sat} of sitting{length}, longest bout {as_text(now.longest_bout)}"


def _differences(now: Sums, over: Sums, then: Sums) -> list[_Difference]:
    found = [
        _longer("Longest bout", then.longest_bout, now.longest_bout, ""),
        _longer("Sitting", then.sedentary_a_day, over.sedentary_a_day, " a day") if over.days else None,
        _ache(now, then),
        _heeding(now, then),
    ]
    return [d for d in found if d is not None]


def _longer(name: str, then: timedelta, now: timedelta, a_day: str) -> _Difference | None:
    larger = max(then, now)
    if abs(now - then) < max(NOTEWORTHY, larger * SHARE):
        return None
    way = "down" if now < then else "up"
    return _Difference(abs(now - then) / larger, f"{name} {way} from {_from_to(then, now)}{a_day} since")


def _from_to(then: timedelta, now: timedelta) -> str:
    """Give two lengths, both in minutes while neither is longer than two hours."""
    if max(then, now) < timedelta(hours=2):
        return f"{then // timedelta(minutes=1)} to {now // timedelta(minutes=1)} min"
    return f"{as_text(then)} to {as_text(now)}"


def _ache(now: Sums, then: Sums) -> _Difference | None:
    if now.ache is None or then.ache is None or min(now.ratings, then.ratings) < ENOUGH_RATINGS:
        return None
    difference = abs(now.ache - then.ache)
    larger = max(now.ache, then.ache)
    if not larger or (difference < ACHE_POINTS and difference < ACHE_SHARE * then.ache):
        return None
    way = "down" if now.ache < then.ache else "up"
    words = f"Ache before stretching {way} from {then.ache:.1f} to {now.ache:.1f} of 10 since"
    return _Difference(difference / larger, words)


def _heeding(now: Sums, then: Sums) -> _Difference | None:
    new, old = now.heeded, then.heeded
    if new.share is None or old.share is None or min(new.prompted, old.prompted) < ENOUGH_PROMPTS:
        return None
    if abs(new.share - old.share) < HEEDED:
        return None
    way = "more" if new.share > old.share else "less"
    words = f"Got up {way} often when prompted, {new.heeded} of {new.prompted} times against"
    return _Difference(abs(new.share - old.share), f"{words} {old.heeded} of {old.prompted}")

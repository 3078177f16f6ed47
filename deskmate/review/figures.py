"""What days add up to: sums, adherence to prompts, aches. Functions over the fold's days, nothing else."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import fmean

from deskmate.review.period import Period
from deskmate.sitting.bouts import ZERO, bouts
from deskmate.sitting.fold import Day
from deskmate.sitting.rules import Rules
from deskmate.stretch.ranking import Ranking, rank
from deskmate.stretch.record import rating_of


@dataclass(frozen=True, slots=True)
class Heeded:
    """Bouts in which the user was prompted, and in how many of them they got up before being prompted again."""

    prompted: int = 0
    heeded: int = 0
    open: int = 0
    """Prompts, not among those, that there is still time to heed."""

    @property
    def share(self) -> float | None:
        """Give the share heeded (0 to 1), None where nothing was to be heeded."""
        return self.heeded / self.prompted if self.prompted else None

    def __add__(self, other: Heeded) -> Heeded:
        """Give both together."""
        return Heeded(self.prompted + other.prompted, self.heeded + other.heeded, self.open + other.open)


@dataclass(frozen=True, slots=True)
class Sums:
    """What some days add up to. Averages are over the days on which anything was noticed."""

    days: int = 0
    sedentary: timedelta = ZERO
    longest_bout: timedelta = ZERO
    longest_on: date | None = None
    prolonged: int = 0
    breaks: int = 0
    heeded: Heeded = Heeded()
    stretches: int = 0
    stretching: timedelta = ZERO
    below_goal: int = 0
    """On how many days sitting stayed below the goal."""
    ache: float | None = None
    """The mean ache before stretching (0-10 NRS)."""
    ratings: int = 0
    relief: float | None = None
    """The mean of ache before minus after, over the sessions with both."""

    @property
    def sedentary_a_day(self) -> timedelta:
        """Give the sitting of an average day."""
        return self.sedentary / self.days if self.days else ZERO

    @property
    def breaks_a_day(self) -> float:
        """Give the breaks of an average day."""
        return self.breaks / self.days if self.days else 0.0


def heeded(day: Day, rules: Rules) -> Heeded:
    """Count a day's prompts: one a bout, heeded where the bout ended before the prompt would have come again.

    That is `rules.repeat_after` after the first prompt. A bout that still runs is not counted before then, nor one
    that goes on after midnight; the last one of a day gone by ended when the user went home.
    """
    found = Heeded()
    for bout in bouts(day.spans, rules.shortest_break):
        told = next((p for p in day.prompts if bout.start <= p <= bout.end), None)
        if told is None:
            continue
        in_time = bout.end - told < rules.repeat_after
        if not (bout.ongoing and in_time):
            found += Heeded(1, int(in_time))
        elif not day.is_over:
            found += Heeded(open=1)
        elif not day.into_next:
            found += Heeded(1, 1)
    return found


def sums(days: Iterable[Day], rules: Rules) -> Sums:
    """Add days up."""
    counted = [d for d in days if d.spans or d.sessions]
    watched = [d for d in counted if d.spans]
    if not counted:
        return Sums()
    longest = max(counted, key=lambda d: d.totals.longest_bout)
    before = [s.ache_before for d in counted for s in d.sessions if s.ache_before is not None]
    relief = [s.relief for d in counted for s in d.sessions if s.relief is not None]
    return Sums(
        days=len(watched),
        sedentary=sum((d.totals.sedentary for d in watched), ZERO),
        longest_bout=longest.totals.longest_bout,
        longest_on=longest.date,
        prolonged=sum(d.totals.prolonged_bouts for d in watched),
        breaks=sum(d.totals.breaks for d in watched),
        heeded=sum((heeded(d, rules) for d in watched), Heeded()),
        stretches=sum(d.totals.stretches for d in counted),
        stretching=sum((d.totals.stretching for d in counted), ZERO),
        below_goal=sum(d.totals.sedentary < rules.goal for d in watched),
        ache=fmean(before) if before else None,
        ratings=len(before),
        relief=fmean(relief) if relief else None,
    )


def averaged(days: Sequence[Day], today: date) -> tuple[Day, ...]:
    """Give the days an average is of: today is none while it runs, unless it is the only one there is."""
    over = tuple(d for d in days if d.date != today)
    return over if any(d.spans for d in over) else tuple(days)


def days_in(days: Sequence[Day], period: Period) -> tuple[Day, ...]:
    """Give the days that lie in a period, in order of their dates, out of days that are newest first."""
    low = bisect_left(days, -period.last.toordinal(), key=_age)
    return tuple(days[low : bisect_right(days, -period.first.toordinal(), lo=low, key=_age)][::-1])


def _age(day: Day) -> int:
    return -day.date.toordinal()


def relief_by_stretch(days: Iterable[Day]) -> Ranking:
    """Rank what was done by how much it eased, with 80 % intervals, each by its latest name.

    Sessions that began at 0 do not count.
    """
    sessions = sorted((s for d in days for s in d.sessions), key=lambda s: s.start)
    names = {s.routine: s.title for s in sessions}
    rated = [r for s in sessions if (r := rating_of(s, s.routine or s.title)) is not None and r.before > 0]
    ratings = [replace(r, stretch=names.get(r.stretch, r.stretch)) for r in rated]
    return rank(ratings, sorted({r.stretch for r in ratings}))


def ache_ratings(days: Sequence[Day]) -> tuple[tuple[date, int], ...]:
    """Give each rating before a session with its day, in order."""
    rated = ((d.date, s.ache_before) for d in days for s in d.sessions)
    return tuple((day, score) for day, score in rated if score is not None)

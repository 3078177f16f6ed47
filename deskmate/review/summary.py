"""A time in a few plain sentences, each with the row of numbers behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from deskmate.duration import as_text
from deskmate.review.cells import count, prompts, signed
from deskmate.review.chart import Panel
from deskmate.review.charts import chart
from deskmate.review.figures import Sums, averaged, days_in, sums
from deskmate.review.hours import sitting_by_hour
from deskmate.review.patterns import MINUTE
from deskmate.review.period import Period, Unit, day_text
from deskmate.sitting.fold import Day
from deskmate.sitting.rules import PROLONGED, Rules

BLOCKS = "▁▂▃▄▅▆▇█"
GAP = "·"


@dataclass(frozen=True, slots=True)
class Said:
    """One thing there is to say: what it is about, the sentence, and its values (None where nothing is known)."""

    about: str
    words: str
    values: tuple[float | None, ...] = ()

    @property
    def sparkline(self) -> str:
        """Give the values as a row of blocks, the highest a full one."""
        known = [v for v in self.values if v is not None]
        top = max(known, default=0.0)
        if not top:
            return ""
        return "".join(
            GAP if v is None else BLOCKS[min(len(BLOCKS) - 1, int(v / top * len(BLOCKS)))] for v in self.values
        )


def summary(days: Sequence[Day], period: Period, *, today: date, rules: Rules, zone: tzinfo) -> tuple[Said, ...]:
    """Say what a period adds up to; empty where nothing was kept of it. `days` are all there are."""
    inside = days_in(days, period)
    if not inside:
        return ()
    found, a_day = sums(inside, rules), sums(averaged(inside, today), rules)
    in_day = period.unit is Unit.DAY
    watched = [d.date for d in inside if d.spans]

    def values(panel: Panel) -> tuple[float | None, ...]:
        if in_day:
            return ()
        shown = chart(panel, days, period, today=today, rules=rules, zone=zone)
        return tuple(p.value for p in shown.points if not (p.day is not None and p.day > today))

    by_hour = tuple(length / MINUTE for length in sitting_by_hour(inside, zone)) if in_day else ()
    said = [
        Said(
            "Sitting",
            sitting_words(a_day, rules, in_day=in_day, so_far=watched == [today]),
            by_hour or values(Panel.SITTING),
        ),
        Said("Longest bout", bout_words(found, in_day=in_day), values(Panel.BOUT)),
        Said("Breaks", break_words(found, a_day, rules), values(Panel.BREAKS)),
        Said("Stretching", stretch_words(found), values(Panel.STRETCHING)),
        Said("Ache", ache_words(found), values(Panel.ACHE)),
    ]
    noted = [f"{n.day.day} {n.day:%b}: {n.text}" for d in inside for n in d.notes]
    return (*said, *(Said("Note", words) for words in noted))


def sitting_words(found: Sums, rules: Rules, *, in_day: bool, so_far: bool) -> str:
    """Say how much was sat, against the goal; `so_far` where today, which runs, is the only day there is."""
    if not found.days:
        return "nothing was noticed."
    goal = as_text(rules.goal)
    if in_day or so_far:
        side = "below" if found.below_goal else "over"
        when = "" if in_day else " so far today"
        return f"{as_text(found.sedentary)}{when}, {side} the goal of {goal}."
    a_day = f"{as_text(found.sedentary_a_day)} a day, on {count(found.days, 'day')}"
    if found.days == 1:
        return f"{a_day}; {'below' if found.below_goal else 'over'} the goal of {goal}."
    return f"{a_day}; below the goal of {goal} on {found.below_goal} of them."


def bout_words(found: Sums, *, in_day: bool) -> str:
    """Say which bout was the longest, and how many were prolonged."""
    if found.longest_on is None or not found.longest_bout:
        return "no bout of sitting was noticed."
    when = "" if in_day else f", on {found.longest_on:%a} {day_text(found.longest_on)}"
    prolonged = f"{count(found.prolonged, 'bout')} of {as_text(PROLONGED)} or more"
    return f"{as_text(found.longest_bout)}{when}; {prolonged}."


def break_words(found: Sums, average: Sums, rules: Rules) -> str:
    """Say how many breaks there were, on an average day too, and how many prompts were heeded."""
    a_day = f", {average.breaks_a_day:.1f} a day" if average.days > 1 and average.breaks else ""
    prompted = found.heeded
    if not prompted.prompted:
        return f"{count(found.breaks, 'break')}{a_day}; {prompts(prompted.open)}."
    share = (
        f"up within {as_text(rules.repeat_after)} in {prompted.heeded} of {count(prompted.prompted, 'prompted bout')}"
    )
    still = f"; {prompts(prompted.open)}" if prompted.open else ""
    return f"{count(found.breaks, 'break')}{a_day}; {share}{still}."


def stretch_words(found: Sums) -> str:
    """Say how much was stretched."""
    if not found.stretches:
        return "none."
    return f"{as_text(found.stretching)} in {count(found.stretches, 'session')}."


def ache_words(found: Sums) -> str:
    """Say how much it ached before stretching, and what stretching eased."""
    if found.ache is None:
        return "not rated."
    rated = f"{found.ache:.1f} of 10 before stretching, from {count(found.ratings, 'rating')}"
    return f"{rated}; {signed(found.relief)} points of relief." if found.relief is not None else f"{rated}."

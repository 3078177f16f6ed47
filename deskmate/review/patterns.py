"""The charts that are no row of days: hours of the day, relief by stretch, a year's calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta, tzinfo

from deskmate.duration import as_text
from deskmate.review.cells import count, signed
from deskmate.review.chart import Chart, Point, Shape, top
from deskmate.review.figures import relief_by_stretch
from deskmate.review.hours import HOURS, prolonged_by_hour, sitting_by_hour
from deskmate.review.period import DAYS_OF_WEEK, ONE_DAY, Period, Unit
from deskmate.sitting.fold import Day
from deskmate.sitting.rules import Rules

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def hours_chart(days: Sequence[Day], period: Period, rules: Rules, zone: tzinfo) -> Chart:
    """Chart how much of each hour of the day is sat in prolonged bouts."""
    long, all_of_it = prolonged_by_hour(days, rules, zone), sitting_by_hour(days, zone)
    busy = [n for n in range(HOURS) if all_of_it[n]]
    shown = range(min([*busy, 8]), max([*busy, 17]) + 1)
    whose = "of the day" if period.unit is Unit.DAY else "on an average day"
    points = tuple(
        Point(
            f"{n}",
            (_hour(n), as_text(long[n]), as_text(all_of_it[n])),
            f"{_hour(n)}: {as_text(long[n])} in prolonged bouts, of {as_text(all_of_it[n])} sat.",
            long[n] / MINUTE,
        )
        for n in shown
    )
    return Chart(
        f"Prolonged bouts {whose}",
        Shape.BARS,
        "minutes an hour",
        ("Hour", "In prolonged bouts", "Sat in all"),
        points,
        60.0,
        "No bout reached 30 min in this time, so there is no hour to watch out for.",
        f"How much of each hour {whose} you sat in bouts of 30 min or more.",
    )


def _hour(number: int) -> str:
    return f"{number:02d}:00–{(number + 1) % HOURS:02d}:00"


def relief_chart(days: Sequence[Day]) -> Chart:
    """Chart how much each stretch eased, with 80 % intervals."""
    ranking = relief_by_stretch(days)
    points = tuple(
        Point(
            s.stretch,
            (s.stretch, str(s.sessions), signed(s.mean), " to ".join(map(signed, s.interval))),
            f"{s.stretch}: relief {signed(s.mean)}, with 80 % between {' and '.join(map(signed, s.interval))},"
            f" from {count(s.sessions, 'session')}.",
            s.mean,
            low=s.interval[0],
            high=s.interval[1],
        )
        for s in ranking.standings
    )
    return Chart(
        "Relief by stretch, of all ratings",
        Shape.INTERVALS,
        "points of ache",
        ("Stretch", "Rated", "Relief", "80 % interval"),
        points,
        top([p.high for p in points], 1.0),
        "Nothing to compare: rate your ache before and after a stretch, and what eased it shows up here.",
        "Your record, not a trial: aches also pass by themselves. Sessions begun at 0 do not count.",
    )


def calendar_chart(days: Sequence[Day], period: Period, today: date, rules: Rules) -> Chart:
    """Chart every day of a year by how much of the goal was sat."""
    by_date = {d.date: d for d in days if d.spans}
    goal = rules.goal / HOUR
    points = tuple(
        Point(
            f"{day:%b}" if day.day == 1 else "",
            (
                f"{day:%a} {day.day} {day:%b}",
                as_text(found.totals.sedentary) if found else "–",
                as_text(found.totals.longest_bout) if found else "–",
            ),
            f"{day:%a} {day.day} {day:%b}: sat {as_text(found.totals.sedentary)},"
            f" longest bout {as_text(found.totals.longest_bout)}."
            if found
            else f"{day:%a} {day.day} {day:%b}: {'still to come' if day > today else 'nothing was noticed'}.",
            found.totals.sedentary / HOUR if found else None,
            is_over=found is not None and found.totals.sedentary >= rules.goal,
            is_ahead=day > today,
            day=day,
        )
        for day in period.days
        for found in [by_date.get(day)]
    )
    return Chart(
        "Sitting on each day",
        Shape.CALENDAR,
        "hours",
        ("Day", "Sat", "Longest bout"),
        points,
        top([p.value for p in points], goal),
        "No day of this year was noticed. Leave deskmate open in a pane, and each day is shaded by how long you sat.",
        f"The fuller a day, the more you sat; a full cell is over the goal of {as_text(rules.goal)}.",
        goal,
    )


def week_row(day: date) -> int:
    """Give the row of a day in a calendar of weeks, 0 for Monday."""
    return day.weekday()


def week_column(day: date) -> int:
    """Give the column of a day in its year's calendar of weeks, from 0."""
    first = date(day.year, 1, 1)
    return ((day - first) // ONE_DAY + first.weekday()) // DAYS_OF_WEEK

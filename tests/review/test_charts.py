"""Every chart, with a day, a week, a year and nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskmate.review.chart import PANELS, Chart, Panel, Point, Shape
from deskmate.review.charts import chart
from deskmate.review.entries import entries
from deskmate.review.figures import days_in
from deskmate.review.past import past_of, told_of
from deskmate.review.patterns import week_column
from deskmate.review.period import Unit, period_of
from deskmate.sitting.events import Kind
from tests.builders import MONDAY, ZONE, Script, at
from tests.kept_days import kept_days
from tests.review.looking import RULES, days_of, looked_back
from tests.running import NOON, typical_day

CASES = [
    (count, unit, panel)
    for count in (0, 1, 7, 380)
    for unit in Unit
    for panel in PANELS[unit]
    if panel is not Panel.ENTRIES
]


def charted(panel: Panel, unit: Unit, script: Script, today: date) -> Chart:
    days = days_of(script, NOON.replace(year=today.year, month=today.month, day=today.day, hour=23))
    return chart(panel, days, period_of(unit, today), today=today, rules=RULES, zone=ZONE)


@pytest.mark.parametrize(("count", "unit", "panel"), CASES)
def test_every_chart_holds_its_promises(count: int, unit: Unit, panel: Panel) -> None:
    days, now = looked_back(count)
    found = chart(panel, days, period_of(unit, now.date()), today=now.date(), rules=RULES, zone=ZONE)
    assert found.is_empty == (count == 0 or not any(p.value for p in found.points))
    assert found.empty.endswith(".")
    for point in found.points:
        assert len(point.cells) == len(found.columns)
        assert point.told.endswith(".")
        assert point.value is None or point.value <= found.top
        if found.shape is Shape.INTERVALS:
            assert point.low is not None
            assert point.high is not None


def test_a_day_is_read_against_the_goal() -> None:
    found = charted(Panel.SITTING, Unit.WEEK, typical_day(), MONDAY.date())
    assert found.points[0].told == "Mon 2 Mar: sat 2 h 05 min, 3 h 55 min below the goal."
    assert found.points[0].cells == ("Mon 2 Mar", "2 h 05 min", "3")
    assert [p.told for p in found.points[1:3]] == ["Tue 3 Mar: still to come.", "Wed 4 Mar: still to come."]
    assert found.goal == 6


def test_a_day_gone_by_without_a_trace_is_no_nought() -> None:
    found = charted(Panel.SITTING, Unit.WEEK, typical_day(), MONDAY.date() + timedelta(days=2))
    assert found.points[1].told == "Tue 3 Mar: nothing was noticed."
    assert found.points[1].value is None


def test_what_is_shown_of_a_day_and_its_distance_make_the_goal() -> None:
    script = Script().sit("9:00").away("14:47:30").event(Kind.UNWATCHED, "15:00")
    now = at("12:00", 1)
    found = chart(
        Panel.SITTING,
        days_of(script, now),
        period_of(Unit.WEEK, now.date()),
        today=now.date(),
        rules=RULES,
        zone=ZONE,
    )
    assert found.points[0].told == "Mon 2 Mar: sat 5 h 47 min, 13 min below the goal."


@pytest.mark.parametrize(("length", "words"), [(2, "2 min"), (5, "5 min"), (1.5, "90 s")])
def test_a_bout_ends_by_the_break_that_is_set(length: float, words: str) -> None:
    rules = replace(RULES, shortest_break=timedelta(minutes=length))
    found = chart(Panel.BOUT, (), period_of(Unit.WEEK, NOON.date()), today=NOON.date(), rules=rules, zone=ZONE)
    assert found.about.startswith(f"A bout lasts until a break of {words} or more; from 30 min on,")


def test_an_average_day_leaves_today_out_while_it_runs() -> None:
    script = Script().sit("8:00").rest("10:00", "10:05").away("12:00").event(Kind.UNWATCHED, "12:05")
    now = at("4:12", 1)
    days = days_of(script.next_day().sit("4:11"), now)

    def of(panel: Panel, unit: Unit) -> Chart:
        return chart(panel, days, period_of(unit, now.date()), today=now.date(), rules=RULES, zone=ZONE)

    eight = next(p for p in of(Panel.HOURS, Unit.WEEK).points if p.label == "8")
    assert eight.cells[1:] == ("1 h 00 min", "1 h 00 min")
    assert of(Panel.SITTING, Unit.YEAR).points[2].cells[1] == "3 h 55 min"
    assert of(Panel.BREAKS, Unit.YEAR).points[2].cells[1] == "1.0"
    assert of(Panel.SITTING, Unit.WEEK).points[1].cells[1] == "1 min"


def test_a_year_is_charted_by_the_month() -> None:
    found = charted(Panel.STRETCHING, Unit.YEAR, typical_day(), MONDAY.date())
    assert [p.label for p in found.points][:3] == ["Jan", "Feb", "Mar"]
    assert found.points[2].told == "March 2026: 3 min in 1 session."


def test_no_prompt_heeded_is_something_to_show() -> None:
    script = typical_day().event(Kind.BREAK_DUE, "10:20", suggestion="walk")
    script.event(Kind.SAT, "12:00")
    found = charted(Panel.BREAKS, Unit.WEEK, script, MONDAY.date())
    assert not found.is_empty
    assert found.points[0].told == "Mon 2 Mar: up in time after 0 of 1 prompt; 4 breaks."


def test_the_rows_of_a_day_are_in_the_order_of_the_day() -> None:
    (day,) = days_of(typical_day(), NOON)
    rows = entries([day], RULES, ZONE, with_spans=True)
    assert [r.cells for r in rows][:6] == [
        ("08:55–09:20", "sitting", "25 min", ""),
        ("09:20–09:31", "standing", "11 min", ""),
        ("09:31–10:02", "sitting", "31 min", "prolonged bout"),
        ("10:02–10:07", "break", "5 min", ""),
        ("10:07–10:40", "sitting", "33 min", "prolonged bout"),
        ("10:40–10:44", "Captain Morgan", "3:26", "ache 5 → 3, all of it"),
    ]


def test_a_longer_time_lists_sessions_and_notes_newest_first() -> None:
    events, now = kept_days(60)
    days = days_of(Script(events), now)
    rows = entries(days_in(days, period_of(Unit.MONTH, now.date())), RULES, ZONE, with_spans=False)
    assert [r.at for r in rows] == sorted((r.at for r in rows), reverse=True)
    assert {type(r.of).__name__ for r in rows} == {"Session", "Note"}


def test_a_year_begins_in_its_first_column() -> None:
    assert [week_column(date(2026, 1, n)) for n in (1, 4, 5)] == [0, 0, 1]
    assert week_column(date(2026, 12, 31)) == 52
    assert week_column(date(2028, 12, 31)) == 52


def test_the_past_knows_what_was_changed() -> None:
    events, now = kept_days(90)
    past = past_of(days_of(Script(events), now), told_of(events, now, ZONE))
    notes = sum(len(d.notes) for d in past.days)
    assert notes > 0
    assert [c.what for c in past.changes] == ["a note written"] * notes


@pytest.mark.parametrize(
    ("unit", "top", "most", "marks"),
    [
        ("%", 100.0, 4, (0, 25, 50, 75, 100)),
        ("%", 100.0, 2, (0, 50, 100)),
        ("minutes", 76.7, 4, (0, 30, 60)),
        ("minutes an hour", 60.0, 4, (0, 15, 30, 45, 60)),
        ("hours", 7.4, 2, (0, 6)),
        ("hours", 7.4, 1, (0,)),
        ("0 to 10", 10.0, 5, (0, 2, 4, 6, 8, 10)),
    ],
)
def test_a_scale_is_marked_in_what_its_unit_is_counted_in(
    unit: str, top: float, most: int, marks: tuple[int, ...]
) -> None:
    assert Chart("", Shape.BARS, unit, (), (), top, "").marks(most) == marks


@given(st.floats(0.5, 700), st.integers(1, 20), st.sampled_from(["hours", "minutes", "%"]))
def test_a_scale_begins_at_nought_is_even_and_stays_below_the_top(top: float, most: int, unit: str) -> None:
    marks = Chart("", Shape.BARS, unit, (), (), top, "").marks(most)
    assert marks[0] == 0
    assert marks[-1] <= top
    assert len({b - a for a, b in pairwise(marks)}) <= 1


def test_one_begins_at_today_at_the_fullest_hour_and_at_the_best_stretch() -> None:
    days, now = looked_back(60)

    def at_start(panel: Panel, unit: Unit = Unit.WEEK) -> Point:
        found = chart(panel, days, period_of(unit, now.date()), today=now.date(), rules=RULES, zone=ZONE)
        return found.points[found.start]

    assert at_start(Panel.SITTING).day == at_start(Panel.STRETCHING).day == at_start(Panel.CALENDAR, Unit.YEAR).day
    assert at_start(Panel.STRETCHING).day == now.date()
    hours = chart(Panel.HOURS, days, period_of(Unit.WEEK, now.date()), today=now.date(), rules=RULES, zone=ZONE)
    assert hours.points[hours.start].value == max(p.value or 0.0 for p in hours.points)
    assert at_start(Panel.RELIEF).label == "Captain Morgan"


def test_a_day_still_to_come_is_no_day_without_a_stretch() -> None:
    found = charted(Panel.STRETCHING, Unit.WEEK, typical_day(), MONDAY.date())
    assert found.points[1].cells == ("Tue 3 Mar", "–", "–")
    assert found.points[1].value is None
    assert found.points[1].told == "Tue 3 Mar: still to come."

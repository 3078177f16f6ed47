"""Folding month by month is folding all at once, whatever reaches over the months' ends."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskmate.sitting.events import Event, Kind, Scalar
from deskmate.sitting.fold import Day, days, summed
from deskmate.sitting.months import Months
from deskmate.sitting.rules import Rules
from deskmate.sitting.sessions import OF_SESSIONS

START = datetime(2026, 1, 30, 12, tzinfo=UTC)
NOW = START + timedelta(days=65)
ZONES: list[tzinfo] = [UTC, timezone(timedelta(hours=13)), timezone(timedelta(hours=-11)), ZoneInfo("Europe/Berlin")]

PLAIN = [Kind.SAT, Kind.STOOD, Kind.LEFT, Kind.RETURNED, Kind.UNWATCHED, Kind.BREAK_STARTED, Kind.BREAK_ENDED]
OTHERS = [Kind.BREAK_DUE, Kind.PAGE_READ, Kind.ALIVE, Kind.UNDONE, *[Kind.CORRECTED] * 4]
SESSIONS = [*sorted(OF_SESSIONS)]

# Now and then hours, mostly days: most of what happens crosses no month's end, and much does.
MOMENTS = st.integers(0, 70 * 24 * 4).map(lambda quarters: START + timedelta(minutes=15 * quarters))


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    kinds = draw(st.lists(st.sampled_from([*PLAIN, *PLAIN, *OTHERS, *SESSIONS]), max_size=40))
    return [_event(draw, kind, f"{number:03d}") for number, kind in enumerate(kinds)]


def _event(draw: st.DrawFn, kind: Kind, key: str) -> Event:
    at = draw(MOMENTS)
    data: dict[str, Scalar] = {}
    if kind is Kind.UNDONE:
        data = {"event": f"{draw(st.integers(0, 40)):03d}"}
    elif kind is Kind.CORRECTED:
        end = at - timedelta(minutes=draw(st.integers(0, 60 * 24 * 3)))
        start = end - timedelta(minutes=draw(st.integers(1, 60 * 24 * 3)))
        posture = draw(st.sampled_from(["sitting", "standing", "away"]))
        data = {"start": start.isoformat(), "end": end.isoformat(), "posture": posture}
    elif kind in SESSIONS:
        data = {"session": draw(st.sampled_from("ab")), "title": "x", "planned_seconds": 60, "step": "hold"}
        data |= {"seconds": 30, "completed": True, "moment": draw(st.sampled_from(["before", "after"])), "score": 3}
    return Event(at, kind, data, "desk", "" if kind is Kind.ALIVE else key)


@settings(max_examples=300, deadline=None)
@given(
    events=histories(),
    now=st.integers(0, 70 * 24).map(lambda hours: START + timedelta(hours=hours)),
    zone=st.sampled_from(ZONES),
    data=st.data(),
)
def test_the_days_are_those_of_all_events_folded_at_once(
    events: list[Event], now: datetime, zone: tzinfo, data: st.DataObject
) -> None:
    months = Months()
    shuffled = data.draw(st.permutations(events))
    cut = data.draw(st.integers(0, len(events)))
    rules = Rules()
    # First as it was before some of it happened, as an app that is open all the while has seen it.
    months.days([tuple(shuffled[:cut])], data.draw(st.sampled_from([now, now - timedelta(days=20)])), rules, zone)
    sources = [tuple(shuffled[:cut]), tuple(shuffled[cut:]), tuple(shuffled[:3])]
    expected = days(events, now, rules, zone)
    assert months.days(sources, now, rules, zone) == expected
    assert months.days(sources, now, rules, zone) == expected


def test_what_did_not_change_is_not_folded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def sum_day(day: date, *arguments: Any, **named: Any) -> Day:
        asked.append(day)
        return summed(day, *arguments, **named)

    monkeypatch.setattr("deskmate.sitting.months.summed", sum_day)
    hours = [(1, Kind.SAT), (2, Kind.STOOD)]
    old = tuple(Event(START + timedelta(days=n, hours=h), kind) for n in range(60) for h, kind in hours)
    months, rules, alive = Months(), Rules(), Event(NOW, Kind.ALIVE, id="")
    months.days([old, (alive,)], NOW, rules, UTC)
    assert len(asked) > 60
    asked.clear()
    newest, *_ = months.days([old, (Event(NOW - timedelta(hours=1), Kind.SAT), alive)], NOW, rules, UTC)
    assert newest.totals.sedentary == timedelta(hours=1)
    assert len(asked) == NOW.day

"""A status carried forward is the status a fold would give."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from deskmate.glance import kept
from deskmate.outlook import Facts, look_ahead
from deskmate.sitting.events import Event, Kind, Scalar
from deskmate.sitting.fold import State, fold
from deskmate.sitting.rules import Rules
from deskmate.status import EPOCH, MICROSECOND, facts, kept_of, status_of
from tests.builders import MONDAY, Script, at, day, minutes

KINDS = st.sampled_from(
    [
        *(Kind.SAT, Kind.STOOD, Kind.LEFT, Kind.RETURNED, Kind.BREAK_STARTED, Kind.BREAK_ENDED),
        *(Kind.UNWATCHED, Kind.POSTPONED, Kind.SESSION_STARTED, Kind.SESSION_ENDED, Kind.SESSION_STEP),
    ]
)
MOMENTS = st.integers(0, 26 * 3600 * 1_000_000).map(lambda n: MONDAY + n * MICROSECOND)
STEPS = st.one_of(st.integers(0, 600), st.integers(0, 7200), st.floats(0, 4000))


@st.composite
def scripts(draw: st.DrawFn) -> list[Event]:
    """Draw a day or so of events, most of them watched over by signs of life."""
    moment, events = MONDAY + minutes(draw(st.integers(0, 23 * 60))), []
    for number in range(draw(st.integers(0, 12))):
        kind, length = draw(KINDS), timedelta(seconds=draw(STEPS))
        data: dict[str, Scalar] = {"session": "a", "seconds": 300, "step": "hold", "completed": True, "cause": "user"}
        events.append(Event(moment, kind, data, "desk", f"{number:04d}"))
        moment += length
        if draw(st.integers(0, 3)):
            events.append(Event(moment, Kind.ALIVE, {}, "desk", f"{number:04d}a"))
    return events


RULES = st.builds(
    Rules,
    interval=st.integers(60, 7200).map(lambda n: timedelta(seconds=n)),
    shortest_break=st.integers(10, 900).map(lambda n: timedelta(seconds=n)),
)


@settings(deadline=None)
@given(scripts(), RULES, st.data())
@example([], Rules(), None)
def test_carried_forward_is_folded_anew(events: list[Event], rules: Rules, data: st.DataObject | None) -> None:
    latest = max((e.at for e in events), default=MONDAY)
    now = latest + timedelta(seconds=data.draw(STEPS)) if data else MONDAY
    outlook = look_ahead(events, fold(events, now, rules), rules, facts)
    if outlook is None:
        return
    shares = [0, 1, *(data.draw(st.lists(st.floats(0, 1), max_size=4)) if data else [0.5])]
    last = outlook.until - now - MICROSECOND
    for share in shares:
        later = now + min(last, last * share)
        carried = kept_of(outlook).carried((later - EPOCH) // MICROSECOND, 3600)
        assert carried == status_of(fold(events, later, rules))


@settings(deadline=None)
@given(scripts(), RULES, st.integers(0, 26 * 3600))
def test_events_to_come_end_the_outlook(events: list[Event], rules: Rules, second: int) -> None:
    now = MONDAY + timedelta(seconds=second)
    outlook = look_ahead(events, fold(events, now, rules), rules, facts)
    if outlook is not None:
        assert not any(now < e.at < outlook.until for e in events)


@pytest.mark.parametrize(
    ("script", "now", "until"),
    [
        (day().sit("9:00").alive("9:05"), "9:05", "9:15"),
        (day().sit("9:00").alive("9:25"), "9:25", "9:30"),
        (day().sit("9:00").alive("9:40").stand("9:40"), "9:40", "9:42"),
        (day().sit("9:00").alive("9:40").stand("9:40").alive("9:45"), "9:45", "9:55"),
        (day().sit("23:00").alive("23:55"), "23:55", "24:00"),
        (day().sit("9:00").alive("9:05"), "12:00", "24:00"),
        (day(), "12:00", "24:00"),
    ],
)
def test_how_far_a_status_reaches(script: Script, now: str, until: str) -> None:
    outlook = look_ahead(script.events, script.state(now), Rules(), facts)
    assert outlook is not None
    assert timedelta(0) <= at(until) - outlook.until <= timedelta(microseconds=1)


def test_a_turn_nobody_foresaw_ends_the_outlook_too() -> None:
    def counts_quarters(state: State) -> Facts:
        return {"now": state.now, "quarters": (state.now - MONDAY) // minutes(15)}

    script = day().sit("9:00").alive("9:08")
    outlook = look_ahead(script.events, script.state("9:08"), Rules(), counts_quarters)
    assert outlook is not None
    assert timedelta(0) <= at("9:15") - outlook.until <= timedelta(seconds=1)


def test_a_status_is_not_carried_out_of_its_time_or_zone(tmp_path: Path) -> None:
    script = day().sit("9:00").alive("9:05")
    outlook = look_ahead(script.events, script.state("9:05"), Rules(), facts)
    assert outlook is not None
    found = kept_of(outlook)
    assert found.carried(found.at, 3600) is not None
    assert found.carried(found.at - 1, 3600) is None
    assert found.carried(found.until, 3600) is None
    assert found.carried(found.at, 7200) is None
    kept.write(str(tmp_path), found, ("a", "b"))
    again = kept.read(str(tmp_path), ("a", "b"))
    assert again is not None
    assert again.carried(found.until - 1, 3600) == found.carried(found.until - 1, 3600)
    assert kept.read(str(tmp_path), ("a", "c")) is None

"""What the app writes down by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from deskmate.sitting import words
from deskmate.sitting.events import Kind, Scalar
from deskmate.sitting.rules import Rules
from deskmate.sitting.timeline import Activity
from deskmate.sitting.watch import Entry, event_of, next_change, on_due, on_gap, on_idle, on_opening, on_orphan
from tests.builders import Script, at, day, minutes


def test_the_very_first_opening_sits_down() -> None:
    assert on_opening(day().state("9:00")) == (Entry(Kind.SAT, at("9:00")),)


def test_a_restart_in_the_middle_of_a_bout_writes_nothing() -> None:
    assert on_opening(day().sit("9:00").alive("9:20").state("9:21")) == ()


def test_opening_after_a_night_closes_the_old_day() -> None:
    state = day().sit("9:00").alive("17:00").next_day().state("8:00")
    assert on_opening(state) == (Entry(Kind.UNWATCHED, at("17:00")), Entry(Kind.SAT, at("8:00", 1)))


def test_opening_the_app_is_coming_back() -> None:
    assert on_opening(day().sit("9:00").away("9:10").state("9:15")) == (Entry(Kind.RETURNED, at("9:15")),)


def test_a_gap_is_time_away_from_the_last_beat_on() -> None:
    state = day().sit("9:00").alive("9:20").state("9:20")
    assert on_gap(state, at("9:20"), at("10:00")) == (
        Entry(Kind.LEFT, at("9:20"), {"cause": "asleep"}),
        Entry(Kind.RETURNED, at("10:00")),
    )
    assert on_gap(day().sit("9:00").away("9:10").state("9:15"), at("9:15"), at("10:00")) == ()


def test_stillness_is_time_away_from_the_last_input_on() -> None:
    state = day().sit("9:00").alive("9:20").state("9:20")
    assert on_idle(state, minutes(3), Rules()) == ()
    assert on_idle(state, minutes(4), Rules()) == (Entry(Kind.LEFT, at("9:16"), {"cause": "idle"}),)


def test_stillness_never_reaches_behind_the_present_posture() -> None:
    script = day().sit("9:18").alive("9:22")
    assert on_idle(script.state("9:20"), minutes(10), Rules()) == ()
    assert on_idle(script.state("9:22"), minutes(10), Rules()) == (Entry(Kind.LEFT, at("9:18"), {"cause": "idle"}),)


def test_the_first_input_after_an_absence_ends_it() -> None:
    away = day().sit("9:00").away("9:10", cause="idle").alive("9:30").state("9:30")
    assert on_idle(away, minutes(20), Rules()) == ()
    assert on_idle(away, timedelta(seconds=3), Rules()) == (Entry(Kind.RETURNED, at("9:30")),)


def test_the_key_that_says_away_is_no_return() -> None:
    away = day().sit("9:00").away("9:10").state("9:10:20")
    assert on_idle(away, timedelta(seconds=19), Rules()) == ()


def test_stillness_in_a_session_is_no_absence() -> None:
    stretching = day().sit("9:00").event(Kind.SESSION_STARTED, "9:30", session="a")
    assert on_idle(stretching.state("9:36"), minutes(6), Rules()) == ()
    resting = day().sit("9:00").rest("9:30")
    assert on_idle(resting.state("9:30:40"), minutes(1), Rules()) == ()
    assert on_idle(resting.state("9:33"), minutes(3), Rules()) == (Entry(Kind.LEFT, at("9:30"), {"cause": "idle"}),)


def test_a_due_break_is_told_once() -> None:
    script = day().sit("9:00").alive("9:30")
    data: dict[str, Scalar] = {"bout_seconds": 1800.0, "break_seconds": 300.0, "suggestion": "walk"}
    assert on_due(script.state("9:29"), Rules(), "walk") == ()
    assert on_due(script.state("9:30"), Rules(), "walk") == (Entry(Kind.BREAK_DUE, at("9:30"), data),)
    assert on_due(script.event(Kind.BREAK_DUE, "9:30").state("9:30:10"), Rules()) == ()


def test_a_postponed_break_is_told_again_when_it_falls_due() -> None:
    script = day().sit("9:00").event(Kind.BREAK_DUE, "9:30").event(Kind.POSTPONED, "9:30:10", seconds=300)
    assert on_due(script.state("9:35"), Rules()) == ()
    assert [e.kind for e in on_due(script.alive("9:36").state("9:36"), Rules())] == [Kind.BREAK_DUE]


def lost() -> Script:
    return (
        day()
        .sit("9:00")
        .event(Kind.SESSION_STARTED, "9:30", session="a", title="x", planned_seconds=180)
        .event(Kind.SESSION_STEP, "9:31", session="a", seconds=45, completed=True)
    )


def interrupted() -> Script:
    script = lost()
    (entry,) = on_orphan(script.state("9:33"))
    script.events.append(event_of(entry, "desk"))
    return script


def test_a_session_without_its_process_is_interrupted_where_it_came_to() -> None:
    (entry,) = on_orphan(lost().state("9:33"))
    assert entry == Entry(Kind.SESSION_INTERRUPTED, at("9:31") + timedelta(microseconds=1), {"session": "a"})
    assert on_orphan(day().sit("9:00").state("9:01")) == ()


def test_an_interrupted_session_runs_no_more_and_is_not_decided() -> None:
    script = interrupted()
    state = script.alive("9:33").state("9:33")
    assert (state.open_session, state.activity) == (None, None)
    assert state.interrupted is not None
    assert (state.interrupted.id, state.interrupted.ended) == ("a", False)
    assert on_orphan(state) == ()
    went_on = script.event(Kind.SESSION_RESUMED, "9:34", session="a").state("9:34:10")
    assert (went_on.interrupted, went_on.activity) == (None, Activity.STRETCH)
    assert went_on.open_session is not None


def test_keeping_an_interrupted_session_ends_it_where_it_came_to() -> None:
    with pytest.raises(ValueError, match="no stretch was interrupted"):
        words.keep_session(lost().state("9:33"))
    script = interrupted()
    (entry,) = words.keep_session(script.state("9:50"))
    assert entry.data == {"session": "a", "completed": False, "seconds": 45.0, "cause": "lost"}
    script.events.append(event_of(entry, "desk"))
    state = script.state("9:51")
    assert (state.interrupted, state.open_session) == (None, None)
    (session,) = state.today.sessions
    assert (session.ended, session.completed, session.active) == (True, False, timedelta(seconds=45))
    assert session.last - at("9:31") < timedelta(milliseconds=1)


def test_the_screen_changes_each_minute_then_each_second_in_the_last() -> None:
    script = day().sit("9:00:10").alive("9:29")
    assert next_change(script.state("9:05:30"), Rules()) == at("9:06:10")
    assert next_change(script.state("9:29:20"), Rules()) == at("9:29:21")
    assert next_change(script.rest("9:30").state("9:31:05"), Rules()) == at("9:31:06")

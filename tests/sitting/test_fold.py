"""The fold: what a day of events adds up to."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskmate.sitting.amend import effective
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.fold import Totals, days, fold
from deskmate.sitting.rules import Rules
from deskmate.sitting.timeline import Activity, Posture, timeline
from tests.builders import MONDAY, at, day, minutes


def test_nothing_known_before_the_first_event() -> None:
    state = day().state("9:00")
    assert (state.posture, state.bout, state.plan.due, state.today.spans) == (Posture.UNKNOWN, None, None, ())
    assert state.today.totals == Totals()


def test_a_bout_runs_from_sitting_down_and_its_break_is_due_after_the_interval() -> None:
    state = day().sit("9:00").alive("9:12").state("9:12")
    assert state.posture is Posture.SITTING
    assert state.bout is not None
    assert (state.bout.start, state.bout.sitting) == (at("9:00"), minutes(12))
    assert (state.plan.due, state.plan.is_due) == (at("9:30"), False)


def test_a_bout_is_due_at_the_interval_and_prompted_once() -> None:
    script = day().sit("9:00").alive("9:30")
    due = script.state("9:30")
    assert (due.plan.is_due, due.plan.prompted) == (True, False)
    told = script.event(Kind.BREAK_DUE, "9:30").alive("9:31").state("9:31")
    assert (told.plan.is_due, told.plan.prompted) == (True, True)


def test_postponing_moves_the_break_and_is_counted() -> None:
    state = day().sit("9:00").event(Kind.BREAK_DUE, "9:30").event(Kind.POSTPONED, "9:31", seconds=300).state("9:32")
    assert (state.plan.due, state.plan.is_due, state.plan.postponed) == (at("9:36"), False, 1)
    early = day().sit("9:00").event(Kind.POSTPONED, "9:26", seconds=300).state("9:27")
    assert early.plan.due == at("9:35")
    assert state.plan.postpones_left == 2


def test_getting_up_for_a_moment_does_not_bring_the_prompt_again() -> None:
    script = day().sit("9:00").event(Kind.BREAK_DUE, "9:30").stand("9:31").sit("9:32").alive("9:34")
    assert script.state("9:34").plan.prompted


def test_a_session_that_was_only_listened_to_is_no_stretch() -> None:
    script = day().sit("9:00").event(Kind.SESSION_STARTED, "9:30", session="a", title="x", planned_seconds=180)
    script.event(Kind.SESSION_STEP, "9:31", session="a", step="safety", seconds=15, completed=True)
    script.event(Kind.SESSION_ENDED, "9:32", session="a", completed=False, seconds=20)
    assert script.state("9:33").today.totals.stretches == 0


def test_sitting_down_ends_what_a_lost_session_left_behind() -> None:
    script = day().sit("9:00").event(Kind.SESSION_STARTED, "9:30", session="a", title="x", planned_seconds=180)
    assert script.sit("9:40").alive("9:41").state("9:41").posture is Posture.SITTING


def test_escape_codes_in_a_journal_are_not_passed_on() -> None:
    event = Event(at("9:00"), Kind.SESSION_STARTED, {"title": "a\x1b[31mb\x07"})
    assert event.text("title") == "a\N{REPLACEMENT CHARACTER}[31mb\N{REPLACEMENT CHARACTER}"


def test_what_turns_the_writing_round_is_not_passed_on() -> None:
    event = Event(at("9:00"), Kind.SESSION_STARTED, {"title": "a\u202eb\u200dc"})
    assert event.text("title") == "a\N{REPLACEMENT CHARACTER}b\u200dc"


def test_a_year_of_days_is_summed_day_by_day() -> None:
    script = day()
    for _ in range(365):
        script.sit("9:00").stand("12:00").away("13:00").next_day()
    found = days(script.events, at("8:00", 365), Rules())
    assert len(found) == 365
    assert {d.totals.sedentary for d in found} == {timedelta(hours=3)}


def test_a_short_interruption_does_not_end_the_bout_nor_counts_as_sitting() -> None:
    state = day().sit("9:00").stand("9:20").sit("9:21").alive("9:31").state("9:31")
    assert state.bout is not None
    assert (state.bout.start, state.bout.sitting) == (at("9:00"), minutes(30))
    assert state.today.totals == Totals(minutes(30), minutes(30), prolonged_bouts=1)


def test_two_minutes_up_end_the_bout_and_count_as_a_break() -> None:
    state = day().sit("9:00").stand("9:20").sit("9:22").state("9:30")
    assert state.bout is not None
    assert (state.bout.start, state.plan.due) == (at("9:22"), at("9:52"))
    assert state.today.totals == Totals(minutes(28), minutes(20), breaks=1)


def test_a_break_is_standing_until_it_ends_and_then_sitting() -> None:
    script = day().sit("9:00").rest("9:30")
    up = script.alive("9:33").state("9:33")
    assert (up.posture, up.activity, up.time_up) == (Posture.STANDING, Activity.BREAK, minutes(3))
    down = script.event(Kind.BREAK_ENDED, "9:35").state("9:36")
    assert (down.posture, down.today.totals.breaks) == (Posture.SITTING, 1)


def test_away_and_back() -> None:
    state = day().sit("9:00").away("9:10").back("9:14").state("9:20")
    assert [s.posture for s in state.today.spans] == [Posture.SITTING, Posture.AWAY, Posture.SITTING]
    assert state.today.totals == Totals(minutes(16), minutes(10), breaks=1)


def test_a_short_absence_returns_to_standing_where_the_user_stood() -> None:
    assert day().stand("9:00").away("9:10").back("9:11").state("9:12").posture is Posture.STANDING
    assert day().stand("9:00").away("9:10").back("9:15").state("9:16").posture is Posture.SITTING


def test_a_short_time_closed_carries_the_bout_on() -> None:
    state = day().sit("9:00").alive("9:10").state("9:19")
    assert state.bout is not None
    assert (state.posture, state.bout.sitting) == (Posture.SITTING, minutes(19))


def test_a_long_time_closed_is_unknown_from_the_last_sign_on() -> None:
    state = day().sit("9:00").alive("9:10").state("11:00")
    assert (state.posture, state.since, state.bout) == (Posture.UNKNOWN, at("9:10"), None)
    assert state.today.totals.sedentary == minutes(10)


def test_unwatched_time_is_no_break() -> None:
    state = day().sit("9:00").event(Kind.UNWATCHED, "9:10").sit("11:00").state("11:05")
    assert state.today.totals == Totals(minutes(15), minutes(10))


def test_a_session_is_time_up_and_counts_when_something_was_done() -> None:
    script = (
        day()
        .sit("9:00")
        .event(Kind.ACHE_RATED, "9:29", session="a", moment="before", score=6)
        .event(Kind.SESSION_STARTED, "9:30", session="a", title="Captain Morgan", planned_seconds=180)
        .event(Kind.SESSION_STEP, "9:31", session="a", step="hold", seconds=30, completed=True)
    )
    during = script.state("9:32")
    assert (during.posture, during.activity) == (Posture.STANDING, Activity.STRETCH)
    assert during.open_session is not None
    after = (
        script.event(Kind.SESSION_ENDED, "9:33", session="a", completed=True, seconds=150)
        .event(Kind.ACHE_RATED, "9:34", session="a", moment="after", score=3)
        .state("9:40")
    )
    (session,) = after.today.sessions
    assert (session.title, session.completed, session.relief) == ("Captain Morgan", True, 3)
    assert session.active == timedelta(seconds=150)
    assert (after.posture, after.open_session) == (Posture.SITTING, None)
    assert after.today.totals == Totals(minutes(37), minutes(30), 1, 1, 1, timedelta(seconds=150))


def test_days_are_newest_first_and_going_home_is_no_break() -> None:
    script = day().sit("9:00").away("17:00").next_day().back("8:30").alive("9:00")
    newest, oldest = days(script.events, at("9:00", 1), Rules())
    assert (newest.date.day, oldest.date.day) == (3, 2)
    assert oldest.totals == Totals(timedelta(hours=8), timedelta(hours=8), prolonged_bouts=1)
    assert newest.totals == Totals(minutes(30), minutes(30), prolonged_bouts=1)
    assert newest.spans[0].start == at("8:30", 1)


def test_a_bout_over_midnight_is_split_between_the_days() -> None:
    script = day().sit("23:50").next_day().stand("0:10").alive("0:15")
    newest, oldest = days(script.events, at("0:15", 1), Rules())
    assert (oldest.totals.sedentary, newest.totals.sedentary) == (minutes(10), minutes(10))


def test_an_event_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        Event(MONDAY.replace(tzinfo=None), Kind.SAT)


POSTURE_KINDS = st.sampled_from(
    [Kind.SAT, Kind.STOOD, Kind.LEFT, Kind.RETURNED, Kind.BREAK_STARTED, Kind.BREAK_ENDED, Kind.UNWATCHED, Kind.ALIVE]
)
EVENTS = st.lists(
    st.builds(
        lambda minute, kind, number: Event(MONDAY + minutes(minute), kind, {"cause": "user"}, "d", f"{number:x}"),
        st.integers(0, 24 * 60 - 1),
        POSTURE_KINDS,
        st.integers(0, 2**40),
    ),
    max_size=40,
    unique_by=lambda event: event.id,
)


@given(EVENTS, st.integers(0, 24 * 60), st.randoms())
def test_the_order_in_which_events_are_read_does_not_matter(events: list[Event], minute: int, random: object) -> None:
    now = MONDAY + minutes(minute)
    shuffled = list(events)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fold(events, now, Rules()) == fold(shuffled, now, Rules())


@given(EVENTS, st.integers(0, 24 * 60))
def test_spans_touch_and_cover_the_time_from_the_first_posture_to_now(events: list[Event], minute: int) -> None:
    now = MONDAY + minutes(minute)
    spans = timeline(effective(events), now, Rules())
    for left, right in itertools.pairwise(spans):
        assert left.end == right.start
        assert left.length > timedelta(0)
        assert (left.posture, left.activity) != (right.posture, right.activity)
    if spans:
        assert spans[-1].end == now
        assert sum((s.length for s in spans), timedelta(0)) == now - spans[0].start


@given(EVENTS, st.integers(0, 24 * 60), st.integers(0, 24 * 60))
def test_what_is_written_later_never_changes_the_past(events: list[Event], first: int, second: int) -> None:
    early, late = sorted((MONDAY + minutes(first), MONDAY + minutes(second)))
    known = [e for e in events if e.at <= early]
    assert fold(known, early, Rules()) == fold(events, early, Rules())
    before = timeline(effective(known), early, Rules())
    watched = [s for s in before if s.posture is not Posture.UNKNOWN and s.end < early]
    after = timeline(effective(events), max(late, early), Rules())
    assert all(any(a.start == w.start and a.posture == w.posture for a in after) for w in watched)

"""What the user says, and what it is made into."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta

import pytest

from deskmate.sitting import words
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.fold import State
from deskmate.sitting.rules import Rules
from deskmate.sitting.timeline import Activity, Posture
from deskmate.sitting.watch import Entry, event_of
from tests.builders import Script, at, day, minutes


def after(script: Script, clock: str, *said: Callable[[State], words.Entries]) -> Script:
    """Say the words one after another at one moment."""
    script.alive(clock)
    for word in said:
        for entry in word(script.state(clock)):
            event = event_of(entry, "desk")
            script.events.append(Event(event.at, event.kind, event.data, "desk", f"{len(script.events):04d}"))
    return script


def kinds(entries: words.Entries) -> list[Kind]:
    return [e.kind for e in entries]


def test_what_is_so_already_is_not_written_again() -> None:
    assert words.sit(day().sit("9:00").state("9:01")) == ()
    assert words.stand(day().stand("9:00").state("9:01")) == ()
    assert words.leave(day().sit("9:00").away("9:01").state("9:02")) == ()
    assert words.come_back(day().sit("9:00").state("9:01")) == ()


def test_a_word_after_unwatched_hours_does_not_fill_them() -> None:
    state = day().sit("9:00").alive("9:10").state("12:00")
    assert words.stand(state) == (Entry(Kind.UNWATCHED, at("9:10")), Entry(Kind.STOOD, at("12:00")))


def test_sitting_down_ends_a_break() -> None:
    assert kinds(words.sit(day().sit("9:00").rest("9:30").state("9:33"))) == [Kind.BREAK_ENDED]


def test_a_break_is_not_begun_twice_nor_in_a_stretch() -> None:
    assert words.take_break(day().sit("9:00").rest("9:30").state("9:31")) == ()
    stretching = day().sit("9:00").event(Kind.SESSION_STARTED, "9:30", session="a").state("9:31")
    with pytest.raises(ValueError, match="a stretch session is running"):
        words.take_break(stretching)


def test_putting_off_has_limits() -> None:
    script = day().sit("9:00").alive("9:40")
    with pytest.raises(ValueError, match="not due before 09:30"):
        words.postpone(script.state("9:10"), minutes(5))
    with pytest.raises(ValueError, match="1m to 2h"):
        words.postpone(script.alive("9:31").state("9:31"), timedelta(seconds=5))
    after(script, "9:31", lambda s: words.postpone(s, minutes(5)))
    plan = script.state("9:32").plan
    assert (plan.due, plan.postponed, plan.postpones_left) == (at("9:36"), 1, 2)
    with pytest.raises(ValueError, match="put off once already"):
        words.postpone(script.alive("9:40").state("9:40", Rules(postpones=1)), minutes(5))


def test_a_skipped_break_comes_an_interval_later() -> None:
    script = day().sit("9:00").alive("9:59")
    with pytest.raises(ValueError, match="no break is due"):
        words.skip(script.state("9:10"))
    after(script, "9:31", words.skip)
    assert script.state("9:32").plan.due == at("10:01")


def test_quiet_runs_out_and_can_be_ended() -> None:
    script = after(day().sit("9:00").alive("10:00"), "9:10", lambda s: words.be_quiet(s, minutes(30)))
    quiet = script.state("9:39").quiet
    assert quiet is not None
    assert quiet.until == at("9:40")
    assert script.state("9:40").quiet is None
    assert after(script, "9:20", words.end_quiet).state("9:21").quiet is None
    assert words.end_quiet(script.state("9:50")) == ()


def test_until_a_time_on_the_wall_is_the_next_one() -> None:
    state = day().sit("9:00").state("9:10")
    assert words.until(state, time(14)) == minutes(4 * 60 + 50)
    assert words.until(state, time(9, 10)) == minutes(24 * 60)


def test_a_walk_said_afterwards_ends_the_bout() -> None:
    walk = lambda s: words.correct(s, "walk", at("9:10"), at("9:50"))  # noqa: E731
    state = after(day().sit("9:00").alive("10:00"), "10:00", walk).state("10:00")
    assert [(s.posture, s.activity, s.length) for s in state.today.spans] == [
        (Posture.SITTING, None, minutes(10)),
        (Posture.AWAY, Activity.WALK, minutes(40)),
        (Posture.SITTING, None, minutes(10)),
    ]
    assert state.bout is not None
    assert state.bout.sitting == minutes(10)
    assert state.today.totals.breaks == 1


def test_a_walk_until_now_leaves_the_present_as_it_is() -> None:
    walk = lambda s: words.correct(s, "walk", at("9:20"), at("10:00"))  # noqa: E731
    state = after(day().sit("9:00").alive("10:00"), "10:00", walk).state("10:00")
    assert (state.posture, state.since) == (Posture.SITTING, at("10:00"))
    assert state.plan.due == at("10:30")


def test_a_commute_before_the_day_began_is_sitting_too() -> None:
    drive = lambda s: words.correct(s, "sit", at("8:00"), at("8:40"))  # noqa: E731
    state = after(day().sit("9:00").alive("9:10"), "9:10", drive).state("9:10")
    assert state.today.totals.sedentary == minutes(50)
    assert [s.posture for s in state.today.spans] == [Posture.SITTING, Posture.UNKNOWN, Posture.SITTING]


@pytest.mark.parametrize(
    ("word", "start", "end", "sentence"),
    [
        ("walk", "9:30", "10:30", "10:30 has not come yet"),
        ("walk", "9:30", "9:30", "no length"),
        ("walk", "9:05", "9:15", "overlaps 09:10-09:20, which you corrected to 'stand'"),
        ("swim", "9:30", "9:40", "say sit, stand, walk or away"),
        ("walk", "9:41", "9:44", "overlaps your stretch of 09:40"),
    ],
)
def test_an_impossible_correction_is_one_sentence(word: str, start: str, end: str, sentence: str) -> None:
    script = day().sit("9:00").event(Kind.SESSION_STARTED, "9:40", session="a")
    script.event(Kind.SESSION_STEP, "9:42", session="a", step="hold", seconds=30, completed=True)
    script.event(Kind.SESSION_ENDED, "9:45", session="a", completed=True).sit("9:45").alive("10:00")
    after(script, "9:50", lambda s: words.correct(s, "stand", at("9:10"), at("9:20")))
    with pytest.raises(ValueError, match=sentence):
        words.correct(script.state("10:00"), word, at(start), at(end))


def test_more_than_a_day_cannot_be_corrected_at_once() -> None:
    with pytest.raises(ValueError, match="more than 24 hours"):
        words.correct(day().sit("9:00").state("9:10"), "away", at("9:00", -1), at("9:05"))


def test_undoing_a_correction_and_undoing_that() -> None:
    script = after(
        day().sit("9:00").alive("10:00"), "10:00", lambda s: words.correct(s, "walk", at("9:10"), at("9:50"))
    )
    assert after(script, "10:00", words.undo).state("10:00").today.totals.sedentary == minutes(60)
    with pytest.raises(ValueError, match="nothing to undo"):
        words.undo(script.state("10:00"))
    script.event(Kind.UNDONE, "10:00", event=script.events[-1].id)
    assert script.state("10:00").today.totals.sedentary == minutes(20)


def returned(cause: str = "idle") -> Script:
    return day().sit("9:00").away("9:20", cause=cause).back("9:50").alive("10:00")


def test_an_absence_is_told_until_the_user_says_something() -> None:
    absence = returned().state("9:51").absence
    assert absence is not None
    assert (absence.start, absence.end, absence.was_break) == (at("9:20"), at("9:50"), True)
    assert returned().state("10:05").absence is None
    assert returned().stand("9:52").state("9:53").absence is None
    assert returned(cause="user").state("9:51").absence is None


def test_an_absence_can_be_undone_or_said_to_have_been_otherwise() -> None:
    undone = after(returned(), "9:51", words.undo).state("9:51")
    assert undone.absence is None
    assert undone.bout is not None
    assert undone.bout.sitting == minutes(51)
    stood = after(returned(), "9:51", lambda s: words.correct(s, "stand", at("9:20"), at("9:50"))).state("9:51")
    assert stood.absence is None
    assert Posture.STANDING in {s.posture for s in stood.today.spans}


def test_hours_nobody_watched_can_be_told_of_too() -> None:
    script = day().sit("9:00").event(Kind.UNWATCHED, "9:30").sit("10:10")
    absence = script.state("10:11").absence
    assert absence is not None
    assert not absence.can_be_undone
    sat = after(script, "10:11", lambda s: words.correct(s, "sit", absence.start, absence.end)).state("10:11")
    assert sat.today.totals.sedentary == minutes(71)

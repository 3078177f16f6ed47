"""Correcting, deleting and noting: every change is one event more, and each can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskmate.review.past import Past, past_of, told_of
from deskmate.sitting import changes
from deskmate.sitting.amend import effective
from deskmate.sitting.changes import Entries
from deskmate.sitting.events import Event, Kind, Scalar
from deskmate.sitting.fold import Day, days
from deskmate.sitting.notes import LONGEST_NOTE
from deskmate.sitting.rules import Rules
from deskmate.sitting.sessions import sessions
from deskmate.sitting.watch import event_of
from tests.builders import MONDAY, ZONE, Script, at, day, minutes
from tests.running import NOON, typical_day

TODAY = MONDAY.date()
LATER = NOON + minutes(5)


def grown(script: Script, entries: Entries) -> Script:
    """Give the script with what was said; the builders' ids keep the order."""
    for entry in entries:
        event = event_of(entry, "desk")
        script.events.append(Event(event.at, event.kind, event.data, "desk", f"{len(script.events):04d}"))
    return script


def today(script: Script) -> Day:
    (one,) = past(script).days
    return one


def past(script: Script) -> Past:
    return past_of(days(script.events, LATER, Rules(), ZONE), told_of(script.events, LATER, ZONE))


def made(script: Script) -> list[str]:
    return [c.what for c in changes.changes(script.events)]


def back(script: Script) -> Script:
    return grown(script, changes.take_back(changes.changes(script.events), LATER))


def test_an_ache_is_rated_anew_and_that_is_taken_back() -> None:
    script = typical_day()
    (session,) = today(script).sessions
    for moment, score in (("before", 7), ("after", 0)):
        grown(script, changes.rate(session, moment, score, LATER))
    (session,) = today(script).sessions
    assert (session.ache_before, session.ache_after) == (7, 0)
    assert made(script) == ["an ache rated anew", "an ache rated anew"]
    (session,) = today(back(back(script))).sessions
    assert (session.ache_before, session.ache_after) == (5, 3)
    assert made(script) == []


def test_the_same_rating_is_no_change_and_an_impossible_one_is_refused() -> None:
    (session,) = today(typical_day()).sessions
    assert changes.rate(session, "before", 5, LATER) == ()
    for moment, score in (("before", 11), ("before", -1), ("during", 3)):
        with pytest.raises(ValueError, match="0 to 10"):
            changes.rate(session, moment, score, LATER)


def test_a_session_is_deleted_with_all_that_is_of_it_and_comes_back_whole() -> None:
    script = typical_day()
    (session,) = today(script).sessions
    grown(script, changes.note("eased", LATER, TODAY, session.id))
    with_note = today(script)
    grown(script, changes.delete_session(session, past(script).events_of(session.id), LATER))
    gone = today(script)
    assert (gone.sessions, gone.notes, gone.totals.stretches) == ((), (), 0)
    assert gone.totals.breaks == with_note.totals.breaks - 1
    assert today(back(script)) == with_note


@pytest.mark.parametrize("left", [(), (Kind.SESSION_RESUMED, Kind.SESSION_INTERRUPTED)])
def test_one_that_was_cut_off_and_went_on_takes_nothing_of_the_day_with_it(left: tuple[Kind, ...]) -> None:
    """Whether its going on is deleted with it, or `left` as it was once."""
    of: dict[str, Scalar] = {"session": "a", "title": "Walk", "planned_seconds": 60}
    hold: dict[str, Scalar] = {"session": "a", "stretch": "walk", "step": "hold", "seconds": 60, "completed": True}
    script = Script().sit("9:00").event(Kind.SESSION_STARTED, "10:00", **of).event(Kind.SESSION_STEP, "10:01", **hold)
    script.event(Kind.SESSION_INTERRUPTED, "10:02", session="a").event(Kind.SESSION_RESUMED, "10:05", session="a")
    script.event(Kind.SESSION_ENDED, "10:07", session="a", completed=True, seconds=60).away("11:30")
    all_of_it = past(script).events_of("a")
    gone = [e.id for e in script.events if e.id in all_of_it and e.kind not in left]
    grown(script, changes.delete_session(today(script).sessions[0], gone, LATER))
    assert len(all_of_it) == 5
    assert today(script).sessions == ()
    assert today(script).totals.sedentary == timedelta(hours=2, minutes=30)


def test_a_session_that_runs_is_not_deleted() -> None:
    script = Script().event(Kind.SESSION_STARTED, "9:00", session="a", title="Walk", planned_seconds=60)
    (session,) = days(script.events, at("9:01"), Rules(), ZONE)[0].sessions
    with pytest.raises(ValueError, match="still running"):
        changes.delete_session(session, [], at("9:01"))


def test_a_session_that_was_cut_off_is_deleted_whether_that_was_noticed_or_not() -> None:
    for noticed in (True, False):
        script = day().event(Kind.SESSION_STARTED, "9:00", session="a", title="Walk", planned_seconds=60)
        if noticed:
            script.event(Kind.SESSION_INTERRUPTED, "9:01", session="a")
        later = at("9:00", days=5)
        (session,) = days(script.events, later, Rules(), ZONE)[0].sessions
        grown(script, changes.delete_session(session, ["0000"], later))
        assert sessions(effective(script.events)) == ()


def test_a_note_is_written_rewritten_deleted_and_all_of_it_taken_back() -> None:
    script = grown(typical_day(), changes.note("  a long drive  ", LATER, TODAY))
    grown(script, changes.rewrite(today(script).notes[0], "a very long drive", LATER))
    grown(script, changes.delete_note(today(script).notes[0], LATER))
    assert made(script) == ["a note written", "a note changed", "a note deleted"]
    told = [[n.text for n in today(script).notes]]
    told += [[n.text for n in today(back(script)).notes] for _ in range(3)]
    assert told == [[], ["a very long drive"], ["a long drive"], []]
    with pytest.raises(ValueError, match="nothing to undo"):
        back(script)


@pytest.mark.parametrize(
    "text", ["", "   ", "a\x1b[31mred", "two\nlines", "a\u202eb", "a\u2066b", "x" * (LONGEST_NOTE + 1)]
)
def test_what_is_no_note_is_refused_with_one_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="a note") as refused:
        changes.note(text, LATER, TODAY)
    assert "\x1b" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER} at work",
        "می\u200cروم",
        "\u2764\ufe0f",
        "今日\u3000痛い",
        "à 10\u00a0h",
    ],
)
def test_a_note_in_any_writing_is_kept_and_shown_as_it_is(text: str) -> None:
    assert [n.text for n in today(grown(Script(), changes.note(text, LATER, TODAY))).notes] == [text]


def test_a_tab_in_a_note_is_a_space() -> None:
    assert [n.text for n in today(grown(Script(), changes.note("a\tb\t", LATER, TODAY))).notes] == ["a b"]


def test_a_note_alone_makes_a_day() -> None:
    script = grown(Script(), changes.note("ill", LATER, TODAY))
    assert [(n.day, n.text) for n in today(script).notes] == [(TODAY, "ill")]


def test_a_note_from_elsewhere_is_about_the_day_it_was_written_where_it_names_none() -> None:
    script = Script().event(Kind.NOTED, "9:00", text="x\x1b", day="some day")
    assert [(n.day, n.text) for n in today(script).notes] == [(TODAY, "x\N{REPLACEMENT CHARACTER}")]


ACTS = st.lists(st.sampled_from(["before", "after", "note", "rewrite", "drop", "delete"]), max_size=8)


@given(ACTS)
def test_taking_everything_back_leaves_the_day_as_it_was(acts: list[str]) -> None:
    script = typical_day()
    before = days(script.events, LATER, Rules(), ZONE)[0]
    for number, act in enumerate(acts):
        day = today(script)
        if act in {"before", "after"} and day.sessions:
            grown(script, changes.rate(day.sessions[0], act, number, LATER))
        elif act == "note":
            grown(script, changes.note(f"note {number}", LATER, TODAY))
        elif act == "rewrite" and day.notes:
            grown(script, changes.rewrite(day.notes[0], f"anew {number}", LATER))
        elif act == "drop" and day.notes:
            grown(script, changes.delete_note(day.notes[0], LATER))
        elif act == "delete" and day.sessions:
            grown(script, changes.delete_session(day.sessions[0], past(script).events_of("a"), LATER))
    for _ in range(len(acts) + 1):
        if made(script):
            back(script)
    assert made(script) == []
    restored = today(script)
    assert (restored.sessions, restored.notes) == (before.sessions, before.notes)

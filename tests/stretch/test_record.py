"""The record: what a rated session speaks of, what is tried, and what comes next."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from deskmate import content
from deskmate.sitting.events import Event, Kind
from deskmate.stretch.catalogue import load_catalogue
from deskmate.stretch.ranking import Rating
from deskmate.stretch.record import Because, Record, Suggestion, candidates, read_record, suggest
from tests.builders import Script, day, rated

NAMES = ("captain-morgan", "standing-lunge")


def routine(script: Script, *held: str, completed: bool) -> Script:
    of = {"session": "r"}
    script.event(Kind.ACHE_RATED, "9:00", **of, moment="before", score=5)
    script.event(Kind.SESSION_STARTED, "9:00", **of, routine="two-minutes", planned_seconds=120)
    for stretch in held:
        script.event(Kind.SESSION_STEP, "9:01", **of, stretch=stretch, step="hold", seconds=20, completed=True)
    script.event(Kind.SESSION_ENDED, "9:02", **of, completed=completed, seconds=60)
    return script.event(Kind.ACHE_RATED, "9:03", **of, moment="after", score=3)


def test_a_session_of_one_stretch_speaks_of_it() -> None:
    record = read_record(rated(day(), "captain-morgan", 6, 4).events)
    assert record.ratings == (Rating("captain-morgan", 6, 4),)


def test_a_whole_routine_speaks_of_itself_and_part_of_it_of_nothing() -> None:
    assert read_record(routine(day(), *NAMES, completed=True).events).ratings == (Rating("two-minutes", 5, 3),)
    assert read_record(routine(day(), *NAMES, completed=False).events).ratings == ()


def test_a_routine_left_after_its_first_stretch_speaks_of_that_stretch() -> None:
    record = read_record(routine(day(), "captain-morgan", completed=False).events)
    assert record.ratings == (Rating("captain-morgan", 5, 3),)


def test_to_have_listened_or_to_have_rated_once_is_no_rating() -> None:
    assert read_record(routine(day(), completed=True).events).ratings == ()
    assert read_record(routine(day(), "captain-morgan", completed=True).events[:-1]).ratings == ()


def test_a_step_that_does_not_name_its_stretch_is_of_what_was_chosen() -> None:
    assert read_record(routine(day(), "", completed=True).events).ratings == (Rating("two-minutes", 5, 3),)


def test_what_was_undone_does_not_count() -> None:
    script = rated(day(), "captain-morgan", 6, 4)
    script.event(Kind.UNDONE, "11:00", event=script.events[-1].id)
    assert read_record(script.events).ratings == ()


@given(st.integers(0, 30), st.permutations(range(15)))
def test_read_in_parts_or_whole_or_shuffled_it_is_the_same(cut: int, order: list[int]) -> None:
    script = day()
    for name, after in zip(("a", "b", "a"), (1, 2, 3), strict=True):
        rated(script, name, 5, after)
    events = script.events
    whole = read_record(events)
    assert read_record([events[n] for n in order]) == whole
    seam = cut // 5 * 5
    assert read_record(events[:seam]).with_later(read_record(events[seam:])) == whole


def test_what_is_tried_is_what_can_be_done_at_the_desk_unless_said_otherwise() -> None:
    catalogue = load_catalogue(content.texts("stretches", ".toml"))
    usual = candidates(Record(), catalogue)
    assert set(usual) == {s.id for s in catalogue.stretches.values() if s.place.value == "desk"}
    script = day().event(Kind.TRIAL_CHANGED, "9:00", candidate="lying-flat", tried=True)
    script.event(Kind.TRIAL_CHANGED, "9:01", candidate=usual[0], tried=False)
    script.event(Kind.TRIAL_CHANGED, "9:02", candidate="gone", tried=True)
    assert candidates(read_record(script.events), catalogue) == (*usual[1:], "lying-flat")


def test_each_has_its_turn_and_the_seed_decides_ties() -> None:
    record, done = Record(), []
    for number in range(20):
        found = suggest(record, NAMES, str(number))
        assert found == suggest(record, NAMES, str(number))
        assert found is not None
        assert found.because is Because.TURN
        done.append(found.candidate)
        record = record.with_later(Record({str(number): Rating(found.candidate, 5, 4)}))
    assert Counter(done) == dict.fromkeys(NAMES, 10)


def test_once_there_is_a_best_one_it_is_suggested() -> None:
    ratings = {
        f"{name} {n}": Rating(name, 7, after) for name, after in zip(NAMES, (2, 7), strict=True) for n in range(8)
    }
    assert suggest(Record(ratings), NAMES, "x") == Suggestion("captain-morgan", Because.BEST)


def test_nothing_tried_is_nothing_suggested() -> None:
    assert suggest(Record(), (), "x") is None


def test_an_event_of_another_kind_changes_nothing() -> None:
    events = rated(day(), "captain-morgan", 6, 4).events
    assert read_record([*events, Event(events[-1].at, Kind.SAT)]) == read_record(events)

"""Routines: read from their files, laid out as one plan, run from start to end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from deskmate import content
from deskmate.stretch.catalogue import Catalogue, Part, load_catalogue
from deskmate.stretch.reading import CatalogueError
from deskmate.stretch.routine import plan_of, plan_routine, read_routine, with_routines
from deskmate.stretch.session import CueDue, Run, RunOver, StepOver

CATALOGUE = with_routines(load_catalogue(content.texts("stretches", ".toml")), content.texts("routines", ".toml"))
EVERYTHING = [*CATALOGUE.stretches, *CATALOGUE.routines]

GOOD = """
id = "mine"
name = "Mine"
purpose = "To try."
place = "desk"

[[turns]]
stretch = "captain-morgan"
hold = 12

[[turns]]
stretch = "walk"
repetitions = 1
"""


@pytest.mark.parametrize("name", EVERYTHING)
def test_everything_runs_from_start_to_end_in_exactly_the_time_its_data_say(name: str) -> None:
    plan = plan_of(CATALOGUE, name)
    run, _ = Run(plan).begin()
    seconds = 0
    told: list[object] = []
    while not run.over:
        run, happened = run.advance(timedelta(seconds=1))
        told += happened
        seconds += 1
        assert seconds <= 3600
    assert timedelta(seconds=seconds) == plan.length == sum((s.length for s in plan.steps), timedelta(0))
    said = iter(t.text for t in told if isinstance(t, CueDue))
    # In order, with the rhythm's own lines between them.
    assert all(cue.text in said for step in plan.steps for cue in step.cues)
    assert [t.step for t in told if isinstance(t, StepOver) and t.completed] == list(plan.steps)
    assert told[-1] == RunOver(completed=True, active=plan.length)


@pytest.mark.parametrize("name", EVERYTHING)
def test_it_is_safe_first_and_well_done_last(name: str) -> None:
    steps = plan_of(CATALOGUE, name).steps
    assert steps[0].part is Part.SAFETY
    assert steps[-1].part is Part.DONE
    assert [s.part for s in steps].count(Part.SAFETY) == 1
    assert [s.part for s in steps].count(Part.DONE) == 1
    assert all("{" not in text for s in steps for text in (s.title, *(c.text for c in s.cues)))


def test_the_two_minute_routine_lasts_two_minutes() -> None:
    assert abs(plan_of(CATALOGUE, "two-minutes").length - timedelta(minutes=2)) < timedelta(seconds=15)


def test_a_shorter_hold_leaves_out_what_would_come_after_its_end() -> None:
    plan = plan_routine(read_routine("mine.toml", GOOD, CATALOGUE.stretches), CATALOGUE.stretches)
    holds = [s for s in plan.steps if s.part is Part.HOLD and s.stretch == "captain-morgan"]
    assert [h.length.total_seconds() for h in holds] == [12, 12]
    assert all(cue.at < hold.length for hold in holds for cue in hold.cues)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('id = "mine"', "id = 3", "mine.toml: id must be a text in quotes, not 3."),
        ('stretch = "walk"', 'stretch = "fly"', "turns[2].stretch must be one of bed-edge, captain-morgan,"),
        ("hold = 12", "hold = -1", "turns[1].hold must be a number of seconds from 1 to 3600, not -1."),
        ("repetitions = 1", "repeat = 1", "turns[2].repeat is not known; known here are hold, repetitions, stretch."),
        ("[[turns]]", "[[turn]]", "mine.toml: turn is not known"),
        ("[[turns]]", "[[turns]", "mine.toml is not valid TOML"),
    ],
)
def test_a_mistake_is_one_sentence(old: str, new: str, sentence: str) -> None:
    with pytest.raises(CatalogueError) as wrong:
        read_routine("mine.toml", GOOD.replace(old, new), CATALOGUE.stretches)
    assert sentence in str(wrong.value)
    assert "\n" not in str(wrong.value)


def test_a_routine_without_turns_is_refused() -> None:
    with pytest.raises(CatalogueError, match="a routine has at least one"):
        read_routine("mine.toml", GOOD.split("[[turns]]", maxsplit=1)[0], CATALOGUE.stretches)


def test_an_own_routine_is_added_and_a_broken_one_left_out() -> None:
    stretches = Catalogue(CATALOGUE.stretches)
    found = with_routines(stretches, content.texts("routines", ".toml"), [("bad.toml", "x = 1"), ("mine.toml", GOOD)])
    assert "mine" in found.routines
    assert len(found.problems) == 1
    assert found.problems[0].startswith("bad.toml")

"""Catalogue files: the built-in ones are sound, and a wrong one is one sentence."""

from __future__ import annotations

from datetime import timedelta

import pytest

from deskmate import content
from deskmate.figure.scene import parse_scenes
from deskmate.stretch.catalogue import load_catalogue, read_stretch
from deskmate.stretch.plan import plan_stretch
from deskmate.stretch.reading import CatalogueError

BUILT_IN = content.texts("stretches", ".toml")
WORDS_A_SECOND = 2.4
"""A voice at 150 words a minute says 2.5."""

GOOD = """
id = "calf"
name = "Calf"
purpose = "Lengthens the calf."
stretched = "The calf."
place = "desk"
sides = ["left"]
[hold]
seconds = 10
title = "Hold, {side} side"
pose = "standing"
cues = [{ at = 0, text = "Lean on the {side} leg." }]
"""


@pytest.mark.parametrize("stretch", load_catalogue(BUILT_IN).stretches.values(), ids=lambda s: s.id)
def test_every_cue_can_be_said_before_the_next(stretch: object) -> None:
    from deskmate.stretch.catalogue import Stretch

    assert isinstance(stretch, Stretch)
    for step in plan_stretch(stretch).steps:
        ends = [*(cue.at for cue in step.cues[1:]), step.length]
        for cue, end in zip(step.cues, ends, strict=True):
            needed = timedelta(seconds=len(cue.text.split()) / WORDS_A_SECOND)
            assert needed <= end - cue.at, f"{step.part}: {cue.text!r} takes {needed}, has {end - cue.at}"


@pytest.mark.parametrize("stretch", load_catalogue(BUILT_IN).stretches.values(), ids=lambda s: s.id)
def test_every_built_in_stretch_warns_and_has_its_poses(stretch: object) -> None:
    from deskmate.stretch.catalogue import Part, Stretch

    assert isinstance(stretch, Stretch)
    scenes = parse_scenes(content.texts("poses", ".toml"))
    assert {p.pose for p in stretch.passages.values()} <= set(scenes)
    assert next(iter(stretch.passages)) is Part.SAFETY
    told = (stretch.purpose, stretch.stretched, stretch.equipment, stretch.easier, stretch.harder, stretch.source)
    assert all(text.endswith(".") or text == stretch.source for text in told)
    assert all(told)
    assert stretch.stop_signs
    assert stretch.not_for
    assert stretch.mistakes
    assert {Part.SETUP, Part.HOLD, Part.DONE} <= set(stretch.passages)
    assert all(passage.cues for passage in stretch.passages.values())


def test_an_own_stretch_replaces_the_one_of_its_name() -> None:
    mine = GOOD.replace('"calf"', '"captain-morgan"')
    catalogue = load_catalogue(BUILT_IN, [("mine.toml", mine)])
    assert catalogue.problems == ()
    assert catalogue.stretches["captain-morgan"].name == "Calf"


def test_a_wrong_own_file_is_a_problem_and_the_others_still_work() -> None:
    catalogue = load_catalogue(BUILT_IN, [("bad.toml", "id = 3"), ("mine.toml", GOOD)])
    assert len(catalogue.problems) == 1
    assert {"captain-morgan", "calf"} <= set(catalogue.stretches)


MISTAKES = [
    ('id = "calf"', "", "own.toml: id is missing."),
    ('id = "calf"', 'id = "Calf!"', "own.toml: id must be small letters, digits and hyphens, not 'Calf!'."),
    ('name = "Calf"', "name = 3", "own.toml: name must be a text in quotes, not 3."),
    ('name = "Calf"', 'name = " "', "own.toml: name must be a text in quotes, not ' '."),
    ('name = "Calf"', 'name = "a\\u001b[31m"', "own.toml: name must be one line without control characters, not"),
    (
        'place = "desk"',
        'place = "moon"',
        "own.toml: place must be one of desk, floor, bed, outdoors, not 'moon'.",
    ),
    ('sides = ["left"]', 'sides = ["up"]', "own.toml: sides may hold left, right, each once, not ['up']."),
    ('sides = ["left"]', 'sides = ["left", "left"]', "own.toml: sides may hold left, right, each once, not"),
    ('sides = ["left"]', "sides = 2", "own.toml: sides must be a list of texts, not 2."),
    ('sides = ["left"]', "", "own.toml: hold speaks of a side, and it has none."),
    ('sides = ["left"]', 'sides = ["left"]\nrepetitions = 0', "repetitions must be a whole number from 1 to 20"),
    ('sides = ["left"]', 'sides = ["left"]\nspeed = 1', "own.toml: speed is not known; known here are"),
    ("seconds = 10", "seconds = 0", "own.toml: hold.seconds must be a number of seconds from 1 to 3600, not 0."),
    ("seconds = 10", 'seconds = "10"', "own.toml: hold.seconds must be a number of seconds"),
    ("seconds = 10", "seconds = true", "own.toml: hold.seconds must be a number of seconds"),
    ("[hold]", "[rest]", "own.toml: hold is missing."),
    ('pose = "standing"', "", "own.toml: hold.pose is missing."),
    ("at = 0", "at = 10", "own.toml: hold.cues[1] at must be before its part ends, after 10 s."),
    ("at = 0", "at = -1", "own.toml: hold.cues[1].at must be a number of seconds from 0 to 10, not -1."),
    (
        "the {side} leg",
        "the {leg} leg",
        "own.toml: hold.cues[1] speaks of {leg}; only {side} and {other} are known.",
    ),
    ("the {side} leg", "the {side:d} leg", "own.toml: hold.cues[1] has a brace too many or too few in"),
    ("the {side} leg", "the {side leg", "own.toml: hold.cues[1] has a brace too many or too few in"),
    ("cues = [{", "cues = [3, {", "own.toml: hold.cues must be a list of tables, not"),
    (
        'sides = ["left"]',
        'sides = ["left"]\nmistakes = ["a\\u001b[31m"]',
        "own.toml: mistakes must be lines without control characters, not",
    ),
    ("[hold]", "[hold", "own.toml is not valid TOML:"),
]
"""What can be wrong in GOOD: a text of it, what stands there instead, and what is said of it."""


@pytest.mark.parametrize(("old", "new", "sentence"), MISTAKES)
def test_each_mistake_is_one_sentence(old: str, new: str, sentence: str) -> None:
    assert old in GOOD
    with pytest.raises(CatalogueError) as caught:
        read_stretch("own.toml", GOOD.replace(old, new))
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith((".", ")."))


@pytest.mark.parametrize(("old", "new", "sentence"), MISTAKES)
def test_beside_a_wrong_file_of_the_users_all_that_is_built_in_still_works(old: str, new: str, sentence: str) -> None:
    catalogue = load_catalogue(BUILT_IN, [("own.toml", GOOD.replace(old, new))])
    assert catalogue.stretches == load_catalogue(BUILT_IN).stretches
    (problem,) = catalogue.problems
    assert sentence in problem


def test_there_are_twenty_kinds_of_mistake() -> None:
    assert len({sentence for _, _, sentence in MISTAKES}) >= 20


@pytest.mark.parametrize("value", ["[" * 5000, "9" * 5000], ids=["nested", "digits"])
def test_what_the_toml_reader_itself_gives_up_on_is_one_sentence_too(value: str) -> None:
    catalogue = load_catalogue(BUILT_IN, [("own.toml", GOOD.replace("seconds = 10", f"seconds = {value}"))])
    (problem,) = catalogue.problems
    assert problem.startswith("own.toml is not valid TOML: ")
    assert "captain-morgan" in catalogue.stretches

"""The self-check: its file, and what the journal tells of those done."""

from __future__ import annotations

import pytest

from deskmate import content
from deskmate.figure.scene import parse_scenes
from deskmate.screens.selfcheck_words import meaning
from deskmate.sitting.events import Kind
from deskmate.stretch.catalogue import Side
from deskmate.stretch.reading import CatalogueError
from deskmate.stretch.selfcheck import Checked, Knee, Thigh, checked, read_selfcheck
from tests.builders import at, day

((NAME, TEXT),) = content.texts("selfcheck", ".toml")
CHECK = read_selfcheck(NAME, TEXT)
WORDS_A_SECOND = 2.4


@pytest.mark.parametrize("side", list(Side))
def test_each_step_has_a_picture_and_time_to_be_said(side: Side) -> None:
    scenes = parse_scenes(content.texts("poses", ".toml"))
    for step in (template.on(side) for template in CHECK.steps):
        assert step.pose in scenes
        assert len(step.text.split()) / WORDS_A_SECOND <= step.length.total_seconds()
        assert "{" not in step.title + step.text


def test_it_states_its_limits_and_its_source() -> None:
    assert any("not a diagnosis" in line for line in CHECK.limits)
    assert CHECK.source.startswith("Vigotsky")
    assert CHECK.not_for
    assert CHECK.stop_signs


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("steps = 3", "selfcheck.toml: steps must be a list of tables"),
        ("knee = 3", "selfcheck.toml: knee must be a table [knee]"),
        ("more = 3", "selfcheck.toml: more is not known"),
        ("title = ''", "selfcheck.toml: title must be a text in quotes"),
    ],
)
def test_a_wrong_file_is_one_sentence(wrong: str, sentence: str) -> None:
    key = wrong.split(" = ", maxsplit=1)[0]
    kept = (
        TEXT.replace(f"[[{key}]]", f"[[x{key}]]")
        .replace(f"[{key}]", f"[x{key}]")
        .replace(f"\n{key} =", f"\nx{key} =")
    )
    with pytest.raises(CatalogueError) as caught:
        read_selfcheck("selfcheck.toml", f"{wrong}\n{kept}")
    assert sentence in str(caught.value)


def test_what_was_done_is_read_in_order_without_what_makes_no_sense_or_was_undone() -> None:
    script = day().event(Kind.SELF_CHECKED, "9:00", side="left", thigh="above", knee="straight")
    script.event(Kind.SELF_CHECKED, "9:05", side="both", thigh="above", knee="bent")
    script.event(Kind.SELF_CHECKED, "9:10", side="right", thigh="level", knee="bent")
    script.event(Kind.UNDONE, "9:11", event=script.events[-1].id)
    script.event(Kind.SELF_CHECKED, "9:12", side="right", thigh="well_above", knee="bent")
    assert checked(reversed(script.events)) == (
        Checked(at("9:00"), Side.LEFT, Thigh.ABOVE, Knee.STRAIGHT),
        Checked(at("9:12"), Side.RIGHT, Thigh.WELL_ABOVE, Knee.BENT),
    )


def test_the_meaning_is_of_the_latest_of_each_side_and_a_hint() -> None:
    first = Checked(at("9:00"), Side.LEFT, Thigh.WELL_ABOVE, Knee.BENT)
    left = Checked(at("10:00"), Side.LEFT, Thigh.LEVEL, Knee.STRAIGHT)
    right = Checked(at("10:01"), Side.RIGHT, Thigh.ABOVE, Knee.BENT)
    said = meaning([first, left, right])
    assert said.splitlines()[0].startswith("Left: the hip flexors are not short")
    assert "long muscle on the front of the thigh" in said.splitlines()[0]
    assert said.splitlines()[1] == "Right: the hip flexors may be a little short."
    assert "The two sides differ" in said
    assert said.endswith("A hint, not a diagnosis.")
    assert meaning([]) == ""

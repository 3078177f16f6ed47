"""The drawing: fills its box exactly, shows every layer, and mirrors cleanly."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskmate import content
from deskmate.figure.raster import LEAST, Drawing, Layer, Strain, draw, strain_of
from deskmate.figure.scene import parse_scenes

SCENES = parse_scenes(content.texts("poses", ".toml"))


def layers(drawing: Drawing) -> set[Layer]:
    return {run.layer for row in drawing.rows for run in row if run.layer is not None}


def ink(drawing: Drawing) -> list[int]:
    """Count the dots of each row."""
    return [sum((ord(c) - 0x2800).bit_count() for run in row for c in run.text if c != " ") for row in drawing.rows]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(SCENES)), st.integers(LEAST[0], 120), st.integers(LEAST[1], 60), st.booleans())
def test_a_drawing_fills_its_box_exactly(name: str, columns: int, rows: int, mirrored: bool) -> None:
    scene = SCENES[name].mirrored() if mirrored else SCENES[name]
    drawing = draw(scene, columns, rows)
    assert [sum(len(run.text) for run in row) for row in drawing.rows] == [columns] * rows
    assert all(c == " " or 0x2800 < ord(c) <= 0x28FF for row in drawing.rows for run in row for c in run.text)


@pytest.mark.parametrize("size", [LEAST, (40, 20), (60, 30)])
@pytest.mark.parametrize("name", sorted(SCENES))
def test_body_psoas_and_floor_show_at_every_size(name: str, size: tuple[int, int]) -> None:
    shown = layers(draw(SCENES[name], *size))
    assert {Layer.OUTLINE, Layer.PSOAS, Layer.FLOOR} <= shown
    assert (Layer.PROP in shown) == bool(SCENES[name].props)


def test_both_legs_of_captain_morgan_are_told_apart() -> None:
    assert Layer.FAR in layers(draw(SCENES["captain-morgan"], 40, 20))


@pytest.mark.parametrize("name", sorted(SCENES))
def test_mirrored_rows_hold_about_as_much_ink(name: str) -> None:
    plain, turned = (ink(draw(s, 60, 30)) for s in (SCENES[name], SCENES[name].mirrored()))
    # The eye's middle is not the body's, so a wide scene may be cut at one edge; rounding moves single dots.
    assert sum(turned) == pytest.approx(sum(plain), rel=0.12)


@pytest.mark.parametrize(
    ("name", "strain"),
    [
        ("standing", Strain.EVEN),
        ("sitting-upright", Strain.SHORT),
        ("sitting-slumped", Strain.SHORT),
        ("captain-morgan-ready", Strain.EVEN),
        ("captain-morgan", Strain.LONG),
        ("captain-morgan-deep", Strain.LONG),
    ],
)
def test_the_psoas_is_short_in_sitting_and_long_in_the_stretch(name: str, strain: Strain) -> None:
    assert strain_of(SCENES[name]) is strain
    assert draw(SCENES[name], 40, 20).strain is strain

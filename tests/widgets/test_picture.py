"""Pictures stand beside each other where there is room, and below each other where there is not."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from deskmate.build import build_library, build_scenes
from deskmate.learn.picture import Picture
from deskmate.widgets.picture import LABEL, LOOKS, Pictures

SCENES = build_scenes()
TWO = Picture(("standing", "front"), ("from the side", "from the front"))
SIZES = [(36, 10), (56, 18), (76, 28), (80, 58)]


def lines(picture: Picture, width: int, height: int) -> list[list[tuple[str, str | None]]]:
    pictures = Pictures(SCENES)
    return [list(pictures.line(picture, row, width, height)) for row in range(pictures.rows(picture, width, height))]


def texts(picture: Picture, width: int, height: int) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines(picture, width, height)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("page", build_library().pages, ids=lambda page: page.id)
def test_every_picture_of_every_page_can_be_drawn_at_every_size(page: object, size: tuple[int, int]) -> None:
    for picture in page.pictures():  # type: ignore[attr-defined]
        drawn = lines(picture, *size)
        looks = {look for line in drawn for _, look in line}
        assert {"figure--outline", LABEL} <= looks <= LOOKS | {None}
        assert any(look is not None and look.startswith("figure--psoas") for look in looks)
        assert max(sum(cell_len(text) for text, _ in line) for line in drawn) <= size[0]
        shown = "\n".join("".join(text for text, _ in line) for line in drawn)
        assert all(label[:12] in shown for label in picture.labels)


@pytest.mark.parametrize(("width", "rows"), [(80, 19), (38, 11), (34, 22)])
def test_figures_stand_side_by_side_while_each_can_be_told(width: int, rows: int) -> None:
    drawn = texts(TWO, width, 24 if width == 80 else 10)
    assert len(drawn) == rows
    labels = [row for row in drawn if "from" in row]
    assert len(labels) == (1 if width > 34 else 2)


def test_one_that_is_unknown_is_left_to_its_words() -> None:
    assert Pictures(SCENES).rows(Picture(("standing", "flying"), ("a", "b")), 80, 24) == 0
    assert texts(Picture(("flying",), ("a",)), 80, 24) == []


def test_there_is_no_picture_where_nobody_could_tell_what_it_is() -> None:
    assert texts(TWO, 12, 24) == []


def test_a_label_too_long_is_cut_with_a_sign() -> None:
    drawn = texts(Picture(("standing",), ("a label that goes on and on and on",)), 18, 10)
    assert drawn[-1].endswith("…")
    assert cell_len(drawn[-1]) <= 18

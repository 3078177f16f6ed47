"""Masks: what is filled is where it should be, lines are one dot thin, cells are the dots that were drawn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskmate.figure.mask import CELL_HEIGHT, MARGIN, Grid, Lens
from deskmate.figure.shapes import Disc

COLUMNS, ROWS = 21, 10
GRID = Grid(COLUMNS, ROWS)
ONE_TO_ONE = Lens(middle=0, x=MARGIN, floor=CELL_HEIGHT * (ROWS + 1), across=1, upward=1)

# Dots of a cell in the order of their bits in a braille character, by column and row.
ORDER = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))


def dot(x: int, y: int) -> int:
    """Give the mask of one dot, counted from the upper left corner of the box."""
    return 1 << (GRID.width * (GRID.height - 1 - (y + CELL_HEIGHT)) + GRID.width - 1 - (x + MARGIN))


def shown(mask: int) -> set[tuple[int, int]]:
    """Read the dots back from the cells."""
    return {
        (number % COLUMNS * 2 + x, number // COLUMNS * 4 + y)
        for number, code in enumerate(GRID.codes(mask))
        for bit, (x, y) in enumerate(ORDER)
        if code >> bit & 1
    }


def box(left: float, bottom: float, right: float, top: float) -> tuple[tuple[float, float], ...]:
    return ((left, bottom), (right, bottom), (right, top), (left, top))


DOTS = st.sets(st.tuples(st.integers(0, 2 * COLUMNS - 1), st.integers(0, 4 * ROWS - 1)), max_size=60)


@given(DOTS)
def test_cells_are_the_dots(dots: set[tuple[int, int]]) -> None:
    assert shown(sum(dot(x, y) for x, y in dots)) == dots


def test_dots_in_the_margin_are_not_shown() -> None:
    outside = [(-1, 3), (2 * COLUMNS, 3), (3, -1), (3, 4 * ROWS)]
    assert shown(sum(dot(x, y) for x, y in outside)) == set()


def test_a_box_is_filled_where_it_is() -> None:
    filled = shown(GRID.filled([box(3, 2, 8, 6)], ONE_TO_ONE))
    inner = {(x, y) for x in range(4, 7) for y in range(4 * ROWS - 5, 4 * ROWS - 3)}
    outer = {(x, y) for x in range(2, 10) for y in range(4 * ROWS - 8, 4 * ROWS - 1)}
    assert inner <= filled <= outer


def test_even_the_smallest_disc_leaves_a_dot() -> None:
    assert 1 <= len(shown(GRID.filled([Disc((7.3, 9.6), 0.01)], ONE_TO_ONE))) <= 4


@pytest.mark.parametrize("at", [(-200, 5), (200, 5), (5, 300), (5, -300)])
def test_what_is_out_of_sight_draws_nothing(at: tuple[float, float]) -> None:
    assert GRID.filled([Disc(at, 3)], ONE_TO_ONE) == 0
    assert GRID.filled([], ONE_TO_ONE) == 0


def test_what_the_boxs_edge_cuts_has_no_line_there() -> None:
    line = shown(GRID.edge(GRID.filled([box(-6, 4, 500, 12)], ONE_TO_ONE)))
    assert {x for x, y in line if y == 4 * ROWS - 8} == set()


@given(DOTS)
def test_an_edge_is_part_of_its_mask_and_what_it_leaves_has_no_way_out(dots: set[tuple[int, int]]) -> None:
    mask = sum(dot(x, y) for x, y in dots)
    edge = GRID.edge(mask)
    assert edge & ~mask == 0
    assert GRID.grown(mask & ~edge) & ~mask == 0


def test_a_sieve_lets_its_share_through() -> None:
    dots = [GRID.sieve(share / 4).bit_count() / (GRID.width * GRID.height) for share in range(5)]
    assert dots == [0, 0.25, 0.5, 0.75, 1]

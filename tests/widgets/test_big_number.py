"""Large numbers: legible at every scale, never wider than asked."""

from __future__ import annotations

import pytest

from deskmate.widgets.big_number import big_number


def test_the_smallest_scale_draws_half_blocks() -> None:
    assert big_number("1:0", 1) == ("▄█  ▄ █▀█", " █  ▄ █ █", "▀▀▀   ▀▀▀")


@pytest.mark.parametrize("scale", [1, 2, 3, 4])
def test_rows_are_alike_and_grow_with_the_scale(scale: int) -> None:
    rows = big_number("12:45", scale)
    assert len({len(row) for row in rows}) == 1
    assert len(rows[0]) == (4 * 3 + 1 + 4) * scale
    assert len(rows) == -(-5 * scale // 2)


def test_every_digit_is_its_own_picture() -> None:
    assert len({tuple(big_number(digit, 2)) for digit in "0123456789"}) == 10


def test_what_has_no_picture_is_a_space() -> None:
    assert big_number("x", 1) == big_number(" ", 1)

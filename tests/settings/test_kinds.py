"""What one key makes of a length or a number, and how a wrong value is told."""

from __future__ import annotations

import pytest

from deskmate.settings.kinds import HOURS, duration, number


@pytest.mark.parametrize(
    ("length", "more", "less"),
    [
        ("0s", "5s", "0s"),
        ("20s", "25s", "15s"),
        ("1m", "1m30s", "50s"),
        ("2m", "3m", "1m30s"),
        ("10m", "15m", "9m"),
        ("30m", "35m", "25m"),
        ("32m", "35m", "30m"),
        ("1h", "1h15m", "55m"),
        ("6h", "6h30m", "5h30m"),
    ],
)
def test_one_key_moves_a_length_to_the_next_round_one(length: str, more: str, less: str) -> None:
    moved = duration("0s", "12h").moved
    assert moved is not None
    assert (moved(length, 1), moved(length, -1)) == (more, less)


def test_one_key_moves_a_number_by_its_step() -> None:
    moved = number(0, 1, float, step=0.1).moved
    assert moved is not None
    assert (moved(0.2, 1), moved(1.0, -1)) == ("0.3", "0.9")


@pytest.mark.parametrize(("value", "words"), [("8-4", "such as '9:00-17:30', not '8-4'"), (9, "in quotes such as")])
def test_quotes_are_asked_for_only_where_there_are_none(value: object, words: str) -> None:
    with pytest.raises(ValueError, match="must be hours ") as told:
        HOURS.read(value)
    assert f"must be hours {words}" in str(told.value)

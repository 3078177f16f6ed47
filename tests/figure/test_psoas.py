"""The psoas's length against the published table."""

from __future__ import annotations

import pytest

from deskmate.figure.psoas import psoas_length, relative_length

TABLE = {
    -20: (273.5, 104.8),
    -10: (267.5, 102.5),
    0: (260.9, 100),
    10: (254.0, 97.4),
    20: (246.8, 94.6),
    30: (239.4, 91.7),
    40: (231.8, 88.8),
    50: (224.3, 86.0),
    60: (216.8, 83.1),
    70: (209.2, 80.2),
    80: (201.9, 77.4),
    90: (195.9, 75.1),
    100: (193.5, 74.2),
    110: (196.7, 75.4),
    120: (203.1, 77.8),
}


@pytest.mark.parametrize(("flexion", "expected"), TABLE.items())
def test_it_is_the_table(flexion: float, expected: tuple[float, float]) -> None:
    length, percent = expected
    assert psoas_length(flexion) == pytest.approx(length, abs=0.1)
    assert 100 * relative_length(flexion) == pytest.approx(percent, abs=0.1)


def test_bending_the_hip_shortens_it_all_the_way_to_ninety() -> None:
    lengths = [psoas_length(f) for f in range(-20, 91)]
    assert lengths == sorted(lengths, reverse=True)

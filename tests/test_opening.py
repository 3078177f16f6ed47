"""What the program says once the full screen is closed."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskmate.opening import _lost


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 entry could not be written to x and is lost"), (2, "2 entries could not be written")]
)
def test_what_was_lost_is_counted(count: int, words: str) -> None:
    assert _lost(count, Path("x")).startswith(words)

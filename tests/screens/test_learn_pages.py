"""Every page at every size: nothing sticks out, nothing is cut to pieces, and it looks as it was last looked at."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tests.screens.learn_snapshots import SIZES, file_of, snapshot


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_pages_look_as_they_were_kept(size: tuple[int, int]) -> None:
    shown = await snapshot(size)
    assert shown == file_of(size).read_text(encoding="utf-8"), (
        "a page looks different: look at it, then `python tests/screens/learn_snapshots.py` keeps its new look"
    )


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_no_line_is_wider_than_the_screen_and_every_picture_is_drawn(size: tuple[int, int]) -> None:
    kept = file_of(size).read_text(encoding="utf-8").splitlines()
    assert max(cell_len(line) for line in kept if not line.startswith("~ ")) <= size[0] - 2
    pages = "\n".join(kept).split("== ")[1:]
    assert len(pages) == 13
    assert all("~ " in page for page in pages)

"""How every learn page looks at every size, as text; the figures in it are told of by their names alone.

python tests/screens/learn_snapshots.py     writes the snapshots anew, to be looked at and committed
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from deskmate.learn.layout import Line
from deskmate.screens.learn import LearnScreen
from deskmate.widgets.picture import LABEL
from deskmate.widgets.read_along import ReadAlong
from tests.builders import SimulatedClock
from tests.running import NOON, make_app

SIZES = ((40, 12), (60, 20), (100, 30), (200, 60))
FOLDER = Path(__file__).parent / "snapshots"


def file_of(size: tuple[int, int]) -> Path:
    return FOLDER / f"learn-{size[0]}x{size[1]}.txt"


def rows(text: ReadAlong) -> Iterator[str]:
    """Give every line of the page that is open, also those out of view."""
    assert text.page is not None
    for line in text._layout_now.lines:
        picture = text.page.blocks[line.block].picture if line.row is not None else None
        if picture is None or is_label(text, line):
            yield "".join(segment.text for segment in text._segments(text.page, line)).rstrip()
        else:
            yield f"~ {' ~ '.join(picture.show)} ~"


def is_label(text: ReadAlong, line: Line) -> bool:
    assert text.page is not None
    assert line.row is not None
    picture = text.page.blocks[line.block].picture
    assert picture is not None
    return any(look == LABEL for _, look in text._pictures.line(picture, line.row, *text._room()))


async def snapshot(size: tuple[int, int]) -> str:
    """Give all pages as they are laid out on a screen of that size."""
    with tempfile.TemporaryDirectory() as data:
        app = make_app(Path(data), SimulatedClock(NOON))
        async with app.run_test(size=size) as pilot:
            screen = LearnScreen("ache")
            await app.push_screen(screen)
            await pilot.pause()
            told = []
            for page in app.desk.library.pages:
                screen._open(page)
                told += [f"== {page.id}", *rows(screen.query_one(ReadAlong)), ""]
    return "\n".join(told)


async def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for size in SIZES:
        file_of(size).write_text(await snapshot(size), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())

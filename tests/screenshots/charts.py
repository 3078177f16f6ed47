"""Draws every chart of History, with little and much to show, on sheets to look through.

    python tests/screenshots/charts.py FOLDER [DAYS ...]

Each sheet holds several screens of one size and one amount of data: by default none, a day, a week, and a year and
two weeks, of which the time before is drawn too. Needs Chromium, which keeps every character in its cell.
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from textual.pilot import Pilot  # noqa: E402

from deskmate.app import DeskmateApp  # noqa: E402
from deskmate.review import cells  # noqa: E402
from deskmate.review.chart import PANELS  # noqa: E402
from deskmate.review.period import Unit  # noqa: E402
from tests.builders import SimulatedClock  # noqa: E402
from tests.kept_days import kept_days  # noqa: E402
from tests.running import make_app  # noqa: E402

AMOUNTS = (0, 1, 7, 380)
"""Days of use."""

BEFORE = 300
"""From so many days of use on, the time before is worth a look too: its year is nearly a whole one."""

FONTS = re.compile(r"@font-face \{.*?\}", re.DOTALL)
"""Fonts from the network, which a picture must not wait for."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """How many screens of which size (columns, rows) go on a sheet, and how large each is drawn, in pixels."""

    size: tuple[int, int]
    across: int
    down: int
    pixels: tuple[int, int]

    @property
    def count(self) -> int:
        return self.across * self.down


SHEETS = (Sheet((100, 30), 2, 2, (780, 500)), Sheet((60, 20), 3, 2, (520, 390)))


async def screens(count: int, size: tuple[int, int]) -> AsyncIterator[str]:
    """Give every chart of every unit of time as SVG, from so many days of use."""
    events, now = kept_days(count) if count else ([], kept_days(1)[1])
    days_of_use = cells.count(count, "day")
    with tempfile.TemporaryDirectory() as data:
        app: DeskmateApp = make_app(Path(data), SimulatedClock(now), events)
        async with app.run_test(size=size) as pilot:
            await pilot.press("h")
            await _settle(pilot)
            for steps in (0, 1) if count >= BEFORE else (0,):
                for unit in Unit:
                    await pilot.press("t", unit.value[0], *["left"] * steps)
                    for panel in PANELS[unit]:
                        await _turn_to(pilot, panel.value)
                        title = f"{days_of_use}, {unit.value}{' before' * steps}: {panel.value}"
                        yield FONTS.sub("", app.export_screenshot(title=title))


async def _turn_to(pilot: Pilot[None], panel: str) -> None:
    while str(pilot.app.screen.query_one("#panels").chosen) != panel:  # type: ignore[attr-defined]
        await pilot.press("tab")
    await _settle(pilot)


async def _settle(pilot: Pilot[None]) -> None:
    app = pilot.app
    await app.workers.wait_for_complete([w for w in app.workers if w.group != "presence"])
    for _ in range(3):
        await pilot.pause(0.05)


def draw(drawings: list[str], sheet: Sheet, file: Path) -> None:
    """Write a sheet of SVG drawings as PNG."""
    wide, high = sheet.pixels
    rows = -(-len(drawings) // sheet.across)
    columns = f"display: grid; grid-template-columns: repeat({sheet.across}, {wide}px)"
    style = f"body {{ margin: 0; {columns}; }} svg {{ width: {wide}px; }}"
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "sheet.html"
        page.write_text(f"<!DOCTYPE html><meta charset='utf-8'><style>{style}</style>{''.join(drawings)}", "utf-8")
        size = f"--window-size={wide * sheet.across},{high * rows}"
        command = ["chromium", "--headless", "--no-sandbox", "--hide-scrollbars", f"--user-data-dir={folder}/profile"]
        subprocess.run([*command, size, f"--screenshot={file}", page.as_uri()], check=True, capture_output=True)


async def main(folder: Path, amounts: tuple[int, ...]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for sheet in SHEETS:
        columns, rows = sheet.size
        for count in amounts:
            drawn = [svg async for svg in screens(count, sheet.size)]
            for number, first in enumerate(range(0, len(drawn), sheet.count), 1):
                file = folder / f"{columns}x{rows}-{count:03d}-days-{number:02d}.png"
                draw(drawn[first : first + sheet.count], sheet, file.resolve())
                print(file)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), tuple(map(int, sys.argv[2:])) or AMOUNTS))

"""Every screen at four sizes in three themes is as it was last found good.

Where a change is wanted, look at it, then take them anew:  UPDATE_SNAPSHOTS=1 pytest tests/snapshots
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import pytest
from textual.pilot import Pilot

from deskmate.app import DeskmateApp
from tests.builders import SimulatedClock, minutes
from tests.running import NOON, QUIET, ScriptedSpeaker, make_app, typical_day
from tests.snapshots.picture import Cells, cells_of, draw

SIZES = ((28, 6), (40, 12), (100, 30), (200, 60))
THEMES = ("dark", "light", "high-contrast")
HOME = Path(__file__).parent / "pictures"

SCREENS: dict[str, tuple[str, ...]] = {
    "today": (),
    "break": ("b",),
    "help": ("question_mark",),
    "settings": ("comma", "down", "down"),
    "typing": ("comma", "enter"),
    "quiet": ("n",),
    "correct": ("e",),
    "learn": ("l",),
    "reading": ("l", "enter"),
    "history": ("h",),
    "helps": ("f",),
    "safety": ("s",),
    "stretches": ("s", "enter"),
}
"""The keys that lead to each screen from Today."""

FIRST: dict[str, tuple[str, ...]] = {"first-hours": (), "first-voice": ("1", "1")}
"""The same, from the first start."""

# Data must not depend on where the tests run.
STILL = f"{QUIET}[looks]\nmotion = 'reduced'\n"


async def compare(pilot: Pilot[None], name: str) -> None:
    """Look at the screen in front in every theme and size, and compare each picture with the one that is kept."""
    app = pilot.app
    assert isinstance(app, DeskmateApp)
    shown: dict[tuple[int, int], dict[str, Cells]] = {size: {} for size in SIZES}
    for theme in THEMES:
        app.theme = f"deskmate-{theme}"
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            shown[size][theme] = cells_of(app)
    changes = [change for size in SIZES if (change := changed(f"{name}-{size[0]}x{size[1]}", draw(shown[size])))]
    if changes:
        pytest.fail("\n\n".join(changes))


def changed(name: str, picture: str) -> str:
    """Give how a picture differs from the one that is kept, empty where it does not; keep it where that is asked."""
    file = HOME / f"{name}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(picture, encoding="utf-8")
    kept = file.read_text(encoding="utf-8") if file.exists() else ""
    lines = difflib.unified_diff(kept.splitlines(), picture.splitlines(), f"{name} as kept", "now", lineterm="")
    return "\n".join(lines)


async def settled(pilot: Pilot[None], keys: tuple[str, ...]) -> None:
    await pilot.pause()
    await pilot.press(*keys)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    for blinking in pilot.app.screen.query("Input"):
        blinking.cursor_blink = False  # type: ignore[attr-defined]
    await pilot.pause()


@pytest.mark.parametrize("name", SCREENS)
async def test_a_screen(tmp_path: Path, name: str) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events, ScriptedSpeaker(), STILL)
    async with app.run_test(size=SIZES[-1]) as pilot:
        await settled(pilot, SCREENS[name])
        await compare(pilot, name)


@pytest.mark.parametrize("name", FIRST)
async def test_the_first_minute(tmp_path: Path, name: str) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), settings=None)
    async with app.run_test(size=SIZES[-1]) as pilot:
        await settled(pilot, FIRST[name])
        await compare(pilot, name)


async def test_a_break_that_is_due(tmp_path: Path) -> None:
    clock = SimulatedClock(NOON)
    app = make_app(tmp_path, clock, typical_day().events, ScriptedSpeaker(), STILL)
    async with app.run_test(size=SIZES[-1]) as pilot:
        await pilot.pause()
        for _ in range(9):
            clock.run(minutes(1))
            app._tick()
        await compare(pilot, "due")


def test_no_picture_is_kept_of_what_there_is_no_more() -> None:
    wanted = {f"{name}-{columns}x{rows}" for name in (*SCREENS, *FIRST, "due") for columns, rows in SIZES}
    assert {file.stem for file in HOME.glob("*.txt")} == wanted

"""The line of keys: what fits is shown whole, follows what can be done, and can be clicked."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from deskmate.app import DeskmateApp
from deskmate.screens.history import HistoryScreen
from deskmate.sitting.timeline import Posture
from deskmate.widgets.choices import Choices
from deskmate.widgets.key_line import ROOM_FOR_PALETTE, KeyLine
from tests.builders import SimulatedClock
from tests.running import NOON, make_app, typical_day


def today(tmp_path: Path) -> DeskmateApp:
    return make_app(tmp_path, SimulatedClock(NOON), typical_day().events)


def line(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one(KeyLine).render().plain


async def click(pilot: Pilot[None], words: str) -> None:
    widget = pilot.app.screen.query_one(KeyLine)
    await pilot.click(KeyLine, offset=(line(pilot).index(words) + widget.styles.padding.left, 0))
    await pilot.pause()


async def test_it_follows_what_can_be_done(tmp_path: Path) -> None:
    app = today(tmp_path)
    async with app.run_test(size=(120, 30)) as pilot:
        assert line(pilot).startswith("space Stand  b Break  s Stretch")
        await pilot.press("space")
        await pilot.pause()
        assert line(pilot).startswith("space Sit  b Break")


async def test_a_click_on_a_key_is_the_key(tmp_path: Path) -> None:
    app = today(tmp_path)
    async with app.run_test(size=(120, 30)) as pilot:
        await click(pilot, "Stand")
        assert app.desk.state.posture is Posture.STANDING
        await click(pilot, "h History")
        assert isinstance(app.screen, HistoryScreen)


async def test_a_click_between_two_keys_does_nothing(tmp_path: Path) -> None:
    app = today(tmp_path)
    async with app.run_test(size=(120, 30)) as pilot:
        await click(pilot, "  b Break")
        assert app.desk.state.posture is Posture.SITTING


@pytest.mark.parametrize("columns", [12, 28, 40, 60])
async def test_what_does_not_fit_is_left_out_whole(tmp_path: Path, columns: int) -> None:
    app = today(tmp_path)
    async with app.run_test(size=(columns, 12)) as pilot:
        await pilot.pause()
        shown = line(pilot)
        width = app.screen.query_one(KeyLine).content_size.width
    async with today(tmp_path / "wide").run_test(size=(200, 12)) as pilot:
        await pilot.pause()
        everything = line(pilot)
    assert len(shown) <= width
    keys, whole = ([key.strip() for key in text.split("  ") if key.strip()] for text in (shown, everything))
    palette = [keys.pop()] if keys[-1].startswith("^p") else []
    assert keys == [key for key in whole if key in keys]
    assert "? Help" in keys
    assert palette == (["^p"] if columns >= ROOM_FOR_PALETTE else [])


async def test_keys_with_one_description_stand_together_and_are_clicked_apart(tmp_path: Path) -> None:
    app = today(tmp_path)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("h")
        await pilot.pause()
        assert line(pilot).startswith("←→ Time")
        await click(pilot, "my View")
        assert app.screen.query_one("#units", Choices).chosen == "month"
        await click(pilot, "View")
        assert app.screen.query_one("#units", Choices).chosen == "month"


async def test_a_key_is_shown_once_whatever_it_is_called(tmp_path: Path) -> None:
    app = today(tmp_path)
    async with app.run_test(size=(200, 30)) as pilot:
        await pilot.press("s", "4", "enter")
        await pilot.pause()
        assert "+- Hold" in line(pilot)

"""The ache scale: digits typed together are one number, and later ones stand for themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from textual.app import App, ComposeResult

from deskmate.widgets.ache_scale import AcheScale
from deskmate.widgets.dressed import DressedApp
from tests.builders import SimulatedClock


class OneScale(DressedApp):
    """The scale alone."""

    def __init__(self, clock: SimulatedClock) -> None:
        super().__init__()
        self.clock = clock

    def compose(self) -> ComposeResult:
        yield AcheScale(self.clock.monotonic)


@pytest.mark.parametrize(
    ("typed", "score"),
    [
        ([("1", 0.4), ("0", 0)], 10),
        ([("1", 3), ("0", 0)], 0),
        ([("1", 3), ("1", 0.4), ("0", 0)], 10),
        ([("1", 0.4), ("0", 0.4), ("0", 0)], 0),
        ([("1", 0.4), ("right", 0.4), ("0", 0)], 0),
        ([("t", 3), ("0", 0)], 0),
    ],
)
async def test_a_nought_right_after_a_one_makes_ten_and_a_later_one_is_none(
    typed: list[tuple[str, float]], score: int
) -> None:
    clock = SimulatedClock()
    app: App[None] = OneScale(clock)
    async with app.run_test() as pilot:
        scale = app.query_one(AcheScale)
        scale.focus()
        for key, wait in typed:
            await pilot.press(key)
            clock.run(timedelta(seconds=wait))
        assert scale.score == score

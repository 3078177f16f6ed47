"""The tick: again and again, whatever it raises, until it is stopped."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from deskmate.ticker import Ticker

SOON, NEVER = timedelta(microseconds=1), timedelta(days=1)


async def test_it_ticks_until_it_is_stopped_and_tells_what_went_wrong() -> None:
    ticks: list[int] = []
    wrong: list[Exception] = []
    over = asyncio.Event()

    def tick() -> timedelta:
        ticks.append(len(ticks))
        if len(ticks) == 2:
            raise ValueError("odd")
        if len(ticks) == 4:
            ticker.stop()
            over.set()
        return SOON

    ticker = Ticker(SOON, tick, wrong.append)
    await over.wait()
    ticker.hurry()
    for _ in range(5):
        await asyncio.sleep(0)
    assert ticks == [0, 1, 2, 3]
    assert [str(error) for error in wrong] == ["odd"]


async def test_it_waits_as_long_as_a_tick_says_unless_it_is_hurried() -> None:
    ticks: list[int] = []
    ticked = asyncio.Event()

    def tick() -> timedelta:
        ticks.append(len(ticks))
        ticked.set()
        return NEVER

    ticker = Ticker(SOON, tick, lambda _: None)
    await ticked.wait()
    for _ in range(5):
        await asyncio.sleep(0)
    assert ticks == [0]
    ticked.clear()
    ticker.hurry()
    await ticked.wait()
    assert ticks == [0, 1]
    ticker.stop()

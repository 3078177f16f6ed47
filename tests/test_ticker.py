"""The tick: again and again, whatever it raises, until it is stopped."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from deskmate.ticker import Ticker


async def test_it_ticks_until_it_is_stopped_and_tells_what_went_wrong() -> None:
    ticks: list[int] = []
    wrong: list[Exception] = []
    over = asyncio.Event()

    def tick() -> None:
        ticks.append(len(ticks))
        if len(ticks) == 2:
            raise ValueError("odd")
        if len(ticks) == 4:
            ticker.stop()
            over.set()

    ticker = Ticker(timedelta(microseconds=1), tick, wrong.append)
    await over.wait()
    for _ in range(5):
        await asyncio.sleep(0)
    assert ticks == [0, 1, 2, 3]
    assert [str(error) for error in wrong] == ["odd"]

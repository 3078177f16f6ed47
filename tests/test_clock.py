"""The local zone is the same one while the machine stays in it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from deskmate.build import build_desk
from deskmate.clock import SystemClock
from deskmate.config import folders
from deskmate.sitting.events import Event, Kind


@pytest.fixture
def fly() -> Iterator[Callable[[str], None]]:
    if sys.platform == "win32":
        pytest.skip("Windows has no tzset")
    before = os.environ.get("TZ")

    def to(zone: str | None) -> None:
        if zone is None:
            os.environ.pop("TZ", None)
        else:
            os.environ["TZ"] = zone
        time.tzset()

    yield to
    to(before)


def test_two_zones_of_one_place_are_equal(fly: Callable[[str], None]) -> None:
    fly("Europe/Berlin")
    berlin = SystemClock().zone()
    assert berlin == SystemClock().zone()
    assert hash(berlin) == hash(SystemClock().zone())
    fly("Europe/London")
    assert berlin != SystemClock().zone()


def test_days_are_remembered_while_the_zone_stays_the_same(tmp_path: Path, fly: Callable[[str], None]) -> None:
    fly("Europe/Berlin")
    desk, _ = build_desk(folders(tmp_path))
    start = datetime(2026, 3, 2, 9, 0).astimezone()
    desk._journal.append([Event(start + timedelta(hours=n), Kind.SAT if n % 2 else Kind.STOOD) for n in range(6)])
    then = desk.history.days()[-1]
    assert desk.history.days()[-1] is then, "a day of the past is not folded again"
    fly("Asia/Tokyo")
    assert desk.history.days()[-1] is not then
    desk.close()

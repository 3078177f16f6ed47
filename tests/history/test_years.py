"""What is read of a long history: only what is needed, and safely while it grows."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest

from deskmate.build import build_desk
from deskmate.config import folders
from deskmate.history.journal import Journal
from deskmate.history.tables import read_tables
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.fold import LOOK_BACK, days
from tests.builders import SimulatedClock, at, minutes
from tests.running import ScriptedSpeaker

MONTHS = 24


def write_months(root: Path) -> None:
    events = [
        Event(at("9:00", day) + minutes(30 * n), (Kind.SAT, Kind.STOOD)[n % 2], {}, "desk")
        for day in range(-31 * MONTHS, 1, 5)
        for n in range(6)
    ]
    Journal(root, "desk").append(events)


def test_today_opens_no_more_months_than_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_months(tmp_path)
    opened: list[str] = []

    def reading(path: Path) -> object:
        opened.append(path.name)
        return read_tables(path)

    monkeypatch.setattr("deskmate.history.journal.read_tables", reading)
    Journal(tmp_path, "desk").read(at("12:00") - LOOK_BACK)
    # Of this month there is nothing yet, so what held is looked for in the one before; there is enough of it.
    assert opened == ["2026-02.json"]


def test_all_days_can_be_asked_for_while_the_loop_writes(tmp_path: Path) -> None:
    write_months(tmp_path)
    clock = SimulatedClock(at("15:00"))
    desk, _ = build_desk(folders(tmp_path), clock, ScriptedSpeaker())
    desk.open()
    failed: list[BaseException] = []

    def ask() -> None:
        try:
            for _ in range(5):
                assert len(desk.history.days()) > 100
        except BaseException as error:  # noqa: BLE001 - told to the test's own thread
            failed.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        desk.record(Kind.STOOD)
        clock.run(timedelta(seconds=1))
        desk.tick()
        threads[0].join(0.01)
    assert failed == []
    assert desk._writer.flush(minutes(1))
    now = clock.now()
    expected = days(Journal(tmp_path).read(), now, desk.settings.rules, clock.zone())
    assert desk.history.days() == expected
    desk.close()

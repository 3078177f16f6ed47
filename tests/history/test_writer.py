"""The writing thread: in order, patient, and honest about trouble."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

from deskmate.history.journal import Journal
from deskmate.history.writer import Writer
from deskmate.sitting.events import Kind
from tests.builders import at, day, minutes


def test_all_that_was_taken_is_written_by_the_time_it_closes(tmp_path: Path) -> None:
    told: list[str | None] = []
    writer = Writer(Journal(tmp_path, "desk"), told.append)
    events = day().sit("9:00").stand("9:30").sit("9:40").events
    for event in events:
        writer.write(event)
    writer.beat(at("9:41"))
    assert writer.close() == ()
    assert [e.kind for e in Journal(tmp_path, "desk").read()] == [Kind.SAT, Kind.STOOD, Kind.SAT, Kind.ALIVE]
    assert told == []


def test_what_cannot_be_written_waits_and_is_told_once(tmp_path: Path) -> None:
    root = tmp_path / "data"
    root.write_text("in the way")
    told: list[str | None] = []
    heard = threading.Event()

    def on_trouble(trouble: str | None) -> None:
        told.append(trouble)
        heard.set()

    writer = Writer(Journal(root, "desk"), on_trouble)
    first, second = day().sit("9:00").stand("9:30").events
    writer.write(first)
    assert heard.wait(10)
    writer.write(second)
    assert writer.flush(minutes(0)) is False
    root.unlink()
    assert writer.close() == ()
    assert [e.id for e in Journal(root, "desk").read()] == [first.id, second.id]
    assert [t is None for t in told] == [False, True]
    shutil.rmtree(root)


def test_what_could_never_be_written_is_given_back(tmp_path: Path) -> None:
    root = tmp_path / "data"
    root.write_text("in the way")
    writer = Writer(Journal(root, "desk"), lambda _: None)
    (event,) = day().sit("9:00").events
    writer.write(event)
    assert writer.close() == (event,)

"""Processes that write to a journal and say what was acknowledged, for the tests of faults.

python tests/history/writers.py FOLDER insert COUNT     insert COUNT events, each by its own append; print their ids
python tests/history/writers.py FOLDER kill COUNT SEED  kill -9 COUNT writers at random moments; print what they said
python tests/history/writers.py FOLDER full             meet a full disk, and find room again; print what happened
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from deskmate.history.journal import Journal
from deskmate.history.writer import Writer
from deskmate.sitting.events import Event, Kind

START = datetime(2026, 3, 2, tzinfo=UTC)
EVENTS_A_MONTH = 25


def some_events(count: int) -> Iterator[Event]:
    """Give events spread over months, as in life."""
    for number in range(count):
        yield Event(START + timedelta(days=31 * (number // EVENTS_A_MONTH), seconds=number), Kind.SAT)


def insert(root: Path, count: int) -> None:
    journal = Journal(root, "desk")
    for event in some_events(count):
        journal.append([event])
        sys.stdout.write(f"{event.id}\n")
        sys.stdout.flush()


def kill(root: Path, count: int, seed: int) -> None:
    # What the writers need is loaded once, here.
    Journal(root, "desk").append([Event(START, Kind.SAT)])
    chance = random.Random(seed)
    said: set[str] = set()
    silent = 0
    for number in range(count):
        told = _killed(root, number, chance.uniform(0, 0.012))
        silent += not told
        said |= told
    print(json.dumps({"said": sorted(said), "kills": count, "silent": silent}))


def _killed(root: Path, number: int, after_seconds: float) -> set[str]:
    """Fork a writer, kill it so long after its first word, and give the ids it acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _write_for_ever(root, number, writing)
    os.close(writing)
    with os.fdopen(reading) as words:
        first = words.readline()
        time.sleep(after_seconds)
        os.kill(child, signal.SIGKILL)
        told = [first, *words]
    os.waitpid(child, 0)
    return {word.strip() for word in told if word.endswith("\n")}


def _write_for_ever(root: Path, number: int, words: int) -> None:
    journal = Journal(root, "desk")
    at = START + timedelta(days=31 * (number // 30), minutes=number)
    while True:
        event = Event(at, Kind.SAT)
        journal.append([event])
        os.write(words, f"{event.id}\n".encode())
        at += timedelta(seconds=1)


def full(root: Path) -> None:
    import resource

    told: list[str | None] = []
    journal = Journal(root, "desk")
    kept, waiting = list(some_events(2))
    journal.append([kept])
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, most))
    writer = Writer(journal, told.append)
    writer.write(waiting)
    flushed = writer.flush(timedelta(seconds=20))
    on_disk = [e.id for e in Journal(root, "desk").read()]
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    left = writer.close()
    print(
        json.dumps(
            {"ids": [kept.id, waiting.id], "flushed": flushed, "on_disk": on_disk, "told": told, "left": len(left)}
        )
    )


if __name__ == "__main__":
    folder, what, *numbers = sys.argv[1:]
    match what:
        case "insert":
            insert(Path(folder), int(numbers[0]))
        case "kill":
            kill(Path(folder), int(numbers[0]), int(numbers[1]))
        case _:
            full(Path(folder))

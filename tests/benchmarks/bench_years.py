"""Ten years of history: what one more event costs beside day one and beside SQLite, and how soon all days are there.

python tests/benchmarks/bench_years.py
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from deskmate.calm import loading
from deskmate.clock import SystemClock
from deskmate.history.journal import Journal
from deskmate.history.mending import last_of, previous_of
from deskmate.history.rows import row_of
from deskmate.history.tables import EVENTS, as_bytes
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.months import Months
from deskmate.sitting.rules import Rules
from tests.benchmarks.bench_year import a_year

YEARS = 10
INSERTS = 60
MOST_RATIO = 1.2
MOST_COLD_SECONDS = 1.5
MOST_COLD_RATIO = 20
"""Of what reading the JSON alone takes, where a slow or busy machine needs longer than that."""
MOST_WARM_SECONDS = 0.1
START = datetime(2036, 3, 10, 9, tzinfo=UTC)


def write_years(root: Path) -> int:
    """Write ten years of working days, as the journal lays them out; give the count of events."""
    folder = Journal(root, "desk").folder
    folder.mkdir(parents=True)
    by_month: dict[str, dict[str, object]] = {}
    year = [e for e in a_year() if e.at.weekday() < 6]
    for number in range(YEARS):
        for event in year:
            at = event.at + timedelta(days=364 * number)
            data = (
                {**event.data, "session": f"{number}-{event.text('session')}"}
                if "session" in event.data
                else event.data
            )
            moved = event._replace(at=at, data=data, id=f"{number}-{event.id}")
            by_month.setdefault(f"{at.astimezone(UTC):%Y-%m}", {})[moved.id] = row_of(moved)
    for name, rows in by_month.items():
        month = folder / f"{name}.json"
        for file in (month, previous_of(month), last_of(month)):
            file.write_bytes(as_bytes({EVENTS: rows if file != last_of(month) else {}}))
    return sum(len(rows) for rows in by_month.values())


def inserting(journal: Journal) -> Iterator[float]:
    """Append one event after the other to the same month, and give the seconds each took."""
    for number in range(INSERTS):
        start = time.perf_counter()
        journal.append([Event(START + timedelta(minutes=number), Kind.SAT)])
        yield time.perf_counter() - start


def inserting_into_sqlite(file: Path) -> Iterator[float]:
    """Do the same work with sqlite3, as durably: one transaction an event, flushed to the disk."""
    with closing(sqlite3.connect(file)) as database:
        database.execute("pragma journal_mode = wal")
        database.execute("pragma synchronous = full")
        database.execute("create table events (id text primary key, at text, offset_minutes integer, kind text)")
        for number in range(INSERTS):
            event = Event(START + timedelta(minutes=number), Kind.SAT)
            start = time.perf_counter()
            with database:
                database.execute("insert into events values (?, ?, ?, ?)", (event.id, *row_of(event).values()))
            yield time.perf_counter() - start


def all_days(root: Path, months: Months, journal: Journal) -> float:
    """Give the CPU seconds until every day is there, as the app asks for them."""
    now, zone = START + timedelta(hours=3), SystemClock().zone()
    start = time.process_time()
    with loading():
        found = months.days([journal.month(f) for f in journal.months()], now, Rules(), zone)
    seconds = time.process_time() - start
    assert len(found) > 300 * YEARS
    return seconds


def json_alone(root: Path) -> float:
    """Give the CPU seconds of reading the same files as mere JSON."""
    files = Journal(root, "desk").months()
    start = time.process_time()
    for file in files:
        json.loads(file.read_bytes())
    return time.process_time() - start


def best(work: Callable[[], float]) -> float:
    return min(work() for _ in range(3))


def main() -> int:
    """Print the figures; give 1 where they are beyond what is promised."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        old, new = Journal(root / "old", "desk"), Journal(root / "new", "desk")
        count = write_years(root / "old")
        turns = [inserting(new), inserting(old), inserting_into_sqlite(root / "events.db")]
        # In turn, so that a busy machine is as busy for each.
        first, tenth, sqlite = (
            statistics.median(took) * 1000 for took in zip(*zip(*turns, strict=True), strict=True)
        )
        cold = best(lambda: all_days(root / "old", Months(), Journal(root / "old", "desk")))
        floor = best(lambda: json_alone(root / "old"))
        months = Months()
        all_days(root / "old", months, old)

        def after_one_more() -> float:
            old.append([Event(START + timedelta(hours=2), Kind.STOOD)])
            return all_days(root / "old", months, old)

        warm = best(after_one_more)
    print(f"{count} events in {YEARS} years; one insert, median of {INSERTS}, flushed to the disk:")
    print(
        f"  {first:5.2f} ms on day one, {tenth:5.2f} ms after {YEARS} years (ratio {tenth / first:.2f});"
        f" sqlite3, as durably, {sqlite:5.2f} ms"
    )
    print(f"  all days: {cold:.2f} s of CPU cold ({cold / floor:.0f} times JSON alone)")
    print(f"  and again when one event was added: {warm * 1000:.0f} ms")
    soon = cold <= max(MOST_COLD_SECONDS, MOST_COLD_RATIO * floor)
    kept = tenth <= MOST_RATIO * first and soon and warm <= MOST_WARM_SECONDS
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())

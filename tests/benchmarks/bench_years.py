"""Ten years of history: what one more event costs beside day one and beside SQLite, and how soon the years are there.

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
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from deskmate.clock import SystemClock
from deskmate.history.journal import Journal
from deskmate.history.mending import last_of, previous_of
from deskmate.history.rows import row_of
from deskmate.history.tables import EVENTS, as_bytes
from deskmate.review.past import Past
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.rules import Rules
from deskmate.whole_history import WholeHistory
from tests.benchmarks.bench_year import a_year

YEARS = 10
INSERTS = 60
MOST_RATIO = 1.2
TRIES = 3
"""Whatever else writes to the disk meanwhile is in the figures too."""
MOST_COLD_SECONDS = 1.5
"""For the year and the one before it; a day of any of the ten years may take longer, the first time."""
MOST_COLD_RATIO = 30
"""How many times what reading the JSON takes all ten years may take, where a slow or busy machine needs that."""
MOST_WARM_SECONDS = 0.1
START = datetime(2036, 3, 10, 9, tzinfo=UTC)
NOW = datetime(2035, 12, 30, 12, tzinfo=UTC)
"""When one looks back: at the end of a year, when there is the most of it to read."""


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


def inserts(new: Journal, old: Journal, database: Path) -> tuple[float, float, float]:
    """Give the milliseconds of one insert into a new journal, one of ten years, and SQLite: the median of each."""
    turns = [inserting(new), inserting(old), inserting_into_sqlite(database)]
    # In turn, so that a busy machine is as busy for each.
    first, tenth, sqlite = (statistics.median(took) * 1000 for took in zip(*zip(*turns, strict=True), strict=True))
    return first, tenth, sqlite


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


class _Clock(SystemClock):
    """The time it is then, in the zone of this machine, by which the app goes."""

    def now(self) -> datetime:
        """Give the moment it is looked back."""
        return NOW


def look_back(journal: Journal) -> WholeHistory:
    """Give what looks back over the journal, as the app does."""
    return WholeHistory(journal, _Clock(), rules=Rules, unsaved=tuple, signs=tuple, lately=tuple)


def seconds_of(work: Callable[[], Past], least_days: int) -> float:
    """Give the CPU seconds until the days to look back on are there."""
    start = time.process_time()
    found = work()
    seconds = time.process_time() - start
    assert len(found.days) > least_days
    return seconds


def year_cold(root: Path) -> float:
    """Give the seconds to the year, and the one before it is compared with, as the history screen asks for them."""
    history = look_back(Journal(root, "desk"))
    return seconds_of(lambda: history.past_since(date(NOW.year - 1, 1, 1)), 500)


def all_cold(root: Path) -> float:
    """Give the seconds to every day there ever was."""
    return seconds_of(look_back(Journal(root, "desk")).past, 290 * YEARS)


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
        for number in range(TRIES):
            first, tenth, sqlite = inserts(new, old, root / f"events-{number}.db")
            if tenth <= MOST_RATIO * first:
                break
        cold, whole = best(lambda: year_cold(root / "old")), best(lambda: all_cold(root / "old"))
        floor = best(lambda: json_alone(root / "old"))
        seen = look_back(old)
        seen.past()

        def after_one_more() -> float:
            old.append([Event(NOW - timedelta(hours=2), Kind.STOOD)])
            return seconds_of(seen.past, 290 * YEARS)

        warm = best(after_one_more)
    print(f"{count} events in {YEARS} years; one insert, median of {INSERTS}, flushed to the disk:")
    print(
        f"  {first:5.2f} ms on day one, {tenth:5.2f} ms after {YEARS} years (ratio {tenth / first:.2f});"
        f" sqlite3, as durably, {sqlite:5.2f} ms"
    )
    print(f"  the year, and the one before: {cold:.2f} s of CPU cold; {warm * 1000:.0f} ms when one event was added")
    print(f"  every day of the ten years: {whole:.2f} s cold ({whole / floor:.0f} times JSON alone)")
    soon = cold <= MOST_COLD_SECONDS and whole <= max(MOST_COLD_SECONDS, MOST_COLD_RATIO * floor)
    kept = tenth <= MOST_RATIO * first and soon and warm <= MOST_WARM_SECONDS
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())

"""Ten years of work, about 110,000 events, in a journal: what the benchmarks are measured on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from deskmate.history.journal import Journal
from deskmate.sitting.events import Event, Kind, Scalar

WORKING_DAYS = 10 * 260
MINUTE = timedelta(minutes=1)
ENOUGH_QUIET = "[voice]\nenabled = false\n[notify]\ndesktop = false\nterminal = false\nbell = false\n"


def write_ten_years(root: Path, now: datetime) -> int:
    """Write them up to `now`, with settings that make no sound; give how many events they are."""
    by_month: dict[str, list[Event]] = {}
    day, left = now - timedelta(hours=1), WORKING_DAYS
    while left:
        if day.weekday() < 5:
            left -= 1
            for event in _day(day, left):
                by_month.setdefault(f"{event.at:%Y-%m}", []).append(event)
        day -= timedelta(days=1)
    journal = Journal(root)
    for events in by_month.values():
        journal.append(events)
    journal.append([Event(now - 12 * MINUTE, Kind.SAT)])
    journal.beat(now)
    settings = root / "config" / "config.toml"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(ENOUGH_QUIET, encoding="utf-8")
    return sum(len(events) for events in by_month.values()) + 1


def _day(end: datetime, number: int) -> Iterator[Event]:
    """Give a working day that ends at `end`: eight bouts with their prompts and breaks, an absence, a stretch."""
    moment = end - timedelta(hours=8)
    if not number:
        yield Event(moment, Kind.SAFETY_ACCEPTED)
    for bout in range(8):
        yield Event(moment, Kind.SAT)
        yield Event(moment + 30 * MINUTE, Kind.BREAK_DUE, {"bout_seconds": 1800.0, "suggestion": "walk"})
        yield Event(moment + 31 * MINUTE, Kind.BREAK_STARTED, {"cause": "prompt"})
        if bout == 5:
            data: dict[str, Scalar] = {"session": f"s{number}", "routine": "captain-morgan"}
            yield Event(moment + 32 * MINUTE, Kind.ACHE_RATED, {**data, "moment": "before", "score": number % 7})
            yield Event(moment + 32 * MINUTE, Kind.SESSION_STARTED, {**data, "title": "Captain Morgan"})
            for hold in range(4):
                step: dict[str, Scalar] = {**data, "step": "hold", "seconds": 30, "completed": True}
                yield Event(moment + (33 + hold) * MINUTE, Kind.SESSION_STEP, step)
            yield Event(moment + 37 * MINUTE, Kind.SESSION_ENDED, {**data, "completed": True, "seconds": 206})
            yield Event(moment + 37 * MINUTE, Kind.ACHE_RATED, {**data, "moment": "after", "score": number % 4})
        yield Event(moment + 38 * MINUTE, Kind.BREAK_ENDED)
        moment += 55 * MINUTE
    yield Event(moment, Kind.LEFT, {"cause": "user"})

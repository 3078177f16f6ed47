"""CPU of folding and summing 365 days, beside the floor of reading the same year's rows from their JSON.

python tests/benchmarks/bench_year.py
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from deskmate.history.rows import row_of
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.fold import days
from deskmate.sitting.rules import Rules
from tests.builders import Script, at

DAYS = 365
MOST_SECONDS = 1.0
MOST_RATIO = 60


def a_year() -> list[Event]:
    """Give a year of working days, 34 events each: bouts, prompts, breaks, an absence and a stretch."""
    script = Script()
    for _ in range(DAYS):
        script.sit("8:55")
        for hour in range(9, 17):
            script.event(Kind.BREAK_DUE, f"{hour}:25", suggestion="walk").rest(f"{hour}:27", f"{hour}:32")
        script.stand("17:05").sit("17:20").away("17:30", cause="idle").back("17:41")
        script.event(Kind.SESSION_STARTED, "17:42", session=f"s{script.days}", title="x", planned_seconds=200)
        script.event(Kind.SESSION_STEP, "17:44", session=f"s{script.days}", step="hold", seconds=30, completed=True)
        script.event(Kind.SESSION_ENDED, "17:46", session=f"s{script.days}", completed=True, seconds=200)
        script.event(Kind.UNWATCHED, "17:59").next_day()
    return script.events


def cost(work: Callable[[], object]) -> float:
    """Give the CPU seconds of one call, the least of three."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def main() -> int:
    """Print the figures; give 1 where they are beyond what is promised."""
    events = a_year()
    now = at("12:00", DAYS) + timedelta(days=1)
    text = json.dumps([row_of(event) for event in events])
    floor = cost(lambda: json.loads(text))
    year = cost(lambda: days(events, now, Rules()))
    assert len(days(events, now, Rules())) == DAYS
    print(f"{len(events)} events, {DAYS} days: {year:.2f} s; JSON alone: {floor:.3f} s, ratio {year / floor:.1f}")
    return 0 if year < MOST_SECONDS and year / floor < MOST_RATIO else 1


if __name__ == "__main__":
    sys.exit(main())

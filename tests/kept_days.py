"""Days of use, as many as asked for, from a seed: what history is looked at with."""

from __future__ import annotations

import random
from datetime import datetime

from deskmate.sitting.events import Event, Kind
from tests.builders import Script, at

STRETCHES = {"captain-morgan": "Captain Morgan", "half-kneeling": "Half-kneeling hip flexor", "walk": "Walk"}
EASES = {"captain-morgan": 2.4, "half-kneeling": 1.4, "walk": 1.0}
TODAY = 3
"""Thursday of the builders' week."""
BEGINS, ENDS = 8 * 60 + 45, 17 * 60 + 30


def kept_days(count: int, seed: int = 7) -> tuple[list[Event], datetime]:
    """Give the events of `count` days up to an afternoon, and that moment. Bouts get shorter, aches less."""
    dice = random.Random(seed)
    script = Script(days=TODAY - count + 1)
    while script.days <= TODAY:
        progress = 1 - (TODAY - script.days) / count
        if at("9:00", script.days).weekday() < 5 or dice.random() < 0.1:
            _workday(script, dice, progress, until=14 * 60 + 20 if script.days == TODAY else ENDS)
        script.next_day()
    return script.events, at("14:20", TODAY)


def _workday(script: Script, dice: random.Random, progress: float, until: int) -> None:
    now = BEGINS + dice.randrange(25)
    script.sit(_clock(now))
    sessions = {dice.choice((11, 13, 15)) * 60: 1} if dice.random() < 0.35 + 0.5 * progress else {}
    while now < until:
        bout = int(dice.gauss(62 - 26 * progress, 16))
        end = min(until, now + max(8, bout))
        for told in range(now + 30, end, 15):
            script.event(Kind.BREAK_DUE, _clock(told), bout_seconds=1800, break_seconds=300, suggestion="walk")
        now = end
        due = next((hour for hour in sessions if hour <= now), None)
        if due is not None and now + 8 < until:
            del sessions[due]
            now = _session(script, dice, progress, now)
        elif now < until:
            rest = dice.choice((3, 5, 5, 7, 12)) if not 12 * 60 <= now < 13 * 60 else 40
            script.rest(_clock(now), _clock(min(until, now + rest)))
            now += rest
    if until == ENDS:
        script.away(_clock(now)).event(Kind.UNWATCHED, _clock(now + 5))
    else:
        script.sit(_clock(until)) if script.events[-1].at < at(_clock(until), script.days) else None


def _session(script: Script, dice: random.Random, progress: float, now: int) -> int:
    routine = dice.choice(list(STRETCHES))
    about = {"session": f"s{script.days}-{now}", "routine": routine}
    before = min(10, max(0, round(dice.gauss(6.2 - 3.2 * progress, 1.1))))
    after = min(10, max(0, round(before - dice.gauss(EASES[routine], 1.0))))
    script.event(Kind.ACHE_RATED, _clock(now), **about, moment="before", score=before)
    script.event(Kind.SESSION_STARTED, f"{_clock(now)}:05", **about, title=STRETCHES[routine], planned_seconds=210)
    for number in range(4):
        script.event(
            Kind.SESSION_STEP,
            f"{_clock(now + 1)}:{number * 14:02d}",
            **about,
            stretch=routine,
            step="hold",
            side="left" if number % 2 else "right",
            repetition=number // 2,
            seconds=30,
            completed=True,
        )
    seconds = dice.randrange(190, 420)
    script.event(Kind.SESSION_ENDED, _clock(now + 6), **about, completed=True, seconds=seconds)
    script.event(Kind.ACHE_RATED, f"{_clock(now + 6)}:30", **about, moment="after", score=after)
    if dice.random() < 0.15:
        day = (at("9:00", script.days)).date().isoformat()
        script.event(Kind.NOTED, f"{_clock(now + 7)}", text="Long drive the day before.", day=day)
    return now + 7


def _clock(minute: int) -> str:
    hour, rest = divmod(minute, 60)
    return f"{hour}:{rest:02d}"

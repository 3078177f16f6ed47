"""What tells of some days: they are the same without the rest, whatever was said of them later."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from deskmate.review.past import past_of, told_of
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.fold import Day, days
from deskmate.sitting.ranges import of_range
from deskmate.sitting.schedule import day_bounds
from tests.builders import ZONE, Script, at
from tests.kept_days import kept_days
from tests.review.looking import RULES

ONE = timedelta(days=1)


def days_from(events: Sequence[Event], now: datetime, first: date, last: date) -> list[Day]:
    found = past_of(days(events, now, RULES, ZONE), told_of(events, now, ZONE)).days
    return [d for d in found if first <= d.date <= last]


def between(events: Sequence[Event], first: date, last: date) -> tuple[Event, ...]:
    return of_range(events, day_bounds(first, ZONE)[0], day_bounds(last, ZONE)[1], ZONE)


def amended(events: list[Event], now: datetime, dice: random.Random) -> list[Event]:
    """Have the user put many things right days later, and take some of that back."""
    script = Script(list(events), days=3, name="later")
    for number in range(12):
        about = dice.choice(events)
        start = about.at + timedelta(minutes=dice.randrange(-60, 60))
        day = about.at.astimezone(ZONE).date().isoformat()
        session = about.text("session")
        clock = f"14:{number}"
        match dice.randrange(6):
            case 0:
                span = {"start": start.isoformat(), "end": (start + ONE / dice.choice((8, 24))).isoformat()}
                script.event(Kind.CORRECTED, clock, **span, posture=dice.choice(("away", "sitting", "standing")))
            case 1:
                script.event(Kind.NOTED, clock, text=f"note {number}", day=day)
            case 2:
                script.event(Kind.UNDONE, clock, event=dice.choice(script.events).id)
            case 3 if session:
                script.event(Kind.ACHE_RATED, clock, session=session, moment="after", score=1, corrects=True)
            case 4:
                noted = [e for e in script.events if e.kind is Kind.NOTED]
                if noted:
                    script.event(Kind.NOTED, clock, text="", replaces=dice.choice(noted).id)
            case 5 if session:
                ids = [e.id for e in events if e.text("session") == session]
                script.event(Kind.UNDONE, clock, events=" ".join(ids), session=session)
    return [e for e in script.events if e.at <= now]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 11), st.integers(0, 4))
def test_days_taken_elsewhere_are_the_days_they_were(seed: int, back: int, more: int) -> None:
    events, now = kept_days(12, seed)
    events = amended(events, now, random.Random(seed))
    first = now.date() - ONE * back
    last = first + ONE * more
    assert days_from(between(events, first, last), now, first, last) == days_from(events, now, first, last)


def test_a_correction_made_later_goes_with_its_day() -> None:
    script = Script().sit("9:00").away("17:00").event(Kind.UNWATCHED, "17:05")
    script.days = 3
    script.event(Kind.CORRECTED, "10:00", start=at("9:00").isoformat(), end=at("13:00").isoformat(), posture="away")
    day = at("9:00").date()
    (found,) = days_from(between(script.events, day, day), at("11:00", 3), day, day)
    assert found.totals.sedentary == timedelta(hours=4)


def test_a_night_at_the_desk_is_kept_on_both_sides() -> None:
    script = Script().sit("22:00").next_day().next_day().stand("1:00").event(Kind.UNWATCHED, "2:00")
    now = at("12:00", 3)
    for number in range(3):
        day = at("9:00", number).date()
        taken = between(script.events, day, day)
        assert days_from(taken, now, day, day) == days_from(script.events, now, day, day) != []


def test_all_of_it_is_all_of_it() -> None:
    events, _ = kept_days(3)
    assert of_range(events, None, None, ZONE) == tuple(events)

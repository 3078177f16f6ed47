"""Quiet and reading: when no prompt is welcome, when stillness is no absence, and what was held back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from deskmate.sitting.events import Event, Kind
from deskmate.sitting.rules import Rules
from deskmate.sitting.schedule import Why

TOLD_FOR = timedelta(minutes=15)
"""How long what was held back stays on the screen."""


class Quiet(NamedTuple):
    """No prompts, and why, until `until`."""

    why: Why
    until: datetime


def quiet_at(events: Sequence[Event], now: datetime, rules: Rules, zone: tzinfo) -> Quiet | None:
    """Give the quiet that holds at `now`: what the user asked for, else what the schedule says."""
    asked = _running(events, now, Kind.QUIET_STARTED, Kind.QUIET_ENDED)
    scheduled = rules.schedule.quiet_until(now, zone)
    if asked is not None:
        return Quiet(Why.ASKED, asked)
    return Quiet(*scheduled) if scheduled is not None else None


def reading_until(events: Sequence[Event], now: datetime) -> datetime | None:
    """Give until when stillness counts as sitting; None where it does not."""
    return _running(events, now, Kind.READING_STARTED, Kind.READING_ENDED)


def last_reading_end(events: Sequence[Event], now: datetime) -> datetime | None:
    """Give when the last reading that is over ended, by its time or by the user's word."""
    end: datetime | None = None
    for event in events:
        if event.at > now:
            break
        if event.kind is Kind.READING_STARTED:
            end = event.at + timedelta(seconds=event.seconds("seconds"))
        elif event.kind is Kind.READING_ENDED and end is not None:
            end = min(end, event.at)
    return end if end is not None and end <= now else None


def _running(events: Sequence[Event], now: datetime, starts: Kind, ends: Kind) -> datetime | None:
    until: datetime | None = None
    for event in events:
        if event.kind is starts:
            until = event.at + timedelta(seconds=event.seconds("seconds"))
        elif event.kind is ends:
            until = None
    return until if until is not None and until > now else None


def held_back(events: Sequence[Event]) -> tuple[datetime, ...]:
    """Give when breaks fell due that nobody was told of yet."""
    held: list[datetime] = []
    for event in events:
        if event.kind is Kind.BREAK_HELD:
            held.append(event.at)
        elif event.kind is Kind.HELD_SHOWN:
            held.clear()
    return tuple(held)


def held_to_tell(events: Sequence[Event], now: datetime) -> tuple[datetime, ...]:
    """Give when breaks were held back that are told of at this moment: for a while, and once."""
    waiting: list[datetime] = []
    told: tuple[datetime, ...] = ()
    for event in events:
        if event.kind is Kind.BREAK_HELD:
            waiting.append(event.at)
        elif event.kind is Kind.HELD_SHOWN:
            told = tuple(waiting) if now - event.at < TOLD_FOR else ()
            waiting.clear()
    return told

"""How a status runs on while nothing happens: what in it grows, and until when that is all that changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskmate.sitting.bouts import bouts
from deskmate.sitting.events import Event
from deskmate.sitting.fold import State, fold
from deskmate.sitting.rules import PROLONGED, Rules
from deskmate.sitting.schedule import day_bounds
from deskmate.sitting.timeline import Posture

Facts = dict[str, str | int | bool | datetime | timedelta | None]

ZERO = timedelta(0)
SECOND = timedelta(seconds=1)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Outlook:
    """Facts at `now`, which hold until just before `until` but for what grows by the time, and what is always now."""

    now: datetime
    until: datetime
    facts: Facts
    growing: Mapping[str, timedelta]
    moving: frozenset[str]


def look_ahead(events: Sequence[Event], state: State, rules: Rules, tell: Callable[[State], Facts]) -> Outlook | None:
    """Give how what `tell` says of the state runs on while no event comes; None if that is less than a second.

    The end is guessed from what is known to turn a state, then tried: a fact that turns in between, for a reason
    nobody thought of here, brings the end forward.
    """
    now, told = state.now, tell(state)

    def holds(length: timedelta) -> bool:
        return _changes(told, tell(fold(events, now + length, rules, state.zone))) is not None

    length = min(_turns(events, state, rules), default=now) - now - MICROSECOND
    if length >= SECOND and not holds(length):
        length = _longest(holds, length)
    if length < SECOND:
        return None
    changes = _changes(told, tell(fold(events, now + length, rules, state.zone)))
    if changes is None:
        return None
    return Outlook(now, now + length + MICROSECOND, told, *changes)


def _turns(events: Sequence[Event], state: State, rules: Rules) -> Iterator[datetime]:
    """Give the moments after now at which something may begin, end or be reached."""
    now = state.now
    yield day_bounds(state.today.date, state.zone)[1]
    moments = [e.at for e in events if e.at > now]
    signs = [e.at for e in events if e.at <= now]
    if signs:
        moments.append(max(signs) + rules.unwatched_after)
    if state.plan.due is not None:
        moments.append(state.plan.due)
    if state.quiet is not None:
        moments.append(state.quiet.until)
    moments += _bout_turns(state, rules)
    yield from (moment for moment in moments if moment > now)


def _bout_turns(state: State, rules: Rules) -> Iterator[datetime]:
    """Give when the bout of today is long, is the longest, and is over."""
    spans = state.today.spans
    sat = bouts(spans, rules.shortest_break)
    if not sat:
        return
    if state.posture is Posture.SITTING:
        yield state.now + (PROLONGED - sat[-1].sitting)
        yield state.now + (state.today.totals.longest_bout - sat[-1].sitting)
    else:
        yield sat[-1].end + rules.shortest_break
        if state.bout is not None:
            yield state.bout.end + rules.shortest_break


def _longest(holds: Callable[[timedelta], bool], most: timedelta) -> timedelta:
    """Give, to the second, the longest time that holds, where `most` does not."""
    least = ZERO
    while most - least >= SECOND:
        middle = least + (most - least) / 2
        least, most = (middle, most) if holds(middle) else (least, middle)
    return least


def _changes(before: Facts, after: Facts) -> tuple[dict[str, timedelta], frozenset[str]] | None:
    """Give what grew by all the time between, and what was now and still is; None where anything else changed."""
    then, now = before["now"], after["now"]
    growing: dict[str, timedelta] = {}
    moving: set[str] = set()
    for name, old in before.items():
        new = after[name]
        if isinstance(old, datetime) and (old, new) == (then, now):
            moving.add(name)
        elif old == new:
            continue
        elif isinstance(old, timedelta) and isinstance(new, timedelta) and _grew(old, new, then, now):
            growing[name] = old
        else:
            return None
    return growing, frozenset(moving)


def _grew(old: timedelta, new: timedelta, then: object, now: object) -> bool:
    return isinstance(then, datetime) and isinstance(now, datetime) and new - old == now - then

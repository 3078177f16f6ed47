"""The days of many years, a month at a time: what a month comes to is remembered, and found again while it holds.

A month is folded by its own events and by what held when it began; the days are those `fold.days` gives of all events
at once. What reaches into other months (a session over midnight, a correction, an undoing) is taken along by name.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

from deskmate.sitting.amend import Correction, corrected, corrections, undone
from deskmate.sitting.events import EARLIEST, ORDER, Event, Kind
from deskmate.sitting.fold import Day, summed
from deskmate.sitting.rules import Rules
from deskmate.sitting.schedule import DAY, day_start
from deskmate.sitting.sessions import OF_SESSIONS, Session, sessions
from deskmate.sitting.timeline import Span, Walk, advance, as_told, spans_until, within

Events = tuple[Event, ...]

_BESIDE = OF_SESSIONS | {Kind.CORRECTED}
"""The few events that tell more than where the user is."""


@dataclass(frozen=True, slots=True)
class _Source:
    """Some events by the month (UTC) they are of, without signs of life."""

    events: Events
    by_month: Mapping[str, list[Event]]
    first: datetime
    """The earliest moment they tell of."""
    alive: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """The events of a local month, in order, and those of them that bear on other months."""

    first: date
    start: datetime
    end: datetime
    events: Events
    ids: frozenset[str]
    undoings: Events
    of_sessions: Mapping[str, Events]


@dataclass(frozen=True, slots=True)
class _Folded:
    """What a month comes to by itself; `walk` and `known` are what the next one begins with."""

    spans: tuple[Span, ...]
    said: tuple[Correction, ...]
    sessions: Mapping[str, Session]
    prompts: tuple[datetime, ...]
    walk: Walk
    known: bool


class _ToFold(NamedTuple):
    """All that the fold of a month goes by."""

    events: Events
    gone: frozenset[str]
    """Those of its events that were undone."""
    walk: Walk
    known: bool
    end: datetime
    silent: datetime | None
    """Since when nobody watched, where that begins in it."""
    rules: Rules


class _ToSum(NamedTuple):
    """All that the days of a month go by."""

    spans: tuple[Span, ...]
    said: tuple[Correction, ...]
    done: tuple[Session, ...]
    prompts: tuple[datetime, ...]
    end: datetime
    rules: Rules
    zone: tzinfo


class Months:
    """Gives all days, newest first, and remembers what did not change. For one thread at a time."""

    def __init__(self) -> None:
        self._sources: dict[int, _Source] = {}
        self._merged: dict[str, tuple[list[list[Event]], Events]] = {}
        self._parts: dict[date, _Part] = {}
        self._folded: dict[date, tuple[object, _Folded]] = {}
        self._days: dict[date, tuple[object, tuple[Day, ...]]] = {}

    def days(self, sources: Iterable[Events], now: datetime, rules: Rules, zone: tzinfo) -> tuple[Day, ...]:
        """Give every local day that has something in it, newest first.

        `sources` are events in any order, some of them perhaps in several; one that is the same tuple as before
        is not looked at again. Events after `now` do not count.
        """
        found = self._known([s for s in sources if s])
        parts = self._split(found, now, zone) if found else []
        gone = undone([e for part in parts for e in part.undoings])
        last = _last_sign(parts, gone, [at for source in found for at in source.alive if at <= now])
        if last is None:
            return ()
        folded = self._fold(parts, gone, now, last if now - last > rules.unwatched_after else None, rules)
        straddling = _straddling(parts, gone)
        said = _by_part([c for month in folded for c in month.said], parts)
        days: list[Day] = []
        for part, month, own in zip(parts, folded, said, strict=True):
            done = _sessions_of(part, month, straddling)
            key = _ToSum(month.spans, own, done, month.prompts, min(part.end, now), rules, zone)
            known = self._days.get(part.first)
            if known is None or known[0] != key:
                known = self._days[part.first] = (key, tuple(_days_of(part.first, key)))
            days += known[1]
        return tuple(reversed(days))

    def _known(self, sources: Sequence[Events]) -> list[_Source]:
        fresh: dict[int, _Source] = {}
        for events in sources:
            known = self._sources.get(id(events))
            # A source kept is a source whose id no other can have.
            fresh[id(events)] = known if known is not None and known.events is events else _sorted_out(events)
        self._sources = fresh
        return list(fresh.values())

    def _split(self, sources: Sequence[_Source], now: datetime, zone: tzinfo) -> list[_Part]:
        """Give the parts of every local month from the first event to now."""
        groups: dict[str, list[list[Event]]] = {}
        for source in sources:
            for name, events in source.by_month.items():
                groups.setdefault(name, []).append(events)
        merged = {name: self._merge(name, lists) for name, lists in groups.items()}
        parts = []
        for first, start, end in _windows(min(s.first for s in sources), now, zone):
            names = sorted({_name(start), _name(end)})
            inside = tuple(itertools.chain.from_iterable(_cut(merged.get(n, ()), start, end, now) for n in names))
            part = self._parts.get(first)
            if part is None or part.events != inside or (part.start, part.end) != (start, end):
                part = self._parts[first] = _part(first, start, end, inside)
            parts.append(part)
        return parts

    def _merge(self, name: str, lists: list[list[Event]]) -> Events:
        known = self._merged.get(name)
        if known is None or known[0] != lists:
            once = {e.id: e for group in reversed(lists) for e in reversed(group)}
            known = self._merged[name] = (lists, tuple(sorted(once.values(), key=ORDER)))
        return known[1]

    def _fold(
        self, parts: Sequence[_Part], gone: frozenset[str], now: datetime, silent: datetime | None, rules: Rules
    ) -> list[_Folded]:
        """Fold every month; from `silent` on nobody watched."""
        found: list[_Folded] = []
        walk, known = Walk(), False
        for part in parts:
            ends_here = silent if silent is not None and part.start <= silent < part.end else None
            key = _ToFold(part.events, gone & part.ids, walk, known, min(part.end, now), ends_here, rules)
            remembered = self._folded.get(part.first)
            if remembered is None or remembered[0] != key:
                remembered = self._folded[part.first] = (key, _folded(part.start, key))
            found.append(remembered[1])
            walk, known = found[-1].walk, found[-1].known
        return found


def _sorted_out(events: Events) -> _Source:
    moments = [e.at for e in events]
    first, last = min(moments), max(moments)
    lasting = [e for e in events if e.kind is not Kind.ALIVE]
    by_month: dict[str, list[Event]] = {}
    if _name(first) == _name(last):
        by_month[_name(first)] = lasting
    else:
        for event in lasting:
            by_month.setdefault(_name(event.at), []).append(event)
    told = (moment for e in lasting if e.kind is Kind.CORRECTED and (moment := e.moment("start")))
    # A correction that reaches further back is a slip.
    first = max(EARLIEST, min([first, *told]))
    return _Source(events, by_month, first, tuple(e.at for e in events if e.kind is Kind.ALIVE))


def _last_sign(parts: Sequence[_Part], gone: frozenset[str], alive: Iterable[datetime]) -> datetime | None:
    """Give when anybody was last seen, undone events not counted."""
    told = (e.at for part in reversed(parts) for e in reversed(part.events) if e.id not in gone)
    return max([*alive, *itertools.islice(told, 1)], default=None)


def _name(at: datetime) -> str:
    utc = at.astimezone(UTC)
    return f"{utc.year:04d}-{utc.month:02d}"


def _windows(first: datetime, now: datetime, zone: tzinfo) -> Iterator[tuple[date, datetime, datetime]]:
    """Give each local month up to the present one: its first day, its start and its end (UTC)."""
    month = first.astimezone(zone).date().replace(day=1)
    while (start := day_start(month, zone)) <= now:
        following = (month + timedelta(days=31)).replace(day=1)
        yield month, start, day_start(following, zone)
        month = following


def _cut(events: Events, start: datetime, end: datetime, now: datetime) -> Events:
    if not events:
        return ()
    start, end, now = (as_told(moment, events[0].at) for moment in (start, end, now))
    low = bisect_left(events, start, key=lambda e: e.at)
    high = bisect_left(events, end, key=lambda e: e.at)
    return events[low : min(high, bisect_right(events, now, key=lambda e: e.at))]


def _part(first: date, start: datetime, end: datetime, events: Events) -> _Part:
    of_sessions: dict[str, list[Event]] = {}
    for event in events:
        if event.kind in OF_SESSIONS:
            of_sessions.setdefault(event.text("session"), []).append(event)
    undoings = tuple(e for e in events if e.kind is Kind.UNDONE)
    by_session = {key: tuple(rows) for key, rows in of_sessions.items()}
    return _Part(first, start, end, events, frozenset(e.id for e in events), undoings, by_session)


def _folded(start: datetime, to: _ToFold) -> _Folded:
    events = tuple(e for e in to.events if e.id not in to.gone) if to.gone else to.events
    unwatched = (Event(to.silent, Kind.UNWATCHED, id=""),) if to.silent is not None else ()
    walk = replace(to.walk)
    ended, since = advance(walk, (*events, *unwatched), start if to.known else None, to.rules)
    spans = spans_until(to.end, ended, since, walk)
    beside = [e for e in events if e.kind in _BESIDE]
    done = {s.id: s for s in sessions(beside)}
    prompts = tuple(e.at for e in events if e.kind is Kind.BREAK_DUE)
    return _Folded(spans, corrections(beside), done, prompts, walk, since is not None)


def _straddling(parts: Sequence[_Part], gone: frozenset[str]) -> dict[str, Session | None]:
    """Give the sessions told of in more than one month, each made of all its events."""
    seen: set[str] = set()
    doubled: set[str] = set()
    for part in parts:
        doubled |= seen & part.of_sessions.keys()
        seen |= part.of_sessions.keys()
    found: dict[str, Session | None] = {}
    for key in doubled:
        events = [e for part in parts for e in part.of_sessions.get(key, ()) if e.id not in gone]
        found[key] = next(iter(sessions(events)), None)
    return found


def _sessions_of(part: _Part, month: _Folded, straddling: Mapping[str, Session | None]) -> tuple[Session, ...]:
    own = [s for s in month.sessions.values() if s.id not in straddling]
    own += [s for s in straddling.values() if s is not None and part.start <= s.start < part.end]
    return tuple(sorted(own, key=lambda s: (s.start, s.id)))


def _by_part(said: Sequence[Correction], parts: Sequence[_Part]) -> list[tuple[Correction, ...]]:
    """Give each month the corrections that reach into it, in the order they were said."""
    starts = [part.start for part in parts]
    found: list[list[Correction]] = [[] for _ in parts]
    for correction in said:
        number = max(0, bisect_right(starts, correction.span.start) - 1)
        while number < len(parts) and starts[number] < correction.span.end:
            found[number].append(correction)
            number += 1
    return [tuple(corrections_) for corrections_ in found]


def _days_of(first: date, to: _ToSum) -> Iterator[Day]:
    """Give the days of a month that have something in them, in order."""
    done: dict[date, list[Session]] = {}
    for session in to.done:
        done.setdefault(session.start.astimezone(to.zone).date(), []).append(session)
    day, start, low = first, day_start(first, to.zone), 0
    while start < to.end and day.month == first.month:
        following = day_start(day + DAY, to.zone)
        stop = min(following, to.end)
        here = corrected(within(to.spans, start, stop), _clipped(to.said, start, stop), stop)
        inside = here[:-1] if here and here[-1].start == here[-1].end else here
        high = bisect_left(to.prompts, following)
        own = tuple(done.get(day, ()))
        found = summed(day, inside, own, to.rules, is_over=following <= to.end, prompts=to.prompts[low:high])
        if found.spans or found.sessions:
            yield found
        day, start, low = day + DAY, following, high


def _clipped(said: Iterable[Correction], start: datetime, stop: datetime) -> Iterator[Correction]:
    for correction in said:
        span = correction.span
        if span.start < stop and start < span.end:
            yield correction._replace(span=span.between(max(span.start, start), min(span.end, stop)))

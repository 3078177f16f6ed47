"""Days in few words: `day().sit("9:00").stand("9:40").away("9:50").back("9:54")`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from deskmate.sitting.events import Event, Kind, Scalar
from deskmate.sitting.fold import State, fold
from deskmate.sitting.rules import Rules

ZONE = timezone(timedelta(hours=1))
MONDAY = datetime(2026, 3, 2, tzinfo=ZONE)


def at(clock: str, days: int = 0) -> datetime:
    """Give a moment of the builders' Monday, or of a day after it: "9:05" or "9:05:30"."""
    hours, minutes, *seconds = (int(part) for part in clock.split(":"))
    return MONDAY + timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds[0] if seconds else 0)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


@dataclass
class Script:
    """A list of events, grown by verbs."""

    events: list[Event] = field(default_factory=list)
    days: int = 0
    name: str = ""
    """What sets the ids of its events apart from those of another script in the same journal."""

    def event(self, kind: Kind, clock: str, **data: Scalar) -> Script:
        number = len(self.events)
        self.events.append(Event(at(clock, self.days), kind, data, "desk", f"{self.name}{number:04d}"))
        return self

    def sit(self, clock: str) -> Script:
        return self.event(Kind.SAT, clock)

    def stand(self, clock: str) -> Script:
        return self.event(Kind.STOOD, clock)

    def away(self, clock: str, cause: str = "user") -> Script:
        return self.event(Kind.LEFT, clock, cause=cause)

    def back(self, clock: str) -> Script:
        return self.event(Kind.RETURNED, clock)

    def rest(self, start: str, end: str | None = None) -> Script:
        self.event(Kind.BREAK_STARTED, start)
        return self.event(Kind.BREAK_ENDED, end) if end else self

    def alive(self, clock: str) -> Script:
        return self.event(Kind.ALIVE, clock)

    def next_day(self) -> Script:
        self.days += 1
        return self

    def state(self, clock: str, rules: Rules | None = None) -> State:
        return fold(self.events, at(clock, self.days), rules or Rules())


def day() -> Script:
    return Script()


@dataclass
class SimulatedClock:
    """Both clocks, moved by hand; suspend moves the real one alone."""

    real: datetime = field(default_factory=lambda: at("9:00"))
    ticks: timedelta = timedelta(0)

    def now(self) -> datetime:
        return self.real

    def monotonic(self) -> timedelta:
        return self.ticks

    def run(self, length: timedelta) -> None:
        self.real += length
        self.ticks += length

    def zone(self) -> tzinfo:
        return self.real.tzinfo or UTC

    def suspend(self, length: timedelta) -> None:
        self.real += length


def data_of(event: Event) -> Mapping[str, Scalar]:
    return dict(event.data)


def rated(script: Script, stretch: str, before: int, after: int, clock: str = "10:00") -> Script:
    """Add a session of one stretch, held once, with its ache before and after."""
    of = {"session": f"{stretch}-{len(script.events)}"}
    script.event(Kind.ACHE_RATED, clock, **of, moment="before", score=before)
    script.event(Kind.SESSION_STARTED, clock, **of, routine=stretch, title=stretch, planned_seconds=60)
    script.event(Kind.SESSION_STEP, clock, **of, stretch=stretch, step="hold", seconds=30, completed=True)
    script.event(Kind.SESSION_ENDED, clock, **of, completed=True, seconds=60)
    return script.event(Kind.ACHE_RATED, clock, **of, moment="after", score=after)

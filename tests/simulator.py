"""Whole workdays in milliseconds: the real desk on two simulated clocks, its journal in memory.

A script says what happens when; what the desk wrote down by itself is listed line by line, to be compared with all
that was expected, so that anything missing or extra fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from deskmate.config import Settings
from deskmate.desk import Desk
from deskmate.history.journal import CARRIED, Journal
from deskmate.history.writer import Writer
from deskmate.sitting import words
from deskmate.sitting.events import AMENDMENTS, ORDER, POSTURES, Event, Kind
from deskmate.sitting.fold import State, fold
from deskmate.sitting.rules import Rules
from deskmate.sitting.schedule import Schedule
from deskmate.sitting.watch import event_of

BERLIN = ZoneInfo("Europe/Berlin")
STEP = timedelta(seconds=30)
"""How far time goes at once: often enough to be no gap, and for an idle probe to be asked."""

BACK = 3
"""How many steps of typing an idle probe is asked in."""

TOLD = {Kind.BREAK_DUE, Kind.PROMPT_RAISED, Kind.BREAK_HELD, Kind.HELD_SHOWN, Kind.BOUT_LONG}
NOTICED = {Kind.LEFT, Kind.RETURNED, Kind.UNWATCHED}

Word = Callable[[State], words.Entries]


class MemoryJournal(Journal):
    """A journal without a disk, shared by all desks of one world."""

    def __init__(self, world: World) -> None:
        self.device = "desk"
        self.root = Path("/no/such/folder")
        self.problems: list[str] = []
        self._world = world
        self._held: set[str] = set()

    def append(self, events: Iterable[Event]) -> None:
        self._world.store += events

    def read(self, since: datetime | None = None) -> list[Event]:
        stored = sorted(self._world.store, key=ORDER)
        if since is not None:
            telling = POSTURES | AMENDMENTS
            carried = [e for e in stored if e.at < since and e.kind in telling][-CARRIED:]
            stored = [*carried, *(e for e in stored if e.at >= since)]
        return [*stored, *(Event(at, Kind.ALIVE, device="desk", id="") for at in self.signs())]

    def fingerprint(self, since: datetime | None = None) -> tuple[object, ...]:
        del since
        return (len(self._world.store),)

    def beat(self, at: datetime) -> None:
        self._world.alive = at

    def signs(self) -> list[datetime]:
        return [self._world.alive] if self._world.alive is not None else []

    def claim(self, what: str, *, unwritable: bool = False) -> bool:
        del unwritable
        holder = self._world.claims.setdefault(what, self)
        return holder is self

    def release(self, what: str) -> None:
        if self._world.claims.get(what) is self:
            del self._world.claims[what]

    def close(self) -> None:
        for what in list(self._world.claims):
            self.release(what)


class InlineWriter(Writer):
    """Writes at once, without a thread."""

    def __init__(self, journal: Journal, on_trouble: Callable[[str | None], None]) -> None:
        self._journal = journal
        del on_trouble

    def write(self, event: Event) -> None:
        self._journal.append([event])

    def beat(self, at: datetime) -> None:
        self._journal.beat(at)

    def close(self, patience: timedelta = timedelta(0)) -> tuple[Event, ...]:
        del patience
        return ()


@dataclass
class World:
    """What all panes share: the clocks, the zone, the journal, and when a key was last touched."""

    real: datetime
    local: tzinfo = BERLIN
    ticks: timedelta = timedelta(0)
    store: list[Event] = field(default_factory=list)
    alive: datetime | None = None
    claims: dict[str, Journal] = field(default_factory=dict)

    def now(self) -> datetime:
        # As the system's own clock gives it: with the offset of this moment, not with a zone that counts by the wall.
        offset = self.real.astimezone(self.local).utcoffset() or timedelta(0)
        return self.real.astimezone(timezone(offset))

    def monotonic(self) -> timedelta:
        return self.ticks

    def zone(self) -> tzinfo:
        return self.local


class Content:
    """No voice and no pages; one stretch that can be done at the desk."""

    def catalogue(self) -> Any:
        stretch = SimpleNamespace(id="captain-morgan", name="Captain Morgan", place="desk")
        return SimpleNamespace(stretches={"captain-morgan": stretch}, routines={}, problems=())

    library = scenes = selfcheck = catalogue

    def speaker(self, _: Settings) -> Any:
        return self.catalogue()


class Simulator:
    """A user, a machine and any number of panes. Times are local, "9:30" or "9:30:20", and always the next such."""

    def __init__(self, start: str, rules: Rules | None = None, zone: tzinfo = BERLIN) -> None:
        self.world = World(datetime.fromisoformat(start).replace(tzinfo=zone).astimezone(UTC), zone)
        self.rules = rules or Rules()
        self.panes: list[Desk] = []
        self.last_input = self.world.now()

    @property
    def now(self) -> datetime:
        return self.world.now()

    @property
    def desk(self) -> Desk:
        return self.panes[0]

    @property
    def state(self) -> State:
        return self.desk.state

    def open(self) -> Simulator:
        """Open one more pane."""
        settings = settings_of(self.rules)
        journal = MemoryJournal(self.world)
        desk = Desk(clock=self.world, settings=settings, journal=journal, content=Content(), writer=InlineWriter)
        desk.open()
        self.panes.append(desk)
        return self

    def quit(self) -> Simulator:
        """Close every pane in order."""
        while self.panes:
            self.panes.pop().close()
        return self

    def kill(self) -> Simulator:
        """Let every pane be gone at once; what it held is free, as a lock of the system is."""
        self.panes.clear()
        self.world.claims.clear()
        return self

    def say(self, *said: Word) -> Simulator:
        """Let the user say something by keys in the first pane."""
        self.last_input = self.now
        for word in said:
            self.desk.say(word(self.desk.state))
        return self

    def shell(self, *said: Word) -> Simulator:
        """Let the user say something in another shell."""
        for word in said:
            events = MemoryJournal(self.world).read(self.now - timedelta(days=2))
            state = fold(events, self.now, self.rules, self.world.zone())
            self.world.store += [event_of(entry, "desk") for entry in word(state)]
        return self

    def at(self, clock: str) -> datetime:
        """Give the next moment the wall shows `clock`."""
        hours, minutes, *seconds = (int(part) for part in clock.split(":"))
        here = self.now.astimezone(self.world.local)
        moment = here.replace(hour=hours, minute=minutes, second=seconds[0] if seconds else 0, microsecond=0, fold=0)
        if moment.astimezone(UTC) < self.now:
            later = (here + timedelta(days=1)).date()
            moment = datetime.combine(later, moment.time(), tzinfo=self.world.local)
        return moment.astimezone(UTC)

    def work(self, until: str) -> Simulator:
        """Let the user type until then."""
        return self._go(self.at(until), types=True)

    def still(self, until: str) -> Simulator:
        """Touch nothing until then; deskmate runs."""
        return self._go(self.at(until), types=False)

    def _go(self, end: datetime, *, types: bool) -> Simulator:
        if types:
            self._touch()
        asked = 0
        while self.world.real < end:
            asked += 1
            steps = [self.world.real + STEP, *(desk._stale_at for desk in self.panes)]
            to = min(end, max(min(steps), self.world.real + timedelta(seconds=1)))
            self._pass(to - self.world.real)
            if types:
                self.last_input = self.now
            # While the user types an idle probe has nothing to tell but, at first, that they are back.
            self._look(ask=not types or asked <= BACK)
        return self

    def _touch(self) -> None:
        self.last_input = self.now
        self._look()

    def _look(self, *, ask: bool = True) -> None:
        for desk in self.panes:
            desk.tick()
            if ask and desk.saw_idle(self.now - self.last_input):
                desk.tick()

    def _pass(self, length: timedelta) -> None:
        self.world.real += length
        self.world.ticks += length

    def off(self, until: str) -> Simulator:
        """Let time pass with no deskmate running."""
        self._pass(self.at(until) - self.world.real)
        return self

    def suspend(self, until: str, *, told: bool = False) -> Simulator:
        """Suspend the machine: only the real clock goes on. `told` is whether the system says so."""
        if told:
            for desk in self.panes:
                desk.saw_leaving("asleep")
        self.world.real = self.at(until)
        self._wake(told=told)
        return self

    def stop(self, until: str) -> Simulator:
        """Stop the processes (SIGSTOP): both clocks go on."""
        self._pass(self.at(until) - self.world.real)
        self._wake(told=False)
        return self

    def _wake(self, *, told: bool) -> None:
        for desk in self.panes:
            if told:
                desk.saw_coming("asleep")
            desk.tick()
        self.last_input = self.now

    def lock(self) -> Simulator:
        for desk in self.panes:
            desk.saw_leaving("locked")
        return self

    def unlock(self) -> Simulator:
        self.last_input = self.now
        for desk in self.panes:
            desk.saw_coming("locked")
        return self

    def set_clock(self, shift: timedelta) -> Simulator:
        """Let somebody set the clock, forward or back."""
        self.world.real += shift
        for desk in self.panes:
            desk.tick()
        self.last_input = self.now
        return self

    def fly(self, zone: str) -> Simulator:
        self.world.local = ZoneInfo(zone)
        return self

    def told(self) -> list[str]:
        """Give every prompt, and what was held back, line by line."""
        return [self._line(e) for e in self._sorted() if e.kind in TOLD]

    def noticed(self) -> list[str]:
        """Give what deskmate noticed by itself of the user's coming and going."""
        return [self._line(e) for e in self._sorted() if e.kind in NOTICED and e.text("cause") != "user"]

    def totals(self) -> Mapping[str, int]:
        """Give the day's posture sums in whole minutes, and the number of breaks."""
        state = self.state
        sums: dict[str, float] = {}
        for span in state.today.spans:
            sums[span.posture.value] = sums.get(span.posture.value, 0) + span.length.total_seconds()
        return {**{name: round(total / 60) for name, total in sums.items()}, "breaks": state.today.totals.breaks}

    def _sorted(self) -> list[Event]:
        return sorted(self.world.store, key=ORDER)

    def _line(self, event: Event) -> str:
        here = event.at.astimezone(self.world.local)
        clock = f"{here:%H:%M}" if here.second == 0 else f"{here:%H:%M:%S}"
        what = event.text("step") or event.text("why") or event.text("cause")
        return " ".join(filter(None, (clock, event.kind.value, what)))


def settings_of(rules: Rules) -> Settings:
    """Give settings whose rules are these."""
    settings = Settings(sitting=rules)
    notify = settings.notify._replace(
        desktop=rules.notify_after is not None,
        terminal=False,
        bell=False,
        voice=rules.voice_after is not None,
        after=rules.notify_after or timedelta(0),
        voice_after=rules.voice_after or timedelta(0),
    )
    schedule: Schedule = rules.schedule
    hours = settings.hours._replace(work=schedule.hours, days=schedule.days)
    return settings._replace(notify=notify, hours=hours, quiet=settings.quiet._replace(times=schedule.quiet))

"""The desk: the services put together. It folds the events, and keeps journal and memory one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from deskmate.advice import Adviser
from deskmate.clock import Clock
from deskmate.config import Settings
from deskmate.history.journal import Journal
from deskmate.history.stir import Stir
from deskmate.history.tables import JournalError
from deskmate.history.writer import Writer
from deskmate.presence.heartbeat import Beat, gap_between
from deskmate.shelf import Content, Shelf
from deskmate.sitting.events import ORDER, Event, Kind, Scalar
from deskmate.sitting.fold import LOOK_BACK, State, fold
from deskmate.sitting.timeline import Posture
from deskmate.sitting.watch import (
    Entry,
    event_of,
    next_change,
    on_coming,
    on_due,
    on_gap,
    on_idle,
    on_leaving,
    on_long_bout,
    on_opening,
    on_orphan,
    on_quiet_over,
)
from deskmate.whole_history import WholeHistory

if TYPE_CHECKING:
    from deskmate.settings.file import SettingsFile

BEAT = timedelta(minutes=1)
"""How often the sign of life is kept on disk: a crash loses at most this much of a bout."""

SESSION = "session"
"""What a pane claims while it runs a stretch session."""

WATCH = "watch"
"""What one pane of many claims, to be the one that prompts and that tells idleness."""

LOCKED = "locked"
"""The cause of an absence that a locked screen tells of."""

STILL = timedelta(minutes=1)
"""Who touched nothing for so long may have left: a prompt waits until that is known."""

JUST_NOW = timedelta(seconds=5)
"""Signs of life this young may be of a process that woke together with this one."""


class Desk(Shelf):
    """All services, for screens and the app.

    Not thread-safe: used from the app's own loop, but for what says that it reads the disk.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        settings: Settings,
        journal: Journal,
        content: Content,
        writer: Callable[[Journal, Callable[[str | None], None]], Writer] = Writer,
        settings_file: SettingsFile | None = None,
    ) -> None:
        super().__init__(content, settings)
        self.clock = clock
        self._settings_file = settings_file
        self.on_settings: Callable[[Settings, Sequence[str]], None] = lambda _before, _problems: None
        """Told of the settings before whenever they changed, and of what is wrong with the file."""
        self.on_change: Callable[[], None] = lambda: None
        self.on_trouble: Callable[[str | None], None] = lambda _: None
        self.on_problem: Callable[[str], None] = lambda _: None
        """Told of each thing that had to be mended in the journal while the app was open."""
        self._journal = journal
        self._stir = Stir(journal.root)
        self._writer = writer(journal, self._pass_on)
        self._own: dict[str, Event] = {}
        self._stored: list[Event] = []
        self._fingerprint: tuple[object, ...] = ()
        self._beat = Beat(clock.now(), clock.monotonic())
        self._kept_beat = self._beat
        self._stale_at = clock.now()
        self._watching = False
        self._locked = False
        self.on_events: Callable[[Sequence[Event]], None] = lambda _: None
        """Told, once each, of the events that came since the app opened; in the pane alone that prompts."""
        self._seen: set[str] = set()
        self._in_call = False
        self._still = False
        self.is_new = False
        """Whether deskmate was opened for the first time: there was neither a settings file nor a history."""
        self._runs_session = False
        self._unclaimed = ""
        """A session that no process held when this was last looked at."""
        self.history = WholeHistory(
            journal,
            clock,
            rules=lambda: self.settings.rules,
            unsaved=lambda: tuple(self._own.values()),
            signs=self._alive,
            lately=self.events,
        )
        self.adviser = Adviser(self.history.events, lambda: self.catalogue)
        """What to suggest; the app lets it read the disk in a thread."""
        self.is_away = False
        """Whether the user was away when the events were last folded."""

    def change_setting(self, name: str, typed: str | None) -> None:
        """Write a setting into the file, or take it out (None), and go by it. Raises SettingError."""
        if self._settings_file is None:
            return
        if typed is None:
            self._settings_file.reset(name)
        else:
            self._settings_file.change(name, typed)
        self._read_settings()

    @property
    def state(self) -> State:
        """Give the fold of all events at this moment."""
        state = fold(self.events(), self.clock.now(), self.settings.rules, self.clock.zone())
        self.is_away = state.posture is Posture.AWAY
        return state

    @property
    def device(self) -> str:
        """Give this machine's name in the journal."""
        return self._journal.device

    def events(self) -> Sequence[Event]:
        """Give every event of today and the day before, in order, the unsaved ones too."""
        return sorted([*self._stored, *self._own.values(), *self._alive()], key=ORDER)

    def record(self, kind: Kind, *, at: datetime | None = None, **data: Scalar) -> Event:
        """Write down that something happened; it counts at once, and is on disk a moment later."""
        event = Event(at or self.clock.now(), kind, data, self.device)
        if kind in {Kind.SESSION_STARTED, Kind.SESSION_RESUMED}:
            self.take_up()
        elif kind is Kind.SESSION_ENDED and self._runs_session:
            self.let_go()
        self._take(event)
        self.on_change()
        return event

    def open(self, *, hold: bool = False) -> tuple[str, ...]:
        """Read the journal and write down what opening the app means; give what had to be mended, a sentence each.

        To `hold` is to leave the disk and the writer's thread alone until `write_on`: the first screen comes first.
        """
        if hold:
            self._writer.hold()
        self._reload()
        self.is_new = self._settings_file is not None and not self._settings_file.exists and not self._stored
        self._unclaimed = self._running_elsewhere(self.state)
        self._look_for_orphan(self.state)
        self._enter(on_opening(self.state))
        self._watching = True
        self._seen = {e.id for e in self.events()}
        self._keep_beat()
        return self._journal.take_problems()

    def write_on(self) -> None:
        """Write what was held back since `open`, and from now on."""
        self._writer.go_on()

    def tick(self) -> tuple[Entry, ...]:
        """Look at the clocks and the files, every second or two; give what was written down by itself."""
        for problem in self._journal.take_problems() if self._journal.problems else ():
            self.on_problem(problem)
        now = self.clock.now()
        before, self._beat = self._beat, Beat(now, self.clock.monotonic())
        entries: tuple[Entry, ...] = ()
        if self._settings_file is not None and self._settings_file.changed():
            self._read_settings()
        changed = self._refresh()
        if (gap := gap_between(before, self._beat)) is not None and not self._others_watched(gap.start, gap.end):
            # As it stood at the last beat before the gap: this process was watching until then.
            watched = [*self.events(), Event(gap.start, Kind.ALIVE, device=self.device, id="")]
            entries += on_gap(fold(watched, gap.start, self.settings.rules), gap.start, gap.end)
            self._enter(entries)
        if changed or entries or not self._kept_beat.real <= now < self._stale_at:
            self._tell_events()
            state = self._look_for_orphan(self.state)
            if (own := self._decisions(state)) and self._journal.claim(WATCH):
                self._enter(own)
                entries += own
                state = self.state
            self._stale_at = next_change(state, self.settings.rules)
            self.on_change()
        if abs(now - self._kept_beat.real) >= BEAT:
            self._keep_beat()
        return entries

    @property
    def calm_for(self) -> timedelta:
        """Give how long nothing that is shown changes by itself; below zero where something should have by now."""
        return self._stale_at - self.clock.now()

    def saw_idle(self, idle: timedelta, *, proves_absence: bool = True) -> tuple[Entry, ...]:
        """Take what an idle probe told; give what it meant.

        Where stillness does not prove an absence (the user may be busy where it is not seen), input still ends one.
        """
        if not proves_absence and not self.is_away:
            return ()
        still = proves_absence and idle >= STILL
        if still is not self._still:
            self._still, self._stale_at = still, self.clock.now()
        return () if self._locked else self._noticed(on_idle(self.state, idle, self.settings.rules))

    def saw_leaving(self, cause: str) -> tuple[Entry, ...]:
        """Take the word that the screen was locked ("locked") or the machine suspends ("asleep")."""
        self._locked = self._locked or cause == LOCKED
        return self._noticed(on_leaving(self.state, cause))

    def saw_coming(self, cause: str) -> tuple[Entry, ...]:
        """Take the word that the screen was unlocked, or the machine woke; a locked one that wakes is not come to."""
        self._locked = self._locked and cause != LOCKED
        return () if self._locked else self._noticed(on_coming(self.state))

    def saw_call(self, *, in_call: bool) -> None:
        """Take the word that a microphone is in use, or is not any more: in a call nobody is prompted."""
        if in_call != self._in_call:
            self._in_call = in_call
            self._stale_at = self.clock.now()

    def say(self, entries: Sequence[Entry]) -> None:
        """Write down what the user said, as `sitting.words` puts it; it counts at once."""
        self._enter(entries)
        self.on_change()

    def take_up(self) -> bool:
        """Claim the running of a session for this process, until it ends or `let_go`; False where another runs one.

        Where nothing can be written nobody can be asked, and the session is run all the same.
        """
        self._runs_session = self._journal.claim(SESSION, unwritable=True)
        return self._runs_session

    def let_go(self) -> None:
        """Let another process run a session."""
        self._runs_session = False
        self._journal.release(SESSION)

    def close(self) -> tuple[Event, ...]:
        """Stop the voice and write what waits; give what could not be written."""
        self._keep_beat()
        self.put_away()
        left = self._writer.close()
        self._journal.close()
        return left

    def _read_settings(self) -> None:
        if self._settings_file is None:
            return
        before = self.settings
        self.settings, problems = self._settings_file.read()
        self._stale_at = self.clock.now()
        self.on_settings(before, problems)
        self.on_change()

    def _tell_events(self) -> None:
        fresh = [e for e in self.events() if e.id and e.id not in self._seen]
        self._seen.update(e.id for e in fresh)
        if fresh and self._journal.claim(WATCH):
            self.on_events(fresh)

    def _decisions(self, state: State) -> tuple[Entry, ...]:
        rules = self.settings.rules
        self.adviser.get_ready(state)
        suggestion, because = self.adviser.suggest(state, self.events()) if state.plan.is_due else ("", "")
        still = self._still and state.reading_until is None
        due = () if still else on_due(state, rules, suggestion, because, in_call=self._in_call)
        return (*on_long_bout(state, rules), *due, *on_quiet_over(state, in_call=self._in_call))

    def _running_elsewhere(self, state: State) -> str:
        """Give the id of the session another process on this machine runs, or holds paused; empty where none does."""
        session = state.unfinished
        return session.id if session and session.device == self.device and not self._runs_session else ""

    def _look_for_orphan(self, state: State) -> State:
        """Write it down where the process of a session is gone; gives the state after it.

        Only the process that runs a session can hold its claim, so a claim to be had means that it is gone. As a
        session's end may come to the disk a moment after its claim is let go, it has to be seen twice.
        """
        session, before = self._running_elsewhere(state), self._unclaimed
        if not session or not self._journal.claim(SESSION):
            self._unclaimed = ""
            return state
        self._journal.release(SESSION)
        self._unclaimed = session
        if before == session:
            self._enter(on_orphan(state))
            return self.state
        return state

    def _noticed(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        if not entries or not self._journal.claim(WATCH):
            return ()
        self._enter(entries)
        self.on_change()
        return entries

    def _alive(self) -> tuple[Event, ...]:
        """Give this process's own sign of life: while it runs, somebody watches."""
        return (Event(self._beat.real, Kind.ALIVE, device=self.device, id=""),) if self._watching else ()

    def _others_watched(self, start: datetime, end: datetime) -> bool:
        """Tell whether another pane lived through a gap in this one's heartbeat: then only this one was stopped."""
        return any(start + BEAT < sign < end - JUST_NOW for sign in self._journal.signs())

    def _pass_on(self, trouble: str | None) -> None:
        self.on_trouble(trouble)

    def _enter(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            self._take(event_of(entry, self.device))

    def _take(self, event: Event) -> None:
        self._own[event.id] = event
        if event.kind is Kind.UNDONE:
            self.adviser.forget()
        self._writer.write(event)
        self._stale_at = self.clock.now()

    def _keep_beat(self) -> None:
        self._kept_beat = self._beat
        self._writer.beat(self._beat.real)

    def _since(self) -> datetime:
        return self.clock.now() - LOOK_BACK

    def _refresh(self) -> bool:
        """Read the journal again if any process wrote to it."""
        if not self._stir.stirred() or self._journal.fingerprint(self._since()) == self._fingerprint:
            return False
        self._reload()
        return True

    def _reload(self) -> None:
        since = self._since()
        try:
            self._fingerprint = self._journal.fingerprint(since)
            self._stored = self._journal.read(since)
        except JournalError as error:
            self.on_trouble(str(error))
            return
        for event in self._stored:
            self._own.pop(event.id, None)

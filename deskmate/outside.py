"""What goes on between deskmate and the world while it is open: who is at the desk, and how a prompt reaches them.

The app starts it after the first paint and stops it in the end; nothing here draws.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from deskmate.config import Folders, Settings
from deskmate.desk import Desk
from deskmate.duration import as_text
from deskmate.sitting.events import Event
from deskmate.sitting.hooked import hook_of
from deskmate.sitting.plan import Step
from deskmate.sitting.suggest import in_words

if TYPE_CHECKING:
    from deskmate.notify.hooks import Hooks
    from deskmate.notify.post import Post
    from deskmate.presence.probe import ProbeChoice

IDLE_CHECK = timedelta(seconds=15)

BY_YOUR_WORD = "Your keys and your word are all deskmate goes by: say so when you leave."


class Outside:
    """Notifications, hooks and the signs of the user, for one app; used from its loop alone."""

    def __init__(
        self,
        desk: Desk,
        folders: Folders,
        *,
        write_escape: Callable[[str], None],
        tell: Callable[[str], None],
        on_error: Callable[[Exception], object],
    ) -> None:
        """Take what writes a terminal escape and what tells a problem, both called from any thread."""
        self._desk = desk
        self._folders = folders
        self._write_escape = write_escape
        self._tell = tell
        self._on_error = on_error
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._post: Post | None = None
        self._probe: ProbeChoice | None = None
        self._hooks: Hooks | None = None

    @property
    def noticed(self) -> str:
        """Say how an absence is noticed here."""
        if self._probe is None:
            return f"Being looked for. {BY_YOUR_WORD}"
        sees = self._probe.probe is not None and self._probe.probe.proves_absence
        return self._probe.reason if sees else f"{self._probe.reason} {BY_YOUR_WORD}"

    def start(self) -> None:
        """Begin to look and to listen."""
        self._desk.on_events = self._run_hooks
        self.follow(self._desk.settings)
        self._begin("presence", self._watch_presence())
        self._begin("session", self._watch_session())

    def follow(self, settings: Settings, before: Settings | None = None) -> None:
        """Go by `settings`, in place of those `before`."""
        if before is None or settings.notify != before.notify:
            self._choose_ways(settings)
        if before is None or settings.hooks != before.hooks:
            self._choose_hooks(settings)
        if not settings.quiet.in_calls:
            self._end("calls")
            self._desk.saw_call(in_call=False)
        elif "calls" not in self._tasks:
            self._begin("calls", self._watch_calls())

    def stop(self) -> None:
        """Stop everything that was started."""
        self._desk.on_events = lambda _: None
        for name in tuple(self._tasks):
            self._end(name)
        if self._post is not None:
            self._post.close()
        if self._hooks is not None:
            self._hooks.close()
        if self._probe is not None and self._probe.probe is not None:
            self._probe.probe.close()

    def prompt(self, step: str) -> None:
        """Take a step of the prompt beyond the screen."""
        from deskmate.notify.note import Note

        state = self._desk.state
        sat = as_text(state.bout.sitting) if state.bout is not None else ""
        idea = in_words(state.plan.suggestion, self._desk.catalogue.names) or "a few steps are enough"
        if step == Step.VOICE:
            said = f"Time to get up. You have been sitting for {sat}. {idea[:1].upper()}{idea[1:]}."
            self._desk.speaker.say(said, queue=True)
        elif self._post is not None:
            self._post.send(Note("Time to get up", f"You have been sitting for {sat}; {idea}.", urgent=False))

    def _choose_ways(self, settings: Settings) -> None:
        from deskmate.notify.choose import choose_notifiers
        from deskmate.notify.post import Post

        if self._post is not None:
            self._post.close()
        ways = choose_notifiers(
            desktop=settings.notify.desktop,
            terminal=settings.notify.terminal,
            bell=settings.notify.bell,
            environ=os.environ,
            write=self._write_escape,
        )
        self._post = Post(ways, self._tell)

    def _choose_hooks(self, settings: Settings) -> None:
        from deskmate.notify.hooks import Hooks

        if self._hooks is not None:
            self._hooks.close()
        self._hooks = Hooks(settings.hooks.by_name(), self._folders.log / "hooks.log", self._tell)

    def _run_hooks(self, events: Sequence[Event]) -> None:
        """Run the user's commands for what happened."""
        if self._hooks is not None:
            for event in events:
                if name := hook_of(event, self._desk.settings.rules.shortest_break, self._desk.state):
                    self._hooks.run(name, dict(event.data))

    def _begin(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work, name=f"deskmate-{name}")
        task.add_done_callback(self._ended)
        self._tasks[name] = task

    def _end(self, name: str) -> None:
        if (task := self._tasks.pop(name, None)) is not None:
            task.cancel()

    def _ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and isinstance(error := task.exception(), Exception):
            self._on_error(error)

    async def _watch_presence(self) -> None:
        """Ask the desktop now and then when the user last touched anything; the asking blocks, so it has a thread."""
        from deskmate.presence.choose import choose_probe

        choice = await asyncio.to_thread(choose_probe, os.environ)
        self._probe = choice
        probe = choice.probe
        while probe is not None:
            asks = probe.proves_absence or self._desk.is_away
            idle = await asyncio.to_thread(probe.idle) if asks else None
            if idle is not None:
                self._desk.saw_idle(idle, proves_absence=probe.proves_absence)
            await asyncio.sleep(IDLE_CHECK.total_seconds())

    async def _watch_calls(self) -> None:
        """Ask now and then whether a microphone is in use; only where the user wants to be left alone in calls."""
        from deskmate.presence.microphone import in_use

        while True:
            found = await asyncio.to_thread(in_use, os.environ)
            self._desk.saw_call(in_call=found is True)
            await asyncio.sleep(IDLE_CHECK.total_seconds())

    async def _watch_session(self) -> None:
        """Hear from the system when the screen is locked and the machine sleeps, and take it for leaving."""
        from deskmate.presence.session_signs import SessionSign, watch_session

        def tell(sign: SessionSign) -> None:
            match sign:
                case SessionSign.LOCKED:
                    self._desk.saw_leaving("locked")
                case SessionSign.SLEEPING:
                    self._desk.saw_leaving("asleep")
                case SessionSign.UNLOCKED:
                    self._desk.saw_coming("locked")
                case SessionSign.WOKE:
                    self._desk.saw_coming("asleep")

        await watch_session(os.environ, tell)

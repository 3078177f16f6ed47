"""The full-screen app: opens screens, owns the services, routes messages."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from textual import events, work
from textual.app import App, SystemCommand
from textual.screen import Screen

from deskmate.config import Folders
from deskmate.desk import Desk
from deskmate.duration import as_text
from deskmate.hangup import Line
from deskmate.looks import style_sheet
from deskmate.messages import SpeechHeard, StateChanged, StretchWanted
from deskmate.screens.base import DeskScreen
from deskmate.screens.today import TodayScreen
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.hooked import hook_of
from deskmate.sitting.plan import Step
from deskmate.sitting.suggest import STRETCH, in_words
from deskmate.ticker import Ticker

if TYPE_CHECKING:
    from textual.widget import Widget

    from deskmate.notify.hooks import Hooks
    from deskmate.notify.post import Post
    from deskmate.presence.probe import ProbeChoice
    from deskmate.voice.speaker import SpeechEvent

TICK = timedelta(seconds=1)
IDLE_CHECK = timedelta(seconds=15)
LOOK = timedelta(seconds=0.01)
LAYING_OUT = timedelta(seconds=10)
"""How long a screen may take to be laid out, on a machine that has much else to do."""

POSTURE_KEYS = frozenset({"a", "b", "space", "w", "d", "u"})
"""Keys that say where the user is, or was: what they mean depends on what held before."""


class DeskmateApp(App[None]):
    """deskmate on a full screen. `run` returns when the user quits or the terminal goes away."""

    CSS = style_sheet()
    TITLE = "deskmate"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-medium"), (120, "-wide")]  # noqa: RUF012 - as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]  # noqa: RUF012

    image_widget: type[Widget] | None = None
    """What shows a picture in this terminal, where one can be shown; chosen before the app runs."""

    def __init__(self, desk: Desk, folders: Folders, problems: Iterable[str] = ()) -> None:
        super().__init__()
        self.theme = "nord"
        self.desk = desk
        self.unwritten: tuple[Event, ...] = ()
        self._folders = folders
        self._problems = list(problems)
        self._trouble = ""
        self._told: set[str] = set()
        self._listening: asyncio.Task[None] | None = None
        self._today = TodayScreen()
        self._ticker: Ticker | None = None
        self._line = Line()
        self._post: Post | None = None
        self._probe: ProbeChoice | None = None
        self._hooks: Hooks | None = None

    def on_mount(self) -> None:
        """Read the journal, start the clocks, and show Today."""
        self._close_with_terminal()
        self.desk.on_change = self._tell_screen
        self.desk.on_trouble = self._tell_trouble
        self.desk.on_problem = self._tell_once
        self._problems += self.desk.open()
        self.desk.on_speech = self._heard
        self._show_notice()
        self.push_screen(self._today)
        self._ticker = Ticker(TICK, self._tick, self._handle_exception)
        self.call_after_refresh(self._start_services)

    def _start_services(self) -> None:
        """Start what the first paint need not wait for."""
        from deskmate.notify.choose import choose_notifiers
        from deskmate.notify.hooks import Hooks
        from deskmate.notify.post import Post

        notify = self.desk.settings.notify
        self._post = Post(
            choose_notifiers(
                desktop=notify.desktop,
                terminal=notify.terminal,
                bell=notify.bell,
                environ=os.environ,
                write=self._write_escape,
            ),
            self._tell_once,
        )
        self._hooks = Hooks(self.desk.settings.hooks.by_name(), self._folders.log / "hooks.log", self._tell_once)
        self.desk.on_events = self._run_hooks
        self._watch_presence()
        if self.desk.settings.quiet.in_calls:
            self._watch_calls()
        self.desk.adviser.run_aside = partial(self.run_worker, thread=True, group="record", exit_on_error=False)
        self._listening = asyncio.create_task(self._watch_session())
        if problems := self.desk.catalogue.problems:
            self._problems += problems
            self._show_notice()

    def on_unmount(self) -> None:
        """Stop everything that was started."""
        self._stop_services()

    def _stop_services(self) -> None:
        if self._ticker is not None:
            self._ticker.stop()
        self.desk.on_speech = lambda _: None
        if self._listening is not None:
            self._listening.cancel()
        self.unwritten = self.desk.close()
        if self._post is not None:
            self._post.close()
        if self._hooks is not None:
            self._hooks.close()
        if self._probe is not None and self._probe.probe is not None:
            self._probe.probe.close()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Give every action of the screen in front, then Textual's own."""
        for active in screen.active_bindings.values():
            binding = active.binding
            if (binding.show or binding.tooltip) and binding.action != "app.command_palette":
                run = partial(self.run_action, binding.action, active.node)
                yield SystemCommand(binding.description, f"key {self.get_key_display(binding)}", run)
        yield SystemCommand("Safety", "What to heed before a stretch, and when to see a doctor", self.action_safety)
        yield SystemCommand("Turn a hip", "The hip-angle explorer: how long the psoas is", self.action_explorer)
        yield SystemCommand("Self-check", "See how far each hip lets go", self.action_selfcheck)
        yield SystemCommand("Walk", "Your walking programme", self.action_walk)
        yield from super().get_system_commands(screen)

    async def on_event(self, event: events.Event) -> None:
        """Take every key for a sign of the user, but for those that say themselves where the user is."""
        if isinstance(event, events.Key) and event.key not in POSTURE_KEYS:
            self.desk.saw_idle(timedelta(0), proves_absence=False)
        await super().on_event(event)

    async def on_stretch_wanted(self, message: StretchWanted) -> None:
        """Open the stretch a learn page leads to."""
        await self.action_stretch(message.stretch_id)

    async def action_stretch(self, stretch: str = "") -> None:
        """Choose a stretch, and be talked through it."""
        self.desk.speaker.start()
        plan = self.desk.state.plan
        if not stretch and plan.is_due and plan.suggestion.startswith(STRETCH):
            stretch = plan.suggestion.removeprefix(STRETCH)
        await self.once_safe(partial(self._choose_stretch, stretch))

    def _choose_stretch(self, stretch: str) -> None:
        from deskmate.screens.stretch import StretchScreen

        self.push_screen(StretchScreen(stretch) if stretch else StretchScreen())

    async def once_safe(self, then: Callable[[], None]) -> None:
        """Go on with what loads the body; before the very first time, the safety page is read and accepted."""
        if await asyncio.to_thread(self.desk.safety_accepted):
            then()
            return
        from deskmate.screens.safety import SafetyScreen

        self.push_screen(SafetyScreen(then))

    def action_safety(self) -> None:
        """Show what to heed before a stretch."""
        from deskmate.screens.safety import SafetyScreen

        if not isinstance(self.screen, SafetyScreen):
            self.push_screen(SafetyScreen())

    def action_learn(self) -> None:
        """Open the learn pages."""
        self.desk.speaker.start()
        from deskmate.screens.learn import LearnScreen

        self.push_screen(LearnScreen())

    def action_read_on(self) -> None:
        """Open the page that was begun and not read to its end, where reading stopped."""
        place = self.desk.progress.last
        if place is None:
            return
        self.desk.speaker.start()
        from deskmate.screens.learn import LearnScreen

        self.push_screen(LearnScreen(place.page, place.sentence))

    def action_explorer(self) -> None:
        """Turn a hip, and see how long its psoas is."""
        from deskmate.screens.explorer import ExplorerScreen

        if not isinstance(self.screen, ExplorerScreen):
            self.push_screen(ExplorerScreen())

    def action_history(self) -> None:
        """Open what was kept."""
        from deskmate.screens.history import HistoryScreen

        self.push_screen(HistoryScreen())

    def action_helps(self) -> None:
        """Open what helps the user, by their own ratings."""
        from deskmate.screens.helps import HelpsScreen

        self.push_screen(HelpsScreen())

    async def action_selfcheck(self) -> None:
        """Be talked through the self-check of the hips."""
        self.desk.speaker.start()
        await self.once_safe(self._begin_selfcheck)

    def _begin_selfcheck(self) -> None:
        from deskmate.screens.selfcheck import SelfCheckScreen

        self.push_screen(SelfCheckScreen())

    def action_walk(self) -> None:
        """Open the walking programme."""
        from deskmate.screens.walk import WalkScreen

        self.push_screen(WalkScreen())

    def action_correct(self) -> None:
        """Open the day's last spans, to put them right."""
        from deskmate.screens.correct import CorrectScreen

        self.push_screen(CorrectScreen())

    async def action_quit(self) -> None:
        """Quit, once every screen is laid out: Textual takes a screen cut short in that for an error."""
        for _ in range(LAYING_OUT // LOOK):
            if all(screen.is_mounted for screen in self.screen_stack):
                break
            await asyncio.sleep(LOOK.total_seconds())
        self.exit()

    def action_help(self) -> None:
        """Show the keys of every screen."""
        from deskmate.screens.correct import CorrectScreen
        from deskmate.screens.explorer import ExplorerScreen
        from deskmate.screens.help import HelpScreen
        from deskmate.screens.helps import HelpsScreen
        from deskmate.screens.history import HistoryScreen
        from deskmate.screens.learn import LearnScreen
        from deskmate.screens.selfcheck import SelfCheckScreen
        from deskmate.screens.session import SessionScreen
        from deskmate.screens.stretch import StretchScreen
        from deskmate.screens.walk import WalkScreen

        screens: dict[str, type[Screen[None]]] = {
            "Today": TodayScreen,
            "Correcting the day": CorrectScreen,
            "Learn": LearnScreen,
            "Turning a hip": ExplorerScreen,
            "Choosing a stretch": StretchScreen,
            "During a stretch": SessionScreen,
            "History": HistoryScreen,
            "What helps you": HelpsScreen,
            "The self-check": SelfCheckScreen,
            "Walking": WalkScreen,
        }
        folders = self._folders
        places = {
            "History": str(folders.data / "history"),
            "Settings": str(folders.settings_file),
            "Log": str(folders.log),
        }
        noticed = self._probe.reason if self._probe is not None else "Being looked for."
        if self._probe is None or self._probe.probe is None or not self._probe.probe.proves_absence:
            noticed += " Your keys and your word are all deskmate goes by: press a when you leave."
        self.push_screen(HelpScreen(screens, places, noticed))

    def _tick(self) -> None:
        if self._line.is_dead():
            self._hang_up()
        for entry in self.desk.tick():
            if entry.kind is Kind.PROMPT_RAISED:
                self._prompt(str(entry.data["step"]))

    def _prompt(self, step: str) -> None:
        """Take a step of the prompt beyond the screen."""
        from deskmate.notify.note import Note

        state = self.desk.state
        sat = as_text(state.bout.sitting) if state.bout is not None else ""
        names = {s.id: s.name for s in self.desk.catalogue.stretches.values()}
        idea = in_words(state.plan.suggestion, names) or "a few steps are enough"
        if step == Step.VOICE:
            said = f"Time to get up. You have been sitting for {sat}. {idea[:1].upper()}{idea[1:]}."
            self.desk.speaker.say(said, queue=True)
        elif self._post is not None:
            self._post.send(Note("Time to get up", f"You have been sitting for {sat}; {idea}.", urgent=False))

    def _tell_screen(self) -> None:
        self.screen.post_message(StateChanged(self.desk.state))

    def _tell_trouble(self, trouble: str | None) -> None:
        """Show on Today what keeps the journal from being written; called from any thread."""
        self._trouble = f"{trouble} What you do is kept in memory until it can be written." if trouble else ""
        if self.is_running:
            self.call_later(self._show_notice)

    def _tell_once(self, problem: str) -> None:
        """Show for a moment, once, what does not work as wished; called from any thread."""
        if self.is_running and problem not in self._told:
            self._told.add(problem)
            self.call_later(partial(self.notify, problem, severity="warning", timeout=12, markup=False))

    def _show_notice(self) -> None:
        self._today.notice = "\n".join([*filter(None, [self._trouble]), *self._problems])

    def _heard(self, event: SpeechEvent) -> None:
        """Pass on what the voice told, from its thread to the screen in front."""
        if self._running and self.screen_stack:
            self.screen.post_message(SpeechHeard(event))

    def _write_escape(self, text: str) -> None:
        """Write a terminal escape in turn with Textual's own output; called from the notifiers' thread."""
        if self._driver is not None:
            self.call_later(self._driver.write, text)

    @work(group="presence")
    async def _watch_presence(self) -> None:
        """Ask the desktop now and then when the user last touched anything; the asking blocks, so it has a thread."""
        from deskmate.presence.choose import choose_probe

        choice = await asyncio.to_thread(choose_probe, os.environ)
        self._probe = choice
        probe = choice.probe
        while probe is not None:
            asks = probe.proves_absence or self.desk.is_away
            idle = await asyncio.to_thread(probe.idle) if asks else None
            if idle is not None:
                self.desk.saw_idle(idle, proves_absence=probe.proves_absence)
            await asyncio.sleep(IDLE_CHECK.total_seconds())

    @work(group="presence")
    async def _watch_calls(self) -> None:
        """Ask now and then whether a microphone is in use; only where the user wants to be left alone in calls."""
        from deskmate.presence.microphone import in_use

        while True:
            found = await asyncio.to_thread(in_use, os.environ)
            self.desk.saw_call(in_call=found is True)
            await asyncio.sleep(IDLE_CHECK.total_seconds())

    def _run_hooks(self, events: Sequence[Event]) -> None:
        """Run the user's commands for what happened."""
        if self._hooks is not None:
            for event in events:
                if name := hook_of(event, self.desk.settings.rules.shortest_break, self.desk.state):
                    self._hooks.run(name, dict(event.data))

    async def _watch_session(self) -> None:
        """Hear from the system when the screen is locked and the machine sleeps, and take it for leaving."""
        from deskmate.presence.session_signs import SessionSign, watch_session

        def tell(sign: SessionSign) -> None:
            match sign:
                case SessionSign.LOCKED:
                    self.desk.saw_leaving("locked")
                case SessionSign.SLEEPING:
                    self.desk.saw_leaving("asleep")
                case SessionSign.UNLOCKED:
                    self.desk.saw_coming("locked")
                case SessionSign.WOKE:
                    self.desk.saw_coming("asleep")

        await watch_session(os.environ, tell)

    def _close_with_terminal(self) -> None:
        """End when the terminal or its pane is closed, or when asked to by a signal."""
        if sys.platform == "win32":
            return
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self.exit)
        loop.add_signal_handler(signal.SIGHUP, self._hang_up)

    def _hang_up(self) -> None:
        """Keep what there is and be gone: the terminal is no more, and Textual would wait to write to it for ever."""
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.keep()
        self._stop_services()
        os._exit(0)

"""The full-screen app: opens screens, owns the services, routes messages."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.app import ScreenStackError, SystemCommand
from textual.errors import NoWidget
from textual.screen import Screen

from deskmate.config import Folders, Settings
from deskmate.desk import Desk
from deskmate.hangup import Line
from deskmate.key_turns import KeyTurns
from deskmate.messages import SpeechHeard, StateChanged, StretchWanted
from deskmate.screens.base import DeskScreen
from deskmate.screens.notice import notice_of
from deskmate.screens.today import TodayScreen
from deskmate.settings.file import SettingError
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.suggest import STRETCH
from deskmate.ticker import Ticker
from deskmate.widgets.dressed import DressedApp
from deskmate.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from textual.widget import Widget

    from deskmate.outside import Outside
    from deskmate.voice.speaker import SpeechEvent

TICK = timedelta(seconds=1)
SELDOM, OFTEN = timedelta(seconds=2), timedelta(seconds=0.05)
"""How long at most, and at least, nobody looks at the clock and the files while nothing that is shown changes."""

LOOK = timedelta(seconds=0.01)
LAYING_OUT = timedelta(seconds=10)
"""How long a screen may take to be laid out, on a machine that has much else to do."""

POSTURE_ACTIONS = frozenset({"stand", "sit", "take_break", "away", "was", "undo"})
"""Actions that say where the user is, or was: what they mean depends on what held before."""


class DeskmateApp(DressedApp):
    """deskmate on a full screen. `run` returns when the user quits or the terminal goes away."""

    TITLE = "deskmate"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-medium"), (120, "-wide")]  # noqa: RUF012 - as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]  # noqa: RUF012

    when_painted: Callable[[], None] | None = None
    """Called once, when the first screen is on the terminal."""

    image_widget: type[Widget] | None = None
    """What shows a picture in this terminal, where one can be shown; chosen before the app runs."""

    def __init__(self, desk: Desk, folders: Folders, problems: Iterable[str] = ()) -> None:
        super().__init__(desk.settings.looks)
        self.desk = desk
        self.unwritten: tuple[Event, ...] = ()
        self._folders = folders
        self._wrong_settings = tuple(problems)
        self._problems: list[str] = []
        self.own_keys: Mapping[str, str] = {}
        self._trouble = ""
        self._told: set[str] = set()
        self._today = TodayScreen()
        self._ticker: Ticker | None = None
        self._line = Line()
        self._outside: Outside | None = None
        self._key_turns = KeyTurns(self)

    def on_load(self) -> None:
        """Read the settings and the journal, before anything is laid out by them."""
        self._follow_settings(None, self._wrong_settings)
        self.desk.on_trouble = self._tell_trouble
        self.desk.on_problem = self._tell_once
        self._problems += self.desk.open(hold=True)
        self.desk.on_change = self._tell_screen
        self.desk.on_speech = self._heard
        self.desk.on_settings = self._follow_settings
        self._show_notice()

    def get_default_screen(self) -> TodayScreen:
        """Give Today: it is never left."""
        return self._today

    def on_mount(self) -> None:
        """Start the clocks."""
        self._close_with_terminal()
        if self.desk.is_new:
            from deskmate.screens.first_minute import FirstMinuteScreen

            self.push_screen(FirstMinuteScreen())
        self._ticker = Ticker(TICK, self._tick, self._handle_exception)
        self.call_after_refresh(self._start_services)

    def _start_services(self) -> None:
        """Start what the first paint need not wait for."""
        if self.when_painted is not None:
            self.when_painted()
        self.desk.write_on()
        from deskmate.outside import Outside

        self._outside = Outside(
            self.desk,
            self._folders,
            write_escape=self._write_escape,
            tell=self._tell_once,
            on_error=self._handle_exception,
        )
        self._outside.start()
        self.desk.adviser.run_aside = partial(self.run_worker, thread=True, group="record", exit_on_error=False)
        self.run_worker(self._get_ready, thread=True, group="ready")

    def _get_ready(self) -> None:
        from deskmate.warming import get_ready

        if problems := get_ready(self.desk):
            self._problems += problems
            if self.is_running:
                self.call_later(self._show_notice)
        if self.is_running:
            self.call_later(self.dress_ahead)

    def _follow_settings(self, before: Settings | None, problems: Sequence[str]) -> None:
        """Go by the settings as they are by now; `before` is what held until now."""
        settings = self.desk.settings
        if before is not None and settings.looks != before.looks:
            self.put_on(settings.looks, os.environ)
        if settings.keys:
            from deskmate.keymap import check_keys

            self.own_keys, wrong = check_keys(settings.keys, self._folders.settings_file)
            problems = (*problems, *wrong)
        else:
            self.own_keys = {}
        if before is None or settings.keys != before.keys:
            self.set_keymap(self.own_keys)
            if before is not None:
                # Sentences name keys too.
                self._tell_screen()
        if self._outside is not None:
            self._outside.follow(settings, before)
        self._wrong_settings = tuple(problems)
        self._show_notice()

    def on_unmount(self) -> None:
        """Stop everything that was started."""
        self._stop_services()

    def _stop_services(self) -> None:
        if self._ticker is not None:
            self._ticker.stop()
        self.desk.on_speech = lambda _: None
        self.unwritten = self.desk.close()
        if self._outside is not None:
            self._outside.stop()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Give what the palette offers on a screen: nothing of Textual's own, which says it in other words."""
        from deskmate.palette import commands_of

        return commands_of(self, screen)

    async def on_event(self, event: events.Event) -> None:
        """Take every key and click for a sign of the user, but for those that say themselves where the user is.

        A key pressed while a screen is being laid out waits for it: it has no widgets yet to act on.
        """
        pressed = event if isinstance(event, events.Key) and not event.is_forwarded else None
        if pressed is not None and self._key_turns.holds(pressed):
            return
        if isinstance(event, events.Key):
            await self._laid_out(lambda: self.screen_stack[-1:])
        is_sign = isinstance(event, events.MouseDown) and not self._is_on_keys(event)
        if is_sign or (isinstance(event, events.Key) and self._action_of(event.key) not in POSTURE_ACTIONS):
            self.desk.saw_idle(timedelta(0), proves_absence=False)
        if isinstance(event, events.InputEvent) and not self.screen_stack:
            # On the way out: there is no screen left to give it to.
            return
        given_to = (self.focused or self.screen) if pressed is not None else self
        await super().on_event(event)
        if pressed is not None:
            self._key_turns.follow(pressed, given_to)

    def _is_on_keys(self, event: events.MouseDown) -> bool:
        """Tell whether a click is on a key that is shown: it will be pressed, and be a sign or none."""
        try:
            widget, _ = self.screen.get_widget_at(*event.screen_offset)
        except (NoWidget, ScreenStackError):
            return False
        return isinstance(widget, KeyLine) or "@click" in self.screen.get_style_at(*event.screen_offset).meta

    def _action_of(self, key: str) -> str:
        """Give the name of the action a key stands for now, empty for none."""
        active = self.screen.active_bindings.get(key) if self.screen_stack else None
        return active.binding.action.partition("(")[0] if active is not None else ""

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

        self._open(StretchScreen(stretch) if stretch else StretchScreen())

    async def once_safe(self, then: Callable[[], None]) -> None:
        """Go on with what loads the body; before the very first time, the safety page is read and accepted."""
        if await asyncio.to_thread(self.desk.history.safety_accepted):
            then()
            return
        from deskmate.screens.safety import SafetyScreen

        self.push_screen(SafetyScreen(then))

    def action_safety(self) -> None:
        """Show what to heed before a stretch."""
        from deskmate.screens.safety import SafetyScreen

        self._open(SafetyScreen())

    def action_learn(self) -> None:
        """Open the learn pages."""
        self.desk.speaker.start()
        from deskmate.screens.learn import LearnScreen

        self.push_screen(LearnScreen())

    def action_read_on(self) -> None:
        """Open the page that was begun and not read to its end, where reading stopped."""
        place = self.desk.history.progress.last
        if place is None:
            return
        self.desk.speaker.start()
        from deskmate.screens.learn import LearnScreen

        self.push_screen(LearnScreen(place.page, place.sentence))

    def action_explorer(self) -> None:
        """Turn a hip, and see how long its psoas is."""
        from deskmate.screens.explorer import ExplorerScreen

        self._open(ExplorerScreen())

    def action_history(self) -> None:
        """Open what was kept."""
        from deskmate.screens.history import HistoryScreen

        self.push_screen(HistoryScreen())

    def action_settings(self) -> None:
        """Open the settings."""
        from deskmate.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen())

    def search_themes(self) -> None:
        """Offer the themes in a palette, where Textual's own would forget what was chosen."""
        from deskmate.palette import ThemeNames
        from deskmate.widgets.palette_box import PaletteBox

        self.push_screen(PaletteBox(providers=[ThemeNames], placeholder="Search for themes…"))

    def keep_theme(self, name: str) -> None:
        """Put on a theme, and keep it in the settings; where that cannot be, tell why and wear it for now."""
        self.put_on(self.desk.settings.looks._replace(theme=name), os.environ)
        try:
            self.desk.change_setting("looks.theme", name)
        except SettingError as error:
            self.notify(str(error), severity="warning", timeout=12, markup=False)

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

        self._open(SelfCheckScreen())

    def action_walk(self) -> None:
        """Open the walking programme."""
        from deskmate.screens.walk import WalkScreen

        self._open(WalkScreen())

    def _open(self, screen: Screen[None]) -> None:
        """Open a screen, unless one of its kind is in front: a double click or the palette may ask for it twice."""
        if type(self.screen) is not type(screen):
            self.push_screen(screen)

    def action_correct(self) -> None:
        """Open the day's last spans, to put them right."""
        from deskmate.screens.correct import CorrectScreen

        self.push_screen(CorrectScreen())

    async def action_quit(self) -> None:
        """Quit, once every screen is laid out: Textual takes a screen cut short in that for an error."""
        await self._laid_out(lambda: self.screen_stack)
        self.exit()

    async def _laid_out(self, screens: Callable[[], Iterable[Screen[object]]]) -> None:
        """Wait until the screens are laid out, those there are by then; no longer than `LAYING_OUT`."""
        for _ in range(LAYING_OUT // LOOK):
            if all(screen.is_mounted for screen in screens()):
                break
            await asyncio.sleep(LOOK.total_seconds())

    def action_help(self) -> None:
        """Show the keys of every screen."""
        from deskmate.rooms import rooms
        from deskmate.screens.help import HelpScreen

        folders = self._folders
        places = {
            "History": str(folders.data / "history"),
            "Settings": str(folders.settings_file),
            "Log": str(folders.log),
        }
        noticed = self._outside.noticed if self._outside is not None else ""
        self.push_screen(HelpScreen(rooms(), places, noticed, asked_from=type(self.screen)))

    def _tick(self) -> timedelta:
        """Look at the clock and the files; give after how long to look again."""
        if self._line.is_dead():
            self._hang_up()
        if not any(isinstance(screen, DeskScreen) and screen.speaks for screen in self.screen_stack):
            self.desk.follow_voice()
        for entry in self.desk.tick():
            if entry.kind is Kind.PROMPT_RAISED and self._outside is not None:
                self._outside.prompt(str(entry.data["step"]))
        return min(SELDOM, max(OFTEN, self.desk.calm_for))

    def _tell_screen(self) -> None:
        if self.screen_stack:
            self.screen.post_message(StateChanged(self.desk.state))
        if self._ticker is not None:
            self._ticker.hurry()

    def _tell_trouble(self, trouble: str | None) -> None:
        """Show on Today what keeps the journal from being written; called from any thread."""
        self._trouble = trouble or ""
        if self.is_running:
            self.call_later(self._show_notice)

    def _tell_once(self, problem: str) -> None:
        """Show for a moment, once, what does not work as wished; called from any thread."""
        if self.is_running and problem not in self._told:
            self._told.add(problem)
            self.call_later(partial(self.notify, problem, severity="warning", timeout=12, markup=False))

    def _show_notice(self) -> None:
        self._today.notice = notice_of(self._trouble, self._wrong_settings, self._problems)

    def _heard(self, event: SpeechEvent) -> None:
        """Pass on what the voice told, from its thread to the screen in front."""
        if self._running and self.screen_stack:
            self.screen.post_message(SpeechHeard(event))

    def _write_escape(self, text: str) -> None:
        """Write a terminal escape in turn with Textual's own output; called from the notifiers' thread."""
        if self._driver is not None:
            self.call_later(self._driver.write, text)

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

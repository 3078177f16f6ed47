"""`deskmate stretch`: the catalogue from the shell, one's own files checked, and a session line by line."""

from __future__ import annotations

import argparse
import signal
import sys
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deskmate.duration import as_clock
from deskmate.sitting.events import Event, Kind, Scalar

if TYPE_CHECKING:
    from deskmate.clock import Clock
    from deskmate.config import Folders, Settings
    from deskmate.history.journal import Journal
    from deskmate.stretch.catalogue import Catalogue, Stretch
    from deskmate.stretch.plan import Plan
    from deskmate.stretch.routine import Routine
    from deskmate.voice.speaker import Speaker

ABOUT = "be talked through a stretch or routine line by line, or look at what there is"
UNREAD = (
    "read `deskmate stretch --safety` first: when to stop, and what sends you to a doctor; "
    "then say once that you have with `deskmate stretch --accept-safety`."
)
READ_IT = "Press enter once you have read this, or ctrl-c to leave. "
BEFORE = "How much does it ache now?"
AFTER = "And now: how much does it ache?"


def _sleep(length: timedelta) -> None:
    time.sleep(length.total_seconds())


def add_stretch(commands: argparse._SubParsersAction[Any], common: argparse.ArgumentParser) -> None:
    """Add `stretch` to the subcommands of the command line."""
    command = commands.add_parser("stretch", help=ABOUT, description=ABOUT, parents=[common], allow_abbrev=False)
    what = command.add_mutually_exclusive_group()
    what.add_argument("name", metavar="NAME", nargs="?", help="the id of a stretch or routine, as --list shows it")
    what.add_argument("--list", action="store_true", help="list every stretch and routine: id, length, place, name")
    what.add_argument("--check", type=Path, metavar="FILE", help="check a stretch or routine of your own")
    what.add_argument("--safety", action="store_true", help="print what to heed before any stretch")
    what.add_argument("--accept-safety", action="store_true", help="say that you have read it; asked once")
    command.add_argument("--quiet", action="store_true", help="print the lines and say nothing")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, places: Folders) -> int:
    if options.check is not None:
        return _check(options.check, places)
    if options.safety:
        return _show_safety()
    if options.accept_safety:
        return _accept(places)
    return _offer(options, places)


def _offer(options: argparse.Namespace, places: Folders) -> int:
    """List the catalogue, or lead through the one that is named."""
    from deskmate.build import build_catalogue, build_scenes
    from deskmate.cli import say_line
    from deskmate.exits import USAGE, fail

    catalogue = build_catalogue(places, build_scenes())
    for problem in catalogue.problems:
        fail(problem)
    if options.list:
        for line in listed(catalogue):
            say_line(line)
        return 0
    if options.name is None:
        fail("name a stretch or routine, or ask for --list, --check FILE or --safety; see deskmate stretch --help")
        return USAGE
    if options.name not in {*catalogue.stretches, *catalogue.routines}:
        fail(f"{options.name!r} is no stretch or routine; `deskmate stretch --list` names them.")
        return USAGE
    return _guided(options, places, catalogue)


def listed(catalogue: Catalogue) -> Iterator[str]:
    """Give a line each: id, length, place and name, the stretches first."""
    from deskmate.stretch.routine import lengths_of

    offers: dict[str, Stretch | Routine] = {**catalogue.stretches, **catalogue.routines}
    width = max(len(name) for name in offers)
    for name, length in lengths_of(catalogue).items():
        offer = offers[name]
        yield f"{name:{width}}  {as_clock(length):>5}  {offer.place.value:8}  {offer.name}"


def _check(file: Path, places: Folders) -> int:
    """Check one file of the user's own, among all that is there already."""
    from deskmate.cli import say_line
    from deskmate.exits import fail
    from deskmate.stretch.reading import CatalogueError

    try:
        say_line(_checked(file, places))
    except OSError as error:
        return fail(f"{file} cannot be read: {error.strerror or error}.")
    except UnicodeDecodeError:
        return fail(f"{file} cannot be read: it is not UTF-8 text.")
    except CatalogueError as error:
        return fail(str(error))
    return 0


def _checked(file: Path, places: Folders) -> str:
    from deskmate.build import build_catalogue, build_scenes, routine_ids
    from deskmate.stretch.catalogue import check_stretch
    from deskmate.stretch.routine import is_routine, plan_routine, read_routine

    text, poses = file.read_text(encoding="utf-8-sig"), build_scenes()
    if is_routine(text):
        stretches = build_catalogue(places, poses).stretches
        routine = read_routine(str(file), text, stretches)
        length = plan_routine(routine, stretches).length
        return f"{file}: a sound routine, {routine.name} ({routine.id}), {as_clock(length)} min."
    stretch = check_stretch(str(file), text, poses, routine_ids())
    return f"{file}: a sound stretch, {stretch.name} ({stretch.id}), {as_clock(stretch.length)} min."


def _show_safety() -> int:
    from deskmate.cli import say_line
    from deskmate.stretch.safety import safety_lines

    for line in safety_lines():
        say_line(line)
    return 0


def _accept(places: Folders) -> int:
    from deskmate.cli import say_line
    from deskmate.clock import SystemClock
    from deskmate.exits import fail
    from deskmate.history.journal import Journal
    from deskmate.history.tables import JournalError

    try:
        Journal(places.data).append([Event(SystemClock().now(), Kind.SAFETY_ACCEPTED)])
    except JournalError as error:
        return fail(str(error))
    say_line("It is written down that you have read it.")
    return 0


def _guided(options: argparse.Namespace, places: Folders, catalogue: Catalogue) -> int:
    from deskmate.build import build_speaker
    from deskmate.cli import say_line
    from deskmate.clock import SystemClock
    from deskmate.coach import ELSEWHERE
    from deskmate.config import load_settings
    from deskmate.desk import SESSION
    from deskmate.exits import fail
    from deskmate.history.journal import Journal

    settings, _ = load_settings(places.settings_file)
    if options.quiet:
        settings = settings._replace(voice=settings.voice._replace(enabled=False))
    journal = Journal(places.data)
    if not journal.claim(SESSION):
        journal.close()
        return fail(f"{ELSEWHERE}.")
    speaker = build_speaker(settings, places)
    asks = input if sys.stdin.isatty() and sys.stdout.isatty() else None
    room = Room(settings, catalogue, journal, speaker, SystemClock(), say_line, asks)
    try:
        with _ended_by_signals():
            room.hold(options.name)
    except NotReadError:
        return fail(UNREAD)
    finally:
        speaker.close()
        journal.close()
    return fail(f"{room.trouble} What was done is lost.") if room.trouble else 0


class NotReadError(Exception):
    """Nobody has accepted the safety page, and there is nobody to ask."""


@dataclass(slots=True)
class Room:
    """What a session line by line needs, put together; `read` asks the user, None where there is nobody to ask."""

    settings: Settings
    catalogue: Catalogue
    journal: Journal
    speaker: Speaker
    clock: Clock
    write: Callable[[str], None]
    read: Callable[[str], str] | None = None
    wait: Callable[[timedelta], None] = _sleep
    trouble: str = ""
    """Why what was done could not be written down; empty where it was."""
    _waiting: list[Event] = field(default_factory=list)

    def hold(self, name: str) -> None:
        """Hold the session of a stretch or routine; an interrupt ends it, keeps what was done and is raised on.

        Raises NotReadError.
        """
        from deskmate.sitting.amend import effective
        from deskmate.sitting.sessions import sessions
        from deskmate.stretch.safety import careful_plan, sore_stretches

        events = self.journal.read()
        self._heed(events)
        session = uuid.uuid4().hex
        before = self._rate(BEFORE, session, "before")
        sore = sore_stretches(sessions(effective(events)))
        plan, note = careful_plan(self.catalogue, name, self.settings.voice.rate, before, sore)
        self._lead(plan, session, name, before, note)

    def record(self, kind: Kind, *, at: datetime | None = None, **data: Scalar) -> Event:
        """Write down that something happened; what cannot be written now is tried again with the next."""
        from deskmate.history.tables import JournalError

        event = Event(at or self.clock.now(), kind, data, self.journal.device)
        self._waiting.append(event)
        try:
            self.journal.append(self._waiting)
        except JournalError as error:
            self.trouble = str(error)
        else:
            self.trouble = ""
            self._waiting.clear()
        return event

    def _lead(self, plan: Plan, session: str, name: str, before: int | None, note: str) -> None:
        from deskmate.coach import Coach, summary
        from deskmate.guide import Guide
        from deskmate.stretch.session import Run

        guide = Guide(self.write)
        coach = Coach(Run(plan), session, name, record=self.record, speaker=self.speaker, stage=guide)
        self.speaker.listen(guide.hear)
        self.speaker.start()
        self.write(f"{plan.title}, {as_clock(plan.length)} min. ctrl-c ends it and keeps what was done.")
        delay = self.settings.stretch.start_delay
        try:
            guide.lead(coach, self.clock, self.wait, lambda: coach.begin(delay, note=note))
        except KeyboardInterrupt:
            coach.keep()
            self._say_all(summary(coach.run, before, None))
            raise
        finally:
            coach.keep()
        after = self._rate(AFTER, session, "after") if coach.run.held > timedelta(0) else None
        self._say_all(summary(coach.run, before, after))

    def _heed(self, events: Sequence[Event]) -> None:
        """Let what is to be heeded be read once, by whoever has not yet."""
        from deskmate.stretch.safety import safety_lines

        if any(event.kind is Kind.SAFETY_ACCEPTED for event in events):
            return
        if self.read is None:
            raise NotReadError
        self._say_all(safety_lines())
        try:
            self.read(READ_IT)
        except EOFError:
            # The terminal stands behind the question still.
            self.write("")
            raise NotReadError from None
        self.record(Kind.SAFETY_ACCEPTED)

    def _rate(self, question: str, session: str, moment: str) -> int | None:
        from deskmate.guide import ask_ache

        score = ask_ache(question, self.read) if self.read is not None else None
        if score is not None:
            self.record(Kind.ACHE_RATED, session=session, moment=moment, score=score)
        return score

    def _say_all(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Take a closed terminal and a request to end for an interrupt, so that what was done is kept."""

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    ending = [s for s in (getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")) if s is not None]
    before = {number: signal.signal(number, interrupt) for number in ending}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

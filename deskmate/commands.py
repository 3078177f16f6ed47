"""What can be said from any shell: each word goes into the journal, where every open deskmate sees it at once."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from deskmate.duration import as_text, parse_duration
from deskmate.sitting import words
from deskmate.sitting.amend import WORDS, LengthError
from deskmate.sitting.fold import LOOK_BACK, State, fold
from deskmate.sitting.sessions import sessions
from deskmate.sitting.watch import event_of

if TYPE_CHECKING:
    from deskmate.config import Folders

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
OFF = "off"
FURTHEST = timedelta(days=31)
"""How long ago a time may be that is put right from the shell."""


def length(text: str) -> timedelta:
    """Read a duration for argparse."""
    _refuse_negative(text)
    try:
        found = parse_duration(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    if found <= timedelta(0):
        raise argparse.ArgumentTypeError(f"{text!r} is no time at all; write it like 45m, 1h30m or 90s")
    return found


def length_or_off(text: str) -> timedelta | time | None:
    """Read a duration, a time on the wall, or "off" (None), for argparse."""
    _refuse_negative(text)
    if text == OFF:
        return None
    if found := _CLOCK.fullmatch(text):
        return time(int(found[1]), int(found[2]))
    try:
        return length(text)
    except argparse.ArgumentTypeError:
        sentence = f"{text!r} is no duration or time; write it like 30m, 1h30m or 14:00, or {OFF}"
        raise argparse.ArgumentTypeError(sentence) from None


def _refuse_negative(text: str) -> None:
    if text.startswith("-"):
        raise argparse.ArgumentTypeError(f"{text!r} is below zero, which no length can be; write it like 45m")


def add_commands(commands: argparse._SubParsersAction[Any], common: argparse.ArgumentParser) -> None:
    """Add every word to the subcommands of the command line."""

    def add(
        name: str,
        about: str,
        word: Callable[[State, argparse.Namespace], words.Entries],
        say: Callable[[State, argparse.Namespace], str],
    ) -> argparse.ArgumentParser:
        command: argparse.ArgumentParser = commands.add_parser(
            name, help=about, description=about, parents=[common], allow_abbrev=False
        )
        command.set_defaults(run=_run, word=word, say=say)
        return command

    add("sit", "say that you sit down", lambda s, _: words.sit(s), _status)
    add("stand", "say that you stand up, at the desk", lambda s, _: words.stand(s), _status)
    add("away", "say that you leave the desk", lambda s, _: words.leave(s), _status)
    add("back", "say that you are back at the desk", lambda s, _: words.come_back(s), _status)
    rest = add("break", "begin a break, or end it", _break, _status)
    rest.add_argument("what", nargs="?", choices=["start", "end"], default="start", help="start (the default) or end")
    put_off = add("postpone", "put the break off", _postpone, _next)
    put_off.add_argument("length", nargs="?", type=length, metavar="LENGTH", help="for how long, such as 5m")
    add("skip", "let the break that is due go", lambda s, _: words.skip(s), _next)
    quiet = add("quiet", "give no prompts for a while", _quiet, _quiet_said)
    quiet.add_argument(
        "length", type=length_or_off, metavar="LENGTH|HH:MM|off", help="for how long, until when, or off"
    )
    reading = add("reading", "count stillness as sitting for a while", _reading, _reading_said)
    reading.add_argument(
        "length", type=length_or_off, metavar="LENGTH|HH:MM|off", help="how long, until when, or off"
    )
    log = add("log", "say what a time in the past really was", _log, _logged)
    log.add_argument("what", choices=list(WORDS), help="what it was")
    log.add_argument("length", type=length, metavar="LENGTH", help="how long it lasted, such as 40m")
    ago = "how long ago it ended (0 if left out)"
    log.add_argument("--ago", type=length, default=timedelta(0), metavar="LENGTH", help=ago)
    add("undo", "take the last correction back, or an absence just told", lambda s, _: words.undo(s), _undone)


def _break(state: State, options: argparse.Namespace) -> words.Entries:
    return words.take_break(state) if options.what == "start" else words.end_break(state)


def _postpone(state: State, options: argparse.Namespace) -> words.Entries:
    return words.postpone(state, options.length or options.settings.rules.postpone)


def _quiet(state: State, options: argparse.Namespace) -> words.Entries:
    return words.end_quiet(state) if options.length is None else words.be_quiet(state, _until(state, options))


def _reading(state: State, options: argparse.Namespace) -> words.Entries:
    return words.end_reading(state) if options.length is None else words.read(state, _until(state, options))


def _until(state: State, options: argparse.Namespace) -> timedelta:
    wanted: timedelta | time = options.length
    return wanted if isinstance(wanted, timedelta) else words.until(state, wanted)


def _log(state: State, options: argparse.Namespace) -> words.Entries:
    if options.ago > FURTHEST:
        raise LengthError(f"--ago reaches back {FURTHEST.days} days at most")
    end = state.now - options.ago
    return words.correct(state, options.what, end - options.length, end, options.sessions)


def _run(options: argparse.Namespace, places: Folders) -> int:
    from deskmate.cli import say_line
    from deskmate.clock import SystemClock
    from deskmate.config import load_settings
    from deskmate.exits import fail
    from deskmate.history.journal import Journal
    from deskmate.history.tables import JournalError

    options.settings, _ = load_settings(places.settings_file)
    clock, journal = SystemClock(), Journal(places.data)
    now, rules = clock.now(), options.settings.rules
    back = min(getattr(options, "ago", timedelta(0)), FURTHEST)
    events = journal.read(now - LOOK_BACK - back)
    options.sessions = sessions(events)
    try:
        state = fold(events, now, rules, clock.zone())
        written = [event_of(entry, journal.device) for entry in options.word(state, options)]
        journal.append(written)
    except ValueError as error:
        return fail(f"{error}.", usage=isinstance(error, LengthError))
    except JournalError as error:
        return fail(str(error))
    for problem in journal.take_problems():
        fail(problem)
    say_line(options.say(fold([*events, *written], now, rules, clock.zone()), options))
    return 0


def _status(state: State, _: argparse.Namespace) -> str:
    from deskmate.glance.show import as_line
    from deskmate.status import status_of

    return as_line(status_of(state))


def _undone(state: State, options: argparse.Namespace) -> str:
    return f"taken back; {_status(state, options)}"


def _next(state: State, _: argparse.Namespace) -> str:
    due = state.plan.due
    return f"next break at {_wall(state, due)}" if due is not None else "no break is planned"


def _quiet_said(state: State, _: argparse.Namespace) -> str:
    return f"quiet until {_wall(state, state.quiet.until)}" if state.quiet is not None else "prompts are given"


def _reading_said(state: State, _: argparse.Namespace) -> str:
    if state.reading_until is None:
        return "stillness counts as being away"
    return f"until {_wall(state, state.reading_until)} stillness counts as sitting"


def _logged(state: State, options: argparse.Namespace) -> str:
    said = state.corrections[-1].span
    start, end = state.local(said.start), state.local(said.end)
    until = f"{end:%H:%M}" if start.date() == end.date() else _wall(state, end)
    return f"{options.what}, {_wall(state, start)} to {until} ({as_text(said.length)}); `deskmate undo` takes it back"


def _wall(state: State, moment: datetime) -> str:
    here = state.local(moment)
    return f"{here:%H:%M}" if here.date() == state.today.date else f"{here:%A %d %B, %H:%M}"

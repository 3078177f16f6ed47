"""Commands that take the history elsewhere and back: export, import, backup, restore."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deskmate.clock import SystemClock
from deskmate.sitting.schedule import DAY, day_bounds

if TYPE_CHECKING:
    from deskmate.config import Folders
    from deskmate.history.journal import Journal
    from deskmate.sitting.events import Event
    from deskmate.sitting.fold import Day
    from deskmate.sitting.rules import Rules

STANDARD = "-"
"""The name of the standard input, and of the standard output."""


LAST_YEAR = 9998
"""After it a calendar has no day to end with."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What an export is made of: the events and days asked for."""

    events: tuple[Event, ...]
    days: tuple[Day, ...]
    rules: Rules
    now: datetime


def _json(kept: Kept) -> bytes:
    from deskmate.history.export import as_json

    return as_json(kept.events)


def _csv(kept: Kept) -> bytes:
    from deskmate.history.export import as_csv

    return as_csv(kept.events)


def _calendar(kept: Kept) -> bytes:
    from deskmate.history.export import as_calendar

    return as_calendar(kept.days, kept.rules, kept.now)


FORMATS: dict[str, tuple[Callable[[Kept], bytes], str]] = {
    "json": (_json, "every entry as JSON, which `deskmate import` takes back"),
    "csv": (_csv, "every entry as CSV for a spreadsheet, which `deskmate import` takes back"),
    "ics": (_calendar, "bouts, breaks and stretches for a calendar program"),
}
"""What an export can be, and how it is made."""

REPORT = "html"
ABOUT_REPORT = "a page to print and bring to a physiotherapist; of the last four weeks unless told otherwise"


def add_commands(commands: argparse._SubParsersAction[Any], common: argparse.ArgumentParser) -> None:
    """Add the commands to the command line."""

    def add(name: str, about: str, run: Callable[[argparse.Namespace, Folders], int]) -> argparse.ArgumentParser:
        command: argparse.ArgumentParser = commands.add_parser(
            name, help=about, description=about, parents=[common], allow_abbrev=False
        )
        command.set_defaults(run=run)
        return command

    export = add("export", "write the history out, in one of several formats", _export)
    formats = export.add_mutually_exclusive_group(required=True)
    for name, (_, about) in FORMATS.items():
        formats.add_argument(f"--{name}", dest="format", action="store_const", const=name, help=about)
    formats.add_argument(f"--{REPORT}", dest="format", action="store_const", const=REPORT, help=ABOUT_REPORT)
    export.add_argument("--from", dest="first", type=_day, metavar="DATE", help="the first day, such as 2026-03-02")
    export.add_argument("--to", dest="last", type=_day, metavar="DATE", help="the last day")
    export.add_argument(
        "--out", type=Path, metavar="FILE", help=f"the file to write; {STANDARD} or none for the standard output"
    )
    take = add("import", "take a JSON or CSV export back, each entry once", _import)
    take.add_argument("file", metavar="FILE", help=f"the file, or {STANDARD} for the standard input")
    backup = add("backup", "put all history and settings into one file", _backup)
    backup.add_argument("file", type=Path, metavar="FILE", help="the file to write, a zip")
    restore = add("restore", "bring a backup back; what is here stays", _restore)
    restore.add_argument("file", type=Path, metavar="FILE", help="the file that `deskmate backup` wrote")


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it like 2026-03-02") from None
    from deskmate.sitting.events import EARLIEST

    if not EARLIEST.year <= day.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"{text!r} is out of range; give a year from {EARLIEST.year} to {LAST_YEAR}")
    return day


def kept_between(places: Folders, first: date | None, last: date | None) -> tuple[Kept, tuple[str, ...]]:
    """Read what tells of some days (all, where a bound is missing), whenever it was said.

    Beside it what is wrong with the journal.
    """
    from deskmate.config import load_settings
    from deskmate.history.journal import Journal
    from deskmate.sitting.months import Months
    from deskmate.sitting.ranges import of_range

    clock, journal = SystemClock(), Journal(places.data)
    now, zone = clock.now(), clock.zone()
    rules = load_settings(places.settings_file)[0].rules
    events = tuple(journal.read())
    days = Months().days([events], now, rules, zone)
    start = day_bounds(first, zone)[0] if first is not None else None
    end = day_bounds(last + DAY, zone)[0] if last is not None else None
    kept = Kept(
        of_range(events, start, end, zone),
        tuple(d for d in days if (first is None or first <= d.date) and (last is None or d.date <= last)),
        rules,
        now,
    )
    return kept, journal.take_problems()


def _export(options: argparse.Namespace, places: Folders) -> int:
    from deskmate.exits import fail

    if options.first is not None and options.last is not None and options.first > options.last:
        return fail(f"--from {options.first} is later than --to {options.last}.", usage=True)
    if options.format == REPORT:
        from deskmate.report_command import report_between

        return _put(report_between(places, options.first, options.last).encode(), options.out)
    kept, problems = kept_between(places, options.first, options.last)
    for problem in problems:
        fail(problem)
    content = FORMATS[options.format][0](kept)
    return _put(content, options.out)


def _put(content: bytes, target: Path | None) -> int:
    from deskmate.cli import say_line
    from deskmate.exits import fail
    from deskmate.glance.show import write_bytes
    from deskmate.history.disk import replace_file

    if target is None or str(target) == STANDARD:
        write_bytes(content)
        return 0
    try:
        replace_file(target, content)
    except OSError as error:
        return fail(f"{target} cannot be written: {error.strerror or error}.")
    say_line(f"{target} is written.")
    return 0


def _import(options: argparse.Namespace, places: Folders) -> int:
    from deskmate.cli import say_line
    from deskmate.exits import fail
    from deskmate.history.export import ExportError, read_export
    from deskmate.history.journal import Journal
    from deskmate.history.tables import JournalError

    try:
        content = sys.stdin.buffer.read() if options.file == STANDARD else Path(options.file).read_bytes()
        events = read_export(content)
    except OSError as error:
        return fail(f"{options.file} cannot be read: {error.strerror or error}.")
    except ExportError as error:
        return fail(f"{options.file}: {error}.")
    journal = Journal(places.data)
    fresh = missing_in(journal, events)
    try:
        journal.append(fresh)
    except JournalError as error:
        return fail(str(error))
    for problem in journal.take_problems():
        fail(problem)
    say_line(_counted(len(fresh), len(events) - len(fresh), "taken"))
    return 0


def missing_in(journal: Journal, events: list[Event]) -> list[Event]:
    """Give the events that a journal does not hold; of signs of life, those that tell something new."""
    from deskmate.sitting.events import Kind

    here = journal.read()
    known = {e.id for e in here}
    seen = {e.device: e.at for e in here}
    found: dict[str, Event] = {}
    for event in events:
        if event.kind is Kind.ALIVE:
            device = event.device or journal.device
            if device not in seen or event.at > seen[device]:
                key = event.id or f"alive-{device}-{event.at:%Y%m%dT%H%M%S%f}"
                found[key] = event._replace(id=key)
        elif event.id not in known:
            found.setdefault(event.id, event)
    return list(found.values())


def _counted(fresh: int, known: int, what: str) -> str:
    entries = "1 entry" if fresh == 1 else f"{fresh:,} entries"
    return f"{entries} {what}; {known:,} known already"


def _backup(options: argparse.Namespace, places: Folders) -> int:
    from deskmate.cli import say_line
    from deskmate.exits import fail
    from deskmate.history.archive import BackupError, back_up

    try:
        count = back_up(places.data / "history", places.config, options.file)
    except BackupError as error:
        return fail(str(error))
    say_line(f"{count:,} {'file' if count == 1 else 'files'} in {options.file}")
    return 0


def _restore(options: argparse.Namespace, places: Folders) -> int:
    from deskmate.cli import say_line
    from deskmate.exits import fail
    from deskmate.history.archive import BackupError, restore
    from deskmate.history.journal import Journal
    from deskmate.history.tables import JournalError

    try:
        restored = restore(options.file, Journal(places.data), places.config)
    except (BackupError, JournalError) as error:
        return fail(str(error))
    say_line(_counted(restored.entries, restored.known, "restored"))
    for name in restored.kept:
        say_line(f"{name} is kept as it is here; the backup's differs")
    return 0

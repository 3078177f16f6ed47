"""`deskmate export`: what was kept, as a file for somebody else."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deskmate.config import Folders

ABOUT = "write what was kept of a time to a file"
DEFAULT_DAYS = 28
"""A report is about four weeks unless told otherwise: what one remembers, and a change shows."""

PRIVATE = 0o600


def add_export(commands: argparse._SubParsersAction[Any], common: argparse.ArgumentParser) -> None:
    """Add `export` to the subcommands of the command line."""
    command = commands.add_parser("export", help=ABOUT, description=ABOUT, parents=[common], allow_abbrev=False)
    command.set_defaults(run=_run)
    formats = command.add_mutually_exclusive_group(required=True)
    formats.add_argument(
        "--html",
        dest="write",
        action="store_const",
        const=_html,
        help="a page to print and bring to a physiotherapist",
    )
    command.add_argument("--from", dest="first", type=_day, metavar="DATE", help="the first day, such as 2026-03-02")
    command.add_argument("--to", dest="last", type=_day, metavar="DATE", help="the last day; today without it")
    command.add_argument("--out", type=Path, metavar="FILE", help="the file to write; - or none for standard output")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it like 2026-03-02") from None


def _run(options: argparse.Namespace, places: Folders) -> int:
    from deskmate.cli import USAGE, fail

    try:
        text = options.write(options, places)
    except ValueError as error:
        fail(f"{error}.")
        return USAGE
    if options.out is None or str(options.out) == "-":
        sys.stdout.write(text)
        return 0
    try:
        _write(options.out, text)
    except OSError as error:
        return fail(f"{options.out} cannot be written: {error.strerror or error}.")
    return 0


def _write(path: Path, text: str) -> None:
    """Write a file for nobody but the user; what stood there is replaced as a whole."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        fresh.touch(PRIVATE)
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _html(options: argparse.Namespace, places: Folders) -> str:
    from deskmate import __version__
    from deskmate.build import build_selfcheck
    from deskmate.cli import fail
    from deskmate.looking_back import LookBack, today_here
    from deskmate.looks import report_style
    from deskmate.review.period import ONE_DAY, Period
    from deskmate.review.report import About, report

    last = options.last or today_here()
    first = options.first or last - ONE_DAY * (DEFAULT_DAYS - 1)
    if first > last:
        raise ValueError(f"the time would end ({last}) before it begins ({first}); swap --from and --to")
    seen = LookBack(places)
    for problem in seen.problems:
        fail(problem)
    about = About(Period(first, last), seen.now, seen.rules, seen.zone, f"deskmate {__version__}", build_selfcheck())
    return report(seen.past, about, report_style())

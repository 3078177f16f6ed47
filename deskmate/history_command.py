"""`deskmate history`: a day, week, month or year in a few plain lines."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from deskmate.review.period import Unit

if TYPE_CHECKING:
    from deskmate.config import Folders

ABOUT = "say what a day, week, month or year added up to"


def add_history(commands: argparse._SubParsersAction[Any], common: argparse.ArgumentParser) -> None:
    """Add `history` to the subcommands of the command line."""
    command = commands.add_parser("history", help=ABOUT, description=ABOUT, parents=[common], allow_abbrev=False)
    command.set_defaults(run=_run, unit=Unit.WEEK)
    units = command.add_mutually_exclusive_group()
    for unit in Unit:
        usual = " (the default)" if unit is Unit.WEEK else ""
        units.add_argument(
            f"--{unit}", dest="unit", action="store_const", const=unit, help=f"the present {unit}{usual}"
        )
    command.add_argument(
        "--plain", action="store_true", help="words alone, no sparklines, as in a pipe: for a screen reader"
    )


def _run(options: argparse.Namespace, places: Folders) -> int:
    from deskmate.cli import say_line
    from deskmate.exits import fail
    from deskmate.looking_back import LookBack, today_here
    from deskmate.review.changed import what_changed
    from deskmate.review.period import beside, period_of
    from deskmate.review.summary import summary

    period = period_of(options.unit, today_here())
    seen = LookBack(places, beside(period, -1).first)
    for problem in seen.problems:
        fail(problem)
    days, rules = seen.past.days, seen.rules
    say_line(period.title)
    say_line(what_changed(days, period, seen.today, rules))
    said = summary(days, period, today=seen.today, rules=rules, zone=seen.zone)
    drawn = sys.stdout.isatty() and not options.plain
    wide = max((len(s.about) for s in said), default=0)
    long = max((len(s.values) for s in said), default=0)
    for line in said:
        drawing = f"{line.about:<{wide}}  {line.sparkline:<{long}}  " if drawn else f"{line.about}: "
        say_line(f"{drawing}{line.words}")
    return 0

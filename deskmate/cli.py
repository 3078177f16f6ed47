"""The command line. Each subcommand imports what it needs, so that `status` never loads Textual."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from deskmate import __version__
from deskmate.config import Folders, folders, load_settings
from deskmate.glance.fields import FIELDS

FAILURE = 1
USAGE = 2

FORMAT_HELP = (
    "print TEXT with its {fields} filled in, such as '{posture} {bout:%%H:%%M} {next_break}'; "
    f"the fields are {', '.join(FIELDS)}"
)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"deskmate: {message}; see deskmate --help\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run deskmate and give its exit status: 0 well, 1 failure, 2 usage."""
    options = _parser().parse_args(arguments)
    places = folders(getattr(options, "data_dir", None))
    try:
        return int(options.run(options, places))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of the pipe left; nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    common = _Parser(add_help=False)
    common.add_argument(
        "--data-dir",
        type=Path,
        metavar="FOLDER",
        default=argparse.SUPPRESS,
        help="keep history, settings and log here (also DESKMATE_DATA_DIR)",
    )
    parser = _Parser(
        prog="deskmate",
        description="A workday companion: a sitting timer, a guided psoas stretch, and the reasons why.",
        epilog="Without a command, deskmate opens on the full screen.",
        parents=[common],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"deskmate {__version__}")
    parser.set_defaults(run=_open_app)
    from deskmate.commands import add_commands
    from deskmate.settings.command import add_config
    from deskmate.voice.saying import add_options

    commands = parser.add_subparsers(metavar="COMMAND", parser_class=_Parser)
    for name, run, about in (
        ("status", _status, "say how long you have been sitting and when the next break is due"),
        ("doctor", _doctor, "say in plain lines what works here"),
        ("say", _say, "speak a text"),
    ):
        command = commands.add_parser(name, help=about, description=about, parents=[common], allow_abbrev=False)
        command.set_defaults(run=run)
        if name == "say":
            add_options(command)
            continue
        printed = command.add_mutually_exclusive_group()
        printed.add_argument("--json", action="store_true", help="print JSON")
        if name == "status":
            printed.add_argument("--format", metavar="TEXT", help=FORMAT_HELP)

    add_commands(commands, common)
    add_config(commands, common)
    return parser


def fail(sentence: str) -> int:
    """Say in one line on the error stream why it cannot be; give the exit status of a failure."""
    print(f"deskmate: {sentence}", file=sys.stderr)  # noqa: T201 - the command line's own output
    return FAILURE


def say_line(line: str) -> None:
    """Say one line."""
    print(line)  # noqa: T201 - the command line's own output


def _open_app(_: argparse.Namespace, places: Folders) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return fail("the full screen needs a terminal; in a pipe or a script use `deskmate status`.")
    if os.environ.get("TERM", "") in {"dumb", ""} and sys.platform != "win32":
        return fail("this terminal (TERM=dumb) cannot show a full screen; `deskmate status` works here.")
    from deskmate.app import DeskmateApp
    from deskmate.build import build_desk

    desk, problems = build_desk(places)
    app = DeskmateApp(desk, places, problems)
    app.run()
    if app.unwritten:
        lost = f"{len(app.unwritten)} entries could not be written to {places.data} and are lost"
        return fail(f"{lost}: free some space there, or check its permissions.")
    return app.return_code or 0


def _status(options: argparse.Namespace, places: Folders) -> int:
    from deskmate.clock import SystemClock
    from deskmate.glance.show import FormatError, as_json, as_line, check_format, in_format, say
    from deskmate.status import StatusSource, status_of

    try:
        check_format(options.format or "")
    except FormatError as error:
        fail(str(error))
        return USAGE
    reading = StatusSource(places.data, places.settings_file, SystemClock()).keep()
    for problem in reading.problems:
        fail(problem)
    status = status_of(reading.state)
    if options.json:
        return say(as_json(status))
    return say(as_line(status) if options.format is None else in_format(status, options.format))


def _doctor(options: argparse.Namespace, places: Folders) -> int:
    from deskmate.doctor import examine

    findings = examine(places)
    if options.json:
        say_line(json.dumps([f.as_json() for f in findings], ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            say_line(finding.line())
    return FAILURE if any(f.impairs for f in findings) else 0


def _say(options: argparse.Namespace, places: Folders) -> int:
    from deskmate.build import usual_voice
    from deskmate.voice.saying import NothingToSayError, SayingError, UnheardError, say

    settings, _ = load_settings(places.settings_file)
    try:
        lines = say(options, usual_voice(settings, places))
    except NothingToSayError as error:
        _parser().error(str(error))
    except UnheardError as error:
        for caption in error.captions:
            say_line(caption)
        return fail(str(error))
    except SayingError as error:
        return fail(str(error))
    for line in lines:
        say_line(line)
    return 0

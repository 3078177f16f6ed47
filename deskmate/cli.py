"""The command line. Each subcommand imports what it needs, so that `status` never loads Textual."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from deskmate import __version__
from deskmate.config import Folders, folders, load_settings
from deskmate.exits import FAILURE, INTERRUPTED, USAGE, fail
from deskmate.glance.fields import FIELDS, Status
from deskmate.glance.show import say, write

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

SHELLS = ("bash", "zsh", "fish")
LOOPBACK, PORT = "127.0.0.1", 8765
LOOPBACKS = (LOOPBACK, "localhost", "::1")
LAST_PORT = 65535

FORMAT_HELP = (
    "print TEXT with its {fields} filled in, such as '{posture} {bout:%%H:%%M} {next_break}'; "
    f"the fields are {', '.join(FIELDS)}"
)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as argparse takes them
        super().__init__(*args, **kwargs)
        # Not only -5 but -5m is no option: then it is told what is wrong with it.
        self._negative_number_matcher = re.compile(r"-\.?\d")

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"deskmate: {message}; see deskmate --help\n")

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Let a help that cannot be written be no success, as it is to argparse."""
        if file is sys.stdout:
            write(message)
        else:
            super()._print_message(message, file)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run deskmate and give its exit status: 0 well, 1 failure, 2 usage."""
    options = make_parser().parse_args(arguments)
    places = folders(getattr(options, "data_dir", None))
    try:
        return int(options.run(options, places))
    except KeyboardInterrupt:
        return INTERRUPTED


def make_parser() -> argparse.ArgumentParser:
    """Give the whole command line; the manual, the guide and the shells' completions are made from it too."""
    common = _Parser(add_help=False)
    common.add_argument(
        "--data-dir",
        type=as_folder,
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
    from deskmate.history_command import add_history
    from deskmate.keeping import add_commands as add_keeping
    from deskmate.learn_command import add_learn
    from deskmate.settings.command import add_config
    from deskmate.stretch_command import add_stretch
    from deskmate.voice.saying import add_options

    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
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
            command.add_argument(
                "--watch", action="store_true", help="go on until ctrl+c: a line whenever it changes"
            )

    add_commands(commands, common)
    _add_reach(commands, common)
    add_stretch(commands, common)
    add_learn(commands, common)
    add_keeping(commands, common)
    add_history(commands, common)
    add_config(commands, common)
    return parser


def _add_reach(commands: argparse._SubParsersAction[Any], common: argparse.ArgumentParser) -> None:
    """Add what brings deskmate to other places: a browser, and a shell's own completion."""
    about = "open deskmate in a browser on this machine; needs the extra: pip install '.[serve]'"
    serve = commands.add_parser("serve", help=about, description=about, parents=[common], allow_abbrev=False)
    host = f"the address to listen on, {LOOPBACK} if left out: then nobody else can reach it"
    serve.add_argument("--host", default=LOOPBACK, metavar="ADDRESS", help=host)
    port = f"the port to listen on, {PORT} if left out"
    serve.add_argument("--port", type=_port, default=PORT, metavar="NUMBER", help=port)
    serve.set_defaults(run=_serve)
    about = "print the completion of deskmate's commands for a shell, to be sourced there"
    completion = commands.add_parser(
        "completion", help=about, description=about, parents=[common], allow_abbrev=False
    )
    completion.add_argument("shell", choices=SHELLS, help="the shell it is for")
    completion.set_defaults(run=_completion)


def as_folder(text: str) -> Path:
    """Read a folder's name for argparse; an empty one is refused."""
    if not text:
        # A variable of a script that is not set; to Path it would be the folder one is in.
        raise argparse.ArgumentTypeError("the folder's name is empty")
    return Path(text)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= LAST_PORT):
        raise argparse.ArgumentTypeError(f"must be a whole number from 1 to {LAST_PORT}, not {text!r}")
    return int(text)


def say_line(line: str) -> None:
    """Say one line, or some."""
    say(line)


def _open_app(_: argparse.Namespace, places: Folders) -> int:
    from deskmate.opening import open_app

    return open_app(places)


def _status(options: argparse.Namespace, places: Folders) -> int:
    from deskmate.clock import SystemClock
    from deskmate.glance.show import FormatError, as_json, as_line, check_format, in_format
    from deskmate.status import StatusSource, status_of

    try:
        check_format(options.format or "")
    except FormatError as error:
        fail(str(error))
        return USAGE
    source = StatusSource(places.data, places.settings_file, SystemClock())

    def text(status: Status) -> str:
        if options.json:
            return as_json(status)
        return as_line(status) if options.format is None else in_format(status, options.format)

    if options.watch:
        from deskmate.following import follow

        return follow(source, text, fail)
    reading = source.keep()
    for problem in reading.problems:
        fail(problem)
    return say(text(status_of(reading.state)))


def _doctor(options: argparse.Namespace, places: Folders) -> int:
    from deskmate.doctor import as_lines, examine

    findings = examine(places)
    if options.json:
        say_line(json.dumps([f.as_json() for f in findings], ensure_ascii=False, indent=2))
    else:
        for line in as_lines(findings):
            say_line(line)
    return FAILURE if any(f.impairs for f in findings) else 0


def _serve(options: argparse.Namespace, _: Folders) -> int:
    from deskmate.browser.server import ServeError, serve

    if options.host not in LOOPBACKS:
        sentence = f"with --host {options.host}, whoever can reach that address can read and change what you keep."
        fail(sentence)
    try:
        serve(options.host, options.port, getattr(options, "data_dir", None), say_line)
    except ServeError as error:
        return fail(str(error))
    return 0


def _completion(options: argparse.Namespace, _: Folders) -> int:
    from deskmate.completion import completion

    say_line(completion(make_parser(), options.shell))
    return 0


def _say(options: argparse.Namespace, places: Folders) -> int:
    from deskmate.build import usual_voice
    from deskmate.voice.saying import NothingToSayError, SayingError, UnheardError
    from deskmate.voice.saying import say as speak

    settings, _ = load_settings(places.settings_file)
    try:
        lines = speak(options, usual_voice(settings, places))
    except NothingToSayError as error:
        make_parser().error(str(error))
    except UnheardError as error:
        for caption in error.captions:
            say_line(caption)
        return fail(str(error))
    except SayingError as error:
        return fail(str(error))
    for line in lines:
        say_line(line)
    return 0

"""`deskmate config`: the settings file from the shell."""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from deskmate.config import Folders, Settings, load_settings
from deskmate.settings.kinds import Plain, as_typed
from deskmate.settings.table import SETTINGS

USUAL_EDITORS = ("notepad",) if sys.platform == "win32" else ("nano", "vi")


def add_config(commands: argparse._SubParsersAction[Any], common: argparse.ArgumentParser) -> None:
    """Add `config` and its words to the subcommands of the command line."""
    about = "see and change the settings"
    config = commands.add_parser("config", help=about, description=about, parents=[common], allow_abbrev=False)
    words = config.add_subparsers(title="words", metavar="WORD", required=True, parser_class=type(config))
    for name, run, what in (
        ("path", _path, "say where the settings file is"),
        ("show", _show, "print every setting as it holds now"),
        ("edit", _edit, "open the file in $VISUAL or $EDITOR"),
        ("check", _check, "say what is wrong with the file, a sentence each"),
        ("set", _set, "change one setting, such as `set voice.rate 170`"),
        ("reset", _reset, "let the default of a setting hold again"),
    ):
        word = words.add_parser(name, help=what, description=what, parents=[common], allow_abbrev=False)
        word.set_defaults(run=run)
        if name in {"set", "reset"}:
            word.add_argument("key", metavar="KEY", help="a setting, such as sitting.interval")
        if name == "set":
            word.add_argument("value", metavar="VALUE", help="such as 45m, true, 9:00-17:30 or mon,tue")


def _path(_: argparse.Namespace, places: Folders) -> int:
    from deskmate.cli import say_line

    say_line(str(places.settings_file))
    return 0


def _show(_: argparse.Namespace, places: Folders) -> int:
    from deskmate.cli import say_line
    from deskmate.exits import fail

    settings, problems = load_settings(places.settings_file)
    for line in show(settings):
        say_line(line)
    for problem in problems:
        fail(problem)
    return 0


def show(settings: Settings) -> list[str]:
    """Give every setting as TOML, section by section; a comment marks what is not the default."""
    from deskmate.settings.papers import as_toml

    lines: list[str] = []
    section = ""
    for setting in SETTINGS.values():
        if setting.section != section:
            section = setting.section
            lines += ["", f"[{section}]"] if lines else [f"[{section}]"]
        value, default = setting.value_in(settings), setting.default
        if value is None:
            lines.append(f"# {setting.key} is not set")
            continue
        mark = "" if value == default else "    # your own"
        lines.append(f"{setting.key} = {as_toml(value)}{mark}")
    if settings.keys:
        lines += [
            "",
            "[keys]",
            *(f"{as_toml(name)} = {as_toml(key)}    # your own" for name, key in settings.keys.items()),
        ]
    return lines


def _check(_: argparse.Namespace, places: Folders) -> int:
    from deskmate.cli import say_line
    from deskmate.exits import FAILURE, fail

    if problems := _problems(places):
        for problem in problems:
            fail(problem)
        return FAILURE
    there = places.settings_file.exists()
    say_line(f"{places.settings_file} is fine." if there else "There is no settings file: the defaults hold.")
    return 0


def _problems(places: Folders) -> tuple[str, ...]:
    """Give what is wrong with the file, keys of the user's own among it, a sentence each."""
    settings, problems = load_settings(places.settings_file)
    if not settings.keys:
        return problems
    from deskmate.keymap import check_keys

    return problems + check_keys(settings.keys, places.settings_file)[1]


def _set(options: argparse.Namespace, places: Folders) -> int:
    from deskmate.cli import say_line
    from deskmate.settings.file import SettingError, SettingsFile

    file = SettingsFile(places.settings_file)
    try:
        file.change(options.key, options.value)
    except SettingError as error:
        return _refuse(error)
    settings, _ = file.read()
    value = SETTINGS[options.key].value_in(settings)
    say_line(f"{options.key} is now {_told(value) or 'not set'}")
    return 0


def _reset(options: argparse.Namespace, places: Folders) -> int:
    from deskmate.cli import say_line
    from deskmate.settings.file import SettingError, SettingsFile

    try:
        SettingsFile(places.settings_file).reset(options.key)
    except SettingError as error:
        return _refuse(error)
    default = SETTINGS[options.key].default
    say_line(f"{options.key} is {_told(default)} again" if _told(default) else f"{options.key} is not set")
    return 0


def _told(value: Plain | None) -> str:
    return as_typed(value) if value is not None else ""


def _refuse(error: Exception) -> int:
    from deskmate.exits import USAGE, fail
    from deskmate.settings.file import SettingsFileError

    failure = fail(str(error))
    return failure if isinstance(error, SettingsFileError) else USAGE


def _edit(_: argparse.Namespace, places: Folders) -> int:
    from deskmate.exits import fail
    from deskmate.settings.file import SettingError, SettingsFile

    try:
        SettingsFile(places.settings_file).begin()
        editor = editor_of(os.environ)
    except (SettingError, ValueError) as error:
        return fail(str(error))
    try:
        status = subprocess.run([*editor, str(places.settings_file)], check=False).returncode  # noqa: S603 - the user's editor
    except OSError as error:
        return fail(f"{editor[0]} cannot be started ({error.strerror or error}); set EDITOR to your editor.")
    if status:
        return fail(f"{editor[0]} ended with status {status}.")
    for problem in _problems(places):
        fail(problem)
    return 0


def editor_of(environ: Mapping[str, str]) -> list[str]:
    """Give the user's editor and its arguments. Raises ValueError with one sentence where there is none."""
    import shutil

    wanted = environ.get("VISUAL") or environ.get("EDITOR")
    if wanted:
        try:
            words = shlex.split(wanted)
        except ValueError:
            words = []
        if not words:
            raise ValueError(f"EDITOR is {wanted!r}, which is no command.")
        return words
    for name in USUAL_EDITORS:
        if found := shutil.which(name):
            return [found]
    raise ValueError("no editor was found; set EDITOR to yours.")

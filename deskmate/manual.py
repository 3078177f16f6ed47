"""The manual: every command, file and variable, made from the command line's own tree for `man` and for the guide."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date

from deskmate import __version__

FILES = (
    (
        "history/DEVICE/YEAR-MONTH.json",
        "what you did on one machine in one month, one event a row, in TinyDB's format",
    ),
    (
        "history/DEVICE/YEAR-MONTH.previous.json",
        "the same before the last change, for when the disk damages the newer",
    ),
    ("history/DEVICE/YEAR-MONTH.last.json", "the last change, which the one before lacks"),
    ("history/DEVICE/YEAR-MONTH.damaged-TIME", "a month that was damaged, as it was found; it may be deleted"),
    (
        "history/DEVICE/YEAR-MONTH.schema-N.json",
        "what happened beside a month that only a newer deskmate may write to",
    ),
    ("history/DEVICE/machine", "a mark of the machine, so that another of the same name keeps away"),
    ("history/DEVICE/alive.json", "the last sign of life, so that a crash loses a minute at most"),
    ("history/DEVICE/status", "the status last told, so that telling it again costs little; it may be deleted"),
    ("history/DEVICE/*.lock", "held while a file is written, and by the one pane that prompts or runs a session"),
    ("config/config.toml", "your settings; it need not be there"),
    ("config/stretches/*.toml", "stretches of your own, or your version of a built-in one"),
    ("config/routines/*.toml", "routines of your own"),
    ("log/voice.log", "what the speech libraries complain of"),
    ("log/hooks.log", "what your own commands print"),
)
"""Every file that deskmate keeps, below the folder given by the user, and what is in it."""

PLACES = (
    (
        "history",
        "~/.local/share/deskmate/history",
        "~/Library/Application Support/deskmate/history",
        "%LOCALAPPDATA%\\deskmate\\history",
    ),
    ("config", "~/.config/deskmate", "~/Library/Application Support/deskmate", "%LOCALAPPDATA%\\deskmate"),
    ("log", "~/.local/state/deskmate/log", "~/Library/Logs/deskmate", "%LOCALAPPDATA%\\deskmate\\Logs"),
)
"""Where each folder is on Linux, macOS and Windows, unless the user says otherwise."""

ENVIRONMENT = (
    ("DESKMATE_DATA_DIR", "one folder for history, settings and log, as --data-dir"),
    ("NO_COLOR", "set to anything: no colours"),
    ("TERM, COLORTERM", "what the terminal can show; COLORTERM=truecolor for all colours"),
)

EXIT_STATUS = (
    ("0", "well"),
    ("1", "it could not be done; one sentence on the error stream says why"),
    ("2", "the command line was wrong; one sentence says how"),
    ("130", "interrupted by ctrl+c"),
)

NO_ADVICE = "deskmate is no medical advice. Its pages name what should take you to a doctor."


@dataclass(frozen=True, slots=True)
class Command:
    """One command: `usage` as it is typed, and each argument with what it means."""

    name: str
    usage: str
    about: str
    arguments: tuple[tuple[str, str], ...]


def commands(parser: argparse.ArgumentParser) -> tuple[Command, ...]:
    """Give every command of the tree, deskmate itself first. What all share is told of the first alone."""
    first = _command(parser, ("deskmate",), frozenset())
    shared = frozenset(name for name, _ in first.arguments) | {"-h, --help"}
    return (first, *_below(parser, ("deskmate",), shared))


def man_page(parser: argparse.ArgumentParser, day: date) -> str:
    """Give the page for `man deskmate`, in roff, dated `day`."""
    first, *rest = commands(parser)
    lines = [
        f'.TH DESKMATE 1 "{day.isoformat()}" "deskmate {__version__}" "User Commands"',
        ".SH NAME",
        f"deskmate \\- {_roff(parser.description or '').rstrip('.')}",
        ".SH SYNOPSIS",
        f".B {_roff(first.usage)}",
        ".SH DESCRIPTION",
        _roff(
            "Without a command, deskmate opens on the full screen; ? shows its keys there. What is said with a "
            "command counts at once in every open deskmate, and also with none open."
        ),
        ".SH OPTIONS",
        *_roff_items(first.arguments),
        ".SH COMMANDS",
    ]
    for command in rest:
        lines += [f".SS {_roff(command.usage)}", _roff(_sentence(command.about)), *_roff_items(command.arguments)]
    for title, items in (("FILES", FILES), ("ENVIRONMENT", ENVIRONMENT), ("EXIT STATUS", EXIT_STATUS)):
        lines += [f".SH {title}", *_roff_items(items)]
    return "\n".join([*lines, ".SH NOTES", _roff(NO_ADVICE)]) + "\n"


def _below(parser: argparse.ArgumentParser, path: tuple[str, ...], shared: frozenset[str]) -> tuple[Command, ...]:
    found: list[Command] = []
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way to what it holds
        if not isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            continue
        abouts = {choice.dest: choice.help or "" for choice in action._choices_actions}  # noqa: SLF001
        for name, child in action.choices.items():
            here = (*path, name)
            found += [_command(child, here, shared, abouts.get(name, "")), *_below(child, here, shared)]
    return tuple(found)


def _command(
    parser: argparse.ArgumentParser, path: tuple[str, ...], shared: frozenset[str], about: str = ""
) -> Command:
    arguments: list[tuple[str, str]] = []
    usage = list(path)
    exclusive = {id(a): group for group in parser._mutually_exclusive_groups for a in group._group_actions}  # noqa: SLF001
    for action in parser._actions:  # noqa: SLF001
        name = _name(action)
        if name in shared or action.help == argparse.SUPPRESS:
            continue
        group = exclusive.get(id(action))
        if group is None:
            usage.append(_in_usage(action, name))
        elif action is group._group_actions[0]:  # noqa: SLF001
            usage.append(_one_of(group))
        if not isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            arguments.append((name, _meaning(parser, action)))
    return Command(path[-1], " ".join(usage), about or (parser.description or ""), tuple(arguments))


def _name(action: argparse.Action) -> str:
    if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
        return str(action.metavar or "COMMAND")
    value = str(action.metavar or "|".join(str(c) for c in action.choices or ()) or action.dest.upper())
    if not action.option_strings:
        return value
    takes_value = action.nargs != 0
    return f"{', '.join(action.option_strings)}{f' {value}' if takes_value else ''}"


def _in_usage(action: argparse.Action, name: str) -> str:
    if action.option_strings:
        return f"[{name.rpartition(', ')[2]}]"
    optional = action.nargs in {"?", "*"} or isinstance(action, argparse._SubParsersAction)  # noqa: SLF001
    return f"[{name}]" if optional and not action.required else name


def _one_of(group: argparse._MutuallyExclusiveGroup) -> str:
    """Name those of which one is given at most: in brackets where none may be, in parentheses where one must."""
    names = "|".join(_in_usage(action, _name(action)).strip("[]") for action in group._group_actions)  # noqa: SLF001
    return f"({names})" if group.required else f"[{names}]"


def _meaning(parser: argparse.ArgumentParser, action: argparse.Action) -> str:
    return parser._get_formatter()._expand_help(action) if action.help else ""  # noqa: SLF001


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _roff_items(items: tuple[tuple[str, str], ...]) -> list[str]:
    return [line for name, what in items for line in (".TP", f".B {_roff(name)}", _roff(_sentence(what)))]


def _roff(text: str) -> str:
    """Escape what roff would obey."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("~", "\\(ti").replace("^", "\\(ha")
    escaped = escaped.replace("'", "\\(aq").replace('"', "\\(dq").replace("–", "\\(en")
    return f"\\&{escaped}" if escaped.startswith(".") else escaped

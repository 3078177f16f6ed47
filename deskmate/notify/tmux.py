"""What stands between a program in tmux and the terminal around it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from deskmate.notify.note import Environ

ANSWER_LIMIT = timedelta(seconds=1)

_CLIENT = "#{client_activity}\t#{client_termtype}\t#{client_termname}"

Run = Callable[[list[str]], str | None]


@dataclass(frozen=True, slots=True)
class Passage:
    """Which terminal tmux is shown in (its XTVERSION and TERM, "" unknown), and whether sequences get through to it.

    `allowed` is False when tmux holds them back, `hidden_too` True when they pass from a pane out of sight as well.
    """

    version: str = ""
    term: str = ""
    allowed: bool = False
    hidden_too: bool = False


def run_tmux(command: list[str]) -> str | None:
    """Give what a tmux command prints; None when it fails or takes longer than the limit."""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, only the socket's path and the pane come from outside
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=ANSWER_LIMIT.total_seconds(),
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout


def passage(environ: Environ, run: Run = run_tmux) -> Passage | None:
    """Ask tmux. Blocks, two seconds at most; None when it does not answer or no terminal shows it now."""
    program = shutil.which("tmux", path=environ.get("PATH"))
    place, pane = environ.get("TMUX", "").partition(",")[0], environ.get("TMUX_PANE", "")
    if program is None or not place:
        return None
    tmux = [program, "-S", place]
    here = ["-t", pane] if pane else []
    clients = run([*tmux, "list-clients", *here, "-F", _CLIENT])
    if not clients or not clients.strip():
        return None
    # The terminal last used is the one the user is looking at.
    _, version, term = max((_fields(line) for line in clients.splitlines()), key=lambda fields: fields[0])
    option = run([*tmux, "show-options", "-A", "-p", *here, "-v", "allow-passthrough"])
    # Before 3.3 there was no such option, and everything passed.
    value = "all" if option is None else option.strip()
    return Passage(version, term, allowed=value in {"on", "all"}, hidden_too=value == "all")


def _fields(line: str) -> tuple[int, str, str]:
    activity, version, term = [*line.split("\t"), "", "", ""][:3]
    return (int(activity) if activity.isdecimal() else 0, version, term)

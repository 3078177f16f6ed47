"""tmux: when something was last typed into it.

That shows that somebody is there. It never shows that nobody is: the user may be typing in a browser.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from deskmate.presence.probe import Environ, ProbeChoice

Run = Callable[[list[str], timedelta], str]


class TmuxError(Exception):
    """The tmux server gave no answer; says why in a few words."""


def run_tmux(command: list[str], limit: timedelta) -> str:
    """Give what a tmux command prints. Blocks, `limit` at most; raises TmuxError."""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, the socket's path being the only thing from outside
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=limit.total_seconds(),
            check=True,
        )
    except subprocess.TimeoutExpired:
        raise TmuxError(f"no answer within {limit.total_seconds():g} s") from None
    except (OSError, subprocess.CalledProcessError):
        raise TmuxError("its server cannot be reached") from None
    return done.stdout


@dataclass(frozen=True, slots=True)
class TmuxProbe:
    """Asks tmux when any of its clients was last active (seconds since the epoch, whole ones)."""

    command: tuple[str, ...]
    limit: timedelta
    run: Run = run_tmux
    epoch: Callable[[], float] = time.time
    name: str = "tmux (client activity)"
    proves_absence: bool = False

    def idle(self) -> timedelta | None:
        """Give the time since a client was last active; None with no client attached, or no answer in time."""
        try:
            lines = self.run([*self.command, "list-clients", "-F", "#{client_activity}"], self.limit).split()
        except TmuxError:
            return None
        stamps = [int(line) for line in lines if line.isdecimal()]
        if not stamps:
            return None
        return max(timedelta(seconds=self.epoch()) - timedelta(seconds=max(stamps)), timedelta())

    def close(self) -> None:
        """Do nothing: nothing is held."""


def find(environ: Environ, limit: timedelta, run: Run = run_tmux) -> ProbeChoice:
    """Look for the tmux server this program runs in, asking it once."""
    place = environ.get("TMUX", "").partition(",")[0]
    if not place:
        return ProbeChoice(None, "this does not run in tmux")
    program = shutil.which("tmux", path=environ.get("PATH"))
    if program is None:
        return ProbeChoice(None, "the program tmux is not on the path")
    probe = TmuxProbe((program, "-S", place), limit, run)
    if probe.idle() is None:
        return ProbeChoice(None, "tmux did not say when you last typed")
    return ProbeChoice(
        probe,
        "tmux tells when you last typed in it, but not whether you are busy elsewhere, "
        "so it never counts you as away.",
    )

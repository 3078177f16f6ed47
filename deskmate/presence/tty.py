"""The terminal's own activity: when something was last typed into it, as the kernel keeps it (like `w` shows it).

That shows that somebody is there. It never shows that nobody is: the user may be typing in another window.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from deskmate.presence.probe import Environ, ProbeChoice


@dataclass(frozen=True, slots=True)
class TtyProbe:
    """Asks for the time the terminal was last read from. The kernel keeps it to within eight seconds."""

    path: str
    epoch: Callable[[], float] = time.time
    name: str = "terminal (last typed)"
    proves_absence: bool = False

    def idle(self) -> timedelta | None:
        """Give the time since the terminal was last read from; None when it is gone."""
        try:
            read = os.stat(self.path).st_atime  # noqa: PTH116 - one system call, asked all day
        except OSError:
            return None
        return timedelta(seconds=max(0.0, self.epoch() - read))

    def close(self) -> None:
        """Do nothing: nothing is held."""


def find(environ: Environ, limit: timedelta, name: Callable[[], str | None] | None = None) -> ProbeChoice:
    """Look for the terminal on standard input."""
    del environ, limit
    path = (name or _terminal)()
    if path is None or TtyProbe(path).idle() is None:
        return ProbeChoice(None, "there is no terminal")
    return ProbeChoice(
        TtyProbe(path),
        "The terminal tells when you last typed into it, but not whether you are busy elsewhere, "
        "so it never counts you as away.",
    )


def _terminal() -> str | None:
    try:
        return os.ttyname(sys.__stdin__.fileno()) if sys.__stdin__ is not None else None
    except (OSError, AttributeError, ValueError):
        return None

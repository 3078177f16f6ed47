"""Which probe to go by: the first that can prove an absence, else the first that at least shows presence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from deskmate.presence import logind, macos, mutter, screensaver, tmux, tty, windows, x11
from deskmate.presence.probe import ANSWER_LIMIT, Environ, ProbeChoice

Find = Callable[[Environ, timedelta], ProbeChoice]

CANDIDATES: tuple[tuple[str, Find], ...] = (
    ("GNOME", mutter.find),
    ("KDE", screensaver.find),
    ("X11", x11.find),
    ("logind", logind.find),
    ("macOS", macos.find),
    ("Windows", windows.find),
    ("tmux", tmux.find),
    ("terminal", tty.find),
)


def choose_probe(
    environ: Environ,
    timeout: timedelta = ANSWER_LIMIT,
    candidates: Sequence[tuple[str, Find]] = CANDIDATES,
) -> ProbeChoice:
    """Try the candidates in order. Blocks, up to `timeout` for each that is there: call it from a worker thread."""
    weak: ProbeChoice | None = None
    reasons: list[str] = []
    for label, find in candidates:
        found = find(environ, timeout)
        if found.probe is None:
            reasons.append(f"{label}: {found.reason}")
        elif found.probe.proves_absence:
            if weak is not None and weak.probe is not None:
                weak.probe.close()
            return ProbeChoice(found.probe, found.reason, tuple(reasons))
        elif weak is None:
            weak = found
        else:
            found.probe.close()
    if weak is not None:
        return ProbeChoice(weak.probe, weak.reason, tuple(reasons))
    return ProbeChoice(None, "Nothing here tells when you last typed.", tuple(reasons))

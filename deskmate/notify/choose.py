"""Which notifiers the settings ask for. All of them are given: each says itself whether it would reach the user."""

from __future__ import annotations

from deskmate.notify.bell import BellNotifier
from deskmate.notify.desktop import DesktopNotifier
from deskmate.notify.note import Environ, Notifier, Write
from deskmate.notify.terminal import TerminalNotifier


def choose_notifiers(
    *, desktop: bool, terminal: bool, bell: bool, environ: Environ, write: Write
) -> tuple[Notifier, ...]:
    """Make the notifiers asked for, in the order they are to be tried. Nothing is connected or written yet.

    The bell comes first, since it takes no time; the terminal after the desktop, since it stands in for it.
    """
    notifiers: list[Notifier] = []
    if bell:
        notifiers.append(BellNotifier(write))
    if desktop:
        notifiers.append(DesktopNotifier(environ))
    if terminal:
        notifiers.append(TerminalNotifier(environ, write))
    return tuple(notifiers)

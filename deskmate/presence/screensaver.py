"""KDE Plasma on X11: org.freedesktop.ScreenSaver's GetSessionIdleTime.

The method is in no specification, and its unit differs: Plasma's kscreenlocker answers milliseconds (KIdleTime's),
the screen savers of other desktops seconds. So it is asked on Plasma alone. On Wayland, Plasma answers 0 at all
times (older releases) or an error (newer ones), and 0 would read as "somebody is typing": there it is not asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from deskmate.presence.probe import Environ, ProbeChoice, from_milliseconds
from deskmate.presence.session_bus import BusError, Question, ask, session_address

IDLE_TIME = Question(
    service="org.freedesktop.ScreenSaver",
    path="/ScreenSaver",
    interface="org.freedesktop.ScreenSaver",
    method="GetSessionIdleTime",
)
"""Answers milliseconds (type u) on Plasma."""


@dataclass(frozen=True, slots=True)
class ScreenSaverProbe:
    """Asks Plasma's screen locker for the time since the last input in the session."""

    address: str
    limit: timedelta
    name: str = "KDE (ScreenSaver)"
    proves_absence: bool = True

    def idle(self) -> timedelta | None:
        """Give the time since the last input; None when the screen locker does not answer in time."""
        try:
            return from_milliseconds(ask(self.address, IDLE_TIME, self.limit))
        except BusError:
            return None

    def close(self) -> None:
        """Do nothing: no connection stays open."""


def find(environ: Environ, limit: timedelta) -> ProbeChoice:
    """Look for Plasma's screen locker on X11, asking it once."""
    if "KDE" not in environ.get("XDG_CURRENT_DESKTOP", "").upper().split(":"):
        return ProbeChoice(None, "this is not KDE Plasma")
    if environ.get("XDG_SESSION_TYPE") == "wayland" or environ.get("WAYLAND_DISPLAY"):
        return ProbeChoice(None, "Plasma does not tell the idle time on Wayland")
    try:
        address = session_address(environ)
        answer = from_milliseconds(ask(address, IDLE_TIME, limit))
    except BusError as error:
        return ProbeChoice(None, str(error))
    if answer is None:
        return ProbeChoice(None, f"{IDLE_TIME.service} gave no time")
    return ProbeChoice(
        ScreenSaverProbe(address, limit), "KDE Plasma tells how long keyboard and pointer have been still."
    )

"""KDE Plasma on X11: org.freedesktop.ScreenSaver's GetSessionIdleTime.

The method is in no specification, and its unit differs: Plasma's kscreenlocker answers milliseconds (KIdleTime's),
the screen savers of other desktops seconds. So it is asked on Plasma alone. On Wayland, Plasma answers 0 at all
times (older releases) or an error (newer ones), and 0 would read as "somebody is typing": there it is not asked.
"""

from __future__ import annotations

from datetime import timedelta

from deskmate.presence.bus_probe import find_on_bus
from deskmate.presence.probe import Environ, ProbeChoice
from deskmate.presence.session_bus import Question

NAME = "KDE (ScreenSaver)"

IDLE_TIME = Question(
    service="org.freedesktop.ScreenSaver",
    path="/ScreenSaver",
    interface="org.freedesktop.ScreenSaver",
    method="GetSessionIdleTime",
)
"""Answers milliseconds (type u) on Plasma."""


def find(environ: Environ, limit: timedelta) -> ProbeChoice:
    """Look for Plasma's screen locker on X11, asking it once."""
    if "KDE" not in environ.get("XDG_CURRENT_DESKTOP", "").upper().split(":"):
        return ProbeChoice(None, "this is not KDE Plasma")
    if environ.get("XDG_SESSION_TYPE") == "wayland" or environ.get("WAYLAND_DISPLAY"):
        return ProbeChoice(None, "Plasma does not tell the idle time on Wayland")
    reason = "KDE Plasma tells how long keyboard and pointer have been still."
    return find_on_bus(environ, limit, name=NAME, question=IDLE_TIME, reason=reason)

"""GNOME: Mutter's idle monitor, right on Wayland and X11 alike."""

from __future__ import annotations

from datetime import timedelta

from deskmate.presence.bus_probe import find_on_bus
from deskmate.presence.probe import Environ, ProbeChoice
from deskmate.presence.session_bus import Question

NAME = "GNOME (Mutter IdleMonitor)"

IDLE_TIME = Question(
    service="org.gnome.Mutter.IdleMonitor",
    path="/org/gnome/Mutter/IdleMonitor/Core",
    interface="org.gnome.Mutter.IdleMonitor",
    method="GetIdletime",
)
"""Answers milliseconds (type t) since the last input on any device."""


def find(environ: Environ, limit: timedelta) -> ProbeChoice:
    """Look for GNOME's idle monitor, asking it once."""
    reason = "GNOME tells how long keyboard and pointer have been still."
    return find_on_bus(environ, limit, name=NAME, question=IDLE_TIME, reason=reason)

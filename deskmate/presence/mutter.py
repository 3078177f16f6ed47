"""GNOME: Mutter's idle monitor, right on Wayland and X11 alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from deskmate.presence.probe import Environ, ProbeChoice, from_milliseconds
from deskmate.presence.session_bus import BusError, Question, ask, session_address

IDLE_TIME = Question(
    service="org.gnome.Mutter.IdleMonitor",
    path="/org/gnome/Mutter/IdleMonitor/Core",
    interface="org.gnome.Mutter.IdleMonitor",
    method="GetIdletime",
)
"""Answers milliseconds (type t) since the last input on any device."""


@dataclass(frozen=True, slots=True)
class MutterProbe:
    """Asks Mutter for the time since the last key, click or touch anywhere on the desktop."""

    address: str
    limit: timedelta
    name: str = "GNOME (Mutter IdleMonitor)"
    proves_absence: bool = True

    def idle(self) -> timedelta | None:
        """Give the time since the last input; None when Mutter does not answer in time."""
        try:
            return from_milliseconds(ask(self.address, IDLE_TIME, self.limit))
        except BusError:
            return None

    def close(self) -> None:
        """Do nothing: no connection stays open."""


def find(environ: Environ, limit: timedelta) -> ProbeChoice:
    """Look for GNOME's idle monitor, asking it once."""
    try:
        address = session_address(environ)
        answer = from_milliseconds(ask(address, IDLE_TIME, limit))
    except BusError as error:
        return ProbeChoice(None, str(error))
    if answer is None:
        return ProbeChoice(None, f"{IDLE_TIME.service} gave no time")
    return ProbeChoice(MutterProbe(address, limit), "GNOME tells how long keyboard and pointer have been still.")

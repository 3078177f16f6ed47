"""logind: whether the login session is idle, as its desktop or its terminals tell it.

A desktop sets the hint after a time of its own choosing (often five minutes), a login on a plain terminal has it
from the terminal's last input; some desktops never set it. So a hint that is not set proves nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from deskmate.presence.probe import Environ, ProbeChoice
from deskmate.presence.session_bus import BusError, Question, ask, system_address

SERVICE = "org.freedesktop.login1"
MANAGER = "org.freedesktop.login1.Manager"
SESSION = "org.freedesktop.login1.Session"
ROOT = "/org/freedesktop/login1"
PROPERTIES = "org.freedesktop.DBus.Properties"

_LONGEST = timedelta(days=3650)


def session_path(environ: Environ, limit: timedelta) -> str:
    """Give the object of the login session this program runs in; raises BusError where there is none."""
    name = environ.get("XDG_SESSION_ID", "")
    if not name:
        raise BusError("this does not run in a login session")
    path = ask(system_address(environ), Question(SERVICE, ROOT, MANAGER, "GetSession", (name,)), limit)
    if not isinstance(path, str):
        raise BusError(f"{SERVICE} gave no session")
    return path


@dataclass(slots=True)
class LogindProbe:
    """Asks logind for the idle hint of the session at `path`."""

    path: str
    address: str
    limit: timedelta
    epoch: Callable[[], float] = time.time
    name: str = "logind (IdleHint)"
    proves_absence: bool = True
    _was_idle: bool = field(default=False, init=False)

    def idle(self) -> timedelta | None:
        """Give the time since the session fell idle, nothing once it woke from that; None while it cannot be told."""
        try:
            is_idle = self._property("IdleHint")
            since = self._property("IdleSinceHint") if is_idle else 0
        except BusError:
            return None
        woke, self._was_idle = self._was_idle and not is_idle, bool(is_idle)
        if not is_idle or not isinstance(since, int):
            return timedelta() if woke else None
        idle = timedelta(seconds=self.epoch()) - timedelta(microseconds=since)
        return idle if timedelta() <= idle <= _LONGEST else None

    def close(self) -> None:
        """Do nothing: no connection stays open."""

    def _property(self, name: str) -> object:
        answer = ask(self.address, Question(SERVICE, self.path, PROPERTIES, "Get", (SESSION, name)), self.limit)
        return getattr(answer, "value", answer)


def find(environ: Environ, limit: timedelta) -> ProbeChoice:
    """Look for the login session, asking for its hint once."""
    try:
        path, address = session_path(environ, limit), system_address(environ)
        ask(address, Question(SERVICE, path, PROPERTIES, "Get", (SESSION, "IdleHint")), limit)
    except BusError as error:
        return ProbeChoice(None, str(error))
    reason = "logind tells when your login session falls idle, where the desktop lets it know."
    return ProbeChoice(LogindProbe(path, address, limit), reason)

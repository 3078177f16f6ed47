"""What the session says by itself: the screen is locked or unlocked, the machine goes to sleep or wakes.

Heard from logind on the system D-Bus, and from the desktop's screen saver on the session D-Bus.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from deskmate.presence import logind
from deskmate.presence.probe import ANSWER_LIMIT, Environ
from deskmate.presence.session_bus import BusError, session_address, system_address

if TYPE_CHECKING:
    from dbus_fast import Message

RETRY = timedelta(minutes=5)
"""How long after a bus went away it is tried again."""

SCREEN_SAVERS = ("org.gnome.ScreenSaver", "org.freedesktop.ScreenSaver")


class SessionSign(StrEnum):
    """What can be heard."""

    LOCKED = "locked"
    UNLOCKED = "unlocked"
    SLEEPING = "sleeping"
    WOKE = "woke"


Tell = Callable[[SessionSign], None]


@dataclass(slots=True)
class Listener:
    """Makes signs of D-Bus signals, and tells each change once, however many services speak of it."""

    tell: Tell
    session: str = ""
    """The object of our own login session; of another one nothing is heard."""
    _last: dict[bool, SessionSign] = field(default_factory=dict, init=False)

    def hear(self, interface: str, member: str, path: str, body: Sequence[object]) -> None:
        """Take one signal; one that says nothing of these things is passed over."""
        sign = self._sign(interface, member, path, body)
        if sign is None:
            return
        of_sleep = sign in {SessionSign.SLEEPING, SessionSign.WOKE}
        before = self._last.get(of_sleep, SessionSign.WOKE if of_sleep else SessionSign.UNLOCKED)
        if sign is not before:
            self._last[of_sleep] = sign
            self.tell(sign)

    def _sign(self, interface: str, member: str, path: str, body: Sequence[object]) -> SessionSign | None:
        first = body[0] if body else None
        match interface, member:
            case logind.MANAGER, "PrepareForSleep":
                return SessionSign.SLEEPING if first else SessionSign.WOKE
            case logind.SESSION, "Lock" | "Unlock" if path == self.session:
                return SessionSign.LOCKED if member == "Lock" else SessionSign.UNLOCKED
            case logind.PROPERTIES, "PropertiesChanged" if path == self.session and first == logind.SESSION:
                return _hinted(body[1] if len(body) > 1 else None)
            case name, "ActiveChanged" if name in SCREEN_SAVERS:
                return SessionSign.LOCKED if first else SessionSign.UNLOCKED
            case _:
                return None


def _hinted(changed: object) -> SessionSign | None:
    if not isinstance(changed, dict) or "LockedHint" not in changed:
        return None
    value = getattr(changed["LockedHint"], "value", changed["LockedHint"])
    return SessionSign.LOCKED if value else SessionSign.UNLOCKED


async def watch_session(environ: Environ, tell: Tell) -> None:
    """Listen until cancelled, and tell each sign in the caller's own loop. A bus that is not there is no problem."""
    try:
        session = await asyncio.to_thread(logind.session_path, environ, ANSWER_LIMIT)
    except BusError:
        session = ""
    listener = Listener(tell, session)
    matches = [f"type='signal',sender='{logind.SERVICE}'"]
    savers = [f"type='signal',interface='{name}',member='ActiveChanged'" for name in SCREEN_SAVERS]
    listening = [_listen(system_address(environ), matches, listener)]
    with contextlib.suppress(BusError):
        listening.append(_listen(session_address(environ), savers, listener))
    await asyncio.gather(*listening)


async def _listen(address: str, matches: Sequence[str], listener: Listener) -> None:
    while True:
        # A bus that is not there, goes, or makes no sense fails in many ways; each means to try again later.
        with contextlib.suppress(Exception):
            await _until_gone(address, matches, listener)
        await asyncio.sleep(RETRY.total_seconds())


async def _until_gone(address: str, matches: Sequence[str], listener: Listener) -> None:
    from dbus_fast import Message, MessageType
    from dbus_fast.aio import MessageBus

    def hear(message: Message) -> None:
        if message.message_type is MessageType.SIGNAL:
            listener.hear(message.interface or "", message.member or "", message.path or "", message.body)

    bus = await MessageBus(bus_address=address).connect()
    try:
        bus.add_message_handler(hear)
        for match in matches:
            await bus.call(
                Message(
                    destination="org.freedesktop.DBus",
                    path="/org/freedesktop/DBus",
                    interface="org.freedesktop.DBus",
                    member="AddMatch",
                    signature="s",
                    body=[match],
                )
            )
        await bus.wait_for_disconnect()  # type: ignore[no-untyped-call]
    finally:
        bus.disconnect()


def hearing(environ: Environ, limit: timedelta) -> str:
    """Say in one sentence what of lock and suspend can be heard; asks the system bus once, so it may block."""
    from deskmate.presence.session_bus import Question, ask

    try:
        ask(system_address(environ), Question(logind.SERVICE, logind.ROOT, logind.MANAGER, "CanSuspend"), limit)
    except BusError as error:
        suspend = f"A suspend is noticed on waking, not before ({error})"
    else:
        suspend = "logind says when the machine goes to sleep"
    try:
        logind.session_path(environ, limit)
    except BusError:
        locked = "" if environ.get("DBUS_SESSION_BUS_ADDRESS") else "; a locked screen is not heard of"
        return f"{suspend}{locked or '; the desktop, when the screen is locked'}."
    return f"{suspend}, and when the screen is locked."

"""Other players on this desktop (MPRIS over the session D-Bus): paused or made quieter, and set back afterwards.

Only what was changed here is set back, and only where it still is as it was left: a player that its user has touched
meanwhile is theirs.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from deskmate.voice.choice import PAUSE

if TYPE_CHECKING:
    from dbus_fast.aio import MessageBus

_LOG = logging.getLogger(__name__)
_PREFIX = "org.mpris.MediaPlayer2."
_PATH = "/org/mpris/MediaPlayer2"
_PLAYER = "org.mpris.MediaPlayer2.Player"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_BUS = "org.freedesktop.DBus"
_BUS_PATH = "/org/freedesktop/DBus"
_ANSWER_LIMIT = timedelta(seconds=1)
_DUCKED = 0.25
"""The share of its volume that a ducked player keeps: 12 dB less."""
_NEAR = 0.02
_T = TypeVar("_T")
_BusErrand = Callable[["MessageBus"], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Method:
    """A method on the bus and the types of what it takes."""

    path: str
    interface: str
    name: str
    signature: str = ""


_NAMES = _Method(_BUS_PATH, _BUS, "ListNames")
_OWNER = _Method(_BUS_PATH, _BUS, "GetNameOwner", "s")
_PAUSE, _PLAY = _Method(_PATH, _PLAYER, "Pause"), _Method(_PATH, _PLAYER, "Play")
_GET, _SET = _Method(_PATH, _PROPERTIES, "Get", "ss"), _Method(_PATH, _PROPERTIES, "Set", "ssv")


class BusRefusalError(Exception):
    """The bus or a player did not do what was asked."""


class Players(Protocol):
    """What can quieten other players. Both calls come from one thread and may block for a moment."""

    def quieten(self) -> None:
        """Pause them or make them quieter. Never raises."""
        ...

    def restore(self) -> None:
        """Set back what `quieten` changed. Never raises."""
        ...


@dataclass(frozen=True, slots=True)
class _Changed:
    """A player that was changed: who it is on the bus, and its volume before and after; None where it was paused."""

    owner: str
    before: float | None = None
    after: float | None = None


class BusPlayers:
    """The players of a session bus. A connection is open only while something is asked."""

    def __init__(self, address: str, manner: str) -> None:
        """Pause them or duck them (`manner`, of COURTESIES), on the bus of this address."""
        self._address = address
        self._pauses = manner == PAUSE
        self._changed: list[_Changed] = []

    def quieten(self) -> None:
        """Pause every player that plays, or make it quieter."""
        self._run(self._quieten)

    def restore(self) -> None:
        """Set back what was changed and is still as it was left."""
        if self._changed:
            self._run(self._restore)
        self._changed = []

    def _run(self, errand: _BusErrand) -> None:
        _quieten_log("dbus_fast")
        try:
            asyncio.run(self._with_bus(errand))
        except Exception as error:  # noqa: BLE001 - a bus that is gone fails in many ways, and speech goes on
            _LOG.info("Other players could not be reached: %s", error)

    async def _with_bus(self, errand: _BusErrand) -> None:
        from dbus_fast.aio import MessageBus

        bus = await asyncio.wait_for(MessageBus(bus_address=self._address).connect(), _ANSWER_LIMIT.total_seconds())
        try:
            await errand(bus)
        finally:
            bus.disconnect()

    async def _quieten(self, bus: MessageBus) -> None:
        names = [name for name in await _call(bus, _BUS, _NAMES) if _is_player(name)]
        for found in await asyncio.gather(*(_tried(self._quieten_one(bus, name)) for name in names)):
            if found is not None:
                self._changed.append(found)

    async def _quieten_one(self, bus: MessageBus, name: str) -> _Changed | None:
        # Its unique name: should the player end and another take its name, that one is left alone.
        owner: str = await _call(bus, _BUS, _OWNER, name)
        if any(changed.owner == owner for changed in self._changed) or await _status(bus, owner) != "Playing":
            return None
        if self._pauses:
            await _call(bus, owner, _PAUSE)
            return _Changed(owner)
        before = float(await _get(bus, owner, "Volume"))
        await _set_volume(bus, owner, before * _DUCKED)
        return _Changed(owner, before, before * _DUCKED)

    async def _restore(self, bus: MessageBus) -> None:
        await asyncio.gather(*(_tried(_restore_one(bus, changed)) for changed in self._changed))


async def _restore_one(bus: MessageBus, changed: _Changed) -> None:
    if changed.before is None or changed.after is None:
        if await _status(bus, changed.owner) == "Paused":
            await _call(bus, changed.owner, _PLAY)
    elif abs(float(await _get(bus, changed.owner, "Volume")) - changed.after) < _NEAR:
        await _set_volume(bus, changed.owner, changed.before)


async def _tried(errand: Awaitable[_T]) -> _T | None:
    """Let one player's fault be its own."""
    try:
        return await asyncio.wait_for(errand, _ANSWER_LIMIT.total_seconds())
    except (BusRefusalError, TimeoutError, TypeError, ValueError) as error:
        _LOG.info("A player did not do as asked: %s", error)
        return None


async def _status(bus: MessageBus, owner: str) -> object:
    return await _get(bus, owner, "PlaybackStatus")


async def _get(bus: MessageBus, owner: str, name: str) -> Any:  # noqa: ANN401 - whatever the property holds
    return (await _call(bus, owner, _GET, _PLAYER, name)).value


async def _set_volume(bus: MessageBus, owner: str, volume: float) -> None:
    from dbus_fast import Variant

    await _call(bus, owner, _SET, _PLAYER, "Volume", Variant("d", volume))


async def _call(bus: MessageBus, destination: str, method: _Method, *body: object) -> Any:  # noqa: ANN401 - whatever the method gives
    from dbus_fast import Message, MessageFlag, MessageType

    reply = await bus.call(
        Message(
            destination=destination,
            path=method.path,
            interface=method.interface,
            member=method.name,
            signature=method.signature,
            body=list(body),
            flags=MessageFlag.NO_AUTOSTART,
        )
    )
    if reply is None or reply.message_type is MessageType.ERROR:
        raise BusRefusalError(f"{method.name} was refused ({reply.error_name if reply else 'no reply'})")
    return reply.body[0] if reply.body else None


def _is_player(name: object) -> bool:
    return isinstance(name, str) and name.startswith(_PREFIX)


def _quieten_log(logger: str) -> None:
    # Without a handler of any kind, Python prints warnings to the terminal the app is drawn on.
    found = logging.getLogger(logger)
    if not found.handlers:
        found.addHandler(logging.NullHandler())

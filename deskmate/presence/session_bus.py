"""One question to a service on the session's or the system's D-Bus, with a time limit, for callers without asyncio.

Each question opens a connection of its own and closes it (0.8 ms of CPU, measured): nothing stays open to go stale
when the user logs out or the bus is restarted.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta

from deskmate.presence.probe import Environ

ADDRESS = "DBUS_SESSION_BUS_ADDRESS"


class BusError(Exception):
    """The bus or the service gave no answer; says why in a few words."""


@dataclass(frozen=True, slots=True)
class Question:
    """A method of a service on the bus; its arguments, if it has any, are texts."""

    service: str
    path: str
    interface: str
    method: str
    arguments: tuple[str, ...] = ()


def system_address(environ: Environ) -> str:
    """Give the system bus's address: what the environment says, else where it is by the specification."""
    return environ.get("DBUS_SYSTEM_BUS_ADDRESS") or "unix:path=/var/run/dbus/system_bus_socket"


def session_address(environ: Environ) -> str:
    """Give the session bus's address; raises BusError where there is none."""
    address = environ.get(ADDRESS, "")
    if not address:
        raise BusError("there is no D-Bus session here")
    return address


def ask(address: str, question: Question, limit: timedelta) -> object:
    """Give the first value a service answers. Blocks, `limit` at most; no service is started for it.

    Not to be called where an asyncio loop runs. Raises BusError.
    """
    _quieten("dbus_fast")
    try:
        return asyncio.run(_within(address, question, limit))
    except TimeoutError:
        raise BusError(f"no answer within {limit.total_seconds():g} s") from None
    except BusError:
        raise
    except ImportError:
        raise BusError("dbus-fast is not installed") from None
    except OSError as error:
        raise BusError(f"the D-Bus cannot be reached ({error.strerror or error})") from None
    except Exception as error:  # noqa: BLE001 - an address or an answer that makes no sense fails in many ways
        raise BusError(f"the D-Bus made no sense ({type(error).__name__})") from None


async def _within(address: str, question: Question, limit: timedelta) -> object:
    async with asyncio.timeout(limit.total_seconds()):
        return await _ask(address, question)


async def _ask(address: str, question: Question) -> object:
    from dbus_fast import Message, MessageFlag, MessageType
    from dbus_fast.aio import MessageBus

    bus = await MessageBus(bus_address=address).connect()
    try:
        reply = await bus.call(
            Message(
                destination=question.service,
                path=question.path,
                interface=question.interface,
                member=question.method,
                signature="s" * len(question.arguments),
                body=list(question.arguments),
                flags=MessageFlag.NO_AUTOSTART,
            )
        )
    finally:
        bus.disconnect()
    if reply.message_type is MessageType.ERROR:
        raise BusError(_why(reply.error_name or "", question.service))
    if not reply.body:
        raise BusError(f"{question.service} gave an empty answer")
    value: object = reply.body[0]
    return value


def _why(error: str, service: str) -> str:
    match error.rpartition(".")[2]:
        case "NameHasNoOwner" | "ServiceUnknown":
            return f"{service} is not running"
        case "NotSupported" | "UnknownMethod" | "UnknownInterface" | "UnknownObject":
            return f"{service} does not tell the idle time here"
        case other:
            return f"{service} refused ({other or 'no reply'})"


def _quieten(logger: str) -> None:
    # Without a handler of any kind, Python prints warnings to the terminal the app is drawn on.
    found = logging.getLogger(logger)
    if not found.handlers:
        found.addHandler(logging.NullHandler())

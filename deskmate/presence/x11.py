"""X11: the screen saver extension's idle time, asked in the X protocol itself.

No library is used: libXss is on few machines, a lost server makes libX11 end the whole program, and neither knows a
time limit. Four short messages over a socket do (X Window System Protocol, section 8; MIT-SCREEN-SAVER 1.1).
Under Wayland, XWayland sees only the input of X programs, so there it is not asked.
"""

from __future__ import annotations

import re
import socket
import struct
import time
from dataclasses import dataclass
from datetime import timedelta

from deskmate.presence.probe import Environ, ProbeChoice, from_milliseconds
from deskmate.presence.xauthority import COOKIE, cookie

EXTENSION = b"MIT-SCREEN-SAVER"
_TCP_BASE = 6000
_REPLY = 32
_SUCCESS = 1
_QUERY_EXTENSION = 98
_QUERY_INFO = 1
_DISPLAY = re.compile(r"(?P<host>[^:/]*):(?P<number>\d{1,5})(\.\d+)?")


class XError(Exception):
    """The X server gave no answer; says why in a few words."""


@dataclass(frozen=True, slots=True)
class Display:
    """Where an X server listens; host is empty for this machine's own socket."""

    host: str
    number: int


def display_of(environ: Environ) -> Display:
    """Read $DISPLAY; raises XError where there is none or it is in an unknown form."""
    value = environ.get("DISPLAY", "")
    if not value:
        raise XError("there is no X display")
    match = _DISPLAY.fullmatch(value)
    if match is None or int(match["number"]) + _TCP_BASE >= 1 << 16:
        raise XError(f"the display {value!r} is not understood")
    host = match["host"]
    return Display("" if host == "unix" else host, int(match["number"]))


def idle_time(display: Display, key: bytes, limit: timedelta) -> timedelta:
    """Give the time since the last input on a display. Blocks, `limit` at most; raises XError."""
    try:
        with _Connection(display, limit) as server:
            root = server.greet(key)
            milliseconds = server.idle_milliseconds(root)
    except TimeoutError:
        raise XError(f"the X server did not answer within {limit.total_seconds():g} s") from None
    except OSError as error:
        raise XError(f"the X server cannot be reached ({error.strerror or error})") from None
    except struct.error:
        raise XError("the X server's answer made no sense") from None
    found = from_milliseconds(milliseconds)
    if found is None:
        raise XError("the X server gave no time")
    return found


class _Connection:
    """A conversation with an X server: little-endian, one request at a time, all of it within one time limit."""

    def __init__(self, display: Display, limit: timedelta) -> None:
        self._deadline = time.monotonic() + limit.total_seconds()
        self._socket = _connect(display, limit)

    def __enter__(self) -> _Connection:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def greet(self, key: bytes) -> int:
        """Open the conversation and give the first screen's root window."""
        kind = COOKIE if key else b""
        start = struct.pack("<BxHHHHxx", ord("l"), 11, 0, len(kind), len(key))
        self._socket.sendall(start + _padded(kind) + _padded(key))
        status, length = struct.unpack("<B5xH", self._read(8))
        rest = self._read(length * 4)
        if status != _SUCCESS:
            raise XError("the X server does not let deskmate in")
        (vendor,) = struct.unpack_from("<H", rest, 16)
        (formats,) = struct.unpack_from("<B", rest, 21)
        (root,) = struct.unpack_from("<I", rest, 32 + vendor + -vendor % 4 + 8 * formats)
        return int(root)

    def idle_milliseconds(self, root: int) -> int:
        """Give the milliseconds since the last input, as the extension counts them."""
        name = _padded(EXTENSION)
        ask = struct.pack("<BxHHxx", _QUERY_EXTENSION, 2 + len(name) // 4, len(EXTENSION))
        present, opcode = struct.unpack_from("<BB", self._request(ask + name), 8)
        if not present:
            raise XError("the X server has no screen saver extension")
        reply = self._request(struct.pack("<BBHI", opcode, _QUERY_INFO, 2, root))
        return int(struct.unpack_from("<I", reply, 16)[0])

    def _request(self, message: bytes) -> bytes:
        self._socket.sendall(message)
        while True:
            reply = self._read(_REPLY)
            if reply[0] == 0:
                raise XError(f"the X server refused (error {reply[1]})")
            if reply[0] == _SUCCESS:
                return reply + self._read(4 * int.from_bytes(reply[4:8], "little"))
            # Anything else is an event, such as a changed keyboard map, which every program is sent unasked.

    def _read(self, size: int) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            self._socket.settimeout(max(self._deadline - time.monotonic(), 0.001))
            part = self._socket.recv(size - len(parts))
            if not part:
                raise XError("the X server hung up")
            parts += part
        return bytes(parts)


def _connect(display: Display, limit: timedelta) -> socket.socket:
    seconds = limit.total_seconds()
    if display.host:
        return socket.create_connection((display.host, _TCP_BASE + display.number), timeout=seconds)
    if not hasattr(socket, "AF_UNIX"):
        raise XError("this system has no X sockets")
    path = f"/tmp/.X11-unix/X{display.number}"  # noqa: S108 - the place the X protocol appoints
    for name in (path, f"\0{path}"):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(seconds)
        try:
            connection.connect(name)
        except OSError:
            connection.close()
            if name.startswith("\0"):
                raise
        else:
            return connection
    raise XError("the X server cannot be reached")


def _padded(value: bytes) -> bytes:
    return value + bytes(-len(value) % 4)


@dataclass(frozen=True, slots=True)
class X11Probe:
    """Asks the X server for the time since the last input on any of its devices."""

    display: Display
    key: bytes
    limit: timedelta
    name: str = "X11 (screen saver extension)"
    proves_absence: bool = True

    def idle(self) -> timedelta | None:
        """Give the time since the last input; None when the X server does not answer in time."""
        try:
            return idle_time(self.display, self.key, self.limit)
        except XError:
            return None

    def close(self) -> None:
        """Do nothing: no connection stays open."""


def find(environ: Environ, limit: timedelta) -> ProbeChoice:
    """Look for an X server that sees all input, asking it once."""
    if environ.get("XDG_SESSION_TYPE") == "wayland" or environ.get("WAYLAND_DISPLAY"):
        return ProbeChoice(None, "on Wayland an X server sees only part of what you type")
    try:
        display = display_of(environ)
        key = cookie(environ, display.number)
        idle_time(display, key, limit)
    except XError as error:
        return ProbeChoice(None, str(error))
    return ProbeChoice(
        X11Probe(display, key, limit), "The X server tells how long keyboard and pointer have been still."
    )

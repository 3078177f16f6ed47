"""The key that lets a program talk to an X server: the cookie in the user's .Xauthority file."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deskmate.presence.probe import Environ

COOKIE = b"MIT-MAGIC-COOKIE-1"


@dataclass(frozen=True, slots=True)
class Entry:
    """One record: for which machine and display, which kind of key, and the key."""

    address: bytes
    display: bytes
    kind: bytes
    key: bytes


def cookie(environ: Environ, display: int) -> bytes:
    """Give the cookie for a display, that of this machine before another's; empty where there is none."""
    named = environ.get("XAUTHORITY")
    file = Path(named) if named else Path(environ.get("HOME", "/")) / ".Xauthority"
    try:
        content = file.read_bytes()
    except OSError:
        return b""
    host = socket.gethostname().encode()
    fitting = [e for e in entries(content) if e.kind == COOKIE and e.display in {b"", str(display).encode()}]
    fitting.sort(key=lambda e: e.address != host)
    return fitting[0].key if fitting else b""


def entries(content: bytes) -> Iterator[Entry]:
    """Give the records of an .Xauthority file, as far as it is whole (format: libXau's Xauth.h)."""
    at = 0
    while at + 2 <= len(content):
        at += 2  # the address family, which the address itself makes plain enough
        fields: list[bytes] = []
        for _ in range(4):
            size = int.from_bytes(content[at : at + 2], "big")
            field = content[at + 2 : at + 2 + size]
            if at + 2 > len(content) or len(field) != size:
                return
            fields.append(field)
            at += 2 + size
        yield Entry(*fields)

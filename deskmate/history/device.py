"""This machine's folder in the journal. Light, for `deskmate status` asks for its name too."""

from __future__ import annotations

import os
import sys

_KEPT = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")

OWNER = "machine"
"""The file in a device's folder that tells which machine it belongs to."""

_MACHINE_ID = ("/etc/machine-id", "/var/lib/dbus/machine-id")
_RANDOM_NODE = 1 << 40


def device_name(host: str | None = None) -> str:
    """Give this machine's name, or `host`, as a folder name."""
    kept = "".join(c if c in _KEPT else " " for c in (_host() if host is None else host))
    return "-".join(kept.split()).strip(".-") or "desk"


def own_device(history: str, mark: str) -> str:
    """Give the folder that is this machine's: its name, unless another machine of that name has it already.

    Two machines of one name, whose folders a sync program makes one, never write the same file.
    """
    name = device_name()
    owner = _first_line(f"{history}/{name}/{OWNER}")
    return name if not mark or not owner or owner == mark else f"{name}-{mark}"


def machine_mark() -> str:
    """Give eight letters that stay the same on this machine and differ on any other; empty where nothing tells.

    A sum of the system's own id, which is not for others to see.
    """
    import zlib

    found = next((line for file in _MACHINE_ID if (line := _first_line(file))), "") or _registered() or _network()
    return f"{zlib.crc32(found.encode(errors='replace')):08x}" if found else ""


def _registered() -> str:
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""
    return ""


def _network() -> str:
    import uuid

    node = uuid.getnode()
    # Where there is no network card the number is made up anew each time, and marked so.
    return "" if node & _RANDOM_NODE else str(node)


def _first_line(file: str) -> str:
    try:
        with open(file, encoding="utf-8") as lines:
            return lines.readline(200).strip()
    except (OSError, ValueError):
        return ""


def _host() -> str:
    if hasattr(os, "uname"):
        return os.uname().nodename
    import socket

    return socket.gethostname()

"""This machine's name, as the folder of its events. Light, for `deskmate status` asks it too."""

from __future__ import annotations

import os

_KEPT = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")


def device_name(host: str | None = None) -> str:
    """Give this machine's name, or `host`, as a folder name."""
    kept = "".join(c if c in _KEPT else " " for c in (_host() if host is None else host))
    return "-".join(kept.split()).strip(".-") or "desk"


def _host() -> str:
    if hasattr(os, "uname"):
        return os.uname().nodename
    import socket

    return socket.gethostname()

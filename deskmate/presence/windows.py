"""Windows: how long input has been still in this session, from GetLastInputInfo (documented in Win32)."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from deskmate.presence.probe import Environ, ProbeChoice

_WRAP = 2**32
"""Both counts are 32-bit milliseconds since the start, and begin anew after 49.7 days."""

Ticks = Callable[[], tuple[int, int] | None]
"""Gives the count at the last input and the present one, in milliseconds; None when it fails."""


class _LastInputInfo(ctypes.Structure):
    _fields_ = (("size", ctypes.c_uint), ("time", ctypes.c_uint32))


def load_ticks() -> Ticks:
    """Load the two functions; raises OSError or AttributeError where they are not."""
    user, kernel = ctypes.CDLL("user32"), ctypes.CDLL("kernel32")
    last_input, now = user.GetLastInputInfo, kernel.GetTickCount
    now.restype = ctypes.c_uint32

    def ticks() -> tuple[int, int] | None:
        info = _LastInputInfo(ctypes.sizeof(_LastInputInfo), 0)
        return (int(info.time), int(now())) if last_input(ctypes.byref(info)) else None

    return ticks


@dataclass(frozen=True, slots=True)
class WindowsProbe:
    """Asks Windows when this session had its last input."""

    ticks: Ticks
    name: str = "Windows (GetLastInputInfo)"
    proves_absence: bool = True

    def idle(self) -> timedelta | None:
        """Give the time since the last input; None when Windows does not tell."""
        found = self.ticks()
        return timedelta(milliseconds=(found[1] - found[0]) % _WRAP) if found is not None else None

    def close(self) -> None:
        """Do nothing: nothing is held."""


def find(
    environ: Environ,  # noqa: ARG001 - the face of all finders
    limit: timedelta,  # noqa: ARG001
    load: Callable[[], Ticks] = load_ticks,
    platform: str = sys.platform,
) -> ProbeChoice:
    """Look for the session's last input, asking once."""
    if platform != "win32":
        return ProbeChoice(None, "this is not Windows")
    try:
        probe = WindowsProbe(load())
        answer = probe.idle()
    except (OSError, AttributeError) as error:
        return ProbeChoice(None, f"Windows cannot be asked ({error})")
    if answer is None:
        return ProbeChoice(None, "Windows gave no time")
    return ProbeChoice(probe, "Windows tells how long keyboard and mouse have been still.")

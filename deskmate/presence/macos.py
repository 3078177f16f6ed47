"""macOS: how long all input has been still, from CoreGraphics (documented; no permission is needed for it)."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from deskmate.presence.probe import Environ, ProbeChoice

LIBRARY = "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"

_COMBINED_SESSION_STATE = 0
_ANY_INPUT = 0xFFFFFFFF
_LONGEST = timedelta(days=3650)

Seconds = Callable[[int, int], float]


def load_seconds() -> Seconds:
    """Load CGEventSourceSecondsSinceLastEventType; raises OSError or AttributeError where it is not."""
    function = ctypes.CDLL(LIBRARY).CGEventSourceSecondsSinceLastEventType
    function.argtypes = [ctypes.c_int32, ctypes.c_uint32]
    function.restype = ctypes.c_double
    seconds: Seconds = function
    return seconds


@dataclass(frozen=True, slots=True)
class MacProbe:
    """Asks the window server for the seconds since the last input of any kind."""

    seconds: Seconds
    name: str = "macOS (CoreGraphics)"
    proves_absence: bool = True

    def idle(self) -> timedelta | None:
        """Give the time since the last input; None when the answer makes no sense."""
        found = self.seconds(_COMBINED_SESSION_STATE, _ANY_INPUT)
        return timedelta(seconds=found) if 0 <= found <= _LONGEST.total_seconds() else None

    def close(self) -> None:
        """Do nothing: nothing is held."""


def find(
    environ: Environ,  # noqa: ARG001 - the face of all finders
    limit: timedelta,  # noqa: ARG001
    load: Callable[[], Seconds] = load_seconds,
    platform: str = sys.platform,
) -> ProbeChoice:
    """Look for the window server, asking it once."""
    if platform != "darwin":
        return ProbeChoice(None, "this is not macOS")
    try:
        probe = MacProbe(load())
        answer = probe.idle()
    except (OSError, AttributeError) as error:
        return ProbeChoice(None, f"CoreGraphics cannot be asked ({error})")
    if answer is None:
        return ProbeChoice(None, "CoreGraphics gave no time")
    return ProbeChoice(probe, "macOS tells how long keyboard and pointer have been still.")

"""The face of an idle probe, and what looking for one tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

Environ = Mapping[str, str]

ANSWER_LIMIT = timedelta(seconds=1)
"""How long one question to a probe may take before it counts as unanswered."""

_LONGEST = timedelta(days=3650)


class IdleProbe(Protocol):
    """Knows when the user last touched the machine, as far as it can see.

    A question may take up to the time limit the probe was made with: ask from a worker thread.
    """

    @property
    def name(self) -> str:
        """Give the probe's name, as `deskmate doctor` prints it."""
        ...

    @property
    def proves_absence(self) -> bool:
        """Tell whether stillness here means that nobody is at the machine.

        False where the user may be busy in a place the probe does not see: such a probe shows presence alone,
        and the app never counts the user as away by it.
        """
        ...

    def idle(self) -> timedelta | None:
        """Give the time since the last input seen (never negative); None when it cannot be told now."""
        ...

    def close(self) -> None:
        """Let go of what the probe holds."""
        ...


@dataclass(frozen=True, slots=True)
class ProbeChoice:
    """The probe found, if any, and in one sentence why; `reasons` says of each one left why it was not taken."""

    probe: IdleProbe | None
    reason: str
    reasons: tuple[str, ...] = ()


def from_milliseconds(value: object) -> timedelta | None:
    """Give a service's count of milliseconds as a duration; None where it is no number or beyond ten years."""
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    if not 0 <= value <= _LONGEST // timedelta(milliseconds=1):
        return None
    return timedelta(milliseconds=value)

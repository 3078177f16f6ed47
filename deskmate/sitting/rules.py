"""The numbers the fold goes by. Defaults are product choices informed by the evidence, all adjustable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Rules:
    """When a bout is long, what ends it, and how far a prompt can be put off.

    The interval of 30 min is where a bout is commonly called prolonged (SBRN: Tremblay et al. 2017, IJBNPA;
    bouts under 30 min carried the lowest risk in Diaz et al. 2017, Ann Intern Med).
    """

    interval: timedelta = timedelta(minutes=30)
    shortest_break: timedelta = timedelta(minutes=2)
    break_length: timedelta = timedelta(minutes=5)
    postpone: timedelta = timedelta(minutes=5)
    postpones: int = 3
    away_after: timedelta = timedelta(minutes=3)
    unwatched_after: timedelta = timedelta(minutes=10)
    """How long deskmate may be closed (a restart, a crash) before that time is called unknown."""

    def __post_init__(self) -> None:
        """Refuse rules under which no bout could start or end."""
        zero = timedelta(0)
        for name in (
            "interval",
            "shortest_break",
            "break_length",
            "postpone",
            "away_after",
            "unwatched_after",
        ):
            if getattr(self, name) <= zero:
                raise ValueError(f"{name} must be longer than nothing")
        if self.postpones < 0:
            raise ValueError("postpones must be 0 or more")


PROLONGED = timedelta(minutes=30)
"""A sitting bout of this length or more is prolonged (SBRN consensus, Tremblay et al. 2017, IJBNPA)."""

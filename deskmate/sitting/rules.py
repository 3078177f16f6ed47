"""The numbers the fold goes by. Defaults are product choices informed by the evidence, all adjustable."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from deskmate.sitting.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Rules:
    """When a bout is long, what ends it, how a prompt rises, and how far it can be put off.

    The interval of 30 min is where a bout is commonly called prolonged (SBRN: Tremblay et al. 2017, IJBNPA;
    bouts under 30 min carried the lowest risk in Diaz et al. 2017, Ann Intern Med). Five minutes of walking every
    30 did most among the doses tried by Duran et al. 2023, Med Sci Sports Exerc. The goal follows Buckley et al.
    2015, BJSM (toward 2 of 8 working hours on the feet). Long breaks and the steps of the prompt are choices alone.
    """

    interval: timedelta = timedelta(minutes=30)
    shortest_break: timedelta = timedelta(minutes=2)
    break_length: timedelta = timedelta(minutes=5)
    long_break: timedelta = timedelta(minutes=10)
    long_break_every: int = 4
    """Every how many breaks a long one is offered; 0 for never."""
    postpone: timedelta = timedelta(minutes=5)
    postpones: int = 3
    repeat_after: timedelta = timedelta(minutes=15)
    """How long after a prompt that was not heeded it is given again."""
    notify_after: timedelta | None = timedelta(seconds=20)
    """How long the prompt is on the screen alone; None for no notification and no bell."""
    voice_after: timedelta | None = timedelta(minutes=2)
    """How long after the prompt it is spoken; None for never."""
    away_after: timedelta = timedelta(minutes=3)
    unwatched_after: timedelta = timedelta(minutes=10)
    """How long deskmate may be closed (a restart, a crash) before that time is called unknown."""
    long_bout: timedelta = timedelta(hours=1)
    """When a bout is so long that the user's hook is told."""
    goal: timedelta = timedelta(hours=6)
    """How much sitting a day the user wants to stay below."""
    schedule: Schedule = field(default_factory=Schedule)

    def __post_init__(self) -> None:
        """Refuse rules under which no bout could start or end."""
        zero = timedelta(0)
        for name in (
            "interval",
            "shortest_break",
            "break_length",
            "long_break",
            "postpone",
            "repeat_after",
            "away_after",
            "unwatched_after",
            "long_bout",
            "goal",
        ):
            if getattr(self, name) <= zero:
                raise ValueError(f"{name} must be longer than nothing")
        if self.postpones < 0 or self.long_break_every < 0:
            raise ValueError("postpones and long_break_every must be 0 or more")


PROLONGED = timedelta(minutes=30)
"""A sitting bout of this length or more is prolonged (SBRN consensus, Tremblay et al. 2017, IJBNPA)."""

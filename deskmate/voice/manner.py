"""How the voice speaks, and how long it may take for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from deskmate.voice.pronunciation import Pronunciation


@dataclass(frozen=True, slots=True)
class Limits:
    """How long the worker may take before captions take over, and when it is tried again."""

    ready: timedelta = timedelta(seconds=5)
    start: timedelta = timedelta(seconds=4)
    start_per_character: timedelta = timedelta(milliseconds=1)
    beat: timedelta = timedelta(seconds=4)
    first_retry: timedelta = timedelta(seconds=5)
    longest_retry: timedelta = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Manner:
    """How it is said: `rate` in words a minute, `volume` 0 to 1, and the pronunciation table."""

    rate: int = 150
    volume: float = 1.0
    pronunciation: Pronunciation = field(default_factory=Pronunciation)

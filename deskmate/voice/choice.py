"""Which voice is wanted: what the settings say, in the form in which the worker process is told.

A named tuple, as all values the worker knows: the module of dataclasses would be a sixth of its start.
"""

from __future__ import annotations

import json
from typing import NamedTuple

AUTO = "auto"
PIPER = "piper"
ENGINES = (AUTO, "espeak", "nsss", "sapi5", PIPER)
"""`auto` is the system's own voice on macOS and Windows, and espeak-ng elsewhere."""
USUAL_PITCH = 50
LEAVE, PAUSE, DUCK = "no", "pause", "duck"
COURTESIES = (LEAVE, PAUSE, DUCK)
"""What is done to other players while deskmate speaks: nothing, they are paused, or they play more quietly."""


class Choice(NamedTuple):
    """The engine, one of ENGINES; its voice, by name or id, or for Piper the voice file; empty is its usual one.

    `pitch` is from 0 to 100 and matters to espeak-ng alone. `silent` wants tones and captions, and no speech.
    """

    engine: str = AUTO
    voice: str = ""
    pitch: int = USUAL_PITCH
    silent: bool = False

    def as_json(self) -> str:
        """Give it as the worker's argument."""
        return json.dumps(self._asdict())


def parse_choice(argument: str) -> Choice:
    """Read the worker's argument. Raises ValueError or TypeError."""
    return Choice(**json.loads(argument))

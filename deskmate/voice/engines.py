"""Opens the speech engine that was chosen, with its voice and pitch. Worker processes only.

A choice that cannot be met never silences deskmate: `open_engine` goes on with what there is and says so in its note.
`open_exactly` is for a user who asked for it on the command line and wants to be told instead.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from deskmate.voice.choice import AUTO, PIPER, Choice
from deskmate.voice.engine import (
    Clip,
    Engine,
    EngineUnavailableError,
    RenderError,
    UnknownVoiceError,
    load_engine,
)

if TYPE_CHECKING:
    from deskmate.voice.voices import Voice

_LOG = logging.getLogger(__name__)
_PLATFORMS = {"nsss": ("darwin", "macOS"), "sapi5": ("win32", "Windows")}
_SILENT = "The voice is set to captions and chime only"


class Renderer(Protocol):
    """Turns text into clips: a pyttsx3 engine, or Piper."""

    name: str
    version: str

    def render(self, text: str, rate: int, volume: float) -> Clip:
        """Turn `text` into sound at `rate` words a minute and `volume` 0 to 1. Raises RenderError."""
        ...


class Mute:
    """What stands in where there is no engine: every text is left to the captions."""

    name = ""
    version = ""

    def render(self, text: str, rate: int, volume: float) -> Clip:
        """Raise RenderError."""
        del text, rate, volume
        raise RenderError("There is no speech engine.")


class Opened(NamedTuple):
    """An engine, what lists its voices, and in one sentence what of the choice could not be met (empty: nothing)."""

    engine: Renderer
    voices: Callable[[], tuple[Voice, ...]] = tuple
    note: str = ""


def open_engine(choice: Choice) -> Opened:
    """Open the chosen engine, else what comes nearest. Raises EngineUnavailableError where none can be used."""
    if choice.silent:
        raise EngineUnavailableError(f"{_SILENT}.")
    problems: list[str] = []
    for nearer in _ladder(choice):
        try:
            opened = open_exactly(nearer)
        except (EngineUnavailableError, UnknownVoiceError) as error:
            _LOG.warning("%s", error)
            problems.append(str(error))
        else:
            return opened._replace(note=problems[0] if problems else "")
    raise EngineUnavailableError(problems[0])


def open_exactly(choice: Choice) -> Opened:
    """Open what was chosen and nothing else. Raises EngineUnavailableError or UnknownVoiceError."""
    if choice.engine == PIPER:
        from deskmate.voice.piper_engine import load_piper

        piper = load_piper(choice.voice)
        return Opened(piper, lambda: (piper.voice,))
    engine = _load(choice.engine)
    opened = Opened(engine, partial(_voices, engine))
    if choice.voice:
        from deskmate.voice.voices import find_voice

        engine.speech.setProperty("voice", find_voice(choice.voice, opened.voices()).id)
    engine.set_pitch(choice.pitch)
    return opened


def _voices(engine: Engine) -> tuple[Voice, ...]:
    from deskmate.voice.voices import voices_of

    try:
        return voices_of(engine.speech)
    except Exception as error:  # a driver may raise anything
        raise EngineUnavailableError(f"The voices of {engine.name} cannot be listed ({error}).") from error


def _load(name: str) -> Engine:
    platform, system = _PLATFORMS.get(name, (sys.platform, ""))
    if platform != sys.platform:
        raise EngineUnavailableError(f"The speech engine {name} is part of {system} and is not to be had here.")
    return load_engine("" if name == AUTO else name)


def _ladder(choice: Choice) -> list[Choice]:
    """Give the choice, then its engine's usual voice, then the usual engine."""
    return list(dict.fromkeys([choice, choice._replace(voice=""), Choice(pitch=choice.pitch)]))

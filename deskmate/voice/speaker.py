"""The face of the voice: what the rest of deskmate may ask of it, and what it tells in return.

Everything said is an utterance; its words are told by their place in the text *as it was given to `say`*,
so that nobody outside this package needs to know how a word is respelt for the engine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from deskmate.voice.tones import Tone


@dataclass(frozen=True, slots=True)
class VoiceStatus:
    """Whether the voice can be heard, and in one sentence why (not)."""

    audible: bool
    reason: str
    engine: str = ""
    backend: str = ""


@dataclass(frozen=True, slots=True)
class UtteranceStarted:
    """The first frame of an utterance was handed to the sound device (or its caption's time began).

    `exact` is False where the word times are estimated from the clip's length.
    """

    utterance: int
    duration: timedelta
    exact: bool


@dataclass(frozen=True, slots=True)
class WordSpoken:
    """The word at text[start:end] (characters of the text given to `say`) is being heard now."""

    utterance: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class UtteranceEnded:
    """An utterance is over; `completed` is False when it was stopped or replaced."""

    utterance: int
    completed: bool


@dataclass(frozen=True, slots=True)
class VoiceChanged:
    """The voice became audible or fell silent; the status says why in one sentence."""

    status: VoiceStatus


SpeechEvent = UtteranceStarted | WordSpoken | UtteranceEnded | VoiceChanged
Listener = Callable[[SpeechEvent], None]


class Speaker(Protocol):
    """Speaks, or at least keeps the captions' time. No call blocks; listeners may be called from any thread."""

    @property
    def status(self) -> VoiceStatus:
        """Tell whether the voice can be heard, and why."""
        ...

    def start(self) -> None:
        """Begin to get ready in the background; returns at once."""
        ...

    def say(self, text: str, *, queue: bool = False) -> int:
        """Speak `text` and give the utterance's number.

        With `queue` it waits for what is being said; without, it replaces all that is being said or waiting.
        """
        ...

    def chime(self, tone: Tone) -> None:
        """Let a tone sound now, over what is being said; nothing where no sound can be made."""
        ...

    def pause(self) -> None:
        """Hold the sound where it is; nothing when nothing is being said."""
        ...

    def resume(self) -> None:
        """Go on from where `pause` held it."""
        ...

    def stop(self) -> None:
        """Fall silent and forget what waits."""
        ...

    def set_muted(self, muted: bool) -> None:  # noqa: FBT001 - a state, not an option
        """Silence the sound at once, or let it be heard again; words go on being told."""
        ...

    def set_rate(self, rate: int) -> None:
        """Say what is not yet begun at `rate` words a minute."""
        ...

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every event from now on; the returned function ends that."""
        ...

    def close(self) -> None:
        """End every process and thread the voice started."""
        ...

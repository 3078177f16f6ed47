"""Tones made by deskmate itself: a soft bell, a countdown tick, a "get ready"; and how they sound over the voice.

Pure standard library. Each tone is a sum of fading partials under one envelope that begins and ends at zero, so that
no loudspeaker clicks.
"""

from __future__ import annotations

import sys
from array import array
from cmath import exp
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import cos, pi

_FULL = 32767


class Tone(StrEnum):
    """What a tone says."""

    CHIME = "chime"
    """A soft bell: a hold is over."""
    TICK = "tick"
    """One second of a countdown."""
    READY = "ready"
    """One second of "get ready"."""


@dataclass(frozen=True, slots=True)
class _Partial:
    """One sine of a tone: its pitch (Hz), its share of the loudness, and the time (s) in which it fades to 1/e."""

    pitch: float
    share: float
    fade: float


@dataclass(frozen=True, slots=True)
class _Recipe:
    """A tone: its length, rise and release in seconds, its peak as a share of full scale, its partials."""

    length: float
    rise: float
    release: float
    peak: float
    partials: tuple[_Partial, ...]


# The bell's partials are those of a struck bowl (1 : 2.71 : 5.15), the high ones weak and soon gone, so that it is
# soft; a peak of a quarter of full scale is about the loudness of a spoken word beside it.
_RECIPES = {
    Tone.CHIME: _Recipe(
        length=1.8,
        rise=0.012,
        release=0.25,
        peak=0.25,
        partials=(_Partial(523.25, 0.75, 0.55), _Partial(1418.0, 0.18, 0.25), _Partial(2695.0, 0.07, 0.1)),
    ),
    Tone.TICK: _Recipe(length=0.05, rise=0.01, release=0.03, peak=0.1, partials=(_Partial(880.0, 1.0, 1.0),)),
    Tone.READY: _Recipe(length=0.16, rise=0.02, release=0.08, peak=0.15, partials=(_Partial(440.0, 1.0, 1.0),)),
}


def tone_samples(tone: Tone, frame_rate: int) -> bytes:
    """Give a tone as little-endian 16-bit mono samples at `frame_rate` frames a second (8000 or more)."""
    return _little_endian(_samples(tone, frame_rate))


class Overlay:
    """The tones that sound now, laid over whatever else is played. Not thread-safe; the player holds a lock."""

    def __init__(self) -> None:
        self._ringing: list[_Ring] = []

    @property
    def is_ringing(self) -> bool:
        """Tell whether a tone still sounds."""
        return bool(self._ringing)

    def add(self, tone: Tone, volume: float) -> None:
        """Let a tone sound from the next frame on, at `volume` 0 to 1."""
        self._ringing.append(_Ring(tone, min(max(volume, 0.0), 1.0)))

    def clear(self) -> None:
        """Fall silent."""
        self._ringing.clear()

    def mix(self, data: bytes, frame_rate: int, *, muted: bool = False) -> bytes:
        """Lay the tones over these samples; while `muted` their time goes on without a sound."""
        if not self._ringing:
            return data
        mixed = array("h", _little_endian(array("h", data)))
        for ring in self._ringing:
            tone = _samples(ring.tone, frame_rate)
            part = tone[ring.frame : ring.frame + len(mixed)]
            ring.frame += len(mixed)
            ring.over = ring.frame >= len(tone)
            if not muted:
                for index, sample in enumerate(part):
                    mixed[index] = _clipped(mixed[index] + round(sample * ring.volume))
        self._ringing = [ring for ring in self._ringing if not ring.over]
        return _little_endian(mixed)


@dataclass(slots=True)
class _Ring:
    tone: Tone
    volume: float
    frame: int = 0
    over: bool = False


@lru_cache(maxsize=16)
def _samples(tone: Tone, frame_rate: int) -> array[int]:
    recipe = _RECIPES[tone]
    sound = [0.0] * round(recipe.length * frame_rate)
    for partial in recipe.partials:
        # A partial the frame rate cannot carry would come back as another pitch.
        if partial.pitch < frame_rate / 2:
            _add(partial, frame_rate, sound)
    for frame in range(round(recipe.rise * frame_rate)):
        sound[frame] *= _half_cosine(frame / frame_rate / recipe.rise)
    for left in range(round(recipe.release * frame_rate)):
        sound[-1 - left] *= _half_cosine(left / frame_rate / recipe.release)
    scale = recipe.peak * _FULL / max(map(abs, sound))
    return array("h", [round(value * scale) for value in sound])


def _add(partial: _Partial, frame_rate: int, sound: list[float]) -> None:
    """Add one fading sine; a turning pointer, since a call of sin and exp a frame takes five times as long."""
    pointer = complex(partial.share)
    turn = exp(complex(-1 / partial.fade, 2 * pi * partial.pitch) / frame_rate)
    for frame in range(len(sound)):
        sound[frame] += pointer.imag
        pointer *= turn


def _half_cosine(share: float) -> float:
    """Rise from 0 to 1 along half a cosine, which begins and ends level."""
    return (1 - cos(pi * share)) / 2


def _clipped(sample: int) -> int:
    return max(-_FULL - 1, min(_FULL, sample))


def _little_endian(samples: array[int]) -> bytes:
    if sys.byteorder == "big":
        samples = array("h", samples)
        samples.byteswap()
    return samples.tobytes()

"""Tones made by deskmate itself: a soft bell, a countdown tick, a "get ready".

Pure standard library. Each tone is a sum of fading partials under one envelope that begins and ends at zero, so that
no loudspeaker clicks.
"""

from __future__ import annotations

from array import array
from cmath import exp
from enum import StrEnum
from functools import lru_cache
from math import cos, pi
from typing import NamedTuple

from deskmate.voice.samples import FULL_SCALE, little_endian


class Tone(StrEnum):
    """What a tone says."""

    CHIME = "chime"
    """A soft bell: a hold is over."""
    TICK = "tick"
    """One second of a countdown."""
    READY = "ready"
    """One second of "get ready"."""


class _Partial(NamedTuple):
    """One sine of a tone: its pitch (Hz), its share of the loudness, and the time (s) in which it fades to 1/e."""

    pitch: float
    share: float
    fade: float


class _Recipe(NamedTuple):
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
    return little_endian(made(tone, frame_rate))


@lru_cache(maxsize=16)
def made(tone: Tone, frame_rate: int) -> array[int]:
    """Give a tone as 16-bit mono samples at `frame_rate` frames a second; made once."""
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
    scale = recipe.peak * FULL_SCALE / max(map(abs, sound))
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

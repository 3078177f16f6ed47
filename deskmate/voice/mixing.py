"""How loud the voice is, and the tones laid over it. Tones are loaded when the first one rings."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from deskmate.voice.samples import FULL_SCALE, little_endian, samples_of

if TYPE_CHECKING:
    from deskmate.voice.tones import Tone


def louder(data: bytes, volume: float) -> bytes:
    """Give little-endian 16-bit samples at `volume` 0 to 1 of their loudness."""
    if volume >= 1 or not any(data):
        return data
    samples = samples_of(data)
    return little_endian(array("h", [round(sample * volume) for sample in samples]))


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
        from deskmate.voice.tones import made

        mixed = samples_of(data)
        for ring in self._ringing:
            tone = made(ring.tone, frame_rate)
            part = tone[ring.frame : ring.frame + len(mixed)]
            ring.frame += len(mixed)
            ring.over = ring.frame >= len(tone)
            if not muted:
                for index, sample in enumerate(part):
                    mixed[index] = _clipped(mixed[index] + round(sample * ring.volume))
        self._ringing = [ring for ring in self._ringing if not ring.over]
        return little_endian(mixed)


class _Ring:
    """A tone and how far it was played."""

    __slots__ = ("frame", "over", "tone", "volume")

    def __init__(self, tone: Tone, volume: float) -> None:
        self.tone = tone
        self.volume = volume
        self.frame = 0
        self.over = False


def _clipped(sample: int) -> int:
    return max(-FULL_SCALE - 1, min(FULL_SCALE, sample))

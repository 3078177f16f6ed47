"""Reads what the speech engines write: WAV (espeak, sapi5) and AIFF (nsss), as 16-bit mono samples."""

from __future__ import annotations

import struct
import wave
from array import array
from typing import TYPE_CHECKING

from deskmate.voice.samples import little_endian, samples_of

if TYPE_CHECKING:
    from pathlib import Path

_BIG_ENDIAN = {b"NONE", b"twos"}
_LITTLE_ENDIAN = {b"sowt"}
_SAMPLE_BYTES = 2


class BadSoundFileError(ValueError):
    """A sound file is not 16-bit PCM, or is damaged; the sentence says which."""


def read_sound(path: Path) -> tuple[bytes, int]:
    """Give (little-endian 16-bit mono samples, frames a second) of a WAV or AIFF file.

    Raises BadSoundFileError, or OSError when the file cannot be read.
    """
    data = path.read_bytes()
    if data[:4] == b"FORM":
        return _read_aiff(data)
    try:
        with wave.open(str(path), "rb") as sound:
            if sound.getsampwidth() != _SAMPLE_BYTES:
                raise BadSoundFileError("The speech engine wrote samples that are not 16 bits wide.")
            frames = sound.readframes(sound.getnframes())
            return _mono(frames, sound.getnchannels()), sound.getframerate()
    except (wave.Error, EOFError) as error:
        raise BadSoundFileError(f"The speech engine wrote a sound file that cannot be read ({error}).") from error


def _read_aiff(data: bytes) -> tuple[bytes, int]:
    """Read AIFF or AIFF-C, whose numbers are big-endian and whose frame rate is an 80-bit float."""
    chunks = _chunks(data)
    try:
        channels, _frames, bits, exponent, mantissa = struct.unpack(">hLhHQ", chunks[b"COMM"][:18])
        kind = chunks[b"COMM"][18:22] or b"NONE"
        offset = struct.unpack(">L", chunks[b"SSND"][:4])[0]
        samples = chunks[b"SSND"][8 + offset :]
    except (KeyError, struct.error) as error:
        raise BadSoundFileError("The speech engine wrote a damaged AIFF file.") from error
    if bits != _SAMPLE_BYTES * 8 or kind not in _BIG_ENDIAN | _LITTLE_ENDIAN:
        raise BadSoundFileError("The speech engine wrote an AIFF file that is not plain 16-bit sound.")
    rate = round(mantissa * 2.0 ** (exponent - 16383 - 63))
    samples = samples[: len(samples) // _SAMPLE_BYTES * _SAMPLE_BYTES]
    if kind in _BIG_ENDIAN:
        swapped = array("h", samples)
        swapped.byteswap()
        samples = swapped.tobytes()
    return _mono(samples, channels), rate


def _chunks(data: bytes) -> dict[bytes, bytes]:
    """Split an IFF file into its chunks; each is padded to an even length."""
    chunks, at = {}, 12
    while at + 8 <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "big")
        chunks[name] = data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    return chunks


def _mono(frames: bytes, channels: int) -> bytes:
    """Keep the first channel: speech engines write the same sound to each."""
    if channels == 1:
        return frames
    return little_endian(samples_of(frames)[::channels])

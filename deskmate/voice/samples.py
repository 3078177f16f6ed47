"""Sound as numbers: 16-bit mono samples, and the little-endian bytes they travel in."""

from __future__ import annotations

import sys
from array import array

FULL_SCALE = 32767


def samples_of(data: bytes) -> array[int]:
    """Read little-endian bytes."""
    return _swapped(array("h", data))


def little_endian(samples: array[int]) -> bytes:
    """Give samples as bytes."""
    return _swapped(samples).tobytes()


def _swapped(samples: array[int]) -> array[int]:
    if sys.byteorder == "big":
        samples = array("h", samples)
        samples.byteswap()
    return samples

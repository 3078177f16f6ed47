from __future__ import annotations

import struct
import wave
from pathlib import Path

import pytest

from deskmate.voice.sound_file import BadSoundFileError, read_sound

LEFT = [0, 1, -2, 32767, -32768]


def aiff(kind: bytes, samples: bytes, *, channels: int = 1, bits: int = 16) -> bytes:
    # 22,050 as an 80-bit float: 1.345... times 2 to the 14th.
    rate = struct.pack(">HQ", 16383 + 14, 22050 << (63 - 14))
    common = struct.pack(">hLh", channels, len(samples) // 2 // channels, bits) + rate + kind
    chunks = b"".join(
        name + struct.pack(">L", len(data)) + data + b"\0" * (len(data) % 2)
        for name, data in ((b"COMM", common), (b"NAME", b"odd"), (b"SSND", bytes(8) + samples))
    )
    return b"FORM" + struct.pack(">L", len(chunks) + 4) + (b"AIFC" if kind else b"AIFF") + chunks


@pytest.mark.parametrize(("kind", "order"), [(b"", ">"), (b"NONE", ">"), (b"twos", ">"), (b"sowt", "<")])
def test_aiff_is_read_in_either_byte_order(tmp_path: Path, kind: bytes, order: str) -> None:
    path = tmp_path / "a.aiff"
    path.write_bytes(aiff(kind, struct.pack(f"{order}5h", *LEFT)))
    assert read_sound(path) == (struct.pack("<5h", *LEFT), 22050)


def test_the_first_of_two_channels_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    with wave.open(str(path), "wb") as sound:
        sound.setparams((2, 2, 16000, 5, "NONE", ""))
        sound.writeframes(b"".join(struct.pack("<2h", sample, 9) for sample in LEFT))
    assert read_sound(path) == (struct.pack("<5h", *LEFT), 16000)


@pytest.mark.parametrize(
    "data",
    [b"", b"RIFF", b"FORM\0\0\0\4AIFF", aiff(b"ulaw", b"\0\0"), aiff(b"", b"\0\0", bits=8), b"FORM" + bytes(40)],
)
def test_what_is_not_plain_sound_is_one_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a"
    path.write_bytes(data)
    with pytest.raises(BadSoundFileError, match=r"^The speech engine wrote .*\.$"):
        read_sound(path)

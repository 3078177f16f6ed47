"""Drivers that behave as pyttsx3's nsss and sapi5 do, without a Mac or Windows beneath them.

What they do is read off pyttsx3 2.99's own drivers: what they print, what they leave out, which files they write,
and when they let the event loop go.
"""

from __future__ import annotations

import math
import struct
import sys
import types
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pytest

FRAME_RATE = 22050


@dataclass
class DriverVoice:
    id: str
    name: str | None
    languages: list[str | None]


class SystemDriver:
    """The common part: properties are set as the proxy's queue reaches them, unknown ones are a KeyError."""

    voices: ClassVar[list[DriverVoice]]

    def __init__(self, proxy: Any) -> None:
        self.proxy = proxy
        self.voice = self.voices[0].id
        self.rate = 200.0
        self.volume = 1.0
        self.printed: list[str] = []

    def destroy(self) -> None:
        pass

    def startLoop(self) -> None:  # noqa: N802
        self.proxy.setBusy(False)

    def endLoop(self) -> None:  # noqa: N802
        pass

    def stop(self) -> None:
        pass

    def getProperty(self, name: str) -> Any:  # noqa: N802
        return {"voices": self.voices, "voice": self.voice, "rate": self.rate, "volume": self.volume}[name]

    def setProperty(self, name: str, value: Any) -> None:  # noqa: N802
        if name == "pitch":
            self.printed.append("Pitch adjustment not supported")
            return
        if name not in {"voice", "rate", "volume"}:
            raise KeyError(name)
        if name == "voice" and value not in {voice.id for voice in self.voices}:
            raise ValueError("unknown voice id %s", value)
        setattr(self, name, value)

    def tune(self, text: str) -> list[int]:
        """Make a sound as long as the text takes at this rate."""
        frames = round(FRAME_RATE * 60 * len(text.split()) / self.rate)
        return [round(8000 * self.volume * math.sin(frame / 10)) for frame in range(frames)]


class Nsss(SystemDriver):
    """macOS: AIFF, a locale or nothing as language; the loop runs on until the synthesiser has finished."""

    voices: ClassVar[list[DriverVoice]] = [
        DriverVoice("com.apple.voice.compact.en-US.Samantha", "Samantha", ["en_US"]),
        DriverVoice("com.apple.voice.compact.de-DE.Anna", "Anna", ["de_DE"]),
        DriverVoice("com.apple.speech.synthesis.voice.Fred", "Fred", [None]),
    ]

    def save_to_file(self, text: str, filename: str) -> None:
        self.proxy.setBusy(True)
        samples = self.tune(text)
        sound = struct.pack(f">{len(samples)}h", *samples)
        exponent = 16383 + 14
        common = struct.pack(">hLhHQ", 1, len(samples), 16, exponent, FRAME_RATE << (63 - 14))
        chunks = b"COMM" + struct.pack(">L", len(common)) + common
        chunks += b"SSND" + struct.pack(">LLL", len(sound) + 8, 0, 0) + sound
        Path(filename).write_bytes(b"FORM" + struct.pack(">L", len(chunks) + 4) + b"AIFF" + chunks)
        self.proxy.setBusy(False)


class Sapi5(SystemDriver):
    """Windows: WAV written at once, a tag or "Unknown Locale" as language, long registry paths as ids."""

    voices: ClassVar[list[DriverVoice]] = [
        DriverVoice(
            r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Speech\Voices\Tokens\TTS_MS_EN-US_ZIRA_11.0",
            "Microsoft Zira Desktop - English (United States)",
            ["en-US"],
        ),
        DriverVoice(
            r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Speech\Voices\Tokens\TTS_MS_DE-DE_HEDDA_11.0",
            "Microsoft Hedda Desktop - German",
            ["de-DE"],
        ),
        DriverVoice(
            r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Speech\Voices\Tokens\OTHER", "Other", ["Unknown Locale: 4096"]
        ),
    ]

    def save_to_file(self, text: str, filename: str) -> None:
        with wave.open(filename, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(FRAME_RATE)
            samples = self.tune(text)
            file.writeframes(struct.pack(f"<{len(samples)}h", *samples))


def install(monkeypatch: pytest.MonkeyPatch, platform: str, driver: type[SystemDriver]) -> list[SystemDriver]:
    """Make this a machine of `platform` with that driver; gives the drivers that will be built."""
    import pyttsx3

    built: list[SystemDriver] = []

    def build(proxy: Any) -> SystemDriver:
        built.append(driver(proxy))
        return built[-1]

    name = driver.__name__.lower()
    module = types.ModuleType(f"pyttsx3.drivers.{name}")
    module.buildDriver = build  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(sys, "platform", platform)
    pyttsx3._activeEngines.clear()
    return built

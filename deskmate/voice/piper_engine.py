"""Neural voices by Piper (the optional extra `piper`), from a voice file the user names. Worker processes only.

Nothing is downloaded: a voice is an .onnx file with its .onnx.json beside it, and whoever wants one fetches it. Piper
speaks sentence by sentence and tells no word times, so these are estimated within each sentence.
"""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from deskmate.voice.engine import Clip, EngineUnavailableError, RenderError
from deskmate.voice.voices import Voice
from deskmate.voice.words import TimedWord, caption_words, estimated_words, word_spans

if TYPE_CHECKING:
    from piper import PiperVoice

_LOG = logging.getLogger(__name__)
_SENTENCE = re.compile(r"\S.*?(?:[.!?\u2026]+[\"')\]\u201d\u2019]*(?=\s)|\n|\Z)", re.DOTALL)
_MEASURED = "Stand tall, and let your hips come forward until you feel a gentle pull."
_USUAL_RATE = 150
_SLOWEST, _FASTEST = 4.0, 0.25
_OFFLINE = {"espeak", "text"}
_SILENCE = timedelta(milliseconds=200)
"""Between sentences, where Piper itself leaves none."""


class PiperEngine:
    """One Piper voice, used from one thread."""

    name = "Piper"

    def __init__(self, piper: PiperVoice, voice: Voice) -> None:
        """Wrap a loaded voice and measure its pace, which each voice has of its own; that also warms it up.

        Raises EngineUnavailableError when the voice gives no sound.
        """
        self.voice = voice
        self.version = _version()
        self._piper = piper
        self._usual_scale = float(piper.config.length_scale)
        try:
            measured = self._sentence(_MEASURED, self._usual_scale, 1.0)
        except RenderError as error:
            raise EngineUnavailableError(f"The Piper voice {voice.id} cannot speak: {error}") from error
        _words, expected = caption_words(_MEASURED, _USUAL_RATE)
        if not measured.frames:
            raise EngineUnavailableError(f"The Piper voice {voice.id} gives no sound.")
        # At its usual length scale the voice speaks at this rate; the scale is inverse to the rate.
        self._own_rate = _USUAL_RATE * (expected / measured.duration)

    def render(self, text: str, rate: int, volume: float) -> Clip:
        """Turn `text` into sound at `rate` words a minute and `volume` 0 to 1. Raises RenderError."""
        scale = min(max(self._usual_scale * self._own_rate / rate, _FASTEST), _SLOWEST)
        samples, words, frame_rate = bytearray(), list[TimedWord](), self._piper.config.sample_rate
        for found in _SENTENCE.finditer(text):
            if not word_spans(found[0]):
                continue
            if samples:
                samples += bytes(2 * round(_SILENCE.total_seconds() * frame_rate))
            before = timedelta(seconds=len(samples) / 2 / frame_rate)
            clip = self._sentence(found[0], scale, volume)
            words += [TimedWord(w.start + found.start(), w.end + found.start(), w.at + before) for w in clip.words]
            samples += clip.samples
        return Clip(bytes(samples), frame_rate, tuple(words), exact=False)

    def _sentence(self, text: str, scale: float, volume: float) -> Clip:
        from piper import SynthesisConfig

        config = SynthesisConfig(length_scale=scale, volume=volume)
        try:
            samples = b"".join(chunk.audio_int16_bytes for chunk in self._piper.synthesize(text, config))
        except Exception as error:  # the model's runtime has many kinds of errors, none of them documented
            raise RenderError(f"Piper could not speak a text ({type(error).__name__}).") from error
        frame_rate = self._piper.config.sample_rate
        duration = timedelta(seconds=len(samples) / 2 / frame_rate)
        return Clip(samples, frame_rate, estimated_words(text, duration), exact=False)


def load_piper(voice_file: str) -> PiperEngine:
    """Load the voice of an .onnx file, with its .onnx.json beside it. Raises EngineUnavailableError."""
    if not voice_file:
        raise EngineUnavailableError("Piper needs a voice file: name an .onnx file as voice.name or with --voice.")
    file = Path(voice_file).expanduser()
    for needed in (file, Path(f"{file}.json")):
        if not needed.is_file():
            raise EngineUnavailableError(f"The Piper voice {file} cannot be used: there is no file {needed}.")
    try:
        from piper import PiperVoice
    except ImportError as error:
        why = "The package piper-tts is not installed; pip install '.[piper]' in a clone of deskmate brings it."
        raise EngineUnavailableError(why) from error
    try:
        # On Windows the model's runtime reports its use to the system unless told not to.
        import onnxruntime

        onnxruntime.disable_telemetry_events()
        piper = PiperVoice.load(str(file))
    except Exception as error:  # a damaged model fails deep inside its runtime, a damaged .json in a reader
        _LOG.warning("Piper: %s", error)
        raise EngineUnavailableError(f"The Piper voice {file} cannot be loaded ({type(error).__name__}).") from error
    if piper.config.phoneme_type.value not in _OFFLINE:
        why = f"its way of reading ({piper.config.phoneme_type.value}) needs further downloads"
        raise EngineUnavailableError(f"The Piper voice {file} cannot be used: {why}.")
    return PiperEngine(piper, Voice(str(piper.config.espeak_voice), file.stem, str(file)))


def _version() -> str:
    try:
        return version("piper-tts")
    except PackageNotFoundError:
        return ""

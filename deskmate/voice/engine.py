"""Speech rendering: pyttsx3 turns a text into a clip of sound with the time of every word. Worker process only.

On Linux (and wherever nothing better is there) the engine is espeak-ng, through a driver that also keeps the
audio position of each word event. macOS and Windows use the system's own voices, with estimated word times.
"""

from __future__ import annotations

import ctypes
import logging
import os
import re
import sys
import types
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, NamedTuple, Protocol

from deskmate.voice.choice import USUAL_PITCH
from deskmate.voice.samples import samples_of
from deskmate.voice.sound_file import read_sound
from deskmate.voice.sparing import sparing
from deskmate.voice.words import TimedWord, aligned_words, estimated_words, word_spans

_LOG = logging.getLogger(__name__)
_DRIVER = "deskmate_espeak"
_VOICE = "gmw/en"
_BUFFER_MS = 1000
# pyttsx3's espeak driver appends to one bytes object, so a long text is rendered in parts.
_PART_CHARACTERS = 800
# The loudest sample, of 32767, that is still taken for silence: 1/160 of full scale, about -44 dB.
_SILENCE = 200
_PART_END = re.compile(r"(?<=[.!?\n])\s+|(?<=[,;:])\s+")
_SYSTEM_ENGINES = {"darwin": "nsss", "win32": "sapi5"}
_SYSTEM_NAMES = {"nsss": "macOS speech (nsss)", "sapi5": "Windows speech (sapi5)"}


class EngineUnavailableError(Exception):
    """No speech engine can be used here; the sentence says why."""


class UnknownVoiceError(Exception):
    """No voice is called so; the sentence names near ones."""


class RenderError(Exception):
    """A text could not be turned into sound."""


class Clip(NamedTuple):
    """Sound and its words: little-endian 16-bit mono samples at `frame_rate` frames a second."""

    samples: bytes
    frame_rate: int
    words: tuple[TimedWord, ...]
    exact: bool

    @property
    def frames(self) -> int:
        """Count the frames."""
        return len(self.samples) // 2

    @property
    def duration(self) -> timedelta:
        """Give the length of the sound."""
        return timedelta(seconds=self.frames / self.frame_rate)

    def begun(self) -> Clip:
        """Give the clip without the silence it begins with (espeak-ng's before "ten" lasts 55 ms)."""
        first = next((n for n, sample in enumerate(samples_of(self.samples)) if abs(sample) > _SILENCE), 0)
        if not first:
            return self
        before = timedelta(seconds=first / self.frame_rate)
        words = tuple(TimedWord(w.start, w.end, max(w.at - before, timedelta(0))) for w in self.words)
        return Clip(self.samples[2 * first :], self.frame_rate, words, self.exact)


class _Speech(Protocol):
    """What is used of a pyttsx3 engine."""

    def getProperty(self, name: str) -> Any: ...  # noqa: N802, ANN401 - a list, a name or a number

    def setProperty(self, name: str, value: float | str) -> None: ...  # noqa: N802

    def save_to_file(self, text: str, filename: str) -> None: ...

    def runAndWait(self) -> None: ...  # noqa: N802


class _Event(Protocol):
    """What is used of an `espeak_EVENT`: the word's place (characters, from 1) and its time in the clip (ms)."""

    type: int
    text_position: int
    audio_position: int


class Engine:
    """One pyttsx3 engine, used from one thread."""

    def __init__(self, speech: _Speech, name: str, version: str, marks: list[tuple[int, int]] | None) -> None:
        """Wrap a pyttsx3 engine; `marks` is the list its driver fills with (character, ms), if it can."""
        self.name = name
        self.version = version
        self._speech = speech
        self._marks = marks
        self._pitch = USUAL_PITCH if marks is not None else None

    @property
    def speech(self) -> _Speech:
        """Give the pyttsx3 engine, for its voices."""
        return self._speech

    def set_pitch(self, pitch: int) -> None:
        """Speak at a pitch of 0 to 100 (50 is usual), where the driver can: with espeak-ng."""
        if self._marks is not None:
            self._pitch = pitch

    def render(self, text: str, rate: int, volume: float) -> Clip:
        """Turn `text` into sound at `rate` words a minute and `volume` 0 to 1.

        A text without a word gives a clip of no length. Raises RenderError.
        """
        if not word_spans(text):
            return Clip(b"", 22050, (), exact=self._marks is not None)
        parts = [self._render_part(text, start, end, rate, volume) for start, end in _parts(text)]
        return _joined(parts)

    def _render_part(self, text: str, start: int, end: int, rate: int, volume: float) -> Clip:
        part = text[start:end]
        if self._marks is not None:
            self._marks.clear()
        samples, frame_rate = self._sound(part, rate, volume)
        duration = timedelta(seconds=len(samples) / 2 / frame_rate)
        if self._marks is None:
            words = estimated_words(part, duration)
        else:
            marks = [(position, timedelta(milliseconds=ms)) for position, ms in self._marks]
            words = aligned_words(part, marks, duration)
        shifted = tuple(TimedWord(word.start + start, word.end + start, word.at) for word in words)
        return Clip(samples, frame_rate, shifted, exact=self._marks is not None)

    def _sound(self, part: str, rate: int, volume: float) -> tuple[bytes, int]:
        from pathlib import Path
        from tempfile import TemporaryDirectory

        with TemporaryDirectory(prefix="deskmate-voice-") as folder:
            path = Path(folder) / "clip.wav"
            self._speech.setProperty("rate", rate)
            self._speech.setProperty("volume", volume)
            if self._pitch is not None:
                # espeak-ng changes its pitch by itself between texts.
                self._speech.setProperty("pitch", self._pitch)
            self._speech.save_to_file(part, str(path))
            self._speech.runAndWait()
            try:
                return read_sound(path)
            except (OSError, ValueError) as error:
                raise RenderError(f"The speech engine wrote no usable sound ({error}).") from error


def load_engine(wanted: str = "") -> Engine:
    """Load the best engine of this platform, else espeak-ng; or only the `wanted` one ("espeak", "nsss", "sapi5").

    Raises EngineUnavailableError.
    """
    system = _SYSTEM_ENGINES.get(sys.platform)
    loaders: list[Callable[[], Engine]] = [lambda: _load_system(system)] if system else []
    if wanted:
        loaders = [] if wanted == "espeak" else [lambda: _load_system(wanted)]
    if wanted in {"", "espeak"}:
        loaders.append(_load_espeak)
    for loader in loaders:
        try:
            return loader()
        except EngineUnavailableError:
            raise
        except Exception as error:  # noqa: BLE001 - drivers raise anything; the next one may work
            _LOG.warning("A speech engine could not be loaded: %s", error)
    raise EngineUnavailableError("No speech engine could be loaded.")


def _load_system(name: str) -> Engine:
    import pyttsx3

    return Engine(pyttsx3.init(name), _SYSTEM_NAMES.get(name, name), "", marks=None)


def _load_espeak() -> Engine:
    with _espeak_library():
        try:
            # What the driver would play with, which the player does.
            with sparing({"subprocess": (), "tempfile": ("NamedTemporaryFile",)}):
                import pyttsx3
                from pyttsx3.drivers import _espeak, espeak
        except ImportError as error:
            raise EngineUnavailableError(f"The Python package {error.name or 'pyttsx3'} is not installed.") from error
        except RuntimeError as error:
            raise EngineUnavailableError("No espeak-ng speech library was found.") from error
    # pyttsx3 hands out one engine of a driver for as long as someone holds it: all who load it share its marks.
    name = f"pyttsx3.drivers.{_DRIVER}"
    if name not in sys.modules:
        sys.modules[name] = _driver_module(name, espeak.EspeakDriver, _espeak)
    version = _espeak.Info(None) or b""
    marks = sys.modules[name].marks
    return Engine(pyttsx3.init(_DRIVER), "espeak-ng", version.decode("utf-8", "replace").split(" ")[0], marks)


def _driver_module(name: str, base: type, espeak: types.ModuleType) -> types.ModuleType:
    """Give what pyttsx3 takes for a module of its own: a driver, and the list it keeps its marks in."""
    module = types.ModuleType(name)
    marks: list[tuple[int, int]] = []
    module.__dict__.update(marks=marks, buildDriver=_marking_driver(base, espeak, marks))
    return module


def _marking_driver(base: type, espeak: types.ModuleType, marks: list[tuple[int, int]]) -> type:
    """Give a driver class that does what pyttsx3's does, in turn, and also keeps each word's place and time.

    pyttsx3 lets espeak-ng speak in a thread of its own and may return from `runAndWait` before that has ended:
    sound, marks and rate of two texts then mix. Started here in its synchronous mode, it has no such thread.
    """
    over = espeak.EVENT(type=espeak.EVENT_MSG_TERMINATED)
    nothing_more = espeak.EVENT(type=espeak.EVENT_LIST_TERMINATED)

    class MarkingDriver(base):  # type: ignore[misc]
        def __init__(self, proxy: object) -> None:
            if not base._moduleInitialized:  # type: ignore[attr-defined]  # noqa: SLF001
                if espeak.Initialize(espeak.AUDIO_OUTPUT_SYNCHRONOUS, _BUFFER_MS) < 0:
                    raise RuntimeError("espeak-ng could not be initialised")
                base._defaultVoice = _VOICE  # type: ignore[attr-defined]  # noqa: SLF001
                base._moduleInitialized = True  # type: ignore[attr-defined]  # noqa: SLF001
            super().__init__(proxy)

        def _onSynth(self, wav: object, numsamples: int, events: Sequence[_Event]) -> int:  # noqa: N802
            index = 0
            while events[index].type != espeak.EVENT_LIST_TERMINATED:
                event = events[index]
                if event.type == espeak.EVENT_WORD:
                    marks.append((event.text_position - 1, event.audio_position))
                index += 1
            return int(super()._onSynth(wav, numsamples, events))

        def _start_synthesis(self, text: str) -> None:
            super()._start_synthesis(text)
            # In this mode espeak-ng returns when all is spoken, but does not say so to the driver.
            self._onSynth(None, 0, (over, nothing_more))

    return MarkingDriver


@contextmanager
def _espeak_library() -> Iterator[None]:
    """Let pyttsx3 find the espeak-ng library of the espeakng-loader wheel, where there is one.

    On Linux a library loaded before answers pyttsx3's own look-up, since it has the same soname. Elsewhere
    pyttsx3 asks for fixed paths, so it is handed the library for the moment of its import.
    """
    try:
        # What the loader's paths would need to become addresses.
        with sparing({"urllib.parse": ("quote_from_bytes",)}):
            from pathlib import Path

            import espeakng_loader

        data, path = espeakng_loader.get_data_path(), Path(espeakng_loader.get_library_path())
    except (ImportError, RuntimeError):
        yield
        return
    on_linux = sys.platform.startswith("linux")
    if on_linux:
        path = path.with_name("libespeak-ng.so.1")
    try:
        library = ctypes.CDLL(str(path), mode=ctypes.RTLD_GLOBAL)
    except OSError as error:
        _LOG.warning("The packaged espeak-ng library cannot be loaded: %s", error)
        yield
        return
    os.environ["ESPEAK_DATA_PATH"] = data
    if on_linux:
        yield
        return
    lookup = ctypes.cdll.LoadLibrary
    ctypes.cdll.LoadLibrary = lambda _name: library  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        ctypes.cdll.LoadLibrary = lookup  # type: ignore[method-assign]


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text into parts of about `_PART_CHARACTERS`, at the ends of sentences or phrases where possible."""
    start = 0
    while len(text) - start > _PART_CHARACTERS:
        window = text[start : start + _PART_CHARACTERS]
        cuts = [match.end() for match in _PART_END.finditer(window)]
        cut = cuts[-1] if cuts else window.rfind(" ") + 1
        end = start + (cut if cut > 0 else _PART_CHARACTERS)
        if word_spans(text[start:end]):
            yield start, end
        start = end
    if word_spans(text[start:]):
        yield start, len(text)


def _joined(parts: list[Clip]) -> Clip:
    """Put clips of one frame rate behind one another."""
    if len(parts) == 1:
        return parts[0]
    words, before = [], timedelta(0)
    for part in parts:
        words += [TimedWord(word.start, word.end, word.at + before) for word in part.words]
        before += part.duration
    samples = b"".join(part.samples for part in parts)
    return Clip(samples, parts[0].frame_rate, tuple(words), parts[0].exact)

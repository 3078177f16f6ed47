"""Plays clips on the sound device (miniaudio) and tells each word when it is heard. Worker process only.

One thread of its own opens, watches and closes the device, so that a device that hangs stops nobody else,
and no lock is held while the device waits for its callback.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Generator, Sequence
from datetime import timedelta
from functools import lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple, Protocol

from deskmate.voice.deck import Deck, Note
from deskmate.voice.mixing import Overlay, louder
from deskmate.voice.sparing import NOT_TO_BE_HAD, sparing

if TYPE_CHECKING:
    from deskmate.voice.engine import Clip
    from deskmate.voice.tones import Tone

_LOG = logging.getLogger(__name__)
_PERIOD_MS = 20
_PERIODS = 3
_REST_AFTER = timedelta(seconds=5)
_STALLED_AFTER = timedelta(seconds=3)
_BEAT = timedelta(milliseconds=500)
_COMMON_RATE = 22050


class SoundUnavailableError(Exception):
    """No sound device can be used; the sentence says why."""


class Device(Protocol):
    """An open sound device."""

    backend: str

    def start(self, callback_generator: Generator[bytes, int, None]) -> None:
        """Begin to ask the generator for frames, from a thread of the device's own."""
        ...

    def close(self) -> None:
        """Stop and release the device; waits for the callback to return."""
        ...


class PlayerEars(NamedTuple):
    """Whom the player tells what, from its own thread."""

    heard: Callable[[Sequence[Note]], None]
    beat: Callable[[], None]
    lost: Callable[[str], None]


@lru_cache(maxsize=1)
def load_miniaudio() -> ModuleType:
    """Load the library that plays, without what its internet radio needs. Raises SoundUnavailableError."""
    try:
        with sparing({"numpy": NOT_TO_BE_HAD, "urllib.request": (), "html": (), "inspect": ()}):
            import miniaudio
    except ImportError as error:
        raise SoundUnavailableError("The Python package miniaudio is not installed.") from error
    library: ModuleType = miniaudio
    return library


def open_device(frame_rate: int) -> Device:
    """Open the default sound device, 16-bit mono. Raises SoundUnavailableError."""
    miniaudio = load_miniaudio()
    try:
        device: Device = miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=frame_rate,
            buffersize_msec=_PERIOD_MS,
            callback_periods=_PERIODS,
            app_name="deskmate",
        )
    except miniaudio.MiniaudioError as error:
        _LOG.info("No sound device: %s", error)
        raise SoundUnavailableError("No sound device was found.") from error
    if device.backend == "Null":
        device.close()
        raise SoundUnavailableError("No sound system was found.")
    return device


class Player:
    """Owns the deck and the device. Every method returns at once and may be called from any thread."""

    def __init__(
        self,
        ears: PlayerEars,
        opener: Callable[[int], Device] = open_device,
        rest_after: timedelta = _REST_AFTER,
    ) -> None:
        """Open devices with `opener`, and close them when nothing was heard for `rest_after`."""
        self._rest_after = rest_after
        self._ears = ears
        self._opener = opener
        self._deck = Deck()
        self._overlay = Overlay()
        self._volume = 1.0
        self._changed = threading.Condition()
        self._device: Device | None = None
        self._device_rate = _COMMON_RATE
        self._last_pull = timedelta(0)
        self._quiet_since: timedelta | None = None
        self._last_beat = timedelta(0)
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="player", daemon=True)

    def start(self) -> str:
        """Try the device, then keep it closed until there is something to play; gives the backend's name.

        Waits for the device. Raises SoundUnavailableError.
        """
        device = self._opener(_COMMON_RATE)
        backend = device.backend
        device.close()
        self._thread.start()
        return backend

    def play(self, utterance: int, clip: Clip, at: timedelta | None = None) -> None:
        """Put a clip at the end of the line, or let it take the place of all others at `at` (monotonic)."""
        with self._changed:
            self._deck.add(utterance, clip, at)
            self._changed.notify()

    def skip(self, words: int) -> None:
        """Go some words on, or back, in what is being said."""
        with self._changed:
            self._deck.skip(words)
            self._changed.notify()

    def keep(self, utterance: int) -> None:
        """Forget everything that waits but this utterance."""
        with self._changed:
            self._deck.keep(utterance)
            self._changed.notify()

    def set_volume(self, volume: float) -> None:
        """Speak from the next frame on at `volume` 0 to 1."""
        with self._changed:
            self._volume = min(max(volume, 0.0), 1.0)

    def ring(self, tone: Tone, volume: float) -> None:
        """Let a tone sound now over whatever plays, at `volume` 0 to 1; also while that is paused."""
        with self._changed:
            rate = self._deck.frame_rate or self._device_rate
        from deskmate.voice.tones import made

        # Made here, since the device's callback must never wait for it.
        made(tone, rate)
        with self._changed:
            self._overlay.add(tone, volume)
            self._changed.notify()

    def pause(self) -> None:
        """Fall silent within the device's buffer (some 40 ms), and keep the place; a tone that rings is dropped."""
        with self._changed:
            self._deck.paused = True
            self._overlay.clear()
            self._changed.notify()

    def resume(self) -> None:
        """Go on with the word in which it was held."""
        with self._changed:
            self._deck.resume()
            self._changed.notify()

    def set_muted(self, *, muted: bool) -> None:
        """Play silence in place of sound; time and words go on."""
        with self._changed:
            self._deck.muted = muted

    def stop(self) -> None:
        """Drop all that plays or waits, and tell that it ended."""
        with self._changed:
            ended = self._deck.clear()
            self._changed.notify()
        self._ears.heard(ended)

    def close(self) -> None:
        """End the thread and the device."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(timeout=1)

    def _run(self) -> None:
        while not self._closing:
            try:
                self._fit_device()
            except SoundUnavailableError as error:
                self._give_up(str(error))
            with self._changed:
                now = _now()
                notes = self._deck.due(now)
                beating = not self._deck.is_empty
            if notes:
                self._ears.heard(notes)
            if beating and now - self._last_beat >= _BEAT:
                self._last_beat = now
                self._ears.beat()
            with self._changed:
                if not self._closing:
                    self._changed.wait(self._patience())
        self._release()

    def _fit_device(self) -> None:
        """Open the device when frames are wanted, reopen it when it fell still, close it after a rest."""
        with self._changed:
            now, wanted = _now(), self._deck.is_running or self._overlay.is_ringing
            rate = self._deck.frame_rate or self._device_rate
            idle = not wanted and self._deck.next_due is None
            stalled = wanted and self._device is not None and now - self._last_pull > _STALLED_AFTER
        if stalled or (wanted and self._device is not None and rate != self._device_rate):
            self._release()
        if wanted and self._device is None:
            self._open(rate)
        if not idle:
            self._quiet_since = None
        elif self._quiet_since is None:
            self._quiet_since = now
        elif self._device is not None and now - self._quiet_since >= self._rest_after:
            self._release()

    def _open(self, rate: int) -> None:
        device = self._opener(rate)
        with self._changed:
            self._device, self._device_rate = device, rate
            self._deck.restart()
            self._last_pull = _now()
        frames = self._frames(rate)
        next(frames)
        try:
            device.start(frames)
        except Exception as error:  # the library's own error type is known only where it is installed
            self._release()
            raise SoundUnavailableError("The sound device could not be started.") from error

    def _release(self) -> None:
        device, self._device = self._device, None
        if device is not None:
            device.close()

    def _give_up(self, reason: str) -> None:
        with self._changed:
            self._deck.clear()
            self._overlay.clear()
        self._ears.lost(reason)

    def _frames(self, rate: int) -> Generator[bytes, int, None]:
        """Feed the device; runs in its thread."""
        frames = yield b""
        while True:
            with self._changed:
                self._last_pull = _now()
                before = self._deck.next_due
                rang = self._overlay.is_ringing
                data = self._deck.pull(frames, rate, self._last_pull)
                data = self._overlay.mix(louder(data, self._volume), rate, muted=self._deck.muted)
                if self._deck.next_due != before or rang != self._overlay.is_ringing:
                    self._changed.notify()
            frames = yield data

    def _patience(self) -> float:
        """Give the seconds until there is something to do; called with the lock held."""
        now = _now()
        times = []
        if self._deck.next_due is not None:
            times.append(self._deck.next_due - now)
        if not self._deck.is_empty:
            times.append(self._last_beat + _BEAT - now)
        elif self._device is not None:
            times.append((self._quiet_since or now) + self._rest_after - now)
        return max(0.0, min(times).total_seconds()) if times else 3600.0


def _now() -> timedelta:
    return timedelta(seconds=time.monotonic())

"""A private sound server whose only card records: PulseAudio with a null sink, heard through its monitor."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deskmate.voice.speaker import Speaker, SpeechEvent, WordSpoken

RATE = 22050
PROBE = "probe"
_LOUD = 500
_LIMIT = 10.0
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Samples that were read together; the last of them was played at `until` (monotonic seconds)."""

    until: float
    samples: array[int]


class Recording:
    """What the sink played, on the clock of `time.monotonic`; correct to the recorder's latency (some 10 ms)."""

    def __init__(self, recorder: subprocess.Popen[bytes]) -> None:
        self._recorder = recorder
        self._pieces: list[Piece] = []
        self._grown = threading.Condition()
        self._thread = threading.Thread(target=self._read, name="recording", daemon=True)
        self._thread.start()

    def loudness(self, start: float, end: float) -> int:
        """Give the highest sample between two moments."""
        return max((abs(value) for at, value in self._between(start, end)), default=0)

    def onset(self, after: float, before: float) -> float | None:
        """Give the first moment of sound between two moments."""
        return next((at for at, value in self._between(after, before) if abs(value) > _LOUD), None)

    def last_sound(self, after: float, before: float) -> float | None:
        """Give the last moment of sound between two moments."""
        return max((at for at, value in self._between(after, before) if abs(value) > _LOUD), default=None)

    def loud(self, after: float, before: float) -> Iterator[float]:
        """Give each moment of sound between two moments, sample by sample."""
        return (at for at, value in self._between(after, before) if abs(value) > _LOUD)

    def onsets(self, after: float, before: float, *, gap: float, apart: float) -> list[float]:
        """Give every moment at which sound begins after `gap` seconds of silence, at least `apart` from the last."""
        found: list[float] = []
        heard = after - gap
        for at, value in self._between(after, before):
            if abs(value) > _LOUD:
                if at - heard >= gap and (not found or at - found[-1] >= apart):
                    found.append(at)
                heard = at
        return found

    def wait_until(self, moment: float) -> None:
        """Wait until the recording reaches a moment."""
        with self._grown:
            reached = self._grown.wait_for(
                lambda: bool(self._pieces) and self._pieces[-1].until >= moment,
                _LIMIT + max(0.0, moment - time.monotonic()),
            )
        assert reached, "The recording does not go on."

    def forget(self) -> None:
        """Let go of what was recorded so far."""
        with self._grown:
            self._pieces.clear()

    def close(self) -> None:
        self._recorder.terminate()
        self._recorder.wait(_LIMIT)
        self._thread.join(_LIMIT)

    def _between(self, start: float, end: float) -> Iterator[tuple[float, int]]:
        with self._grown:
            pieces = list(self._pieces)
        for piece in pieces:
            first = piece.until - len(piece.samples) / RATE
            if piece.until < start or first > end:
                continue
            for index, value in enumerate(piece.samples):
                at = first + index / RATE
                if start <= at <= end:
                    yield at, value

    def _read(self) -> None:
        stream = self._recorder.stdout
        assert stream is not None
        odd = b""
        with stream:
            while data := os.read(stream.fileno(), 65536):
                now, data = time.monotonic(), odd + data
                odd = data[len(data) // 2 * 2 :]
                with self._grown:
                    self._pieces.append(Piece(now, array("h", data[: len(data) // 2 * 2])))
                    self._grown.notify_all()


class Hearer:
    """Keeps each event with the moment it was told."""

    def __init__(self, speaker: Speaker) -> None:
        self.told: list[tuple[float, SpeechEvent]] = []
        self._changed = threading.Condition()
        speaker.listen(self._hear)

    def _hear(self, event: SpeechEvent) -> None:
        with self._changed:
            self.told.append((time.monotonic(), event))
            self._changed.notify_all()

    def wait_for(self, kind: type[SpeechEvent], count: int = 1) -> float:
        """Wait until so many events of a kind were told; gives the moment of the last of them."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.moments(kind)) >= count, _PATIENCE), self.told
            return self.moments(kind)[count - 1]

    def moments(self, kind: type[SpeechEvent]) -> list[float]:
        return [at for at, event in self.told if isinstance(event, kind)]

    def words(self, text: str) -> list[str]:
        return [text[event.start : event.end] for _at, event in self.told if isinstance(event, WordSpoken)]


class AudioSink:
    """The sound server; `environment` leads programs to it and to nothing else."""

    def __init__(self, folder: Path) -> None:
        self.environment = {
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_RUNTIME_PATH": str(folder / "pulse"),
            "PULSE_SERVER": f"unix:{folder}/pulse/native",
            "PULSE_COOKIE": str(folder / "cookie"),
        }
        self._folder = folder
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server and wait until it answers."""
        (self._folder / "pulse").mkdir(mode=0o700, exist_ok=True)
        self._server = subprocess.Popen(
            [
                *("pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"),
                *("--disable-shm=yes", "--log-target=stderr"),
                *("-L", f"module-native-protocol-unix auth-anonymous=1 socket={self._folder}/pulse/native"),
                *("-L", f"module-null-sink sink_name={PROBE} rate={RATE} channels=1"),
            ],
            env=os.environ | self.environment,
            stdout=subprocess.DEVNULL,
            stderr=(self._folder / "server.log").open("wb"),
        )
        socket = self._folder / "pulse" / "native"
        limit = time.monotonic() + _LIMIT
        while not socket.exists():
            assert time.monotonic() < limit, (self._folder / "server.log").read_text()
            assert self._server.poll() is None, (self._folder / "server.log").read_text()
            time.sleep(0.02)

    def stop(self) -> None:
        """End the server at once, as when the sound system crashes."""
        if self._server is not None:
            self._server.kill()
            self._server.wait(_LIMIT)

    def plug_in(self, sink: str) -> None:
        """Add another card."""
        self._tell("load-module", "module-null-sink", f"sink_name={sink}", f"rate={RATE}", "channels=1")
        self._tell("set-default-sink", PROBE)

    def unplug(self) -> None:
        """Take the card away that everything was played through."""
        modules = self._tell("list", "short", "modules").splitlines()
        number = next(line.split()[0] for line in modules if f"sink_name={PROBE} " in line)
        self._tell("unload-module", number)

    def _tell(self, *words: str) -> str:
        environ = os.environ | self.environment
        return subprocess.run(["pactl", *words], check=True, capture_output=True, text=True, env=environ).stdout

    @contextmanager
    def record(self, sink: str = PROBE) -> Iterator[Recording]:
        """Record what is played through a sink; begins when the recorder delivers."""
        recorder = subprocess.Popen(
            [
                *("parec", f"--device={sink}.monitor", "--raw", "--format=s16le"),
                *(f"--rate={RATE}", "--channels=1", "--latency-msec=10"),
            ],
            env=os.environ | self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        recording = Recording(recorder)
        try:
            recording.wait_until(time.monotonic() + 0.3)
            yield recording
        finally:
            recording.close()

"""The speech worker: `python -m deskmate.voice.worker [CHOICE]`, JSON lines in on stdin and out on stdout.

In:  {"op": "say", "id", "text", "rate", "in_ms"} (in_ms: when it takes the place of all else; null for in turn),
     {"op": "pause" | "resume" | "stop" | "quit"}, {"op": "skip", "words"}, {"op": "keep", "id"} (forget all others
     that wait), {"op": "mute", "on"}, {"op": "volume", "value"}, {"op": "tone", "kind", "volume"}.
Out: {"event": "ready", "audible", "reason", "note", "engine", "version", "backend", "tones"} once; with
     tones but not audible there is a sound device and no speech. Then
     {"event": "started", "id", "duration_ms", "exact"}, {"event": "word", "id", "start", "end"} when it is heard,
     {"event": "ended", "id", "completed"}, {"event": "beat"} while there is something to play,
     {"event": "silent", "reason"} when the sound device is lost, {"event": "error", "id", "reason"}.

CHOICE is the JSON of `choice.Choice`. End of input ends the process, so that it never outlives the one that started
it. What libraries print goes nowhere (stdout) or to the log (stderr), never into the protocol.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from deskmate.voice.choice import Choice, parse_choice
from deskmate.voice.deck import Ended, Note, Started, Word
from deskmate.voice.player import Player, PlayerEars, SoundUnavailableError, load_miniaudio
from deskmate.voice.private_stdout import private_stdout

if TYPE_CHECKING:
    from deskmate.voice.engines import Renderer

_LOG = logging.getLogger(__name__)
_LAST_MOMENTS = 1.0
FULL = 1.0
"""Rendered at full volume: the player makes it quieter, at once and in mid-word."""


class Wire:
    """The way out: one JSON object a line on a descriptor that nothing else writes to."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._lock = threading.Lock()

    def send(self, **message: object) -> None:
        """Write one message; ends the process when nobody reads any more."""
        line = json.dumps(message).encode() + b"\n"
        try:
            with self._lock:
                while line:
                    line = line[os.write(self._descriptor, line) :]
        except OSError:
            os._exit(0)


class _Job(NamedTuple):
    number: int
    text: str
    rate: int
    at: timedelta | None
    """When it takes the place of all else, on the monotonic clock."""


class Worker:
    """Renders in the main thread, which macOS's speech needs; reads its orders in another."""

    def __init__(self, wire: Wire, orders: BinaryIO, choice: Choice) -> None:
        self._wire = wire
        self._choice = choice
        self._orders = orders
        self._player = Player(PlayerEars(self._heard, self._beat, self._lost))
        self._jobs: deque[_Job] = deque()
        self._changed = threading.Condition()
        self._rendering: _Job | None = None
        self._done = False
        self._backend = self._no_sound = ""

    def run(self) -> int:
        """Serve until told to quit or the input ends; gives the exit status."""
        threading.Thread(target=self._read_orders, name="orders", daemon=True).start()
        engine = self._prepare()
        while engine is not None and (job := self._next_job()) is not None:
            self._render(engine, job)
        self._player.close()
        return 0

    def _prepare(self) -> Renderer | None:
        # Loaded here, as the engine's libraries are: threads that import at once only wait for each other.
        with suppress(SoundUnavailableError):
            load_miniaudio()
        sound = threading.Thread(target=self._try_sound, name="sound", daemon=True)
        sound.start()
        from deskmate.voice.engine import EngineUnavailableError
        from deskmate.voice.engines import Mute, Opened, open_engine

        reason, opened = "", Opened(Mute())
        try:
            opened = open_engine(self._choice)
        except EngineUnavailableError as error:
            reason = str(error)
        sound.join()
        reason, backend = self._no_sound or reason, self._backend
        engine = opened.engine
        self._wire.send(
            event="ready",
            audible=not reason,
            reason=reason,
            note=opened.note,
            engine=engine.name,
            version=engine.version,
            backend=backend,
            tones=bool(backend),
        )
        return engine if backend else None

    def _try_sound(self) -> None:
        """Try the sound device while the engine is being loaded: half of the time to get ready is saved so."""
        try:
            self._backend = self._player.start()
        except SoundUnavailableError as error:
            self._no_sound = str(error)

    def _next_job(self) -> _Job | None:
        with self._changed:
            while not self._jobs and not self._done:
                self._changed.wait()
            if self._done:
                return None
            self._rendering = self._jobs.popleft()
            return self._rendering

    def _render(self, engine: Renderer, job: _Job) -> None:
        from deskmate.voice.engine import RenderError

        try:
            clip = engine.render(job.text, job.rate, FULL).begun()
        except (RenderError, ValueError, OSError) as error:
            _LOG.exception("A text could not be rendered.")
            self._wire.send(event="error", id=job.number, reason=str(error))
            return
        with self._changed:
            if self._rendering is job:
                self._player.play(job.number, clip, job.at)
            self._rendering = None

    def _read_orders(self) -> None:
        for line in self._orders:
            try:
                self._obey(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError):
                _LOG.warning("An order was not understood: %.80r", line)
            if self._done:
                break
        with self._changed:
            self._done = True
            self._changed.notify()
        # The main thread may be deep inside a library; the process ends all the same.
        threading.Event().wait(_LAST_MOMENTS)
        os._exit(0)

    def _obey(self, order: dict[str, Any]) -> None:
        match order["op"]:
            case "say":
                job = _Job(int(order["id"]), str(order["text"]), int(order["rate"]), _moment(order.get("in_ms")))
                with self._changed:
                    self._jobs.append(job)
                    self._changed.notify()
            case "keep":
                self._keep(int(order["id"]))
            case "skip":
                self._player.skip(int(order["words"]))
            case "volume":
                self._player.set_volume(float(order["value"]))
            case "pause":
                self._player.pause()
            case "resume":
                self._player.resume()
            case "stop":
                self._stop()
            case "tone":
                from deskmate.voice.tones import Tone

                self._player.ring(Tone(order["kind"]), float(order["volume"]))
            case "mute":
                self._player.set_muted(muted=bool(order["on"]))
            case "quit":
                self._done = True
            case unknown:
                raise ValueError(unknown)

    def _keep(self, number: int) -> None:
        with self._changed:
            self._jobs = deque(job for job in self._jobs if job.number == number)
            if self._rendering is not None and self._rendering.number != number:
                self._rendering = None
            self._player.keep(number)

    def _stop(self) -> None:
        with self._changed:
            dropped = [self._rendering, *self._jobs]
            self._rendering = None
            self._jobs.clear()
            self._player.stop()
        for job in dropped:
            if job is not None:
                self._wire.send(event="ended", id=job.number, completed=False)

    def _heard(self, notes: Sequence[Note]) -> None:
        for note in notes:
            match note:
                case Started():
                    milliseconds = round(note.duration.total_seconds() * 1000)
                    self._wire.send(event="started", id=note.utterance, duration_ms=milliseconds, exact=note.exact)
                case Word():
                    self._wire.send(event="word", id=note.utterance, start=note.start, end=note.end)
                case Ended():
                    self._wire.send(event="ended", id=note.utterance, completed=note.completed)

    def _beat(self) -> None:
        self._wire.send(event="beat")

    def _lost(self, reason: str) -> None:
        self._wire.send(event="silent", reason=reason)


def _moment(in_ms: float | None) -> timedelta | None:
    return None if in_ms is None else timedelta(seconds=time.monotonic(), milliseconds=float(in_ms))


def _choice(arguments: Sequence[str]) -> Choice:
    try:
        return parse_choice(arguments[0]) if arguments else Choice()
    except (ValueError, TypeError):
        _LOG.warning("The choice of a voice was not understood: %.80r", arguments[0])
        return Choice()


def main() -> int:
    """Run the worker on this process's stdin and stdout."""
    wire = Wire(private_stdout())
    logging.basicConfig(level=logging.INFO, format="%(asctime)s voice %(levelname)s %(message)s")
    status = 1
    with suppress(KeyboardInterrupt):
        status = Worker(wire, sys.stdin.buffer, _choice(sys.argv[1:])).run()
    # Speech libraries assert or hang when they are taken down by the interpreter's exit.
    os._exit(status)


if __name__ == "__main__":
    main()

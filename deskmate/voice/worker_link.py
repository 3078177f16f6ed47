"""The speech worker as seen from deskmate: a child process, its lines in and out, and its certain end."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from deskmate.private_folder import make_folder
from deskmate.voice.choice import Choice

_LONGEST_LINE = 65536
_LONGEST_LOG = 262144
_FAREWELL = 1.0
_MODULE = "deskmate.voice.worker"

Message = Mapping[str, Any]
Ear = Callable[["Link", Message | None], None]
"""Called with each message of a link, and with None when it has ended; from any thread."""


class Link(Protocol):
    """A worker one can send orders to."""

    def send(self, order: Message) -> None:
        """Hand over an order; never blocks, never raises."""
        ...

    def kill(self) -> None:
        """End the worker at once and reap it."""
        ...

    def close(self) -> None:
        """Let the worker end by itself; kill it when it does not within a second."""
        ...


Launcher = Callable[[Ear], Link]
"""Starts a worker that reports to the ear. Raises OSError when it cannot."""


class WorkerProcess:
    """A running worker process, with one thread that reads its lines and one that writes to it.

    It is its own session, so that ctrl-c in the terminal does not reach it, and ends when its stdin is closed.
    """

    def __init__(self, ear: Ear, *, log: Path | None = None, command: Sequence[str] | None = None) -> None:
        """Start it. What it and its libraries complain about goes to the end of `log`, or nowhere."""
        errors = _open_log(log)
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                list(command or worker_command()),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=worker_environment(),
                start_new_session=True,
            )
        finally:
            if errors != subprocess.DEVNULL:
                os.close(errors)
        self._ear = ear
        self._orders: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=target, name=name, daemon=True)
            for target, name in ((self._read, "voice-in"), (self._write, "voice-out"))
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        """Give the process's number."""
        return self._process.pid

    def send(self, order: Message) -> None:
        """Hand over an order; the writing thread passes it on."""
        self._orders.put(json.dumps(order).encode() + b"\n")

    def kill(self) -> None:
        """End the worker at once and reap it."""
        self._process.kill()
        self._finish()

    def close(self) -> None:
        """Close its input, which ends it; kill it when it does not end within a second."""
        self._orders.put(None)
        try:
            self._process.wait(_FAREWELL)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._finish()

    def _finish(self) -> None:
        self._process.wait()
        self._orders.put(None)
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(_FAREWELL)

    def _read(self) -> None:
        lines = self._process.stdout
        assert lines is not None  # noqa: S101 - given by PIPE
        with lines:
            while line := lines.readline(_LONGEST_LINE):
                message = _parse(line)
                if message is not None:
                    self._ear(self, message)
        self._ear(self, None)

    def _write(self) -> None:
        orders = self._process.stdin
        assert orders is not None  # noqa: S101 - given by PIPE
        with suppress(OSError), orders:
            while (line := self._orders.get()) is not None:
                orders.write(line)
                orders.flush()


def worker_command(choice: Choice | None = None, module: str = _MODULE) -> list[str]:
    """Give the command line of the worker; -P keeps the present folder from shadowing the standard library."""
    return [sys.executable, "-P", "-m", module, *([choice.as_json()] if choice is not None else [])]


def _parse(line: bytes) -> Message | None:
    """Read one line; whatever is not a JSON object with an event is rubbish and None."""
    try:
        message = json.loads(line)
    except ValueError:
        return None
    return message if isinstance(message, dict) and isinstance(message.get("event"), str) else None


def worker_environment() -> dict[str, str]:
    """Let the worker find this deskmate also when it runs from a checkout that is not installed."""
    environment = dict(os.environ)
    root = Path(__file__).resolve().parents[2]
    if root.name not in {"site-packages", "dist-packages"}:
        before = environment.get("PYTHONPATH")
        environment["PYTHONPATH"] = f"{root}{os.pathsep}{before}" if before else str(root)
    return environment


def _open_log(log: Path | None) -> int:
    """Open the log for adding, private to the user, begun anew when it has grown long; DEVNULL if impossible."""
    if log is None:
        return subprocess.DEVNULL
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    try:
        make_folder(log.parent)
        if log.exists() and log.stat().st_size > _LONGEST_LOG:
            flags |= os.O_TRUNC
        return os.open(log, flags, 0o600)
    except OSError:
        return subprocess.DEVNULL

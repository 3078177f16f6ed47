"""Full-screen programs on real pseudo-terminals: the CPU they take, and what they write."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence

COLUMNS, ROWS = 100, 30
ENOUGH = 65536

LEFT_OUT = {"COLUMNS", "LINES", "NO_COLOR", "TMUX", "PYTHONDONTWRITEBYTECODE"}
"""Variables of the runner's own: with the last, each program would be compiled at each start."""

ANSWERS = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[?u": b"\x1b[?0u",
}
"""What a terminal is asked, and what a common one says."""


class Program:
    """One program on a terminal of its own."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str]) -> None:
        self.written = 0
        self.pid, self._terminal = _start(command, environ)

    @property
    def cpu(self) -> float:
        """Give the CPU seconds it has used, all its threads, to the nanosecond."""
        return time.clock_gettime((~self.pid << 3) | 2)

    def fileno(self) -> int:
        """Give the terminal's file, for select."""
        return self._terminal

    def read(self) -> bytes:
        """Take what it wrote, answer what it asks, and give it."""
        told = os.read(self._terminal, ENOUGH)
        self.written += len(told)
        for question, answer in ANSWERS.items():
            os.write(self._terminal, answer * told.count(question))
        return told

    def wait_for(self, text: bytes, patience: float = 60) -> None:
        """Take what it writes until `text` has come."""
        end, told = time.monotonic() + patience, b""
        while text not in told:
            if not select.select([self], [], [], max(0.0, end - time.monotonic()))[0]:
                raise SystemExit(f"{text!r} did not come within {patience} s")
            told += self.read()

    def press(self, key: bytes) -> None:
        """Press a key."""
        os.write(self._terminal, key)

    def end(self) -> None:
        """End it, however it is."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._terminal)


def let_run(programs: Sequence[Program], seconds: float) -> None:
    """Let the programs run on side by side, and take what they write."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        for program in select.select(programs, [], [], left)[0]:
            try:
                program.read()
            except OSError:
                raise SystemExit("a program ended before its time") from None


def _start(command: Sequence[str], environ: Mapping[str, str]) -> tuple[int, int]:
    pid, terminal = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        fixed = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        kept = {k: v for k, v in os.environ.items() if k not in LEFT_OUT}
        try:
            os.execve(command[0], list(command), {**kept, **fixed, **environ})
        finally:
            print(f"{command[0]} cannot be run", file=sys.stderr)
            os._exit(1)
    return pid, terminal

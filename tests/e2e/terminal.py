"""A real terminal for the tests: tmux, driven by keys, read as text."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

PATIENCE = 30.0


class Pane:
    """One tmux pane on a server of its own."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket

    def tmux(self, *arguments: str) -> str:
        command = ["tmux", "-S", str(self._socket), "-f", "/dev/null", *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def keys(self, *keys: str) -> None:
        self.tmux("send-keys", "-t", "t", *keys)

    def text(self) -> str:
        # With a few lines of scrollback: a program's last words scroll by one line when its pane dies.
        return self.tmux("capture-pane", "-p", "-S", "-5", "-t", "t")

    def pid(self) -> int:
        return int(self.tmux("list-panes", "-t", "t", "-F", "#{pane_pid}"))

    def wait_for(self, *wanted: str, patience: float = PATIENCE) -> str:
        """Wait until all of `wanted` is on the screen, and give the screen."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            shown = self.text()
            if all(part in shown for part in wanted):
                return shown
            time.sleep(0.05)
        panes = self.tmux("list-panes", "-s", "-t", "t", "-F", "#I #{pane_width}x#{pane_height} dead=#{pane_dead}")
        shown = f"{self.text()}\n{panes}"
        raise AssertionError(f"{wanted} did not appear within {patience} s; the screen shows:\n{shown}")

    def wait_for_end(self, patience: float = PATIENCE) -> None:
        """Wait until the program has ended (the pane stays, for its last words)."""
        deadline = time.monotonic() + patience
        while self.tmux("list-panes", "-t", "t", "-F", "#{pane_dead}").strip() != "1":
            if time.monotonic() > deadline:
                raise AssertionError(f"the program did not end; the screen shows:\n{self.text()}")
            time.sleep(0.05)


@contextmanager
def pane(
    folder: Path,
    command: Sequence[str],
    size: tuple[int, int] = (100, 30),
    environ: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Pane]:
    """Run `command` in a new pane of `size` (columns, rows); the server ends with the block."""
    shown = Pane(folder / "tmux.sock")
    words = [f"{k}={v}" for k, v in environ.items()]
    # The test runner's own idea of the terminal's size must not reach the program in the pane.
    line = shlex.join(["env", "-u", "COLUMNS", "-u", "LINES", *words, *command])
    columns, rows = (str(n) for n in size)
    start = ["new-session", "-d", "-s", "t", "-x", columns, "-y", rows, "sleep 3600"]
    shown.tmux(*start)
    try:
        # The pane must outlive its program, so that its last words can be read.
        shown.tmux("set-option", "-g", "remain-on-exit", "on")
        shown.tmux("respawn-pane", "-k", "-t", "t", line)
        yield shown
    finally:
        subprocess.run(["tmux", "-S", str(folder / "tmux.sock"), "kill-server"], check=False, capture_output=True)


def deskmate(data: Path, *arguments: str) -> list[str]:
    """Give the command line of the installed program; the full screen opens as on any day but the first."""
    if not arguments:
        settings = data / "config" / "config.toml"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.touch()
    return [sys.executable, "-m", "deskmate", "--data-dir", str(data), *arguments]


def run(data: Path, *arguments: str, stdin: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a command that is no full screen, and give what it said."""
    return subprocess.run(
        deskmate(data, *arguments),
        capture_output=True,
        input=stdin,
        text=True,
        check=False,
        env={**os.environ, **environ},
        timeout=60,
    )

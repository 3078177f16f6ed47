"""How the program ends: with its terminal, by a signal, or by kill -9; and what is left of it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deskmate.history.journal import Journal
from deskmate.sitting.events import Kind
from tests.e2e.terminal import deskmate, pane
from tests.real_parts import need

pytestmark = pytest.mark.real

SOON = 5.0
"""How long an ending may take on a busy machine; it is under a second on an idle one."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "config").mkdir(parents=True)
    (folder / "config" / "config.toml").write_text("[voice]\nenabled = false\n")
    return folder


class OnPty:
    """The program on a pseudo-terminal of the test's own."""

    def __init__(self, data: Path, *, controlling: bool) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))

        def take_terminal() -> None:
            os.setsid()
            if controlling:
                fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(
            deskmate(data),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            preexec_fn=take_terminal,  # noqa: PLW1509 - the tests have one thread
            env={**os.environ, "TERM": "xterm-256color"},
        )
        os.close(slave)
        self.shown = b""

    def wait_for(self, text: bytes) -> None:
        deadline = time.monotonic() + 30
        while text not in self.shown:
            assert time.monotonic() < deadline, self.shown[-2000:]
            if select.select([self.master], [], [], 0.2)[0]:
                self.shown += os.read(self.master, 65536)

    def children(self) -> list[str]:
        pid = self.process.pid
        tasks = Path(f"/proc/{pid}/task")
        return [child for task in tasks.iterdir() for child in (task / "children").read_text().split()]


@contextmanager
def on_pty(data: Path, *, controlling: bool) -> Iterator[OnPty]:
    running = OnPty(data, controlling=controlling)
    try:
        running.wait_for(b"SITTING")
        yield running
    finally:
        if running.process.poll() is None:
            running.process.kill()
            running.process.wait()


@pytest.mark.parametrize("controlling", [True, False], ids=["hang-up signal", "no signal"])
def test_a_closed_terminal_ends_it_at_once_and_leaves_nothing(data: Path, *, controlling: bool) -> None:
    with on_pty(data, controlling=controlling) as running:
        # Something is kept only a moment after it was said.
        time.sleep(0.5)
        children = running.children()
        os.close(running.master)
        running.process.wait(SOON)
    assert not [child for child in children if Path(f"/proc/{child}").exists()]
    assert Kind.SAT in {e.kind for e in Journal(data).read()}


def test_a_termination_signal_ends_it(data: Path) -> None:
    with on_pty(data, controlling=True) as running:
        running.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + SOON
        # Its last words are read, or it would wait to say them; once it is gone there is nothing to read from.
        with contextlib.suppress(OSError):
            while running.process.poll() is None and time.monotonic() < deadline:
                if select.select([running.master], [], [], 0.1)[0]:
                    os.read(running.master, 65536)
        assert running.process.wait(SOON) == 0


def test_a_stopped_program_goes_on_where_it_was(data: Path) -> None:
    with on_pty(data, controlling=True) as running:
        running.process.send_signal(signal.SIGSTOP)
        time.sleep(1)
        running.process.send_signal(signal.SIGCONT)
        os.write(running.master, b" ")
        running.wait_for(b"STANDING")


def test_a_killed_tmux_takes_it_along(data: Path, tmp_path: Path) -> None:
    need("tmux")
    with pane(tmp_path, deskmate(data)) as screen:
        screen.wait_for("SITTING since")
        pid = screen.pid()
        screen.tmux("kill-server")
        deadline = time.monotonic() + SOON
        while Path(f"/proc/{pid}").exists():
            assert time.monotonic() < deadline, "the program outlived its tmux"
            time.sleep(0.05)


def test_kill_nine_leaves_a_journal_that_opens(data: Path) -> None:
    with on_pty(data, controlling=True) as running:
        os.write(running.master, b" ")
        running.wait_for(b"STANDING")
        time.sleep(0.5)
        running.process.kill()
        running.process.wait(SOON)
    journal = Journal(data)
    assert [e.kind for e in journal.read() if e.kind is not Kind.ALIVE] == [Kind.SAT, Kind.STOOD]
    assert journal.problems == []

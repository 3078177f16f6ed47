"""A real tmux, shown in a terminal of the test's own: what gets through it, and what it tells of the user."""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from deskmate.notify.note import DELIVERED, Availability, Note
from deskmate.notify.terminal import TerminalNotifier
from deskmate.notify.tmux import Passage, passage
from deskmate.presence.choose import choose_probe
from tests.real_parts import need

pytestmark = pytest.mark.real

LIMIT = timedelta(seconds=10)
PATIENCE = 30.0
XTVERSION = b"\x1b[>q"
KITTY = b"\x1bP>|kitty(0.35.2)\x1b\\"


class Terminal:
    """The outer terminal: shows tmux, keeps every byte, and says that it is kitty when asked."""

    def __init__(self, socket: Path) -> None:
        self.socket = socket
        self.seen = b""
        environ = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        environ.pop("TMUX", None)
        self._command = ["tmux", "-S", str(socket), "-f", "/dev/null"]
        self.pid, self._screen = pty.fork()
        if self.pid == 0:
            os.execvpe("tmux", [*self._command, "new-session", "-x", "80", "-y", "24", "cat"], environ)
        self._answered = False

    def tmux(self, *arguments: str) -> str:
        return subprocess.run([*self._command, *arguments], check=True, capture_output=True, text=True).stdout.strip()

    def environ(self) -> dict[str, str]:
        """Give what a program in the pane has in its environment."""
        return {"TMUX": f"{self.socket},1,0", "TMUX_PANE": "%0", "PATH": os.environ["PATH"], "TERM": "tmux-256color"}

    def write(self, text: str) -> None:
        """Write as the program in the pane would."""
        Path(self.tmux("display-message", "-p", "-t", "%0", "#{pane_tty}")).write_text(text)

    def type(self, keys: bytes) -> None:
        os.write(self._screen, keys)

    def wait_for(self, come: Callable[[], bool]) -> bool:
        deadline = time.monotonic() + PATIENCE
        while not come():
            if time.monotonic() > deadline:
                return False
            if select.select([self._screen], [], [], 0.05)[0]:
                self.seen += os.read(self._screen, 65536)
            if XTVERSION in self.seen and not self._answered:
                self._answered = True
                self.type(KITTY)
        return True

    def close(self) -> None:
        subprocess.run([*self._command, "kill-server"], check=False, capture_output=True)
        os.close(self._screen)
        try:
            os.kill(self.pid, signal.SIGKILL)
        finally:
            os.waitpid(self.pid, 0)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    need("tmux")
    shown = Terminal(tmp_path / "tmux.sock")
    try:
        assert shown.wait_for(lambda: passage(shown.environ()) is not None)
        yield shown
    finally:
        shown.close()


def knows_kitty(terminal: Terminal) -> bool:
    found = passage(terminal.environ())
    return found is not None and found.version.startswith("kitty")


def test_a_note_gets_through_tmux_unchanged_once_tmux_allows_it(terminal: Terminal) -> None:
    assert terminal.wait_for(lambda: knows_kitty(terminal)), terminal.seen
    assert passage(terminal.environ()) == Passage("kitty(0.35.2)", "xterm-256color")
    notifier = TerminalNotifier(terminal.environ(), terminal.write)
    assert not notifier.notify(Note("Up", "Now.")).ok

    terminal.tmux("set-option", "-g", "allow-passthrough", "on")
    assert notifier.available() == Availability(
        ok=True,
        reason="in tmux: kitty shows notifications (OSC 99), "
        "only while this pane is in sight (`allow-passthrough all` lifts that)",
    )
    assert notifier.notify(Note("Up", "Now; really.")) == DELIVERED
    wanted = b"\x1b]99;i=deskmate:d=0:u=1;Up\x1b\\\x1b]99;i=deskmate:d=1:p=body;Now; really.\x1b\\"
    assert terminal.wait_for(lambda: wanted in terminal.seen), terminal.seen


def test_tmux_tells_when_something_was_typed(terminal: Terminal) -> None:
    choice = choose_probe(terminal.environ(), LIMIT)
    probe = choice.probe
    assert probe is not None
    assert (probe.name, probe.proves_absence) == ("tmux (client activity)", False)
    first = probe.idle()
    assert first is not None
    # tmux counts whole seconds.
    assert terminal.wait_for(lambda: (probe.idle() or timedelta()) >= timedelta(seconds=2))
    terminal.type(b"x")
    assert terminal.wait_for(lambda: (probe.idle() or timedelta(days=1)) < timedelta(seconds=2))
    probe.close()


def test_with_its_server_gone_tmux_tells_nothing(terminal: Terminal) -> None:
    probe = choose_probe(terminal.environ(), LIMIT).probe
    assert probe is not None
    terminal.tmux("kill-server")
    assert probe.idle() is None
    assert passage(terminal.environ()) is None
    assert shutil.which("tmux") is not None

"""A real X server (Xvfb), guarded by a cookie: its idle time, before and after a key."""

from __future__ import annotations

import os
import socket
import struct
import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from deskmate.presence.choose import choose_probe
from deskmate.presence.x11 import Display, _Connection, _padded, find
from deskmate.presence.xauthority import COOKIE
from tests.real_parts import need

pytestmark = pytest.mark.real

LIMIT = timedelta(seconds=5)
KEY = bytes(range(16))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Run an X server that lets in only who knows the cookie; give the environment that leads to it."""
    need("Xvfb")
    cookies = tmp_path / "cookies"
    fields = (socket.gethostname().encode(), b"", COOKIE, KEY)
    cookies.write_bytes(struct.pack(">H", 256) + b"".join(struct.pack(">H", len(f)) + f for f in fields))
    told, tells = os.pipe()
    # -noreset: else the server starts afresh when its last client leaves, and its idle time with it.
    command = ["Xvfb", "-displayfd", str(tells), "-auth", str(cookies), "-nolisten", "tcp", "-noreset"]
    process = subprocess.Popen(
        command, pass_fds=(tells,), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(tells)
    try:
        with os.fdopen(told) as answer:
            number = answer.readline().strip()
        yield {"DISPLAY": f":{number}", "XAUTHORITY": str(cookies)}
    finally:
        process.terminate()
        process.wait(30)


def press_a_key(environ: dict[str, str]) -> None:
    """Press and let go of a key by the XTEST extension, as xdotool does."""
    with _Connection(Display("", int(environ["DISPLAY"][1:])), LIMIT) as connection:
        root = connection.greet(KEY)
        name = _padded(b"XTEST")
        opcode = connection._request(struct.pack("<BxHHxx", 98, 2 + len(name) // 4, 5) + name)[9]
        for event in (2, 3):
            connection._socket.sendall(struct.pack("<BBHBBxxII20x", opcode, 2, 9, event, 38, 0, root))
        # An answered request behind them shows that they were acted on.
        connection._request(struct.pack("<BxHHxx", 98, 2 + len(name) // 4, 5) + name)


def test_idle_grows_until_a_key_is_pressed(server: dict[str, str]) -> None:
    choice = choose_probe(server, LIMIT)
    probe = choice.probe
    assert probe is not None
    assert (probe.name, probe.proves_absence) == ("X11 (screen saver extension)", True)
    assert choice.reason == "The X server tells how long keyboard and pointer have been still."
    deadline = time.monotonic() + 30
    while (idle := probe.idle()) is not None and idle < timedelta(seconds=0.5) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert idle is not None
    assert idle >= timedelta(seconds=0.5)
    pressed = time.monotonic()
    press_a_key(server)
    after = probe.idle()
    assert after is not None
    assert after <= timedelta(seconds=time.monotonic() - pressed + 0.05)
    probe.close()


def test_without_the_cookie_it_is_refused(server: dict[str, str], tmp_path: Path) -> None:
    environ = {**server, "XAUTHORITY": str(tmp_path / "none")}
    assert find(environ, LIMIT).reason == "the X server does not let deskmate in"


def test_a_server_that_is_gone_is_no_answer(server: dict[str, str]) -> None:
    choice = find({**server, "DISPLAY": ":54321"}, LIMIT)
    assert choice.probe is None
    assert choice.reason.startswith("the X server cannot be reached")

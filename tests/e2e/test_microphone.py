"""Whether a microphone is in use, on a real sound server."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deskmate.presence.microphone import in_use
from tests.real_parts import need

pytestmark = pytest.mark.real

MODULES = ("module-native-protocol-unix", "module-null-sink sink_name=probe", "module-null-source source_name=mic")


@pytest.fixture
def environ(tmp_path: Path) -> Iterator[dict[str, str]]:
    need("pulseaudio", "pactl", "parec")
    # A socket's path may be no longer than about 100 bytes.
    runtime = Path(f"/tmp/deskmate-mic-{os.getpid()}")
    runtime.mkdir(mode=0o700)
    found = {**os.environ, "XDG_RUNTIME_DIR": str(runtime), "HOME": str(tmp_path)}
    found.pop("PULSE_SERVER", None)
    loads = [word for module in MODULES for word in ("-L", module)]
    server = subprocess.Popen(
        ["pulseaudio", "-n", "--exit-idle-time=-1", "--daemonize=no", *loads],
        env=found,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(found, expected=False)
        yield found
    finally:
        server.terminate()
        server.wait(30)
        subprocess.run(["rm", "-rf", str(runtime)], check=False)


def wait_for(environ: dict[str, str], *, expected: bool) -> None:
    deadline = time.monotonic() + 30
    while (found := ask(environ)) is not expected:
        assert time.monotonic() < deadline, f"pactl tells {found}"
        time.sleep(0.1)


def ask(environ: dict[str, str]) -> bool | None:
    before = dict(os.environ)
    os.environ.update(environ)
    try:
        return in_use(environ)
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def recording(environ: dict[str, str], source: str) -> Iterator[None]:
    recorder = subprocess.Popen(["parec", "-d", source], env=environ, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        recorder.terminate()
        recorder.wait(30)


def test_a_recording_of_a_microphone_is_a_call_and_one_of_the_speakers_is_not(environ: dict[str, str]) -> None:
    with recording(environ, "probe.monitor"):
        deadline = time.monotonic() + 30
        while not subprocess.run(
            ["pactl", "list", "short", "source-outputs"], env=environ, capture_output=True, check=False
        ).stdout:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert ask(environ) is False
    with recording(environ, "mic"):
        wait_for(environ, expected=True)
    wait_for(environ, expected=False)

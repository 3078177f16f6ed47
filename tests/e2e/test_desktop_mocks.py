"""The desktop's own services, as python-dbusmock plays them on real buses: idle time, lock, sleep."""

from __future__ import annotations

import asyncio
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from deskmate.presence.choose import choose_probe
from deskmate.presence.logind import LogindProbe
from deskmate.presence.session_signs import SessionSign, hearing, watch_session
from tests.real_parts import SYSTEM_PYTHON, need, need_dbusmock

pytestmark = pytest.mark.real

LIMIT = timedelta(seconds=5)
MOCK = "org.freedesktop.DBus.Mock"
LOGIN = "org.freedesktop.login1"
SESSION = "/org/freedesktop/login1/session/c1"


class Bus:
    """A private bus with mocks on it, spoken to by gdbus' elder brother, dbus-send."""

    def __init__(self, address: str) -> None:
        self.address = address

    def mock(self, *arguments: str) -> subprocess.Popen[bytes]:
        environ = {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": self.address, "DBUS_SESSION_BUS_ADDRESS": self.address}
        return subprocess.Popen(
            [SYSTEM_PYTHON, "-m", "dbusmock", *arguments],
            env=environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def send(self, service: str, path: str, method: str, *arguments: str) -> bool:
        command = [
            "dbus-send",
            f"--bus={self.address}",
            "--print-reply",
            f"--dest={service}",
            path,
            method,
            *arguments,
        ]
        return subprocess.run(command, capture_output=True, check=False, timeout=30).returncode == 0

    def wait_for(self, service: str, path: str) -> None:
        deadline = time.monotonic() + 30
        while not self.send(service, path, "org.freedesktop.DBus.Introspectable.Introspect"):
            assert time.monotonic() < deadline, f"{service} did not come up"
            time.sleep(0.05)

    def emit(self, path: str, service: str, interface: str, member: str, value: str) -> None:
        """Let a mock emit a signal with one boolean."""
        code = (
            "import dbus, sys; b = dbus.bus.BusConnection(sys.argv[1]); "
            "o = dbus.Interface(b.get_object(sys.argv[2], sys.argv[3]), 'org.freedesktop.DBus.Mock'); "
            "o.EmitSignal(sys.argv[4], sys.argv[5], 'b', [sys.argv[6] == 'true'])"
        )
        command = [SYSTEM_PYTHON, "-c", code, self.address, service, path, interface, member, value]
        subprocess.run(command, check=True, timeout=30, capture_output=True)

    def update(self, name: str, value: str) -> None:
        """Let the login session have a property."""
        code = (
            "import dbus, sys; b = dbus.bus.BusConnection(sys.argv[1]); "
            "o = dbus.Interface(b.get_object('org.freedesktop.login1', sys.argv[2]), 'org.freedesktop.DBus.Mock'); "
            "v = dbus.UInt64(int(sys.argv[4])) if sys.argv[4].isdigit() else sys.argv[4] == 'true'; "
            "o.UpdateProperties('org.freedesktop.login1.Session', {sys.argv[3]: v})"
        )
        command = [SYSTEM_PYTHON, "-c", code, self.address, SESSION, name, value]
        subprocess.run(command, check=True, timeout=30, capture_output=True)


@contextmanager
def a_bus() -> Iterator[Bus]:
    need("dbus-daemon", "dbus-send")
    need_dbusmock()
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--print-address", "--nofork"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert daemon.stdout is not None
    try:
        yield Bus(daemon.stdout.readline().strip())
    finally:
        daemon.terminate()
        daemon.wait(30)
        daemon.stdout.close()


@pytest.fixture
def system() -> Iterator[Bus]:
    """Run a bus with logind on it, and a session c1 of ours."""
    with a_bus() as bus:
        logind = bus.mock("--system", "-t", "logind")
        try:
            bus.wait_for(LOGIN, "/org/freedesktop/login1")
            session = ["string:c1", "string:seat0", "uint32:500", "string:joe", "boolean:true"]
            assert bus.send(LOGIN, "/org/freedesktop/login1", f"{MOCK}.AddSession", *session)
            yield bus
        finally:
            logind.terminate()
            logind.wait(30)


@pytest.fixture
def desktop() -> Iterator[Bus]:
    """Run a session bus with nothing on it yet."""
    with a_bus() as bus:
        yield bus


def test_logind_tells_when_the_session_fell_idle_and_that_it_woke(system: Bus) -> None:
    choice = choose_probe({"DBUS_SYSTEM_BUS_ADDRESS": system.address, "XDG_SESSION_ID": "c1"}, LIMIT)
    probe = choice.probe
    assert isinstance(probe, LogindProbe)
    assert probe.proves_absence
    assert probe.idle() is None, "a hint that was never set proves nothing"
    five_minutes_ago = int((time.time() - 300) * 1_000_000)
    system.update("IdleSinceHint", str(five_minutes_ago))
    system.update("IdleHint", "true")
    idle = probe.idle()
    assert idle is not None
    assert timedelta(minutes=5) <= idle < timedelta(minutes=6)
    system.update("IdleHint", "false")
    assert probe.idle() == timedelta(0)
    assert probe.idle() is None


async def heard(environ: dict[str, str], act: list[tuple[SessionSign | None, object]]) -> list[SessionSign]:
    """Listen while each act is done, and give what was heard; an act with a sign is waited for."""
    signs: list[SessionSign] = []
    listening = asyncio.create_task(watch_session(environ, signs.append))
    try:
        await asyncio.sleep(1)
        for sign, do in act:
            assert callable(do)
            await asyncio.to_thread(do)
            for _ in range(200):
                if sign is None or signs[-1:] == [sign]:
                    break
                await asyncio.sleep(0.05)
    finally:
        listening.cancel()
    return signs


async def test_logind_tells_of_lock_and_sleep(system: Bus) -> None:
    environ = {"DBUS_SYSTEM_BUS_ADDRESS": system.address, "XDG_SESSION_ID": "c1"}

    def sleep(value: str) -> object:
        manager = "org.freedesktop.login1.Manager"
        return lambda: system.emit("/org/freedesktop/login1", LOGIN, manager, "PrepareForSleep", value)

    def session(method: str) -> object:
        return lambda: system.send(LOGIN, SESSION, f"org.freedesktop.login1.Session.{method}")

    signs = await heard(
        environ,
        [
            (SessionSign.LOCKED, session("Lock")),
            (None, lambda: system.update("LockedHint", "true")),
            (SessionSign.UNLOCKED, lambda: system.update("LockedHint", "false")),
            (None, session("Unlock")),
            (SessionSign.SLEEPING, sleep("true")),
            (SessionSign.WOKE, sleep("false")),
        ],
    )
    assert signs == [SessionSign.LOCKED, SessionSign.UNLOCKED, SessionSign.SLEEPING, SessionSign.WOKE]
    assert (
        await asyncio.to_thread(hearing, environ, LIMIT)
        == "logind says when the machine goes to sleep, and when the screen is locked."
    )


async def test_another_persons_session_is_not_ours(system: Bus) -> None:
    other = ["string:c2", "string:seat0", "uint32:501", "string:ann", "boolean:true"]
    assert system.send(LOGIN, "/org/freedesktop/login1", f"{MOCK}.AddSession", *other)
    environ = {"DBUS_SYSTEM_BUS_ADDRESS": system.address, "XDG_SESSION_ID": "c1"}
    theirs = SESSION.replace("c1", "c2")
    signs = await heard(
        environ,
        [
            (None, lambda: system.send(LOGIN, theirs, "org.freedesktop.login1.Session.Lock")),
            (SessionSign.LOCKED, lambda: system.send(LOGIN, SESSION, "org.freedesktop.login1.Session.Lock")),
        ],
    )
    assert signs == [SessionSign.LOCKED]


@pytest.mark.parametrize(
    ("service", "path"),
    [("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"), ("org.freedesktop.ScreenSaver", "/ScreenSaver")],
)
async def test_a_screen_saver_tells_of_the_lock(desktop: Bus, service: str, path: str) -> None:
    saver = desktop.mock("--session", service, path, service)
    try:
        desktop.wait_for(service, path)
        environ = {"DBUS_SESSION_BUS_ADDRESS": desktop.address, "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere"}
        signs = await heard(
            environ,
            [
                (SessionSign.LOCKED, lambda: desktop.emit(path, service, service, "ActiveChanged", "true")),
                (SessionSign.UNLOCKED, lambda: desktop.emit(path, service, service, "ActiveChanged", "false")),
            ],
        )
        assert signs == [SessionSign.LOCKED, SessionSign.UNLOCKED]
    finally:
        saver.terminate()
        saver.wait(30)


IDLE_TIMES = [
    (
        "org.gnome.Mutter.IdleMonitor",
        "/org/gnome/Mutter/IdleMonitor/Core",
        "GetIdletime",
        "t",
        {},
        "GNOME (Mutter IdleMonitor)",
    ),
    (
        "org.freedesktop.ScreenSaver",
        "/ScreenSaver",
        "GetSessionIdleTime",
        "u",
        {"XDG_CURRENT_DESKTOP": "KDE"},
        "KDE (ScreenSaver)",
    ),
]


@pytest.mark.parametrize("case", IDLE_TIMES, ids=lambda case: case[-1])
def test_a_desktop_tells_the_idle_time(desktop: Bus, case: tuple[str, str, str, str, dict[str, str], str]) -> None:
    service, path, method, kind, environ, name = case
    mock = desktop.mock("--session", service, path, service)
    try:
        desktop.wait_for(service, path)
        for milliseconds in (1500, 600_000):
            added = [
                f"string:{service}",
                f"string:{method}",
                "string:",
                f"string:{kind}",
                f"string:ret = {milliseconds}",
            ]
            assert desktop.send(service, path, f"{MOCK}.AddMethod", *added)
            choice = choose_probe({"DBUS_SESSION_BUS_ADDRESS": desktop.address, **environ}, LIMIT)
            assert choice.probe is not None
            assert (choice.probe.name, choice.probe.idle()) == (name, timedelta(milliseconds=milliseconds))
    finally:
        mock.terminate()
        mock.wait(30)

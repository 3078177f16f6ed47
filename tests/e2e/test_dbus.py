"""A real session bus, with a desktop of the tests' own on it: real notifications, real idle times."""

from __future__ import annotations

import asyncio
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus

from deskmate.notify.choose import choose_notifiers
from deskmate.notify.desktop import DesktopNotifier
from deskmate.notify.note import DELIVERED, Availability, Delivery, Note
from deskmate.notify.post import Post
from deskmate.presence import mutter
from deskmate.presence.bus_probe import BusProbe
from deskmate.presence.choose import choose_probe
from tests.real_parts import need

pytestmark = pytest.mark.real

ADDRESS = "DBUS_SESSION_BUS_ADDRESS"
NOTIFICATIONS = "org.freedesktop.Notifications"
MUTTER = "org.gnome.Mutter.IdleMonitor"
SCREEN_SAVER = "org.freedesktop.ScreenSaver"
LIMIT = timedelta(seconds=5)
SHORT = timedelta(seconds=0.5)

INTERFACE = """<node><interface name="org.freedesktop.Notifications">
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/>
<arg type="s" direction="out"/><arg type="s" direction="out"/></method>
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
<arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
<signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
</interface></node>"""


class Desktop:
    """A desktop on the bus: owns some names, answers for them, and remembers what it was told."""

    def __init__(self, address: str, *names: str, idle_ms: int = 0, mute: bool = False) -> None:
        self.told: list[tuple[str, str, str, int]] = []
        self.closed: list[int] = []
        self.idle_ms = idle_ms
        self._mute = mute
        self._ready = threading.Event()
        self._done: Callable[[], object] = lambda: None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(address, names)))

    def __enter__(self) -> Desktop:
        self._thread.start()
        assert self._ready.wait(30)
        return self

    def __exit__(self, *_: object) -> None:
        self._done()
        self._thread.join(30)

    async def _serve(self, address: str, names: tuple[str, ...]) -> None:
        end = asyncio.Event()
        self._done = partial(asyncio.get_running_loop().call_soon_threadsafe, end.set)
        bus = await MessageBus(bus_address=address).connect()
        bus.add_message_handler(self._answer)
        for name in names:
            await bus.request_name(name)
        self._ready.set()
        await end.wait()
        bus.disconnect()

    def _answer(self, message: Message) -> Message | bool | None:
        if message.message_type is not MessageType.METHOD_CALL:
            return None
        if self._mute:
            return True
        if message.member == "Notify":
            self.told.append(_words(message.body))
        elif message.member == "CloseNotification":
            self.closed.append(message.body[0])
        answers: dict[str, tuple[str, list[Any]]] = {
            "Introspect": ("s", [INTERFACE]),
            "GetCapabilities": ("as", [["body"]]),
            "GetServerInformation": ("ssss", ["Test", "Test", "1", "1.2"]),
            "Notify": ("u", [len(self.told)]),
            "CloseNotification": ("", []),
            "GetIdletime": ("t", [self.idle_ms]),
            "GetSessionIdleTime": ("u", [self.idle_ms]),
        }
        answer = answers.get(message.member or "")
        return Message.new_method_return(message, *answer) if answer is not None else None


def _words(body: list[Any]) -> tuple[str, str, str, int]:
    """Give the app's name, title, body and urgency of a Notify call."""
    app, _, _, title, text, _, hints, _ = body
    return app, title, text, hints["urgency"].value


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Run a private session bus, and make it this process's own."""
    need("dbus-daemon")
    for name in ("SSH_CONNECTION", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--print-address", "--nofork"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        monkeypatch.setenv(ADDRESS, address)
        yield address
    finally:
        daemon.terminate()
        daemon.wait(30)
        if daemon.stdout is not None:
            daemon.stdout.close()


def test_a_notification_arrives(bus: str, capfd: pytest.CaptureFixture[str]) -> None:
    with Desktop(bus, NOTIFICATIONS) as desktop:
        notifier = DesktopNotifier({ADDRESS: bus}, LIMIT)
        assert notifier.available() == Availability(ok=True, reason="the desktop shows notifications")
        assert desktop.told == []
        assert notifier.notify(Note("Time to get up", "45 min & <b>still</b> sitting.\n")) == DELIVERED
        assert notifier.notify(Note("Dehnen 🧘", "", urgent=True)) == DELIVERED
        notifier.close()
    assert desktop.told == [
        ("deskmate", "Time to get up", "45 min & \u2039b\u203astill\u2039/b\u203a sitting.", 1),
        ("deskmate", "Dehnen 🧘", "", 2),
    ]
    assert desktop.closed == [1], "the second note takes the place of the first; the last one stays"
    assert capfd.readouterr() == ("", "")


def test_the_post_delivers_to_desktop_and_bell_but_not_twice(bus: str) -> None:
    written: list[str] = []
    environ = {ADDRESS: bus, "TERM": "foot"}
    with Desktop(bus, NOTIFICATIONS) as desktop:
        post = Post(choose_notifiers(desktop=True, terminal=True, bell=True, environ=environ, write=written.append))
        post.send(Note("Up", "Now."))
        post.close(timedelta(seconds=30))
    assert desktop.told == [("deskmate", "Up", "Now.", 1)]
    assert written == ["\a"]
    assert post.problems == ()


def test_with_no_service_the_terminal_stands_in(bus: str, capfd: pytest.CaptureFixture[str]) -> None:
    written: list[str] = []
    environ = {ADDRESS: bus, "TERM": "foot"}
    post = Post(choose_notifiers(desktop=True, terminal=True, bell=True, environ=environ, write=written.append))
    post.send(Note("Up", "Now."))
    post.close(timedelta(seconds=30))
    assert written == ["\a", "\x1b]777;notify;Up;Now.\x1b\\"]
    assert post.problems == ("No desktop notification: no notification service runs on this desktop.",)
    assert capfd.readouterr() == ("", "")


def test_a_service_that_hangs_costs_the_time_limit_and_no_more(bus: str, capfd: pytest.CaptureFixture[str]) -> None:
    why = "the notification service did not answer within 0.5 s"
    with Desktop(bus, NOTIFICATIONS, mute=True):
        notifier = DesktopNotifier({ADDRESS: bus}, SHORT)
        assert notifier.available() == Availability(ok=False, reason=why)
        assert notifier.notify(Note("Up", "Now.")) == Delivery(ok=False, problem=f"No desktop notification: {why}.")
        notifier.close()
    assert capfd.readouterr() == ("", "")


def test_a_service_that_goes_and_comes_back(bus: str) -> None:
    notifier = DesktopNotifier({ADDRESS: bus}, LIMIT)
    with Desktop(bus, NOTIFICATIONS) as desktop:
        assert notifier.notify(Note("One", "")) == DELIVERED
        assert [title for _, title, _, _ in desktop.told] == ["One"]
    assert not notifier.notify(Note("Two", "")).ok
    with Desktop(bus, NOTIFICATIONS) as desktop:
        assert notifier.notify(Note("Three", "")) == DELIVERED
        assert [title for _, title, _, _ in desktop.told] == ["Three"]
    notifier.close()


def test_gnome_tells_the_idle_time(bus: str) -> None:
    with Desktop(bus, MUTTER, idle_ms=1500) as desktop:
        choice = choose_probe({ADDRESS: bus}, LIMIT)
        assert choice.probe is not None
        assert (choice.probe.name, choice.probe.proves_absence) == ("GNOME (Mutter IdleMonitor)", True)
        assert choice.reason == "GNOME tells how long keyboard and pointer have been still."
        assert choice.probe.idle() == timedelta(seconds=1.5)
        desktop.idle_ms = 600_000
        assert choice.probe.idle() == timedelta(minutes=10)
    assert choice.probe.idle() is None, "GNOME is gone"
    choice.probe.close()


def test_kde_on_x11_tells_the_idle_time_in_milliseconds(bus: str) -> None:
    with Desktop(bus, SCREEN_SAVER, idle_ms=2500):
        choice = choose_probe({ADDRESS: bus, "XDG_CURRENT_DESKTOP": "KDE", "XDG_SESSION_TYPE": "x11"}, LIMIT)
        assert choice.probe is not None
        assert (choice.probe.name, choice.probe.idle()) == ("KDE (ScreenSaver)", timedelta(seconds=2.5))
        assert choice.reasons == (f"GNOME: {MUTTER} is not running",)


def test_idle_services_that_are_absent_strange_or_mute(bus: str, capfd: pytest.CaptureFixture[str]) -> None:
    environ = {ADDRESS: bus}
    assert choose_probe(environ, LIMIT).reasons[0] == f"GNOME: {MUTTER} is not running"
    with Desktop(bus, MUTTER, idle_ms=2**64 - 1):
        assert choose_probe(environ, LIMIT).reasons[0] == f"GNOME: {MUTTER} gave no time"
        assert BusProbe(mutter.NAME, mutter.IDLE_TIME, bus, LIMIT).idle() is None
    with Desktop(bus, MUTTER, mute=True):
        assert choose_probe(environ, SHORT).reasons[0] == "GNOME: no answer within 0.5 s"
    assert capfd.readouterr() == ("", "")


def test_with_no_bus_at_all_one_sentence_and_no_wait(capfd: pytest.CaptureFixture[str]) -> None:
    notifier = DesktopNotifier({}, LIMIT, platform="linux")
    assert notifier.available() == Availability(ok=False, reason="there is no D-Bus session here")
    assert choose_probe({}, LIMIT).reasons[0] == "GNOME: there is no D-Bus session here"
    assert capfd.readouterr() == ("", "")

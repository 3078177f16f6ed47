"""The desktop as a notifier, where there is none to speak of."""

from __future__ import annotations

import socket
from datetime import timedelta
from pathlib import Path

import pytest

from deskmate.notify.desktop import DesktopNotifier
from deskmate.notify.note import Availability, Delivery, Note

LIMIT = timedelta(seconds=0.3)
NOTE = Note("Up", "Now.")


def outcome(environ: dict[str, str]) -> tuple[Availability, Delivery]:
    notifier = DesktopNotifier(environ, LIMIT, platform="linux")
    try:
        return notifier.available(), notifier.notify(NOTE)
    finally:
        notifier.close()
        notifier.close()


def refused(why: str) -> tuple[Availability, Delivery]:
    return Availability(ok=False, reason=why), Delivery(ok=False, problem=f"No desktop notification: {why}.")


def test_no_session() -> None:
    assert outcome({}) == refused("there is no D-Bus session here")


def test_over_ssh_the_desktop_there_is_not_the_one_in_front() -> None:
    environ = {"SSH_CONNECTION": "1.2.3.4 5 6.7.8.9 22", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/user/1000/bus"}
    assert outcome(environ) == refused("this is an SSH session, and the desktop there is not the one in front of you")


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("unix:path=/nonexistent/bus", "the desktop session cannot be reached (No such file or directory)"),
        ("nonsense", "the notification service failed (InvalidAddressError)"),
    ],
)
def test_an_address_that_leads_nowhere(
    address: str, why: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    assert outcome({"DBUS_SESSION_BUS_ADDRESS": address}) == refused(why)
    assert capfd.readouterr() == ("", "")


def test_a_bus_that_never_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    address = f"unix:path={tmp_path / 'bus'}"
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "bus"))
        listener.listen()
        assert outcome({"DBUS_SESSION_BUS_ADDRESS": address}) == refused(
            "the notification service did not answer within 0.3 s"
        )
    assert capfd.readouterr() == ("", "")

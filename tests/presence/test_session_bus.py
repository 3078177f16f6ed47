"""A session bus that is missing, unreachable or mute: one reason, at once."""

from __future__ import annotations

import socket
from datetime import timedelta
from pathlib import Path

import pytest

from deskmate.presence import mutter, screensaver
from deskmate.presence.bus_probe import BusProbe
from deskmate.presence.probe import from_milliseconds
from deskmate.presence.session_bus import BusError, ask, session_address

LIMIT = timedelta(seconds=0.2)
YEAR = 365 * 24 * 3_600_000


@pytest.mark.parametrize("environ", [{}, {"DBUS_SESSION_BUS_ADDRESS": ""}])
def test_no_address(environ: dict[str, str]) -> None:
    with pytest.raises(BusError, match="there is no D-Bus session here"):
        session_address(environ)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("unix:path=/nonexistent/bus", "the D-Bus cannot be reached (No such file or directory)"),
        ("nonsense", "the D-Bus made no sense (InvalidAddressError)"),
        ("carrier-pigeon:loft=3", "the D-Bus made no sense (InvalidAddressError)"),
    ],
)
def test_an_address_that_leads_nowhere(
    address: str, why: str, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    environ = {"DBUS_SESSION_BUS_ADDRESS": address, "XDG_CURRENT_DESKTOP": "KDE"}
    for find in (mutter.find, screensaver.find):
        choice = find(environ, LIMIT)
        assert (choice.probe, choice.reason) == (None, why)
    assert capfd.readouterr() == ("", "")


def test_a_bus_that_never_answers(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "bus"))
        listener.listen()
        address = f"unix:path={tmp_path / 'bus'}"
        with pytest.raises(BusError, match=r"no answer within 0\.2 s"):
            ask(address, mutter.IDLE_TIME, LIMIT)
        assert BusProbe(mutter.NAME, mutter.IDLE_TIME, address, LIMIT).idle() is None
        assert BusProbe(screensaver.NAME, screensaver.IDLE_TIME, address, LIMIT).idle() is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, timedelta()),
        (1500, timedelta(seconds=1.5)),
        (YEAR, timedelta(days=365)),
        (11 * YEAR, None),
        (2**64 - 1, None),
        (-1, None),
        (True, None),
        ("1500", None),
        (None, None),
    ],
)
def test_milliseconds_that_make_sense(value: object, expected: timedelta | None) -> None:
    assert from_milliseconds(value) == expected

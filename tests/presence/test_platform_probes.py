"""The probes of macOS, Windows and the bare terminal: against fakes of their functions, and a real pty."""

from __future__ import annotations

import os
import pty
import time
from datetime import timedelta

import pytest

from deskmate.presence import macos, tty, windows
from deskmate.presence.choose import CANDIDATES

LIMIT = timedelta(seconds=1)


def broken() -> macos.Seconds:
    raise OSError("no such library")


def test_macos_tells_seconds() -> None:
    asked: list[tuple[int, int]] = []

    def seconds(state: int, kind: int) -> float:
        asked.append((state, kind))
        return 12.5

    choice = macos.find({}, LIMIT, load=lambda: seconds, platform="darwin")
    assert choice.probe is not None
    assert (choice.probe.idle(), choice.probe.proves_absence) == (timedelta(seconds=12.5), True)
    assert asked[0] == (0, 0xFFFFFFFF)


@pytest.mark.parametrize("answer", [-1.0, float("nan"), float("inf")])
def test_macos_that_makes_no_sense_is_left(answer: float) -> None:
    choice = macos.find({}, LIMIT, load=lambda: lambda _state, _kind: answer, platform="darwin")
    assert (choice.probe, choice.reason) == (None, "CoreGraphics gave no time")


def test_macos_without_its_library_is_left() -> None:
    choice = macos.find({}, LIMIT, load=broken, platform="darwin")
    assert (choice.probe, choice.reason) == (None, "CoreGraphics cannot be asked (no such library)")


@pytest.mark.parametrize(
    ("last", "now", "idle"),
    [(1000, 1000, 0), (1000, 61_000, 60_000), (2**32 - 500, 500, 1000)],
)
def test_windows_counts_over_the_wrap(last: int, now: int, idle: int) -> None:
    choice = windows.find({}, LIMIT, load=lambda: lambda: (last, now), platform="win32")
    assert choice.probe is not None
    assert choice.probe.idle() == timedelta(milliseconds=idle)


def test_windows_that_fails_is_left() -> None:
    assert windows.find({}, LIMIT, load=lambda: lambda: None, platform="win32").reason == "Windows gave no time"


def test_elsewhere_neither_is_asked() -> None:
    assert macos.find({}, LIMIT, load=broken, platform="linux").reason == "this is not macOS"
    assert windows.find({}, LIMIT, platform="linux").reason == "this is not Windows"


def test_a_real_terminal_tells_that_it_was_typed_into() -> None:
    outer, inner = pty.openpty()
    path = os.ttyname(inner)
    try:
        now = time.time()
        os.utime(path, (now - 600, now - 600))
        choice = tty.find({}, LIMIT, name=lambda: path)
        assert choice.probe is not None
        assert not choice.probe.proves_absence
        idle = choice.probe.idle()
        assert idle is not None
        assert idle > timedelta(minutes=9)
        os.write(outer, b"x\n")
        os.read(inner, 10)
        idle = choice.probe.idle()
        assert idle is not None
        # The kernel moves this time on in steps of eight seconds.
        assert idle < timedelta(seconds=60)
    finally:
        os.close(outer)
        os.close(inner)
    assert choice.probe.idle() is None


def test_without_a_terminal_it_is_left() -> None:
    assert tty.find({}, LIMIT, name=lambda: None).reason == "there is no terminal"


def test_the_order_of_all_probes() -> None:
    order = ["GNOME", "KDE", "X11", "logind", "macOS", "Windows", "tmux", "terminal"]
    assert [label for label, _ in CANDIDATES] == order

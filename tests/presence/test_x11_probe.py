"""The X protocol spoken by hand: displays, cookies, and a server that says anything at all."""

from __future__ import annotations

import socket
import struct
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskmate.presence import x11
from deskmate.presence.x11 import Display, XError, display_of, idle_time
from deskmate.presence.xauthority import COOKIE, Entry, cookie, entries

LIMIT = timedelta(milliseconds=500)

fields = st.binary(max_size=20)
records = st.builds(Entry, fields, fields, fields, fields)


def written(*them: Entry, family: int = 256) -> bytes:
    parts = [
        struct.pack(">H", family)
        + b"".join(struct.pack(">H", len(f)) + f for f in (e.address, e.display, e.kind, e.key))
        for e in them
    ]
    return b"".join(parts)


def greeting(root: int = 77, vendor: bytes = b"Test") -> bytes:
    setup = struct.pack("<IIIIHHBBBBBBBB4x", 0, 0, 0, 0, len(vendor), 65535, 1, 2, 0, 0, 32, 32, 8, 255)
    setup += vendor + bytes(-len(vendor) % 4) + bytes(8 * 2) + struct.pack("<I36x", root)
    return struct.pack("<BBHHH", 1, 0, 11, 0, len(setup) // 4) + setup


def extension(present: int = 1, opcode: int = 140) -> bytes:
    return struct.pack("<BxHIBB22x", 1, 1, 0, present, opcode)


def info(milliseconds: int) -> bytes:
    return struct.pack("<BBHIIIIIB7x", 1, 0, 2, 0, 5, 0, milliseconds, 0, 0)


EVENT = struct.pack("<BxH28x", 34, 1)
REFUSAL = struct.pack("<BBH28x", 0, 11, 2)


def asked(monkeypatch: pytest.MonkeyPatch, answer: bytes, *, hangs: bool = False) -> tuple[timedelta, bytes]:
    """Ask a server that answers with these bytes; give the idle time and what the server was sent."""
    ours, theirs = socket.socketpair()
    theirs.sendall(answer)
    if not hangs:
        theirs.shutdown(socket.SHUT_WR)
    ours.settimeout(LIMIT.total_seconds())
    monkeypatch.setattr(x11, "_connect", lambda display, limit: ours)
    try:
        found = idle_time(Display("", 0), b"key!", LIMIT)
        return found, theirs.recv(4096)
    finally:
        theirs.close()
        ours.close()


@pytest.mark.parametrize("vendor", [b"", b"X", b"The X.Org Foundation"])
def test_the_whole_conversation(monkeypatch: pytest.MonkeyPatch, vendor: bytes) -> None:
    answer = greeting(root=77, vendor=vendor) + EVENT + extension() + EVENT + info(4321)
    found, sent = asked(monkeypatch, answer)
    assert found == timedelta(milliseconds=4321)
    assert sent == (
        struct.pack("<BxHHHHxx", ord("l"), 11, 0, 18, 4)
        + COOKIE
        + bytes(2)
        + b"key!"
        + struct.pack("<BxHHxx", 98, 6, 16)
        + b"MIT-SCREEN-SAVER"
        + struct.pack("<BBHI", 140, 1, 2, 77)
    )


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"", "the X server hung up"),
        (struct.pack("<BBHHH", 0, 0, 11, 0, 0), "the X server does not let deskmate in"),
        (greeting() + extension(present=0), "the X server has no screen saver extension"),
        (greeting() + extension() + REFUSAL, "the X server refused (error 11)"),
        (struct.pack("<BBHHH", 1, 0, 11, 0, 1) + bytes(4), "the X server's answer made no sense"),
    ],
)
def test_what_can_be_wrong_with_a_server(monkeypatch: pytest.MonkeyPatch, answer: bytes, why: str) -> None:
    with pytest.raises(XError) as caught:
        asked(monkeypatch, answer)
    assert str(caught.value) == why


def test_a_server_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(XError, match=r"the X server did not answer within 0\.5 s"):
        asked(monkeypatch, greeting(), hangs=True)


@settings(deadline=None)
@given(answer=st.binary(max_size=200), polite=st.booleans())
def test_no_answer_whatever_gets_past_the_error(answer: bytes, polite: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        try:
            found, _ = asked(patch, greeting() + extension() + answer if polite else answer)
        except XError:
            return
    assert found >= timedelta()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (":0", Display("", 0)),
        (":1.0", Display("", 1)),
        ("unix:2", Display("", 2)),
        ("localhost:10.0", Display("localhost", 10)),
    ],
)
def test_displays(value: str, expected: Display) -> None:
    assert display_of({"DISPLAY": value}) == expected


@pytest.mark.parametrize("value", ["", "nonsense", ":", ":x", "/private/tmp/launch/org.xquartz:0", ":99999"])
def test_displays_that_are_none(value: str) -> None:
    with pytest.raises(XError, match=r"there is no X display|is not understood"):
        display_of({"DISPLAY": value})


def test_a_display_without_a_server() -> None:
    choice = x11.find({"DISPLAY": ":54321"}, LIMIT)
    assert choice.probe is None
    assert choice.reason.startswith("the X server cannot be reached")


@given(st.lists(records), fields)
def test_cookie_files_read_as_written_even_cut_short(them: list[Entry], rest: bytes) -> None:
    assert list(entries(written(*them))) == them
    assert list(entries(written(*them) + b"\x01\x00\x00\x05abc")) == them
    assert len(list(entries(rest))) <= len(rest)


def test_this_machines_cookie_comes_first(tmp_path: Path) -> None:
    file = tmp_path / "cookies"
    here = socket.gethostname().encode()
    file.write_bytes(
        written(
            Entry(b"elsewhere", b"3", COOKIE, b"theirs"),
            Entry(here, b"4", COOKIE, b"other display"),
            Entry(here, b"3", b"XDM-AUTHORIZATION-1", b"other kind"),
            Entry(here, b"3", COOKIE, b"ours"),
        )
    )
    environ = {"XAUTHORITY": str(file)}
    assert cookie(environ, 3) == b"ours"
    assert cookie(environ, 5) == b""
    assert cookie({"HOME": str(tmp_path)}, 3) == b""

"""Notes as escape sequences, byte for byte."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskmate.notify.escape import sequence, through_tmux
from deskmate.notify.note import Note
from deskmate.notify.terminals import Protocol

NOTE = Note("Time to get up", "You sat for 45 min.")
TRAP = Note("a;b\x1b\\c", "4;3;\a\x9cd\u202e")
ST = "\x1b\\"


@pytest.mark.parametrize(
    ("protocol", "note", "expected"),
    [
        (Protocol.OSC_9, NOTE, f"\x1b]9;deskmate: Time to get up. You sat for 45 min.{ST}"),
        (Protocol.OSC_9, Note("Up", ""), f"\x1b]9;deskmate: Up{ST}"),
        (Protocol.OSC_9, TRAP, f"\x1b]9;deskmate: a,b \\c. 4,3, d{ST}"),
        (Protocol.OSC_777, NOTE, f"\x1b]777;notify;Time to get up;You sat for 45 min.{ST}"),
        (Protocol.OSC_777, TRAP, f"\x1b]777;notify;a,b \\c;4,3, d{ST}"),
        (
            Protocol.OSC_99,
            NOTE,
            f"\x1b]99;i=deskmate:d=0:u=1;Time to get up{ST}\x1b]99;i=deskmate:d=1:p=body;You sat for 45 min.{ST}",
        ),
        (Protocol.OSC_99, Note("Up", "", urgent=True), f"\x1b]99;i=deskmate:d=1:u=2;Up{ST}"),
        (
            Protocol.OSC_99,
            TRAP,
            f"\x1b]99;i=deskmate:d=0:u=1;a;b \\c{ST}\x1b]99;i=deskmate:d=1:p=body;4;3; d{ST}",
        ),
    ],
)
def test_bytes_of_a_note(protocol: Protocol, note: Note, expected: str) -> None:
    assert sequence(protocol, note) == expected


def test_tmux_gets_every_escape_doubled() -> None:
    assert through_tmux("\x1b]9;up\x1b\\") == "\x1bPtmux;\x1b\x1b]9;up\x1b\x1b\\\x1b\\"


@given(st.sampled_from(Protocol), st.builds(Note, st.text(), st.text(), st.booleans()))
def test_no_words_break_out_of_their_sequence(protocol: Protocol, note: Note) -> None:
    escape = sequence(protocol, note)
    inside = re.fullmatch(r"(?:\x1b\]([^\x00-\x1f\x7f-\x9f]*)\x1b\\){1,2}", escape)
    assert inside is not None
    assert len(escape.encode()) <= 2048
    if protocol is Protocol.OSC_777:
        assert escape.count(";") == 3
    if protocol is Protocol.OSC_9:
        assert escape.count(";") == 1


@given(st.sampled_from(Protocol), st.builds(Note, st.text(), st.text(), st.booleans()))
def test_what_tmux_unwraps_is_what_was_meant(protocol: Protocol, note: Note) -> None:
    escape = sequence(protocol, note)
    wrapped = through_tmux(escape)
    assert wrapped.startswith("\x1bPtmux;")
    assert wrapped.endswith("\x1b\\")
    assert wrapped.removeprefix("\x1bPtmux;").removesuffix("\x1b\\").replace("\x1b\x1b", "\x1b") == escape

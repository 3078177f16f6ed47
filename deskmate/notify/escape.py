"""The bytes that make a terminal show a notification, and how they get through tmux."""

from __future__ import annotations

from deskmate.notify.note import Note, plain
from deskmate.notify.terminals import Protocol

ESC = "\x1b"
STRING_END = f"{ESC}\\"
"""ST: ends the sequence everywhere, and unlike BEL rings nowhere."""

TITLE_LENGTH = 80
BODY_LENGTH = 240
"""In characters: with four bytes each still within the 2,048 bytes that kitty takes at once."""

APP = "deskmate"


def sequence(protocol: Protocol, note: Note) -> str:
    """Give the escape sequence for a note. Nothing in its words can end or split the sequence."""
    title, body = plain(note.title, TITLE_LENGTH), plain(note.body, BODY_LENGTH)
    match protocol:
        case Protocol.OSC_9:
            # Led by a word: a digit in front would be one of ConEmu's commands.
            return _osc("9", _field(f"{APP}: {title}. {body}" if body else f"{APP}: {title}"))
        case Protocol.OSC_99:
            return _kitty(title, body, urgent=note.urgent)
        case Protocol.OSC_777:
            return _osc("777", "notify", _field(title), _field(body))


def through_tmux(escape: str) -> str:
    """Wrap a sequence so that tmux hands it on to the terminal around it (its `allow-passthrough`)."""
    return f"{ESC}Ptmux;{escape.replace(ESC, ESC * 2)}{STRING_END}"


def _kitty(title: str, body: str, *, urgent: bool) -> str:
    # One identifier for all: a new note takes the place of the one before.
    urgency = "2" if urgent else "1"
    head = _osc("99", f"i={APP}:d={0 if body else 1}:u={urgency}", title)
    return head + (_osc("99", f"i={APP}:d=1:p=body", body) if body else "")


def _osc(*fields: str) -> str:
    return f"{ESC}]{';'.join(fields)}{STRING_END}"


def _field(text: str) -> str:
    return text.replace(";", ",")

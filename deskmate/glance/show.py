"""A status as text: one line, JSON, or the user's own format. Every `deskmate status` prints through here."""

from __future__ import annotations

import sys

from deskmate.duration import minutes_text
from deskmate.glance.fields import DURATION, FIELDS, MOMENT, Status, Value, as_text

DATE_AND_TIME = frozenset("aAbBcdDeFgGhHIjmMpRSTuUVwWxXyYzZ%")
"""What may follow % in a moment: the letters of C's strftime, without those for a new line and a tab."""

_UNSAFE = (
    (0x00, 0x1F),
    (0x7F, 0x9F),
    (0x200E, 0x200F),
    (0x2028, 0x202E),
    (0x2066, 0x2069),
    (0xD800, 0xDFFF),
)
"""Control characters, what breaks a line or turns its direction, and halves of characters: first and last of each."""


class FormatError(Exception):
    """A format cannot be used; the text is one sentence for the user."""


class OutputError(Exception):
    """The output cannot be written (a full disk); the text says why."""


def as_line(status: Status) -> str:
    """Give one line: posture, for how long, and what comes next."""
    posture, due = status["posture"], status["next_break"]
    if posture == "unknown":
        return "not watched: deskmate is not running"
    if posture == "sitting" and due:
        what = "break due since" if status["break_due"] else "next break at"
        line = f"sitting {minutes_text(_number(status['bout']))}, {what} {str(due)[11:16]}"
    else:
        line = f"{status['activity'] or posture} {minutes_text(_number(status['up']))}"
    return f"{line}, quiet until {str(status['quiet_until'])[11:16]}" if status["quiet_until"] else line


def as_json(status: Status) -> str:
    """Give the status as one JSON object: durations in whole seconds, moments in ISO 8601."""
    tree: dict[str, object] = {}
    for name, (_, place) in FIELDS.items():
        group, _, key = place.rpartition(".")
        inner = tree.setdefault(group, {}) if group else tree
        if isinstance(inner, dict):
            inner[key] = status[name]
    return _json(tree)


def in_format(status: Status, pattern: str) -> str:
    """Fill in a format such as "{posture} {bout:%H:%M}"; {{ and }} stand for the braces themselves.

    After a colon, durations take %H, %M and %S (the largest named takes what is above it too), moments take
    strftime. Raises FormatError.
    """
    _check_printable(pattern)
    parts: list[str] = []
    rest = pattern
    while rest:
        literal, brace, rest = _until_brace(rest)
        parts.append(literal)
        if brace and rest.startswith(brace):
            parts.append(brace)
            rest = rest[1:]
        elif brace == "{":
            inside, closed, rest = rest.partition("}")
            if not closed:
                raise FormatError("a { in the format is not closed; write {{ for the brace itself.")
            parts.append(_field(status, inside))
        elif brace:
            raise FormatError("a } in the format closes nothing; write }} for the brace itself.")
    shown = "".join(parts)
    _check_printable(shown)
    return shown


def check_format(pattern: str) -> None:
    """Raise FormatError where `in_format` would, whatever the status."""
    in_format(dict.fromkeys(FIELDS), pattern)


def say(text: str) -> int:
    """Print one line and give the exit status.

    Raises BrokenPipeError where the reader has left, and OutputError where it cannot be written.
    """
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    write(text.encode(encoding, "replace").decode(encoding) + "\n")
    flush()
    return 0


def write(text: str) -> None:
    """Write to the output; raises as `say` does."""
    with _Output():
        sys.stdout.write(text)


def write_bytes(content: bytes) -> None:
    """Write what is no text for a terminal, such as a file; raises as `say` does."""
    flush()
    with _Output():
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def flush() -> None:
    """Write what waits; raises as `say` does."""
    with _Output():
        sys.stdout.flush()


class _Output:
    """Makes OutputError of what the system says of a write that failed; that the reader has left stays as it is."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: object, __: object) -> None:
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            raise OutputError(error.strerror or str(error)) from error


def _json(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}": {_json(inner)}' for key, inner in value.items()) + "}"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if not isinstance(value, str):
        return text
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    import json

    return json.dumps(text)


def _until_brace(text: str) -> tuple[str, str, str]:
    for place, character in enumerate(text):
        if character in "{}":
            return text[:place], character, text[place + 1 :]
    return text, "", ""


def _field(status: Status, inside: str) -> str:
    name, colon, pattern = inside.partition(":")
    if name not in FIELDS:
        raise FormatError(f"{name[:40]!r} is not a field of the format; the fields are {', '.join(FIELDS)}.")
    kind, value = FIELDS[name][0], status[name]
    if colon and kind not in {DURATION, MOMENT}:
        raise FormatError(f"{name} takes nothing after a colon in the format; durations and moments do.")
    if kind == DURATION:
        return _duration(name, value, pattern)
    if kind == MOMENT:
        return _moment(name, value, pattern or "%H:%M")
    return as_text(value)


def _duration(name: str, value: Value, pattern: str) -> str:
    seconds = _number(value)
    if not pattern:
        hours, minutes = divmod(seconds // 60, 60)
        return f"{hours}h{minutes:02d}m" if hours else f"{minutes}m"
    parts = _parts(name, pattern, frozenset("HMS%"))
    numbers: dict[str, int] = {}
    for letter, length in (("H", 3600), ("M", 60), ("S", 1)):
        if letter in (part[1:] for part in parts if part[0] == "%"):
            numbers[letter], seconds = divmod(seconds, length)
    shown = {f"%{letter}": f"{number:02d}" for letter, number in numbers.items()}
    return "".join(shown.get(part, "%" if part == "%%" else part) for part in parts)


def _moment(name: str, value: Value, pattern: str) -> str:
    parts = _parts(name, pattern, DATE_AND_TIME)
    if not isinstance(value, str):
        return ""
    if pattern == "%H:%M":
        return value[11:16]
    from datetime import datetime

    moment = datetime.fromisoformat(value)
    return "".join(moment.strftime(part) if part[0] == "%" else part for part in parts)


def _parts(name: str, pattern: str, letters: frozenset[str]) -> list[str]:
    """Split a pattern into its % letters and the single characters between them."""
    parts: list[str] = []
    rest = pattern
    while rest:
        part = rest[:2] if rest[0] == "%" else rest[0]
        if rest[0] == "%" and part[1:] not in letters:
            known = ", ".join(f"%{letter}" for letter in sorted(letters - {"%"}))
            raise FormatError(f"{name} does not know {part} in the format; it knows {known} and %%.")
        parts.append(part)
        rest = rest[len(part) :]
    return parts


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0


def _check_printable(text: str) -> None:
    if any(map(_is_unsafe, text)):
        raise FormatError("the format holds a control character, which a terminal might obey; leave it out.")


def _is_unsafe(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in _UNSAFE)

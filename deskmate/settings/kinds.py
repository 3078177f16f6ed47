"""The kinds of values a setting can have: how each is read from the file, written into it, typed and described."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import time, timedelta
from typing import Any, NamedTuple

from deskmate.duration import parse_duration
from deskmate.sitting.schedule import Hours

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Plain = str | int | float | bool | list[str]
"""A value as TOML has it."""

LONGEST_SHOWN = 60
"""How much of a wrong value a sentence repeats, in characters."""


class Kind(NamedTuple):
    """How one sort of value is handled.

    `read` takes what the file holds and raises ValueError or TypeError with the end of a sentence; `plain` is its
    inverse. `typed` takes what a user types for what the file would hold. `range` says in words what is allowed.
    """

    range: str
    read: Callable[[object], Any]
    plain: Callable[[Any], Plain]
    typed: Callable[[str], object]
    choices: tuple[str, ...] = ()
    """All there is to choose from, as it is typed; empty where a value is typed."""
    moved: Callable[[Plain, int], str] | None = None
    """What one key makes of a value, a little more (1) or less (-1), as it is typed.

    It may be more or less than is allowed; None where a value has no such steps.
    """


def shown(value: object) -> str:
    """Give a wrong value as a sentence repeats it, cut where it is long."""
    import reprlib

    cut = reprlib.Repr()
    cut.maxstring = cut.maxother = cut.maxlong = LONGEST_SHOWN
    return cut.repr(value)


def as_typed(value: Plain) -> str:
    """Give what a user would type for a value of the file."""
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            import shlex

            return shlex.join(value)
        case _:
            return str(value)


def _duration_text(length: timedelta) -> str:
    seconds = length / timedelta(seconds=1)
    if seconds != int(seconds):
        return f"{seconds:g}s"
    hours, rest = divmod(int(seconds), 3600)
    minutes, rest = divmod(rest, 60)
    parts = ((hours, "h"), (minutes, "m"), (rest, "s"))
    return "".join(f"{number}{unit}" for number, unit in parts if number) or "0s"


STEPS = (
    (timedelta(0), timedelta(seconds=5)),
    (timedelta(seconds=30), timedelta(seconds=10)),
    (timedelta(minutes=1), timedelta(seconds=30)),
    (timedelta(minutes=2), timedelta(minutes=1)),
    (timedelta(minutes=10), timedelta(minutes=5)),
    (timedelta(hours=1), timedelta(minutes=15)),
    (timedelta(hours=4), timedelta(minutes=30)),
)
"""From which length on one key moves it by how much."""


def duration(low: str, high: str) -> Kind:
    """Lengths of time from `low` to `high`, written like 45m, 1h30m or 90s."""
    least, most = parse_duration(low), parse_duration(high)

    def read(value: object) -> timedelta:
        if not isinstance(value, str):
            raise TypeError(f"must be a duration in quotes such as {low!r}, not {shown(value)}")
        length = parse_duration(value)
        if not least <= length <= most:
            raise ValueError(f"must be from {low} to {high}, not {shown(value)}")
        return length

    def moved(value: Plain, way: int) -> str:
        return _duration_text(_next_length(parse_duration(str(value)), way))

    return Kind(f"{low} to {high}", read, _duration_text, str.strip, moved=moved)


def _next_length(length: timedelta, way: int) -> timedelta:
    """Give the next round length above (1) or below (-1); below nothing there is none."""
    # Down from 10m is by single minutes, up from it by five.
    steps = [step for least, step in STEPS if (least < length if way < 0 else least <= length)]
    step = steps[-1] if steps else STEPS[0][1]
    count = length // step + 1 if way > 0 else -(-length // step) - 1
    return max(timedelta(0), count * step)


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"must be true or false, not {shown(value)}")
    return value


def _typed_boolean(text: str) -> object:
    words = {"true": True, "on": True, "yes": True, "false": False, "off": False, "no": False}
    return words.get(text.strip().lower(), text)


BOOLEAN = Kind("true or false", _boolean, bool, _typed_boolean, ("true", "false"))


def number(low: float, high: float, kind: type[int] | type[float], step: float = 1) -> Kind:
    """Numbers from `low` to `high`; `step` is how far one key moves it."""

    def read(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int if kind is int else (int, float)):
            raise TypeError(f"must be a {'whole ' if kind is int else ''}number, not {shown(value)}")
        if not low <= value <= high:
            raise ValueError(f"must be from {low} to {high}, not {shown(value)}")
        return kind(value)

    def typed(text: str) -> object:
        for reader in (int, float):
            try:
                return reader(text)
            except ValueError:
                continue
        return text

    def moved(value: Plain, way: int) -> str:
        return f"{round(float(str(value)) + way * step, 2):g}"

    return Kind(f"{low} to {high}", read, kind, typed, moved=moved)


def choice(known: Sequence[str], words: str = "") -> Kind:
    """One of a few words; `words` says which, where they are too many to be listed."""

    def read(value: object) -> str:
        if value not in known:
            raise ValueError(f"must be one of {', '.join(repr(one) for one in known)}, not {shown(value)}")
        return str(value)

    return Kind(words or ", ".join(known), read, str, str.strip, tuple(known))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"must be a text in quotes, not {shown(value)}")
    return value


TEXT = Kind("a text", _text, str, str.strip)

_HOURS = re.compile(r"\s*(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})\s*")


def _hours(value: object) -> Hours:
    found = _HOURS.fullmatch(value) if isinstance(value, str) else None
    try:
        start, end = _wall_time(found[1], found[2]), _wall_time(found[3], found[4])  # type: ignore[index]
    except (ValueError, TypeError):
        start = end = time.min
    if start == end:
        example = "such as" if isinstance(value, str) else "in quotes such as"
        raise ValueError(f"must be hours {example} '9:00-17:30', not {shown(value)}")
    return Hours(start, end)


def _wall_time(hours: str, minutes: str) -> time:
    return time.min if (hours, minutes) == ("24", "00") else time(int(hours), int(minutes))


def _hours_text(hours: Hours) -> str:
    return "-".join(f"{moment.hour}:{moment.minute:02d}" for moment in (hours.start, hours.end))


HOURS = Kind("like 9:00-17:30", _hours, _hours_text, str.strip)


def _many_hours(value: object) -> tuple[Hours, ...]:
    if not isinstance(value, list):
        raise TypeError(f"must be a list such as ['12:00-13:00'], not {shown(value)}")
    return tuple(_hours(one) for one in value)


def _typed_list(text: str) -> object:
    return text.replace(",", " ").split()


MANY_HOURS = Kind("like 12:00-13:00, many", _many_hours, lambda many: [_hours_text(h) for h in many], _typed_list)


def _days(value: object) -> frozenset[int]:
    if not isinstance(value, list) or not value or not all(day in DAYS for day in value):
        known = ", ".join(DAYS)
        raise ValueError(f"must be a list of days such as ['mon', 'tue'], out of {known}, not {shown(value)}")
    return frozenset(DAYS.index(day) for day in value)


WEEKDAYS = Kind(f"of {', '.join(DAYS)}", _days, lambda days: [DAYS[day] for day in sorted(days)], _typed_list)


def _command(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(part, str) and part for part in value):
        raise ValueError(f"must be a program and its arguments such as ['notify-send', 'Up!'], not {shown(value)}")
    return tuple(value)


def _typed_command(text: str) -> object:
    import shlex

    try:
        return shlex.split(text)
    except ValueError:
        return text


COMMAND = Kind("a program and its arguments", _command, list, _typed_command)

"""The file that keeps the last status beside the journal, and what must not have changed for it to hold.

It is a cache: whatever is odd about it, it does not count. Lines of `name value`, so that reading it costs nothing.
"""

from __future__ import annotations

import os
import time

from deskmate import __version__
from deskmate.glance.fields import DURATION, FIELDS, MOMENT, Status, Value, as_text, from_text

FILE = "status"
MOVING = "now"
"""What marks a moment that is always the present one."""

_LONGEST = 1_000_000
_MICROSECONDS = 1_000_000
_Stamp = tuple[str, str]


class Kept:
    """A status at a moment, and how it runs on from there. Moments are in microseconds since 1970."""

    def __init__(self, status: Status, runs: dict[str, str], span: tuple[int, int], offset: int) -> None:
        """Take the status at `span[0]`, which holds until just before `span[1]`.

        `runs` names the durations that grow with time, each with its microseconds beyond the whole second, and,
        with MOVING, the moments that are always the present one. `offset` is local time's from UTC in seconds.
        """
        self.status = status
        self.runs = runs
        self.at, self.until = span
        self.offset = offset

    def carried(self, now: int, offset: int) -> Status | None:
        """Give the status at `now`, or None where this one does not tell it."""
        if not self.at <= now < self.until or offset != self.offset:
            return None
        status = dict(self.status)
        for name, rest in self.runs.items():
            status[name] = moment_text(now, offset) if rest == MOVING else self._grown(name, int(rest), now)
        return status

    def _grown(self, name: str, rest: int, now: int) -> Value:
        value = self.status[name]
        return value + (rest + now - self.at) // _MICROSECONDS if isinstance(value, int) else value


def moment_text(at: int, offset: int) -> str:
    """Write a moment (microseconds since 1970) as ISO 8601 in whole seconds, at an offset from UTC in seconds."""
    here = time.gmtime(at // _MICROSECONDS + offset)
    sign, minutes = "-" if offset < 0 else "+", abs(offset) // 60
    day = f"{here.tm_year:04d}-{here.tm_mon:02d}-{here.tm_mday:02d}"
    clock = f"{here.tm_hour:02d}:{here.tm_min:02d}:{here.tm_sec:02d}"
    return f"{day}T{clock}{sign}{minutes // 60:02d}:{minutes % 60:02d}"


def stamps(history: str, settings_file: str) -> _Stamp:
    """Give something that changes whenever the journal or the settings do; costs a stat a file, and a list a device.

    Raises OSError where the folder cannot be read.
    """
    found = []
    for device in os.listdir(history):
        folder = f"{history}/{device}"
        try:
            names = os.listdir(folder)
        except NotADirectoryError:
            continue
        found += [f"{device}/{name}:{_stamp(f'{folder}/{name}')}" for name in names if _is_read(name)]
    return ";".join(sorted(found)), _stamp(settings_file)


def read(folder: str, stamp: _Stamp) -> Kept | None:
    """Give what is kept in a device's folder, if it was made from what `stamp` tells, by this version.

    Raises OSError, ValueError or KeyError for a file that is missing or odd.
    """
    with open(f"{folder}/{FILE}", encoding="utf-8") as file:
        lines = file.read(_LONGEST).split("\n")
    facts = dict(_pair(line) for line in lines if line)
    if (facts["journal"], facts["settings"]) != stamp or facts["deskmate"] != __version__:
        return None
    status = {name: from_text(kind, facts[f"is.{name}"]) for name, (kind, _) in FIELDS.items()}
    runs = {name: facts[f"runs.{name}"] for name in FIELDS if f"runs.{name}" in facts}
    if not status["posture"] or not all(_can_run(FIELDS[name][0], rest) for name, rest in runs.items()):
        return None
    return Kept(status, runs, (int(facts["at"]), int(facts["until"])), int(facts["offset"]))


def write(folder: str, kept: Kept, stamp: _Stamp) -> None:
    """Keep a status, private to the user; where that cannot be, it is not.

    The folder is made, its parent is not.
    """
    facts = {
        "deskmate": __version__,
        "journal": stamp[0],
        "settings": stamp[1],
        "at": str(kept.at),
        "until": str(kept.until),
        "offset": str(kept.offset),
        **{f"is.{name}": as_text(value) for name, value in kept.status.items()},
        **{f"runs.{name}": rest for name, rest in kept.runs.items()},
    }
    if not all(value.isprintable() for value in facts.values()):
        return
    import threading

    fresh = f"{folder}/{FILE}.{os.getpid()}-{threading.get_ident()}.tmp"
    try:
        if not os.path.isdir(folder):
            os.mkdir(folder, 0o700)
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(handle, "w", encoding="utf-8") as file:
            file.writelines(f"{name} {value}\n" for name, value in facts.items())
        os.replace(fresh, f"{folder}/{FILE}")
    except OSError:
        _remove(fresh)


def _remove(file: str) -> None:
    try:
        os.remove(file)
    except OSError:
        return


def _pair(line: str) -> tuple[str, str]:
    name, _, value = line.partition(" ")
    return name, value


def _can_run(kind: str, rest: str) -> bool:
    return rest == MOVING if kind == MOMENT else kind == DURATION and 0 <= int(rest) < _MICROSECONDS


def _is_read(name: str) -> bool:
    """Tell whether the journal is read from a file of this name: its months, and the last sign of life."""
    month = name[4:5] == "-" and name[:4].isdigit() and name[5:7].isdigit() and name.endswith(".json")
    return name == "alive.json" or (month and ".previous." not in name and ".last." not in name)


def _stamp(file: str) -> str:
    try:
        found = os.stat(file)
    except OSError:
        return "-"
    return f"{found.st_mtime_ns},{found.st_size},{found.st_ino}"

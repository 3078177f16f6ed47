"""Settings: typed, validated, from a TOML file; and where deskmate keeps its files.

A wrong file never stops deskmate: each problem is one sentence that names the file, the line and the key,
and that key alone keeps its default.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import time, timedelta
from pathlib import Path
from typing import Any

from deskmate.duration import parse_duration
from deskmate.sitting.rules import Rules
from deskmate.sitting.schedule import EVERY_DAY, Hours, Schedule
from deskmate.voice.choice import AUTO, COURTESIES, ENGINES, LEAVE, USUAL_PITCH

APP = "deskmate"


@dataclass(frozen=True, slots=True)
class Folders:
    """Where things are kept. All are private to the user."""

    data: Path
    config: Path
    log: Path

    @property
    def settings_file(self) -> Path:
        """Give the settings file; it need not exist."""
        return self.config / "config.toml"


def folders(data_dir: Path | None, environ: Mapping[str, str] = os.environ) -> Folders:
    """Choose the folders: `data_dir`, else DESKMATE_DATA_DIR, else the platform's own places.

    One folder given by the user holds everything: history, settings and log.
    """
    chosen = data_dir or (Path(environ["DESKMATE_DATA_DIR"]) if environ.get("DESKMATE_DATA_DIR") else None)
    if chosen is not None:
        root = chosen.expanduser().absolute()
        return Folders(root, root / "config", root / "log")
    import platformdirs

    dirs = platformdirs.PlatformDirs(APP, appauthor=False)
    return Folders(dirs.user_data_path, dirs.user_config_path, dirs.user_log_path)


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """How deskmate speaks. `rate` in words a minute, `volume` from 0 to 1, `pitch` from 0 to 100 (espeak alone).

    `name` is a voice of the engine, or for Piper its file; empty is the engine's usual one.
    """

    enabled: bool = True
    rate: int = 150
    volume: float = 1.0
    engine: str = AUTO
    name: str = ""
    pitch: int = USUAL_PITCH
    office: bool = False
    """Captions and chime only."""
    pause_players: str = LEAVE
    """What is done to other players while it speaks."""


@dataclass(frozen=True, slots=True)
class NotifySettings:
    """How a prompt rises: on the screen, then by what is beyond it, then spoken; each can be turned off."""

    screen: bool = True
    desktop: bool = True
    terminal: bool = True
    bell: bool = True
    voice: bool = True
    after: timedelta = timedelta(seconds=20)
    """How long the prompt is on the screen alone."""
    voice_after: timedelta = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class HoursSettings:
    """When prompts are welcome: the hours and days of work."""

    work: Hours | None = None
    days: frozenset[int] = EVERY_DAY


@dataclass(frozen=True, slots=True)
class QuietSettings:
    """When they are not."""

    times: tuple[Hours, ...] = ()
    in_calls: bool = False


IMAGES = (AUTO, "no")
"""Whether the figure may be a picture where the terminal can show one."""


@dataclass(frozen=True, slots=True)
class LooksSettings:
    """How deskmate looks."""

    images: str = AUTO


@dataclass(frozen=True, slots=True)
class HookSettings:
    """The user's own commands, by what they follow; each a program and its arguments, run without a shell."""

    bout_long: tuple[str, ...] = ()
    break_due: tuple[str, ...] = ()
    break_done: tuple[str, ...] = ()
    session_done: tuple[str, ...] = ()

    def by_name(self) -> dict[str, tuple[str, ...]]:
        """Give the commands by what they follow."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class StretchSettings:
    """How a session is begun."""

    start_delay: timedelta = timedelta(seconds=5)
    """How long one has to get into place before it begins."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the user may choose."""

    sitting: Rules = field(default_factory=Rules)
    hours: HoursSettings = field(default_factory=HoursSettings)
    quiet: QuietSettings = field(default_factory=QuietSettings)
    voice: VoiceSettings = field(default_factory=VoiceSettings)
    notify: NotifySettings = field(default_factory=NotifySettings)
    stretch: StretchSettings = field(default_factory=StretchSettings)
    looks: LooksSettings = field(default_factory=LooksSettings)
    hooks: HookSettings = field(default_factory=HookSettings)

    @property
    def rules(self) -> Rules:
        """Give all that the fold goes by."""
        notify = self.notify
        beyond = notify.desktop or notify.terminal or notify.bell
        return replace(
            self.sitting,
            schedule=Schedule(self.hours.days, self.hours.work, self.quiet.times),
            notify_after=notify.after if beyond else None,
            voice_after=notify.voice_after if notify.voice and self.voice.enabled else None,
        )


@dataclass(frozen=True, slots=True)
class _Key:
    """How one key is read: its reader raises ValueError with the end of a sentence."""

    read: Callable[[object], object]


def _duration(low: str, high: str) -> _Key:
    least, most = parse_duration(low), parse_duration(high)

    def read(value: object) -> timedelta:
        if not isinstance(value, str):
            raise TypeError(f"must be a duration in quotes such as {low!r}, not {value!r}")
        length = parse_duration(value)
        if not least <= length <= most:
            raise ValueError(f"must be from {low} to {high}, not {value!r}")
        return length

    return _Key(read)


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"must be true or false, not {value!r}")
    return value


def _number(low: float, high: float, kind: type[int] | type[float]) -> _Key:
    def read(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int if kind is int else (int, float)):
            raise TypeError(f"must be a {'whole ' if kind is int else ''}number, not {value!r}")
        if not low <= value <= high:
            raise ValueError(f"must be from {low} to {high}, not {value}")
        return kind(value)

    return _Key(read)


def _choice(known: Sequence[str]) -> _Key:
    def read(value: object) -> str:
        if value not in known:
            raise ValueError(f"must be one of {', '.join(repr(one) for one in known)}, not {value!r}")
        return str(value)

    return _Key(read)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"must be a text in quotes, not {value!r}")
    return value


DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_HOURS = re.compile(r"\s*(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})\s*")


def _hours(value: object) -> Hours:
    found = _HOURS.fullmatch(value) if isinstance(value, str) else None
    try:
        start, end = _wall_time(found[1], found[2]), _wall_time(found[3], found[4])  # type: ignore[index]
    except (ValueError, TypeError):
        start = end = time.min
    if start == end:
        raise ValueError(f"must be hours in quotes such as '9:00-17:30', not {value!r}")
    return Hours(start, end)


def _wall_time(hours: str, minutes: str) -> time:
    return time.min if (hours, minutes) == ("24", "00") else time(int(hours), int(minutes))


def _many_hours(value: object) -> tuple[Hours, ...]:
    if not isinstance(value, list):
        raise TypeError(f"must be a list such as ['12:00-13:00'], not {value!r}")
    return tuple(_hours(one) for one in value)


def _days(value: object) -> frozenset[int]:
    if not isinstance(value, list) or not value or not all(day in DAYS for day in value):
        raise ValueError(f"must be a list of days such as ['mon', 'tue'], out of {', '.join(DAYS)}, not {value!r}")
    return frozenset(DAYS.index(day) for day in value)


def _command(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(part, str) and part for part in value):
        raise ValueError(f"must be a program and its arguments such as ['notify-send', 'Up!'], not {value!r}")
    return tuple(value)


KEYS: Mapping[str, Mapping[str, _Key]] = {
    "sitting": {
        "interval": _duration("1m", "8h"),
        "shortest_break": _duration("10s", "1h"),
        "break_length": _duration("10s", "2h"),
        "long_break": _duration("10s", "4h"),
        "long_break_every": _number(0, 20, int),
        "postpone": _duration("1m", "2h"),
        "postpones": _number(0, 20, int),
        "repeat_after": _duration("1m", "8h"),
        "away_after": _duration("30s", "2h"),
        "long_bout": _duration("10m", "12h"),
        "goal": _duration("30m", "24h"),
    },
    "hours": {"work": _Key(_hours), "days": _Key(_days)},
    "quiet": {"times": _Key(_many_hours), "in_calls": _Key(_boolean)},
    "voice": {
        "enabled": _Key(_boolean),
        "rate": _number(80, 400, int),
        "volume": _number(0, 1, float),
        "engine": _choice(ENGINES),
        "name": _Key(_text),
        "pitch": _number(0, 100, int),
        "office": _Key(_boolean),
        "pause_players": _choice(COURTESIES),
    },
    "notify": {
        **{name: _Key(_boolean) for name in ("screen", "desktop", "terminal", "bell", "voice")},
        "after": _duration("0s", "1h"),
        "voice_after": _duration("0s", "2h"),
    },
    "stretch": {"start_delay": _duration("0s", "2m")},
    "looks": {"images": _choice(IMAGES)},
    "hooks": {name: _Key(_command) for name in ("bout_long", "break_due", "break_done", "session_done")},
}
"""Every key of the settings file and how it is read."""


def load_settings(file: Path) -> tuple[Settings, tuple[str, ...]]:
    """Read the settings and every problem found, one sentence each; a missing file is no problem."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings(), ()
    except (OSError, UnicodeDecodeError) as error:
        return Settings(), (f"{file} cannot be read ({_why(error)}); the defaults are used.",)
    import tomllib

    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Settings(), (f"{file} is not valid TOML: {error}; the defaults are used.",)
    return _read(tree, text, file)


def _read(tree: dict[str, Any], text: str, file: Path) -> tuple[Settings, tuple[str, ...]]:
    settings = Settings()
    problems: list[str] = []
    for section, table in tree.items():
        if section not in KEYS or not isinstance(table, dict):
            known = ", ".join(f"[{name}]" for name in KEYS)
            problems.append(f"{_place(file, text, None, section)}: {section!r} is not known; sections are {known}.")
            continue
        read, wrong = _read_section(section, table, text, file)
        problems += wrong
        settings = replace(settings, **{section: replace(getattr(settings, section), **read)})
    return settings, tuple(problems)


def _read_section(section: str, table: dict[str, Any], text: str, file: Path) -> tuple[dict[str, Any], list[str]]:
    read: dict[str, Any] = {}
    problems: list[str] = []
    for key, value in table.items():
        place = _place(file, text, section, key)
        if key not in KEYS[section]:
            known = ", ".join(KEYS[section])
            problems.append(f"{place}: {section}.{key} is not a setting; [{section}] has {known}.")
            continue
        try:
            read[key] = KEYS[section][key].read(value)
        except (ValueError, TypeError) as error:
            problems.append(f"{place}: {section}.{key} {error}; its default is used.")
    return read, problems


def _place(file: Path, text: str, section: str | None, key: str) -> str:
    """Name the file and the line where `key` of `section` is set."""
    inside = section is None
    head = re.compile(r"\s*\[\s*\"?([\w.-]+)\"?\s*\]")
    setting = re.compile(rf"\s*\"?{re.escape(key)}\"?\s*[=.]")
    for number, line in enumerate(text.splitlines(), 1):
        if found := head.match(line):
            inside = found[1] == section
            if section is None and found[1] == key:
                return f"{file}, line {number}"
        elif inside and setting.match(line):
            return f"{file}, line {number}"
    return str(file)


def _why(error: Exception) -> str:
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)

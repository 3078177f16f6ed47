"""The settings as records, read from a TOML file; and where deskmate keeps its files.

A wrong file never stops deskmate: each problem is one sentence that names the file, the line and the key,
and that key alone keeps its default.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from deskmate.settings.kinds import LONGEST_SHOWN, shown
from deskmate.settings.table import AUTO, KEYS_SECTION, SECTIONS, THEMES, keys_of
from deskmate.sitting.rules import Rules
from deskmate.sitting.schedule import EVERY_DAY, Hours, Schedule
from deskmate.voice.choice import AUTO as ANY_ENGINE
from deskmate.voice.choice import LEAVE, USUAL_PITCH, Choice

APP = "deskmate"


class Folders(NamedTuple):
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


class VoiceSettings(NamedTuple):
    """How deskmate speaks. `rate` in words a minute, `volume` from 0 to 1, `pitch` from 0 to 100 (espeak alone).

    `name` is a voice of the engine, or for Piper its file; empty is the engine's usual one.
    """

    enabled: bool = True
    rate: int = 150
    volume: float = 1.0
    engine: str = ANY_ENGINE
    name: str = ""
    pitch: int = USUAL_PITCH
    office: bool = False
    """Captions and chime only."""
    pause_players: str = LEAVE
    """What is done to other players while it speaks."""

    @property
    def choice(self) -> Choice:
        """Give the voice they name."""
        return Choice(self.engine, self.name, self.pitch, silent=self.office)


class NotifySettings(NamedTuple):
    """How a prompt rises: on the screen, then by what is beyond it, then spoken; each can be turned off."""

    screen: bool = True
    desktop: bool = True
    terminal: bool = True
    bell: bool = True
    voice: bool = True
    after: timedelta = timedelta(seconds=20)
    """How long the prompt is on the screen alone."""
    voice_after: timedelta = timedelta(minutes=2)


class HoursSettings(NamedTuple):
    """When prompts are welcome: the hours and days of work."""

    work: Hours | None = None
    days: frozenset[int] = EVERY_DAY


class QuietSettings(NamedTuple):
    """When they are not."""

    times: tuple[Hours, ...] = ()
    in_calls: bool = False


class HookSettings(NamedTuple):
    """The user's own commands, by what they follow; each a program and its arguments, run without a shell."""

    bout_long: tuple[str, ...] = ()
    break_due: tuple[str, ...] = ()
    break_done: tuple[str, ...] = ()
    session_done: tuple[str, ...] = ()

    def by_name(self) -> dict[str, tuple[str, ...]]:
        """Give the commands by what they follow."""
        return self._asdict()


class LooksSettings(NamedTuple):
    """The theme, by name, how much moves, and whether the figure may be a picture."""

    theme: str = THEMES[0]
    motion: str = AUTO
    images: str = AUTO


class StretchSettings(NamedTuple):
    """How a session is begun."""

    start_delay: timedelta = timedelta(seconds=5)
    """How long one has to get into place before it begins."""


class Settings(NamedTuple):
    """Everything the user may choose."""

    sitting: Rules = Rules()
    hours: HoursSettings = HoursSettings()
    quiet: QuietSettings = QuietSettings()
    voice: VoiceSettings = VoiceSettings()
    notify: NotifySettings = NotifySettings()
    stretch: StretchSettings = StretchSettings()
    looks: LooksSettings = LooksSettings()
    hooks: HookSettings = HookSettings()
    keys: Mapping[str, str] = MappingProxyType({})
    """The user's own keys, by the name of the action."""

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


def load_settings(file: Path) -> tuple[Settings, tuple[str, ...]]:
    """Read the settings and every problem found, one sentence each; a missing file is no problem."""
    try:
        text = read_text(file)
    except (OSError, UnicodeDecodeError) as error:
        return Settings(), (f"{file} cannot be read ({_why(error)}); the defaults are used.",)
    return parse_settings(text, file)


def read_text(file: Path) -> str:
    """Give the file's text, empty where there is none. Raises OSError or UnicodeDecodeError."""
    if file.exists() and not file.is_file():
        raise OSError("it is not a file")
    try:
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""


def parse_settings(text: str, file: Path) -> tuple[Settings, tuple[str, ...]]:
    """Read the text of a settings file, as `load_settings` does; `file` is what the sentences name."""
    if not text.strip():
        return Settings(), ()
    import tomllib

    try:
        return _read(tomllib.loads(text), text, file)
    except (ValueError, RecursionError) as error:
        from deskmate.settings.broken_lines import without_broken_lines

        mended = without_broken_lines(text)
        if mended is None:
            why = "it is nested too deeply" if isinstance(error, RecursionError) else str(error).rstrip(".")
            why = re.sub(r"Cannot declare \('([\w-]+)',\) twice", r"[\1] is there twice", why)
            return Settings(), (f"{file} is not valid TOML: {why}; the defaults are used.",)
    settings, problems = _read(mended.tree, text, file)
    return settings, (f"{file}, {mended.left_out}.", *problems)


def _read(tree: dict[str, Any], text: str, file: Path) -> tuple[Settings, tuple[str, ...]]:
    settings = Settings()
    problems: list[str] = []
    for section, table in tree.items():
        if section not in SECTIONS:
            known = ", ".join(f"[{name}]" for name in SECTIONS)
            place = _place(file, text, None, section)
            problems.append(f"{place}: {shown(section)} is not known; sections are {known}.")
        elif not isinstance(table, dict):
            place = _place(file, text, None, section)
            problems.append(f"{place}: {section} is a section; write [{section}] on a line of its own.")
        elif section == KEYS_SECTION:
            keys, wrong = _read_keys(table, text, file)
            problems += wrong
            settings = settings._replace(keys=keys)
        else:
            read, wrong = _read_section(section, table, text, file)
            problems += wrong
            settings = settings._replace(**{section: type(getattr(settings, section))(**read)})
    return settings, tuple(problems)


def _read_section(section: str, table: dict[str, Any], text: str, file: Path) -> tuple[dict[str, Any], list[str]]:
    read: dict[str, Any] = {}
    problems: list[str] = []
    known = keys_of(section)
    for key, value in table.items():
        if key not in known:
            place = _place(file, text, section, key)
            problems.append(f"{place}: {section}.{_cut(key)} is not a setting; [{section}] has {', '.join(known)}.")
            continue
        try:
            read[key] = known[key].kind.read(value)
        except (ValueError, TypeError) as error:
            place = _place(file, text, section, key)
            problems.append(f"{place}: {section}.{key} {error}; its default is used.")
    return read, problems


def _read_keys(table: dict[str, Any], text: str, file: Path) -> tuple[dict[str, str], list[str]]:
    """Read the user's own keys; whether the actions are known is for who knows the screens."""
    read: dict[str, str] = {}
    problems: list[str] = []
    for name, value in _flat(table):
        if isinstance(value, str) and value.strip():
            read[name] = value.strip()
        else:
            place = key_place(name, text, file)
            problems.append(f"{place}: keys.{_cut(name)} must be a key in quotes such as 'f2', not {shown(value)}.")
    return read, problems


def _flat(table: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Give an action's name and key, whether its name was put in quotes or not."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{rest}", key) for rest, key in value.items())
        else:
            yield name, value


def key_place(name: str, text: str, file: Path) -> str:
    """Name the file and the line that gives the action `name` a key."""
    place = _place(file, text, KEYS_SECTION, name)
    return place if place != str(file) else _place(file, text, KEYS_SECTION, name.partition(".")[0])


def _place(file: Path, text: str, section: str | None, key: str) -> str:
    """Name the file and the line where `key` of `section` is set."""
    inside = section is None
    head = re.compile(r"\s*\[+\s*[\"']?([^\"'\].]+)[\"']?[^\]]*\]")
    setting = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]")
    dotted = re.compile(rf"\s*[\"']?{re.escape(section or '')}[\"']?\s*\.\s*[\"']?{re.escape(key)}[\"']?\s*[=.]")
    for number, line in enumerate(text.splitlines(), 1):
        if found := head.match(line):
            inside = found[1].strip() == section
            if section is None and found[1].strip() == key:
                return f"{file}, line {number}"
        elif (inside and setting.match(line)) or (section is not None and dotted.match(line)):
            return f"{file}, line {number}"
    return str(file)


def _cut(key: str) -> str:
    return key if key.isprintable() and len(key) <= LONGEST_SHOWN else shown(key)


def _why(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8 text"
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)

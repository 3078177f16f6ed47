"""The settings file: read, watched and changed. A change keeps every comment and the order of the lines."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deskmate.config import Settings, load_settings, parse_settings, read_text
from deskmate.private_folder import make_folder
from deskmate.settings.kinds import shown
from deskmate.settings.table import KEYS_SECTION, SECTIONS, SETTINGS, Setting

if TYPE_CHECKING:
    import tomlkit

_HEAD = re.compile(r"\s*\[\s*([\w-]+)\s*\]")


class SettingError(Exception):
    """Why a setting cannot be changed, in one sentence: there is none of that name, or the value is not allowed."""


class SettingsFileError(SettingError):
    """Why the file cannot be changed, in one sentence."""


class SettingsFile:
    """One settings file. It need not exist: the first change begins it with every setting explained."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen = self._stamp()

    @property
    def exists(self) -> bool:
        """Tell whether there is a file."""
        return self.path.exists()

    def read(self) -> tuple[Settings, tuple[str, ...]]:
        """Give the settings and every problem, one sentence each; what changes after this is `changed`."""
        self._seen = self._stamp()
        return load_settings(self.path)

    def changed(self) -> bool:
        """Tell whether the file changed since it was read; costs one stat."""
        return self._stamp() != self._seen

    def change(self, name: str, typed: str) -> None:
        """Set `name` ("voice.rate") to what the user typed. Raises SettingError; the file is then as it was."""
        setting = _setting(name)
        value = setting.kind.typed(typed)
        try:
            plain = setting.kind.plain(setting.kind.read(value))
        except (ValueError, TypeError) as error:
            raise SettingError(f"{name} {error}.") from None
        text = self._text()
        text = _uncommented(text, setting)
        document = self._parse(text)
        table = document.get(setting.section)
        if table is None:
            import tomlkit

            table = tomlkit.table()
            document[setting.section] = table
        table[setting.key] = plain
        self._write(document.as_string())

    def reset(self, name: str) -> None:
        """Take `name` out of the file, or put a # before it, so that its default holds. Raises SettingError."""
        setting = _setting(name)
        text = self._text()
        document = self._parse(text)
        table = document.get(setting.section)
        if table is None or setting.key not in table:
            return
        del table[setting.key]
        self._write(_commented(text, setting, document.as_string()))

    def begin(self) -> None:
        """Write the file with every setting explained, if there is none. Raises SettingError."""
        if not self.exists:
            from deskmate.settings.papers import template

            self._write(template())

    def _text(self) -> str:
        if not self.exists:
            from deskmate.settings.papers import template

            return template()
        try:
            return read_text(self.path)
        except (OSError, UnicodeDecodeError) as error:
            why = "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else error.strerror or error
            raise SettingsFileError(f"{self.path} cannot be read ({why}); it was left as it is.") from None

    def _parse(self, text: str) -> tomlkit.TOMLDocument:
        import tomlkit
        from tomlkit.exceptions import TOMLKitError

        # The reader that counts is the one that settings are read with.
        _, problems = parse_settings(text, self.path)
        try:
            document = tomlkit.parse(text)
        except (TOMLKitError, ValueError, RecursionError):
            why = problems[0] if problems else f"{self.path} cannot be understood."
            raise SettingsFileError(f"{why[:-1]}; put the file right first.") from None
        for section in SECTIONS:
            if section in document and not hasattr(document[section], "keys"):
                raise SettingsFileError(f"{self.path}: {section} is a section; put the file right first.")
        return document

    def _write(self, text: str) -> None:
        """Replace the file as a whole, private to the user; one that is a link stays a link."""
        import tempfile

        target = self.path.resolve()
        try:
            make_folder(target.parent)
            handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
            fresh = Path(name)
            try:
                with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                    file.write(text)
                    file.flush()
                    os.fsync(file.fileno())
                fresh.replace(target)
            finally:
                fresh.unlink(missing_ok=True)
        except OSError as error:
            raise SettingsFileError(f"{self.path} cannot be written ({error.strerror or error}).") from None

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino


def _setting(name: str) -> Setting:
    if name in SETTINGS:
        return SETTINGS[name]
    section, _, key = name.partition(".")
    if section == KEYS_SECTION and key:
        raise SettingError("keys of your own are written into the file; `deskmate config edit` opens it.")
    known = [one for one in SETTINGS if one.startswith(f"{section}.")] or list(SETTINGS)
    raise SettingError(f"{shown(name)} is not a setting; there are {', '.join(known)}.")


def _uncommented(text: str, setting: Setting) -> str:
    """Take the # away before a setting that the template only explains, so that it stays beside its meaning."""
    comment = re.compile(rf"#\s*{re.escape(setting.key)}\s*=.*")
    lines = text.splitlines(keepends=True)
    if any(_lines_of(setting, lines, _own(setting))):
        return text
    for number in _lines_of(setting, lines, comment):
        with_it = "".join([*lines[:number], lines[number].lstrip("# \t"), *lines[number + 1 :]])
        if _sets_alone(setting, text, with_it):
            return with_it
    return text


def _sets_alone(setting: Setting, before: str, after: str) -> bool:
    """Tell whether `after` is `before` with the setting: words after a # may look like one, and be a sentence."""
    old, new = _tree(before), _tree(after)
    if old is None or new is None or not isinstance(table := new.get(setting.section), dict):
        return False
    rest = {key: value for key, value in table.items() if key != setting.key}
    return setting.key in table and {**old, setting.section: old.get(setting.section, {})} == {
        **new,
        setting.section: rest,
    }


def _commented(text: str, setting: Setting, without: str) -> str:
    """Put a # before each line of a setting, so that it stays beside its meaning; else give `without`."""
    lines, wanted = text.splitlines(keepends=True), _tree(without)
    for first in _lines_of(setting, lines, _own(setting)):
        for number in range(first, len(lines)):
            lines[number] = f"# {lines[number].lstrip()}" if lines[number].strip() else lines[number]
            if _tree("".join(lines)) == wanted:
                return "".join(lines)
        break
    return without


def _tree(text: str) -> dict[str, Any] | None:
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


def _own(setting: Setting) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(setting.key)}\s*=.*")


def _lines_of(setting: Setting, lines: Sequence[str], pattern: re.Pattern[str]) -> Iterator[int]:
    """Give the number of each line of the setting's section that is like `pattern`."""
    section = ""
    for number, line in enumerate(lines):
        if begin := _HEAD.match(line):
            section = begin[1]
        elif section == setting.section and pattern.fullmatch(line.strip()):
            yield number

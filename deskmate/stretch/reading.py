"""Reading one table of a catalogue file strictly: every complaint is one sentence with the file and the key."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


class CatalogueError(ValueError):
    """A catalogue file is wrong; the text is one sentence for the user."""


class Table:
    """A TOML table being read. `finish` complains of keys that nobody asked for."""

    def __init__(self, file: str, path: str, rows: Mapping[str, object]) -> None:
        self._file = file
        self._path = path
        self._rows = rows
        self._asked: set[str] = set()

    @property
    def where(self) -> str:
        """Name the file and the table in it."""
        return f"{self._file}: {self._path}" if self._path else f"{self._file}:"

    def has(self, key: str) -> bool:
        """Tell whether the key is there; a key asked for is a known one."""
        self._asked.add(key)
        return key in self._rows

    def text(self, key: str, default: str | None = None) -> str:
        """Give a text that is not blank; raises CatalogueError."""
        value = self._value(key, default)
        if not isinstance(value, str) or (not value.strip() and default is None):
            raise self._error(key, "must be a text in quotes", value)
        if not value.isprintable():
            raise self._error(key, "must be one line without control characters", value)
        return value

    def slug(self, key: str) -> str:
        """Give an id: small letters, digits and hyphens."""
        value = self.text(key)
        if not _SLUG.fullmatch(value):
            raise self._error(key, "must be small letters, digits and hyphens", value)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of texts, empty where it is missing."""
        value = self._value(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise self._error(key, "must be a list of texts", value)
        if not all(v.isprintable() for v in value):
            raise self._error(key, "must be lines without control characters", value)
        return tuple(value)

    def choice(self, key: str, known: Sequence[str]) -> str:
        """Give one of the texts that are known."""
        value = self._value(key, None)
        if not isinstance(value, str) or value not in known:
            raise self._error(key, f"must be one of {', '.join(known)}", value)
        return value

    def choices(self, key: str, known: Sequence[str]) -> tuple[str, ...]:
        """Give some of the texts that are known, each once, none where the key is missing."""
        values = self.texts(key)
        if not set(values) <= set(known) or len(set(values)) < len(values):
            raise self._error(key, f"may hold {', '.join(known)}, each once", list(values))
        return values

    def whole(self, key: str, low: int, high: int, default: int) -> int:
        """Give a whole number from `low` to `high`."""
        value = self._value(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self._error(key, f"must be a whole number from {low} to {high}", value)
        return value

    def seconds(self, key: str, low: float, high: float) -> timedelta:
        """Give a number of seconds from `low` to `high` as a duration."""
        value = self._value(key, None)
        if not isinstance(value, int | float) or isinstance(value, bool) or not low <= value <= high:
            raise self._error(key, f"must be a number of seconds from {low:g} to {high:g}", value)
        return timedelta(seconds=value)

    def table(self, key: str, *, required: bool) -> Table | None:
        """Give the table under `key`, None where it is missing and need not be there."""
        value = self._value(key, None, missing_is_fine=not required)
        if value is None:
            return None
        if not isinstance(value, dict) or not value:
            raise self._error(key, f"must be a table [{key}]", value)
        return Table(self._file, self._join(key), value)

    def tables(self, key: str) -> list[Table]:
        """Give the list of tables under `key`, empty where it is missing."""
        value = self._value(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            raise self._error(key, "must be a list of tables", value)
        return [Table(self._file, f"{self._join(key)}[{n}]", v) for n, v in enumerate(value, 1)]

    def finish(self) -> None:
        """Complain of the first key that is not known."""
        for key in self._rows:
            if key not in self._asked:
                known = ", ".join(sorted(self._asked))
                raise CatalogueError(f"{self._file}: {self._join(key)} is not known; known here are {known}.")

    def _value(self, key: str, default: object, *, missing_is_fine: bool = False) -> object:
        self._asked.add(key)
        if key in self._rows:
            return self._rows[key]
        if default is None and not missing_is_fine:
            raise CatalogueError(f"{self._file}: {self._join(key)} is missing.")
        return default

    def _join(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def _error(self, key: str, rule: str, value: object) -> CatalogueError:
        shown = repr(value)
        short = shown if len(shown) <= 60 else shown[:57] + "..."  # noqa: PLR2004 - a sentence, not a page
        return CatalogueError(f"{self._file}: {self._join(key)} {rule}, not {short}.")

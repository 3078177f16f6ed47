"""The works the pages stand on and the words they explain, read from two TOML files of tables by id."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from deskmate.learn.page_error import PageError


@dataclass(frozen=True, slots=True)
class Source:
    """One work a claim stands on; `where` is the journal, or the publisher of a book or guideline."""

    id: str
    authors: str
    year: int
    title: str
    where: str
    doi: str = ""

    def __str__(self) -> str:
        """Give the work as a bibliography prints it."""
        return f"{self.authors} ({self.year}). {self.title}. {self.where}."


@dataclass(frozen=True, slots=True)
class Term:
    """A word worth explaining: as written (and `also` so), as said aloud (empty when plain), and what it means."""

    id: str
    term: str
    meaning: str
    said: str = ""
    also: tuple[str, ...] = ()


Record = TypeVar("Record", Source, Term)


def read_sources(file: str, text: str) -> tuple[dict[str, Source], list[str]]:
    """Give the works by id, and one sentence for each entry left out. Raises PageError where nothing can be read."""
    return _records(file, text, _source)


def read_terms(file: str, text: str) -> tuple[dict[str, Term], list[str]]:
    """Give the terms by id, and one sentence for each entry left out. Raises PageError where nothing can be read."""
    return _records(file, text, _term)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One table of the file, asked for its keys by type."""

    place: str
    id: str
    table: Mapping[str, object]

    def text(self, key: str, *, optional: bool = False) -> str:
        value = self.table.get(key, "" if optional else None)
        if not isinstance(value, str) or not (value or optional):
            raise PageError(f"{self.place}: `{key}` must be a text")
        return value

    def number(self, key: str) -> int:
        value = self.table.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise PageError(f"{self.place}: `{key}` must be a whole number")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise PageError(f"{self.place}: `{key}` must be a list of texts")
        return tuple(value)

    def allow(self, *keys: str) -> None:
        for key in self.table:
            if key not in keys:
                raise PageError(f"{self.place}: `{key}` is no key here; it may have {', '.join(keys)}")


def _source(entry: _Entry) -> Source:
    entry.allow("authors", "year", "title", "where", "doi")
    return Source(
        id=entry.id,
        authors=entry.text("authors"),
        year=entry.number("year"),
        title=entry.text("title"),
        where=entry.text("where"),
        doi=entry.text("doi", optional=True),
    )


def _term(entry: _Entry) -> Term:
    entry.allow("term", "said", "meaning", "also")
    return Term(
        id=entry.id,
        term=entry.text("term"),
        meaning=entry.text("meaning"),
        said=entry.text("said", optional=True),
        also=entry.texts("also"),
    )


def _records(file: str, text: str, build: Callable[[_Entry], Record]) -> tuple[dict[str, Record], list[str]]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PageError(f"{file}: this is not TOML: {error}") from None
    records: dict[str, Record] = {}
    problems = []
    for key, table in tables.items():
        place = f"{file}: [{key}]"
        if not isinstance(table, dict):
            problems.append(f"{place} must be a table")
            continue
        try:
            records[key] = build(_Entry(place, key, table))
        except PageError as error:
            problems.append(str(error))
    return records, problems

"""A TinyDB storage that a crash cannot empty.

TinyDB's own JSONStorage truncates and rewrites in place; killed between the two it leaves nothing or garbage.
Here every write goes to a new file, is flushed to the disk, and takes the old one's place in one step; the old
one stays beside it as the previous generation, and the rows it does not hold as those of the last append.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tinydb.storages import Storage
from tinydb.table import Document, Table

from deskmate.history.disk import Durable, replace_file
from deskmate.history.mending import last_of, previous_of, put_together
from deskmate.history.tables import (
    EVENTS,
    AlteredError,
    JournalError,
    NewerSchemaError,
    Tables,
    as_bytes,
    read_tables,
)


class DurableStorage(Storage):
    """One JSON file, replaced whole; `problems` tells in a sentence each what had to be set aside.

    It lives as long as the lock on its folder is held: what it read once, it takes to be so.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[str] = []
        self._tables: Tables | None = None

    def read(self) -> Tables | None:
        """Give the tables; a damaged file is set aside, and what can be put together again takes its place."""
        if self._tables is None:
            self._tables = self._read()
        return self._tables

    def _read(self) -> Tables | None:
        try:
            return read_tables(self.path)
        except FileNotFoundError:
            rows = put_together(self.path)
            return self._mended(rows) if rows else None
        except NewerSchemaError:
            raise
        except AlteredError as error:
            return self._completed(error.tables)
        except ValueError:
            return self._set_aside()
        except OSError as error:
            if error.errno == errno.EIO:
                return self._set_aside()
            raise JournalError(f"{self.path} cannot be read: {error.strerror or error}.") from error

    def write(self, data: Tables) -> None:
        """Replace the file by `data`; raises JournalError and leaves the old one where that fails.

        Its folder is flushed by `keep_last`.
        """
        try:
            replace_file(self.path, as_bytes(data), previous=previous_of(self.path), durable=Durable.CONTENT)
        except OSError as error:
            raise JournalError(f"{self.path} cannot be written: {error.strerror or error}.") from error
        self._tables = data

    def keep_last(self, rows: Mapping[str, Any]) -> None:
        """Keep the rows of an append once more, for the previous generation lacks them; raises JournalError."""
        last = last_of(self.path)
        try:
            replace_file(last, as_bytes({EVENTS: dict(rows)}))
        except OSError as error:
            raise JournalError(f"{last} cannot be written: {error.strerror or error}.") from error

    def _completed(self, tables: Tables) -> Tables:
        """Take a file changed by hand as it is, with the entries that are missing in it."""
        rows = put_together(self.path)
        missing = len(rows.keys() - tables.get(EVENTS, {}).keys())
        if missing:
            entries = "an entry" if missing == 1 else f"{missing} entries"
            self.problems.append(
                f"{self.path} was changed by something other than deskmate; {entries} missing in it came back."
            )
        return self._mended(rows, tables)

    def _set_aside(self) -> Tables | None:
        rows = put_together(self.path)
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        aside = self.path.with_name(f"{self.path.stem}.damaged-{stamp}")
        try:
            self.path.replace(aside)
        except OSError as error:
            why = error.strerror or error
            raise JournalError(f"{self.path} is damaged and cannot be set aside: {why}.") from error
        what = "the previous generation is used" if rows else "a new one is begun"
        self.problems.append(f"{self.path} was damaged; it is kept as {aside.name} and {what}.")
        return self._mended(rows) if rows else None

    def _mended(self, rows: dict[str, Any], tables: Tables | None = None) -> Tables:
        whole = {**(tables or {}), EVENTS: rows}
        try:
            # The generation before stays as it is until this one is whole: it may be all there is.
            replace_file(self.path, as_bytes(whole))
        except OSError as error:
            self.problems.append(f"{self.path} cannot be mended yet: {error.strerror or error}.")
        return whole


class _EventTable(Table):
    """Rows keyed by the event's own id: unique in every process, so no counter is shared."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB annotates int, and calls it to read keys


def insert_rows(storage: DurableStorage, table: str, rows: Mapping[str, Mapping[str, Any]]) -> None:
    """Insert the rows, by id, that a table does not hold yet; raises JournalError where they cannot be written."""
    kept = _EventTable(storage, table, cache_size=0)
    written = (storage.read() or {}).get(table, {}).keys()
    fresh = {key: row for key, row in rows.items() if key not in written}
    kept.insert_multiple(Document(row, doc_id=key) for key, row in fresh.items())  # type: ignore[arg-type]
    storage.keep_last(fresh)

"""A TinyDB storage that a crash cannot empty.

TinyDB's own JSONStorage truncates and rewrites in place; killed between the two it leaves nothing or garbage.
Here every write goes to a new file, is flushed to the disk, and takes the old one's place in one step; the old
one stays beside it as the previous generation.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tinydb.storages import Storage
from tinydb.table import Document, Table

from deskmate.history.tables import SCHEMA, JournalError, NewerSchemaError, read_tables


class DurableStorage(Storage):
    """One JSON file, replaced whole; `problems` tells in a sentence each what had to be set aside."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.previous = path.with_suffix(".previous.json")
        self.problems: list[str] = []

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Give the tables; a damaged file is set aside and the previous generation takes its place."""
        try:
            return read_tables(self.path)
        except FileNotFoundError:
            # A crash between the two renames of `write` leaves only the previous generation.
            return self._recover() if self.previous.exists() else None
        except NewerSchemaError:
            raise
        except ValueError:
            return self._set_aside()
        except OSError as error:
            raise JournalError(f"{self.path} cannot be read: {error.strerror or error}.") from error

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the file by `data`; raises JournalError and leaves the old one where that fails."""
        fresh = self.path.with_suffix(f".{os.getpid()}.tmp")
        try:
            text = json.dumps({"schema": SCHEMA, **data}, ensure_ascii=False, separators=(",", ":"))
            with open(fresh, "w", encoding="utf-8", opener=_private) as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            self._keep_previous()
            fresh.replace(self.path)
            _sync_folder(self.path.parent)
        except OSError as error:
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise JournalError(f"{self.path} cannot be written: {error.strerror or error}.") from error

    def _keep_previous(self) -> None:
        if not self.path.exists():
            return
        spare = self.path.with_suffix(f".{os.getpid()}.old")
        spare.unlink(missing_ok=True)
        try:
            os.link(self.path, spare)
        except OSError:
            # Some file systems know no hard links.
            shutil.copy2(self.path, spare)
        spare.replace(self.previous)

    def _set_aside(self) -> dict[str, dict[str, Any]] | None:
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        aside = self.path.with_name(f"{self.path.stem}.damaged-{stamp}")
        try:
            self.path.replace(aside)
        except OSError as error:
            why = error.strerror or error
            raise JournalError(f"{self.path} is damaged and cannot be set aside: {why}.") from error
        kept = self._recover()
        what = "the previous generation is used" if kept is not None else "a new one is begun"
        self.problems.append(f"{self.path} was damaged; it is kept as {aside.name} and {what}.")
        return kept

    def _recover(self) -> dict[str, dict[str, Any]] | None:
        try:
            tables = read_tables(self.previous)
        except (OSError, ValueError):
            return None
        # Where it cannot be copied it can still be read; the next write will tell of the trouble.
        with contextlib.suppress(OSError):
            shutil.copy2(self.previous, self.path)
        return tables


class _EventTable(Table):
    """Rows keyed by the event's own id: unique in every process, so no counter is shared."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB annotates int, and calls it to read keys


def insert_rows(storage: DurableStorage, table: str, rows: Mapping[str, Mapping[str, Any]]) -> None:
    """Insert the rows, by id, that a table does not hold yet; raises JournalError where they cannot be written."""
    kept = _EventTable(storage, table, cache_size=0)
    written = {str(document.doc_id) for document in kept}
    kept.insert_multiple(Document(row, doc_id=key) for key, row in rows.items() if key not in written)  # type: ignore[arg-type]


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where the platform can (Windows cannot open a folder)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

"""The journal: events in TinyDB, one file a device and month, appended by any number of processes."""

from __future__ import annotations

import contextlib
import json
import os
import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deskmate.history.device import device_name
from deskmate.history.tables import JournalError, NewerSchemaError, read_tables
from deskmate.sitting.events import AMENDMENTS, POSTURES, Event, Kind

if TYPE_CHECKING:
    from filelock import FileLock

LOCK_PATIENCE = timedelta(seconds=10)
"""How long a writer waits for the others; one append takes milliseconds."""

CARRIED = 16
"""How many postures before the time asked for, and words that amend them, are read with it: what held then."""

_TELLING = POSTURES | AMENDMENTS

_EVENTS = "events"
_MONTH = re.compile(r"\d{4}-\d{2}\.json")


class Journal:
    """All devices' events under `<root>/history`; this process appends to its own device's files only."""

    def __init__(self, root: Path, device: str | None = None) -> None:
        self.root = root / "history"
        self.device = device or device_name()
        self.folder = self.root / self.device
        self.problems: list[str] = []
        self._claims: dict[str, FileLock] = {}
        self._read: dict[Path, tuple[tuple[int, ...], list[Event]]] = {}

    def append(self, events: Iterable[Event]) -> None:
        """Write events durably: once this returns, a power cut does not lose them.

        Raises JournalError with one sentence when the disk, the permissions or a newer file refuse.
        An event already written is not written twice.
        """
        by_month: dict[str, list[Event]] = {}
        for event in events:
            by_month.setdefault(f"{event.at.astimezone(UTC):%Y-%m}.json", []).append(event)
        if not by_month:
            return
        self._make_folder()
        with self._lock():
            for name, rows in by_month.items():
                self._append_month(self.folder / name, rows)

    def read(self, since: datetime | None = None) -> list[Event]:
        """Give every device's events from `since` on (all, without it), in order.

        The newest sign of life of each device is among them, as an ALIVE event, and the last few postures before
        `since`, however old: a bout, an absence or a holiday may have begun long before. Months that hold neither
        are not opened.
        """
        events = [e for file in self._files(since) for e in self._month(file)]
        if since is not None:
            before = [e for e in events if e.at < since and e.kind in _TELLING]
            older = sorted(set(self._files(None)) - set(self._files(since)), key=lambda f: f.name, reverse=True)
            while older and len(before) < CARRIED:
                before += [e for e in self._month(older.pop(0)) if e.kind in _TELLING]
            carried = sorted(before, key=lambda e: e.order)[-CARRIED:]
            events = [*carried, *(e for e in events if e.at >= since)]
        return sorted([*events, *self._alive()], key=lambda e: e.order)

    def fingerprint(self, since: datetime | None = None) -> tuple[object, ...]:
        """Give something that changes when `read` would give more; costs a stat a file."""
        return tuple((str(f), *_stamp(f)) for f in self._files(since))

    def beat(self, at: datetime) -> None:
        """Keep the newest sign of life; raises JournalError where it cannot be written."""
        self._make_folder()
        fresh = self.folder / f"alive.{os.getpid()}-{threading.get_ident()}.tmp"
        try:
            fresh.write_text(json.dumps(_row(Event(at, Kind.ALIVE))), encoding="utf-8")
            fresh.chmod(0o600)
            fresh.replace(self.folder / "alive.json")
        except OSError as error:
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise JournalError(f"{self.folder} cannot be written: {error.strerror or error}.") from error

    def signs(self) -> list[datetime]:
        """Give the newest sign of life on this device, by whichever process, if there is one."""
        return [event.at for event in self._alive() if event.device == self.device]

    def claim(self, what: str) -> bool:
        """Hold `what` for this process until `release`, or its end however it ends; False where another holds it."""
        if what in self._claims:
            return True
        from filelock import FileLock, Timeout

        try:
            self._make_folder()
            lock = FileLock(self.folder / f"{what}.lock", timeout=0, mode=0o600)
            lock.acquire()
        except (Timeout, OSError, JournalError):
            return False
        self._claims[what] = lock
        return True

    def release(self, what: str) -> None:
        """Let others claim `what`."""
        if lock := self._claims.pop(what, None):
            lock.release()

    def close(self) -> None:
        """Release every claim."""
        for what in list(self._claims):
            self.release(what)

    def _append_month(self, path: Path, events: Sequence[Event]) -> None:
        from deskmate.history.storage import DurableStorage, insert_rows

        storage = DurableStorage(path)
        insert_rows(storage, _EVENTS, {e.id: _row(e) for e in events})
        self.problems += storage.problems

    def _files(self, since: datetime | None) -> list[Path]:
        first = f"{since.astimezone(UTC):%Y-%m}.json" if since is not None else ""
        try:
            found = [f for f in self.root.glob("*/*.json") if _MONTH.fullmatch(f.name) and f.name >= first]
        except OSError:
            return []
        return sorted(found)

    def _month(self, file: Path) -> list[Event]:
        stamp = _stamp(file)
        known = self._read.get(file)
        if known is not None and known[0] == stamp:
            return known[1]
        rows = self._rows(file)
        events = [e for key, row in rows.items() if (e := _event(key, row, file.parent.name)) is not None]
        if len(events) < len(rows):
            self.problems.append(f"{file}: {len(rows) - len(events)} entries are not understood; they are kept.")
        self._read[file] = (stamp, events)
        return events

    def _rows(self, file: Path) -> Mapping[str, Any]:
        try:
            return read_tables(file).get(_EVENTS, {})
        except NewerSchemaError as error:
            self.problems.append(str(error))
            return {}
        except FileNotFoundError:
            return {}
        except OSError as error:
            self.problems.append(f"{file} cannot be read: {error.strerror or error}.")
            return {}
        except ValueError:
            return self._mended(file)

    def _mended(self, file: Path) -> Mapping[str, Any]:
        """Read a damaged file through its previous generation; another device's file is left as it is."""
        from deskmate.history.storage import DurableStorage

        storage = DurableStorage(file)
        if file.parent == self.folder:
            try:
                with self._lock():
                    tables = storage.read() or {}
            except JournalError as error:
                self.problems.append(str(error))
            else:
                self.problems += storage.problems
                return tables.get(_EVENTS, {})
        else:
            self.problems.append(f"{file} is damaged; the previous generation is shown.")
        try:
            return read_tables(storage.previous).get(_EVENTS, {})
        except (OSError, ValueError, JournalError):
            return {}

    def _alive(self) -> list[Event]:
        found = []
        for file in self.root.glob("*/alive.json"):
            with contextlib.suppress(OSError, ValueError):
                row = json.loads(file.read_text(encoding="utf-8"))
                if event := _event("", row, file.parent.name):
                    found.append(event)
        return found

    def _make_folder(self) -> None:
        try:
            for folder in (self.root.parent, self.root, self.folder):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise JournalError(f"{self.folder} cannot be made: {error.strerror or error}.") from error

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        lock = FileLock(self.folder / "journal.lock", timeout=LOCK_PATIENCE.total_seconds(), mode=0o600)
        try:
            lock.acquire()
        except Timeout as error:
            raise JournalError(f"{lock.lock_file} is held by another deskmate that does not let go.") from error
        except OSError as error:
            raise JournalError(f"{lock.lock_file} cannot be locked: {error.strerror or error}.") from error
        try:
            yield
        finally:
            lock.release()


def _row(event: Event) -> dict[str, Any]:
    offset = event.at.utcoffset() or timedelta(0)
    at = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    return {
        "at": at,
        "offset_minutes": int(offset.total_seconds() // 60),
        "kind": event.kind.value,
        **event.data,
    }


def _event(key: str, row: object, device: str) -> Event | None:
    """Read a row back; None where it is not one of ours (a newer kind, a hand's mistake)."""
    if not isinstance(row, dict):
        return None
    try:
        zone = timezone(timedelta(minutes=row["offset_minutes"]))
        at = datetime.fromisoformat(row["at"]).astimezone(zone)
        kind = Kind(row["kind"])
        data = {k: v for k, v in row.items() if k not in {"at", "offset_minutes", "kind"}}
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    return Event(at, kind, data, device, key)


def _stamp(file: Path) -> tuple[int, ...]:
    try:
        found = file.stat()
    except OSError:
        return ()
    return (found.st_mtime_ns, found.st_size, found.st_ino)

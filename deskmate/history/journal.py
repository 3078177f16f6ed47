"""The journal: events in TinyDB, one file a device and month, appended by any number of processes."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deskmate.calm import loading
from deskmate.history.device import OWNER, machine_mark, own_device
from deskmate.history.disk import Durable, replace_file, sweep
from deskmate.history.mending import put_together, rows_of
from deskmate.history.rows import event_in, event_of, row_of
from deskmate.history.tables import EVENTS, SCHEMA, JournalError, NewerSchemaError, read_tables
from deskmate.private_folder import make_folder
from deskmate.sitting.events import AMENDMENTS, ORDER, POSTURES, Event, Kind

if TYPE_CHECKING:
    from filelock import FileLock

LOCK_PATIENCE = timedelta(seconds=10)
"""How long a writer waits for the others; one append takes milliseconds."""

LOCK_POLL = timedelta(milliseconds=5)
"""How often it looks whether it is its turn."""

CARRIED = 16
"""How many postures before the time asked for, and words that amend them, are read with it: what held then."""

_TELLING = POSTURES | AMENDMENTS

_MONTH = re.compile(r"\d{4}-\d{2}(?!.*\.(?:previous|last)\.).*\.json")
"""A month's events: deskmate's own file, and what a sync program made of two versions of it."""

_MONTH_NAME = len("2026-03")


class Journal:
    """All devices' events under `<root>/history`; this process appends to its own device's files only.

    Reading is safe from any thread, while another appends.
    """

    def __init__(self, root: Path, device: str | None = None) -> None:
        self.root = root / "history"
        self._mark = machine_mark() if device is None else ""
        self.device = device or own_device(str(self.root), self._mark)
        self.folder = self.root / self.device
        self.problems: list[str] = []
        self._told: set[str] = set()
        self._claims: dict[str, FileLock] = {}
        self._read: dict[Path, tuple[tuple[int, ...], tuple[Event, ...]]] = {}
        self._swept = False

    def append(self, events: Iterable[Event]) -> None:
        """Write events durably: once this returns, neither a power cut nor the damage of any one file loses them.

        Raises JournalError with one sentence when the disk or the permissions refuse.
        An event already written is not written twice.
        """
        by_month: dict[str, dict[str, Any]] = {}
        for event in events:
            by_month.setdefault(f"{event.at.astimezone(UTC):%Y-%m}", {})[event.id] = row_of(event, self.device)
        self.put(by_month)

    def put(self, by_month: Mapping[str, Mapping[str, Any]]) -> None:
        """Write rows by month and id, as `append` writes events."""
        if not any(by_month.values()):
            return
        self._make_folder()
        with self._lock():
            if not self._swept:
                self._swept = True
                sweep(self.folder)
            for name, rows in by_month.items():
                self._append_month(name, rows)

    def read(self, since: datetime | None = None) -> list[Event]:
        """Give every device's events from `since` on (all, without it), in order, each once.

        The newest sign of life of each device is among them, as an ALIVE event, and the last few postures before
        `since`, however old: a bout, an absence or a holiday may have begun long before. Months that hold neither
        are not opened.
        """
        with loading():
            return self._read_all(since)

    def _read_all(self, since: datetime | None) -> list[Event]:
        files = self.months(since)
        events = [e for file in files for e in self.month(file)]
        if since is not None:
            before = [e for e in events if e.at < since and e.kind in _TELLING]
            few = len(before) < CARRIED
            older = sorted(set(self.months()) - set(files), key=lambda f: f.name, reverse=True) if few else []
            while older and len(before) < CARRIED:
                before += [e for e in self.month(older.pop(0)) if e.kind in _TELLING]
            carried = sorted(_once(before), key=ORDER)[-CARRIED:]
            events = [*carried, *(e for e in events if e.at >= since)]
        return sorted([*_once(events), *self.alive()], key=ORDER)

    def months(self, since: datetime | None = None) -> list[Path]:
        """Give every device's files of the months from `since` on, in the order of their devices and months."""
        first = f"{since.astimezone(UTC):%Y-%m}" if since is not None else ""
        # Asked every minute of a life's files: names are looked at before they are made paths.
        names = ((folder, name) for folder in self._devices() for name in _names(folder))
        return [Path(*found) for found in sorted(f for f in names if f[1][:_MONTH_NAME] >= first and is_month(f[1]))]

    def _devices(self) -> list[str]:
        try:
            with os.scandir(self.root) as entries:
                return [entry.path for entry in entries if entry.is_dir()]
        except OSError:
            return []

    def month(self, file: Path) -> tuple[Event, ...]:
        """Give the events of one file; the same ones again while it does not change."""
        stamp = _stamp(file)
        known = self._read.get(file)
        if known is not None and known[0] == stamp:
            return known[1]
        rows = self._rows(file)
        device = file.parent.name
        events = tuple(e for key, row in rows.items() if (e := event_of(key, row, device)) is not None)
        if len(events) < len(rows):
            self._complain(f"{file}: {len(rows) - len(events)} entries are not understood; they are kept.")
        self._read[file] = (stamp, events)
        return events

    def keys(self) -> set[str]:
        """Give the ids of all rows on any device, those not understood among them."""
        return {key for file in self.months() for key in rows_of(file)}

    def fingerprint(self, since: datetime | None = None) -> tuple[object, ...]:
        """Give something that changes when `read` would give more; costs a stat a file."""
        return tuple((str(f), *_stamp(f)) for f in self.months(since))

    def alive(self) -> list[Event]:
        """Give the newest sign of life of each device."""
        found = []
        for folder in self._devices():
            file = Path(folder, "alive.json")
            with contextlib.suppress(OSError, ValueError, RecursionError):
                row = json.loads(file.read_text(encoding="utf-8"))
                if event := event_in("", row, file.parent.name):
                    found.append(event)
        return found

    def take_problems(self) -> tuple[str, ...]:
        """Give what had to be mended since this was last asked, a sentence each."""
        found, self.problems = self.problems, []
        return tuple(dict.fromkeys(found))

    def beat(self, at: datetime) -> None:
        """Keep the newest sign of life; raises JournalError where it cannot be written."""
        self._make_folder()
        try:
            row = json.dumps(row_of(Event(at, Kind.ALIVE)))
            replace_file(self.folder / "alive.json", row.encode(), durable=Durable.NOTHING)
        except OSError as error:
            raise JournalError(f"{self.folder} cannot be written: {error.strerror or error}.") from error

    def signs(self) -> list[datetime]:
        """Give the newest sign of life on this device, by whichever process, if there is one."""
        return [event.at for event in self.alive() if event.device == self.device]

    def claim(self, what: str, *, unwritable: bool = False) -> bool:
        """Hold `what` for this process until `release`, or its end however it ends; False where another holds it.

        Gives `unwritable` where nobody can hold anything, as nothing can be written.
        """
        if what in self._claims:
            return True
        from filelock import FileLock, Timeout

        try:
            self._make_folder()
            lock = FileLock(self.folder / f"{what}.lock", timeout=0, mode=0o600)
            lock.acquire()
        except Timeout:
            return False
        except (OSError, JournalError):
            return unwritable
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

    def _append_month(self, name: str, rows: Mapping[str, Any]) -> None:
        from deskmate.history.storage import DurableStorage, insert_rows

        storage = DurableStorage(self.folder / f"{name}.json")
        try:
            insert_rows(storage, EVENTS, rows)
        except NewerSchemaError as error:
            self._complain(str(error))
            storage = DurableStorage(self.folder / f"{name}.schema-{SCHEMA}.json")
            insert_rows(storage, EVENTS, rows)
        self._complain(*storage.problems)

    def _rows(self, file: Path) -> Mapping[str, Any]:
        try:
            return read_tables(file).get(EVENTS, {})
        except NewerSchemaError as error:
            self._complain(str(error))
            return error.tables[EVENTS]
        except FileNotFoundError:
            return {}
        except OSError as error:
            if error.errno != errno.EIO:
                self._complain(f"{file} cannot be read: {error.strerror or error}.")
                return {}
        except ValueError:
            pass
        return self._mended(file)

    def _mended(self, file: Path) -> Mapping[str, Any]:
        """Read a damaged file as it can be put together again; another device's file is left as it is."""
        from deskmate.history.storage import DurableStorage

        if file.parent != self.folder:
            self._complain(f"{file} is damaged or was changed; what can be read of it is shown.")
            return put_together(file)
        storage = DurableStorage(file)
        try:
            with self._lock():
                tables = storage.read() or {}
        except JournalError as error:
            self._complain(str(error))
            return put_together(file)
        self._complain(*storage.problems)
        return tables.get(EVENTS, {})

    def _complain(self, *sentences: str) -> None:
        """Tell each problem once, however often it is met."""
        fresh = [s for s in sentences if s not in self._told]
        self._told.update(fresh)
        self.problems += fresh

    def _make_folder(self) -> None:
        try:
            make_folder(self.folder)
        except OSError as error:
            raise JournalError(f"{self.folder} cannot be made: {error.strerror or error}.") from error
        if self._mark and not (self.folder / OWNER).exists():
            # On a full disk it can wait; the next append tells of that.
            with contextlib.suppress(OSError):
                replace_file(self.folder / OWNER, f"{self._mark}\n".encode())

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        lock = FileLock(self.folder / "journal.lock", timeout=LOCK_PATIENCE.total_seconds(), mode=0o600)
        try:
            lock.acquire(poll_interval=LOCK_POLL.total_seconds())
        except Timeout as error:
            raise JournalError(f"{lock.lock_file} is held by another deskmate that does not let go.") from error
        except OSError as error:
            raise JournalError(f"{lock.lock_file} cannot be locked: {error.strerror or error}.") from error
        try:
            yield
        finally:
            lock.release()


def is_month(name: str) -> bool:
    """Tell whether a file of this name holds a month's events."""
    return _MONTH.fullmatch(name) is not None


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - names alone, and many of them
    except OSError:
        return []


def _once(events: Iterable[Event]) -> list[Event]:
    """Give each event once, though a sync program may have put it into several files."""
    found: dict[str, Event] = {}
    for event in events:
        found.setdefault(event.id, event)
    return list(found.values())


def _stamp(file: Path) -> tuple[int, ...]:
    try:
        found = file.stat()
    except OSError:
        return ()
    return (found.st_mtime_ns, found.st_size, found.st_ino)

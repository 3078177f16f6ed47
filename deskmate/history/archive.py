"""A backup: one zip file with every device's history and the user's settings, and how it comes back.

What comes back is added to what is here; nothing here is overwritten.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from deskmate.history.disk import replace_file
from deskmate.history.journal import Journal, is_month
from deskmate.history.mending import rows_in
from deskmate.history.tables import JournalError
from deskmate.private_folder import make_folder

COMMENT = b"deskmate backup 1"
"""What tells a backup from any other zip file."""

LARGEST = 256 * 2**20
"""Bytes a file in a backup may have; a busy month has less than a megabyte."""

_KEPT = re.compile(r"(?!\.)[^/\\\x00-\x1f]+(\.json|\.damaged-[\d-]+)")
_DEVICE = re.compile(r"(?!\.|[A-Za-z]:)[^/\\\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
"""Any folder's name that is one on every system: no drive, nothing hidden, nothing that is no text."""
_SETTINGS = re.compile(r"config\.toml|(stretches|routines)/(?!\.)[^/\\\x00-\x1f]+\.toml")
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How files are packed in a backup; what is said to be packed otherwise was damaged, and fails in ways of its own."""

_HISTORY, _CONFIG = "history", "config"


class BackupError(Exception):
    """A backup cannot be made or read; the text is one sentence."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: entries and files; and the settings files that differ from those here, which stay."""

    entries: int
    known: int
    kept: tuple[str, ...]


def back_up(history: Path, config: Path, target: Path) -> int:
    """Write a backup, private to the user, in one step; give how many files are in it.

    Raises BackupError; a file that is there and no backup is not written over.
    """
    if target.exists():
        try:
            _contents(target.read_bytes(), target)
        except (OSError, BackupError) as error:
            raise BackupError(f"{target} exists and is no backup of deskmate's; give another name.") from error
    content = io.BytesIO()
    count = 0
    try:
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.comment = COMMENT
            for name, file in _files(history, config):
                archive.writestr(name, file.read_bytes())
                count += 1
        replace_file(target, content.getvalue())
    except OSError as error:
        raise BackupError(f"{target} cannot be written: {error.strerror or error}.") from error
    return count


def restore(source: Path, journal: Journal, config: Path) -> Restored:
    """Bring a backup back; raises BackupError or JournalError, the former before anything was written.

    The history of a device that has none here is laid down as it is. Of the others, entries that are missing here are
    added to this device's own files. Settings come back where there are none.
    """
    try:
        contents = _contents(source.read_bytes(), source)
    except OSError as error:
        raise BackupError(f"{source} cannot be read: {error.strerror or error}.") from error
    known = journal.keys()
    new_devices = {path.parts[1] for path in contents if path.parts[0] == _HISTORY} - _devices(journal.root)
    fresh: dict[str, dict[str, object]] = {}
    months = [(path, data) for path, data in contents.items() if path.parts[0] == _HISTORY and is_month(path.name)]
    rows = {path: rows_in(data) for path, data in months}
    for path, found in rows.items():
        if path.parts[1] not in new_devices:
            missing = {key: _attributed(row, path.parts[1]) for key, row in found.items() if key not in known}
            fresh.setdefault(path.name[: len("2026-03")], {}).update(missing)
    try:
        for path, data in contents.items():
            if path.parts[0] == _HISTORY and path.parts[1] in new_devices:
                _lay_down(journal.root.joinpath(*path.parts[1:]), data)
        kept = tuple(_settings(contents, config))
    except OSError as error:
        raise JournalError(
            f"{error.filename or journal.root} cannot be written: {error.strerror or error}."
        ) from error
    journal.put(fresh)
    every = {key for found in rows.values() for key in found}
    return Restored(len(every - known), len(every & known), kept)


def _files(history: Path, config: Path) -> Iterator[tuple[str, Path]]:
    for folder in sorted(history.glob("*/")):
        kept = [file for file in sorted(folder.iterdir()) if _KEPT.fullmatch(file.name) and file.is_file()]
        if _DEVICE.fullmatch(folder.name):
            for file in kept:
                yield f"{_HISTORY}/{folder.name}/{file.name}", file
        elif any(is_month(file.name) for file in kept):
            raise BackupError(f"the folder {folder.name!r} in {history} has a name no backup can hold; rename it.")
    for file in sorted(config.rglob("*.toml")):
        name = file.relative_to(config).as_posix()
        if _SETTINGS.fullmatch(name) and file.is_file():
            yield f"{_CONFIG}/{name}", file


def _contents(content: bytes, source: Path) -> dict[PurePosixPath, bytes]:
    """Give every file of a backup, all read and checked; raises BackupError for what is none, or is not whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if archive.comment != COMMENT:
                raise BackupError(f"{source} is no backup of deskmate's.")
            return {_path(info, source): archive.read(info) for info in archive.infolist()}
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        raise BackupError(f"{source} is no backup, or was cut short or damaged: nothing was taken.") from error


def _path(info: zipfile.ZipInfo, source: Path) -> PurePosixPath:
    if info.compress_type not in _METHODS:
        raise zipfile.BadZipFile
    first, _, rest = info.filename.partition("/")
    device, _, name = rest.partition("/")
    is_history = first == _HISTORY and _DEVICE.fullmatch(device) and _KEPT.fullmatch(name)
    is_config = first == _CONFIG and _SETTINGS.fullmatch(rest)
    if not (is_history or is_config) or info.file_size > LARGEST:
        raise BackupError(f"{source} holds {info.filename[:80]!r}, which is no part of a backup: nothing was taken.")
    return PurePosixPath(info.filename)


def _devices(history: Path) -> set[str]:
    return {folder.name for folder in history.glob("*/") if any(is_month(f.name) for f in folder.iterdir())}


def _attributed(row: object, device: str) -> object:
    return {"device": device, **row} if isinstance(row, dict) else row


def _lay_down(file: Path, data: bytes) -> None:
    if file.exists():
        return
    make_folder(file.parent)
    replace_file(file, data)


def _settings(contents: Mapping[PurePosixPath, bytes], config: Path) -> Iterator[str]:
    """Lay down the settings that are not here, and give the names of those here that differ."""
    for path, data in contents.items():
        file = config.joinpath(*path.parts[1:])
        if path.parts[0] != _CONFIG:
            continue
        _lay_down(file, data)
        if file.read_bytes() != data:
            yield str(file)

"""Files that are replaced whole: private, flushed to the disk, never half written. The one place that writes them."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import threading
import time
from datetime import timedelta
from enum import Enum
from pathlib import Path

LITTER_AFTER = timedelta(hours=1)
"""A file half written for so long belongs to a process that is gone."""

_UNSUPPORTED = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.EBADF, errno.EISDIR})


class Durable(Enum):
    """What of a file replaced a power cut may not undo."""

    NOTHING = "nothing"
    CONTENT = "content"
    """Never an empty or a half file; but the old one may be back until its folder is flushed too."""
    ALL = "all"


def replace_file(path: Path, data: bytes, *, previous: Path | None = None, durable: Durable = Durable.ALL) -> None:
    """Put `data` in the place of `path` in one step; what was there is kept as `previous`, if asked for.

    Raises OSError, and then `path` is as it was or as it should be, never between.
    """
    fresh = _beside(path, "tmp")
    try:
        _write(fresh, data, flush=durable is not Durable.NOTHING)
        if previous is not None:
            _keep(path, previous)
        fresh.replace(path)
        if durable is Durable.ALL:
            _sync_folder(path.parent)
    except OSError:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise


def sweep(folder: Path) -> None:
    """Remove what killed processes left half written."""
    oldest = time.time() - LITTER_AFTER.total_seconds()
    with contextlib.suppress(OSError):
        for file in folder.iterdir():
            if file.suffix in {".tmp", ".old"} and file.stat().st_mtime < oldest:
                file.unlink(missing_ok=True)


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.{suffix}")


def _write(path: Path, data: bytes, *, flush: bool) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        if flush:
            os.fsync(handle)
    finally:
        os.close(handle)


def _keep(path: Path, previous: Path) -> None:
    if not path.exists():
        return
    spare = _beside(path, "old")
    spare.unlink(missing_ok=True)
    try:
        os.link(path, spare)
    except OSError:
        # Some file systems know no hard links.
        shutil.copy2(path, spare)
    spare.replace(previous)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where the platform can (Windows cannot open a folder)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
    finally:
        os.close(handle)

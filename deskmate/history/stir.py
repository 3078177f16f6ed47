"""Whether anything may have been written to the journal: a stat a folder, for asking every second."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path

SETTLED = timedelta(seconds=1)
"""A folder changed more lately than this may change once more without its time showing it."""

AT_LEAST = 60
"""Of so many questions one is told yes: a file changed in place, by hand or by a sync program, stirs no folder."""


class Stir:
    """Watches the folders of all devices. Every write of deskmate's renames a file, which its folder's time tells."""

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._folders = [self._root]
        self._seen: tuple[int, ...] = ()
        self._asked = 0

    def stirred(self) -> bool:
        """Tell whether to look at the files: something may have changed since this last said so."""
        self._asked += 1
        if self._seen and self._asked < AT_LEAST and self._times() == self._seen:
            return False
        self._asked = 0
        self._folders = self._find()
        times = self._times()
        settled = bool(times) and time.time_ns() - max(times) > SETTLED.total_seconds() * 1e9
        self._seen = times if settled else ()
        return True

    def _times(self) -> tuple[int, ...]:
        try:
            return tuple(os.stat(folder).st_mtime_ns for folder in self._folders)  # noqa: PTH116 - once a second
        except OSError:
            return ()

    def _find(self) -> list[str]:
        try:
            with os.scandir(self._root) as entries:
                return [self._root, *(entry.path for entry in entries if entry.is_dir())]
        except OSError:
            return [self._root]

"""Folders of the user's own, which nobody else may look into. The one place that makes them."""

from __future__ import annotations

from pathlib import Path

PRIVATE = 0o700


def make_folder(folder: Path) -> None:
    """Make a folder and all that is missing above it, each private; what is there stays as it is. Raises OSError."""
    try:
        folder.mkdir(mode=PRIVATE, exist_ok=True)
    except FileNotFoundError:
        if folder.parent == folder:
            raise
        # Path's own `parents` would give the mode to the last of them alone.
        make_folder(folder.parent)
        folder.mkdir(mode=PRIVATE, exist_ok=True)

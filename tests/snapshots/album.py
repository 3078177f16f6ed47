"""The pictures that are kept, and how one that is taken now differs."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.snapshots.picture import draw
from tests.snapshots.stage import Scene, Shots, take

HOME = Path(__file__).parent / "pictures"

_taken: dict[str, Mapping[str, Shots]] = {}


async def taken(scene: Scene, name: str) -> Mapping[str, Shots]:
    """Give the scene's pictures, taken once however many tests look at them."""
    if name not in _taken:
        with TemporaryDirectory() as root:
            _taken[name] = await take(scene, name, Path(root))
    return _taken[name]


def changed(name: str, shots: Shots) -> str:
    """Give how a picture differs from the one that is kept, empty where it does not; keep it where that is asked."""
    picture, file = draw(shots.lines), HOME / f"{name}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(picture, encoding="utf-8")
    kept = file.read_text(encoding="utf-8") if file.exists() else ""
    lines = difflib.unified_diff(kept.splitlines(), picture.splitlines(), f"{name} as kept", "now", lineterm="")
    return "\n".join(lines)

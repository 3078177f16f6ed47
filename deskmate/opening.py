"""Opens the full screen: on the shortest way, for it is what deskmate is called for most."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from deskmate.calm import collect_later, collect_seldom
from deskmate.exits import INTERRUPTED, fail

if TYPE_CHECKING:
    from deskmate.config import Folders

DATA_DIR = "--data-dir"

TURN = 0.0002
"""Seconds after which a thread that reads lets the screen's go on.

A key takes some hundred turns of the loop, each of which would else wait for the interpreter's usual 5 ms.
"""


def open_where_asked(arguments: Sequence[str]) -> int | None:
    """Open deskmate where the arguments ask for nothing else, and give the exit status; None on any doubt.

    The whole command line then reads them, and says what is wrong.
    """
    match list(arguments):
        case []:
            folder = None
        case [name, given] if name == DATA_DIR and given and not given.startswith("-"):
            folder = Path(given)
        case _:
            return None
    from deskmate.config import folders

    try:
        return open_app(folders(folder))
    except KeyboardInterrupt:
        return INTERRUPTED


def _lost(count: int, folder: Path) -> str:
    """Say that so many entries are not kept, and what to do about it."""
    entries, are = ("1 entry", "is") if count == 1 else (f"{count:,} entries", "are")
    there = f"{entries} could not be written to {folder} and {are} lost"
    return f"{there}: free some space there, or check its permissions."


def open_app(places: Folders) -> int:
    """Open deskmate on the full screen until the user quits; give the exit status."""
    served = bool(os.environ.get("TEXTUAL_DRIVER"))
    if not served and not (sys.stdin.isatty() and sys.stdout.isatty()):
        return fail("the full screen needs a terminal; in a pipe or a script use `deskmate status`.")
    if not served and not sys.stderr.isatty():
        # Textual draws on it, that what a program prints can go elsewhere.
        return fail("the full screen is drawn on standard error, which leads elsewhere; start deskmate without `2>`.")
    if not served and os.environ.get("TERM", "") in {"dumb", ""} and sys.platform != "win32":
        return fail("this terminal (TERM=dumb) cannot show a full screen; `deskmate status` works here.")
    # What is loaded for the screen stays all day: the collector need not look at it now, nor again and again.
    collect_later()
    sys.setswitchinterval(TURN)
    from deskmate.app import DeskmateApp
    from deskmate.build import build_desk
    from deskmate.images import choose_image_widget

    desk, problems = build_desk(places)
    app = DeskmateApp(desk, places, problems)
    app.image_widget = choose_image_widget(desk.settings.looks.images, os.environ)
    app.when_painted = collect_seldom
    app.run()
    if app.unwritten:
        return fail(_lost(len(app.unwritten), places.data))
    return app.return_code or 0

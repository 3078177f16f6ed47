"""Whether this terminal shows pictures: Kitty's graphics or Sixel, by textual-image, where that is installed."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from deskmate.settings.table import AUTO

if TYPE_CHECKING:
    from textual.widget import Widget


SIGNS = ("KITTY_WINDOW_ID", "WEZTERM_PANE", "KONSOLE_VERSION", "WT_SESSION")
"""Variables that terminals set which may show pictures."""

NAMES = ("contour", "foot", "ghostty", "iterm", "kitty", "mintty", "mlterm", "rio", "sixel", "vscode", "wezterm")
"""What their names contain, in TERM, TERM_PROGRAM or, across SSH, LC_TERMINAL."""


def may_show(environ: Mapping[str, str]) -> bool:
    """Tell whether it is worth asking: that loads numpy and takes a third of a second, which most terminals need not.

    xterm is none of them: it takes a colour's definition for the choice of it, which textual-image does not mean.
    """
    names = " ".join(environ.get(name, "") for name in ("TERM", "TERM_PROGRAM", "LC_TERMINAL")).lower()
    named = any(environ.get(sign) for sign in SIGNS) or any(name in names for name in NAMES)
    return named and not environ.get("XTERM_VERSION")


def choose_image_widget(wanted: str, environ: Mapping[str, str]) -> type[Widget] | None:
    """Ask the terminal what it can show, and give the widget that shows a picture; None where none can be.

    To be called before the full screen begins: then nobody else reads what the terminal answers. `wanted` is "auto"
    or "no"; who wants no colours wants no picture either.
    """
    if wanted != AUTO or environ.get("NO_COLOR") or sys.stdout is None or not sys.stdout.isatty():
        return None
    if not may_show(environ):
        return None
    try:
        from textual_image import renderable
        from textual_image.widget import Image
    except ImportError:
        return None
    found: type[Widget] = Image
    return found if renderable.Image in {renderable.SixelImage, renderable.TGPImage} else None

"""Whether this terminal shows pictures: Kitty's graphics or Sixel, by textual-image, where that is installed."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from deskmate.voice.choice import AUTO

if TYPE_CHECKING:
    from textual.widget import Widget


def choose_image_widget(wanted: str, environ: Mapping[str, str]) -> type[Widget] | None:
    """Ask the terminal what it can show, and give the widget that shows a picture; None where none can be.

    To be called before the full screen begins: then nobody else reads what the terminal answers. `wanted` is "auto"
    or "no"; who wants no colours wants no picture either.
    """
    if wanted != AUTO or environ.get("NO_COLOR") or sys.stdout is None or not sys.stdout.isatty():
        return None
    # xterm does not take a colour's definition for the choice of it, as textual-image means it: bands come out wrong.
    if environ.get("XTERM_VERSION"):
        return None
    try:
        from textual_image import renderable
        from textual_image.widget import Image
    except ImportError:
        return None
    found: type[Widget] = Image
    return found if renderable.Image in {renderable.SixelImage, renderable.TGPImage} else None

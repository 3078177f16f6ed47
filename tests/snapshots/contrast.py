"""How well what is painted can be read: the contrast of every character with what it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from rich.color import ColorType
from rich.style import Style
from textual.color import Color
from textual.screen import ModalScreen

from deskmate.app import DeskmateApp

ENOUGH = 4.5
"""The least contrast of a text (WCAG 2.2, 1.4.3)."""
ENOUGH_TO_SEE = 3.0
"""The least contrast of a drawing that means something (WCAG 2.2, 1.4.11)."""

EDGES = frozenset("─━╸╺▔▁▎▊╭╮╰╯│┃▌▐")
"""Rules and the edges of boxes. Nothing is lost where they are not seen, so nothing is asked of them."""


def luminance(color: Color) -> float:
    """Give the relative luminance, 0 to 1 (WCAG 2.2)."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color.normalized]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one: Color, other: Color) -> float:
    """Give the contrast of two colours, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def is_drawing(text: str) -> bool:
    """Tell whether it is lines, blocks and braille dots alone: the figure, a bar, the big number."""
    return all(c.isspace() or "\u2500" <= c <= "\u259f" or "\u2800" <= c <= "\u28ff" for c in text)


@cache
def painted(style: Style) -> tuple[float, str]:
    """Give the contrast of what is painted so, and its two colours in words; what has none is the terminal's own."""
    assert style.color is not None, style
    assert style.bgcolor is not None, style
    assert style.color.type is ColorType.TRUECOLOR, style
    front, back = (Color.from_rich_color(c) for c in (style.color, style.bgcolor))
    if style.reverse:
        front, back = back, front
    front = front.blend(back, 0.5) if style.dim else front
    return contrast(front, back), f"{front.hex} on {back.hex}"


def hard_to_read(app: DeskmateApp) -> Iterator[str]:
    """Give what the screen in front shows with too little contrast. All there is counts, also what is disabled."""
    front = app.screen
    # What lies behind a question is not to be read now.
    shown = front.children[0].region if isinstance(front, ModalScreen) else front.region
    for strip in front._compositor.render_strips()[shown.y : shown.bottom]:
        for text, style, _ in strip.crop(shown.x, shown.right):
            written = text.strip()
            if written and not EDGES.issuperset(written):
                found, colours = painted(style or Style())
                if found < (ENOUGH_TO_SEE if is_drawing(written) else ENOUGH):
                    yield f"{found:.2f} {colours}: {written[:30]}"

"""Numbers large enough to read from across a room, drawn in half blocks so that they scale in small steps."""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

_FONT = {
    "0": ("111", "101", "101", "101", "111"),
    "1": ("010", "110", "010", "010", "111"),
    "2": ("111", "001", "111", "100", "111"),
    "3": ("111", "001", "111", "001", "111"),
    "4": ("101", "101", "111", "001", "001"),
    "5": ("111", "100", "111", "001", "111"),
    "6": ("111", "100", "111", "101", "111"),
    "7": ("111", "001", "001", "001", "001"),
    "8": ("111", "101", "111", "101", "111"),
    "9": ("111", "101", "111", "001", "111"),
    ":": ("0", "1", "0", "1", "0"),
    " ": ("0", "0", "0", "0", "0"),
    "-": ("000", "000", "111", "000", "000"),
}
FONT_HEIGHT = 5


@lru_cache(maxsize=2)
def big_number(text: str, scale: int) -> tuple[str, ...]:
    """Draw digits, ":" and "-" as rows of half blocks, `scale` (1 or more) half rows to a dot.

    A dot is `scale` columns wide and `scale` half rows high, about square on a terminal.
    Other characters are drawn as a space.
    """
    rows = ["0".join(_FONT.get(c, _FONT[" "])[y] for c in text) for y in range(FONT_HEIGHT)]
    dots = ["".join(bit * scale for bit in row) for row in rows for _ in range(scale)]
    if len(dots) % 2:
        dots.append("0" * len(dots[0]))
    pairs = zip(dots[::2], dots[1::2], strict=True)
    return tuple("".join(_half(a, b) for a, b in zip(upper, lower, strict=True)) for upper, lower in pairs)


def _half(upper: str, lower: str) -> str:
    match upper, lower:
        case "1", "1":
            return "█"
        case "1", "0":
            return "▀"
        case "0", "1":
            return "▄"
        case _:
            return " "


class BigNumber(Widget):
    """Shows `value` as large as its box allows, centred unless its text is aligned left.

    The words beside it belong to the screen.
    """

    value: reactive[str] = reactive("")

    def render_line(self, y: int) -> Strip:
        """Draw one row of it."""
        width, height = self.size
        rows = big_number(self.value, self._scale())
        style = self.rich_style
        blank = Strip.blank(width, style)
        top = (height - len(rows)) // 2
        if not self.value or not 0 <= y - top < len(rows):
            return blank
        row = rows[y - top]
        left = 0 if self.styles.text_align == "left" else max(0, (width - len(row)) // 2)
        return Strip([Segment(" " * left, style), Segment(row, style)]).adjust_cell_length(width, style)

    def _scale(self) -> int:
        """Give the largest scale at which the value fits its box."""
        dots = sum(len(_FONT.get(c, _FONT[" "])[0]) for c in self.value) + max(0, len(self.value) - 1)
        return max(1, min(self.size.width // max(1, dots), self.size.height * 2 // FONT_HEIGHT))

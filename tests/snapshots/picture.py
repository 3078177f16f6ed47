"""A screen as text: what it shows, and how each character looks in several themes.

A picture is made of three parts: the lines; for each line the looks of its characters, as runs of a letter and a
length; and what each letter is in each theme. It is read and compared as text, and says more than a hash.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from itertools import groupby, zip_longest

from rich.color import ColorType
from rich.style import Style

from deskmate.app import DeskmateApp

Cells = list[list[tuple[str, str]]]
"""Each line's characters, each with its look."""

LETTERS = string.ascii_letters + string.digits


def cells_of(app: DeskmateApp) -> Cells:
    """Give what the app shows now."""
    return [
        [(character, look_of(segment.style)) for segment in strip for character in segment.text]
        for strip in app.screen._compositor.render_strips()
    ]


def look_of(style: Style | None) -> str:
    """Name a style: its colours, and what else there is to it."""
    if style is None:
        return "-"
    colours = [
        colour.get_truecolor().hex if colour is not None and colour.type is ColorType.TRUECOLOR else "-"
        for colour in (style.color, style.bgcolor)
    ]
    kinds = ("bold", "dim", "italic", "underline", "reverse")
    return " ".join([colours[0], "on", colours[1], *(kind for kind in kinds if getattr(style, kind))])


def draw(shown: Mapping[str, Cells]) -> str:
    """Put one screen in several themes into one text. What is written must be the same in all."""
    themes = list(shown)
    letters: dict[tuple[str, ...], str] = {}
    lines, looks = [], []
    for row in zip_longest(*shown.values(), fillvalue=[]):
        texts = {"".join(character for character, _ in line) for line in row}
        assert len(texts) == 1, f"the text depends on the theme: {texts}"
        lines.append(texts.pop().rstrip())
        runs = groupby(tuple(look for _, look in cell) for cell in zip(*row, strict=True))
        looks.append("".join(f"{_letter(letters, look)}{sum(1 for _ in same)}" for look, same in runs))
    legend = [
        f"{letter} {theme}: {look}"
        for key, letter in letters.items()
        for theme, look in zip(themes, key, strict=True)
    ]
    return "\n".join([*lines, "", "--- looks", *looks, "", "--- letters", *legend, ""])


def _letter(letters: dict[tuple[str, ...], str], look: tuple[str, ...]) -> str:
    if look not in letters:
        number = len(letters)
        letters[look] = LETTERS[number] if number < len(LETTERS) else f"({number})"
    return letters[look]

"""A screen as text: what it shows, and how each character looks in several themes.

A picture is made of three parts: at each size the lines, and under them the looks of their characters, as runs of a
letter and a length; at the end, what each letter is in each theme. It is read and compared as text, and says more
than a hash. Lines that look alike are told of once, with how many they are.
"""

from __future__ import annotations

import string
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, groupby, pairwise, zip_longest
from operator import itemgetter

from rich.color import ColorType
from rich.style import Style

from deskmate.app import DeskmateApp

Runs = list[tuple[str, str]]
"""A line's texts, each with its look."""

LETTERS = string.ascii_letters


def painted_lines(app: DeskmateApp) -> list[Runs]:
    """Give what the app shows now."""
    return [
        [(text, look_of(style)) for text, style, _ in strip if text]
        for strip in app.screen._compositor.render_strips()
    ]


@cache
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


def draw(shown: Mapping[tuple[int, int], Mapping[str, list[Runs]]]) -> str:
    """Put one screen, by its sizes and themes, into one text. What is written must be the same in all themes."""
    letters: dict[tuple[str, ...], str] = {}
    drawn: list[str] = []
    themes = list(next(iter(shown.values())))
    for (columns, rows), by_theme in shown.items():
        drawn += [f"--- {columns}x{rows}", *_lines(by_theme, letters)]
    legend = [
        f"{letter} {theme}: {look}"
        for key, letter in letters.items()
        for theme, look in zip(themes, key, strict=True)
    ]
    return "\n".join([*drawn, "--- letters", *legend, ""])


def _lines(by_theme: Mapping[str, list[Runs]], letters: dict[tuple[str, ...], str]) -> list[str]:
    lines, looks = [], []
    for row in zip_longest(*by_theme.values(), fillvalue=[]):
        texts = {"".join(text for text, _ in line) for line in row}
        assert len(texts) == 1, f"the text depends on the theme: {texts}"
        lines.append(texts.pop().rstrip())
        looks.append("".join(f"{_letter(letters, look)}{length}" for look, length in _together(row)))
    alike = ((look, sum(1 for _ in same)) for look, same in groupby(looks))
    return [*lines, "--- looks", *(look if count == 1 else f"{look} x{count}" for look, count in alike)]


def _together(row: Sequence[Runs]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Give the runs of a line in which no theme changes its look: the looks by theme, and how many characters."""
    each = [list(accumulate(len(text) for text, _ in line)) for line in row]
    ends = sorted({end for theme in each for end in theme})
    looks = (tuple(line[bisect_left(own, end)][1] for line, own in zip(row, each, strict=True)) for end in ends)
    lengths = (end - start for start, end in pairwise([0, *ends]))
    for look, same in groupby(zip(looks, lengths, strict=True), key=itemgetter(0)):
        yield look, sum(length for _, length in same)


def _letter(letters: dict[tuple[str, ...], str], look: tuple[str, ...]) -> str:
    if look not in letters:
        number = len(letters)
        letters[look] = LETTERS[number] if number < len(LETTERS) else f"({number})"
    return letters[look]

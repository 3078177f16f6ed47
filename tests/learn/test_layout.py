"""A page on lines: nothing is lost, nothing sticks out, and each character is where the layout says."""

from hypothesis import given
from hypothesis import strategies as st

from deskmate.learn.layout import NARROWEST, Layout, lay_out
from deskmate.learn.library import load_library
from deskmate.learn.markdown import parse_page
from deskmate.learn.page import Page

HEAD = '+++\ntitle = "A title"\ntakeaway = "Take this."\norder = 1\n+++\n'
BODY = """## Head
Some *plain* words, e.g. these. [S: a1] And a very-long-word-that-has-to-be-cut.

- first item of the list [W]
  - deeper, with Ünïcödé
- second

> A note of some length, so that it wraps.

| What | How much of it |
|---|---|
| Each hold | 10 to 30 s [M: a1] |
| Far | never to pain |
"""
PAGE = parse_page("learn/try.md", HEAD + BODY)


def drawn(layout: Layout) -> list[str]:
    lines = []
    for line in layout.lines:
        row = ""
        for piece in line.pieces:
            assert len(row) <= piece.x
            row = row.ljust(piece.x) + piece.text
        lines.append(row)
    return lines


def shown(page: Page, layout: Layout) -> list[str]:
    """Give the text of each block as its pieces show it."""
    cells = [dict[int, str]() for _ in page.blocks]
    for line in layout.lines:
        for piece in line.pieces:
            if piece.start is not None:
                cells[line.block] |= {piece.start + i: character for i, character in enumerate(piece.text)}
    return ["".join(block[i] for i in sorted(block)) for block in cells]


def test_a_page_reads_well() -> None:
    assert drawn(lay_out(PAGE, 32)) == [
        "A title",
        "Take this.",
        "",
        "Head",
        "Some plain words, e.g.",
        "these. [S 1] And a",
        "very-long-word-that-has-to-be-cu",
        "t.",
        "",
        "• first item of the list [W]",
        "  • deeper, with Ünïcödé",
        "• second",
        "",
        "▌ A note of some length, so that",
        "▌ it wraps.",
        "",
        "What       How much of it",
        "Each hold  10 to 30 s [M 1]",
        "Far        never to pain",
    ]


def test_sources_stand_under_a_line() -> None:
    sources = '[a1]\nauthors = "Ann"\nyear = 2001\ntitle = "On it"\nwhere = "J"\n'
    page = load_library([("learn/a.md", HEAD + "So. [S: a1]")], sources, "").pages[0]
    assert drawn(lay_out(page, 24))[3:] == [
        "So. [S 1]",
        "",
        "─" * 24,
        "How sure each claim is:",
        "S well supported.",
        "1 Ann (2001). On it. J.",
    ]


@given(st.integers(0, 120))
def test_every_letter_is_shown_once_and_inside(width: int) -> None:
    layout = lay_out(PAGE, width)
    widest = max(map(len, drawn(layout)))
    # What parts two cells is heard and not shown.
    texts = [" ".join(b.text[c.start : c.end] for c in b.cells) or b.text for b in PAGE.blocks]
    assert [text.replace(" ", "") for text in shown(PAGE, layout)] == [text.replace(" ", "") for text in texts]
    assert widest <= max(width, NARROWEST) or width < 24


@given(st.integers(24, 120))
def test_what_is_clicked_is_what_is_shown(width: int) -> None:
    layout = lay_out(PAGE, width)
    for y, row in enumerate(drawn(layout)):
        for x, character in enumerate(row):
            at = layout.character_at(x, y)
            if at is not None:
                assert PAGE.blocks[at[0]].text[at[1]] == character
                assert y in layout.lines_of(at[0], at[1], at[1] + 1)


def test_wide_letters_are_measured_as_they_are_shown() -> None:
    page = parse_page("learn/try.md", HEAD + "漢字 漢字 ab")
    layout = lay_out(page, 11, lambda text: sum(2 if ord(c) > 0x2E7F else 1 for c in text))
    assert [p.text for line in layout.lines[3:] for p in line.pieces] == ["漢字 漢字", "ab"]
    assert layout.character_at(6, 3, lambda text: sum(2 if ord(c) > 0x2E7F else 1 for c in text)) == (2, 3)


def test_nothing_is_anywhere_else() -> None:
    layout = lay_out(PAGE, 40)
    assert layout.character_at(0, -1) is None
    assert layout.character_at(39, 0) is None
    assert not layout.lines_of(99, 0, 1)

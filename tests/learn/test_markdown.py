"""A page's Markdown becomes blocks of plain text, and a broken one a sentence that says where."""

import pytest

from deskmate.learn.markdown import parse_page
from deskmate.learn.page import Block, BlockKind, Citation, Look, Page, Run, Span, Standing
from deskmate.learn.page_error import PageError
from deskmate.learn.picture import Picture

HEAD = '+++\ntitle = "T"\ntakeaway = "Take."\norder = 1\n+++\n'


def page(body: str) -> Page:
    return parse_page("learn/try.md", HEAD + body)


def blocks(body: str) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for block in page(body).blocks[2:]]


def block(body: str) -> Block:
    return page(body).blocks[2]


def test_a_page_opens_with_its_title_and_takeaway() -> None:
    head = 'title = "Up"\ntakeaway = "Go."\norder = 3\nstretch = "walk"'
    opened = parse_page("learn/get-up.md", f"+++\n{head}\n+++\n")
    assert (opened.id, opened.title, opened.takeaway, opened.order, opened.stretch) == (
        "get-up",
        "Up",
        "Go.",
        3,
        "walk",
    )
    assert [(b.kind, b.text) for b in opened.blocks] == [(BlockKind.TITLE, "Up"), (BlockKind.TAKEAWAY, "Go.")]


def test_blocks_keep_their_kind_and_lose_their_signs() -> None:
    body = "## Head\nOne\ntwo.\n\n### Sub\n> Note.\n\n- a\n- b\n"
    assert blocks(body) == [
        (BlockKind.HEADING, "Head"),
        (BlockKind.PARAGRAPH, "One two."),
        (BlockKind.SUBHEADING, "Sub"),
        (BlockKind.NOTE, "Note."),
        (BlockKind.ITEM, "a"),
        (BlockKind.ITEM, "b"),
    ]


def test_list_items_know_their_marker_and_depth() -> None:
    items = page("3. three\n4. four\n\n   more\n   - deep\n").blocks[2:]
    assert [(b.text, b.marker, b.depth) for b in items] == [
        ("three", "3.", 0),
        ("four", "4.", 0),
        ("more", "", 0),
        ("deep", "•", 1),
    ]


def test_looks_and_links_become_places_in_the_plain_text() -> None:
    read = block("Say **SO-az** *now*, `x`, or [go](page:on).")
    assert read.text == "Say SO-az now, x, or go."
    assert read.runs == (
        Run(Span(4, 9), Look.STRONG),
        Run(Span(10, 13), Look.EMPHASIS),
        Run(Span(15, 16), Look.CODE),
        Run(Span(21, 23), Look.LINK, "page:on"),
    )


def test_citations_leave_the_text_and_keep_their_place() -> None:
    opened = page("It lifts. [S: a1, b2] It drives. [M: b2] It cures. [U]")
    read = opened.blocks[2]
    assert read.text == "It lifts. It drives. It cures."
    assert read.citations == (
        Citation(9, Standing.SUPPORTED, ("a1", "b2")),
        Citation(20, Standing.MIXED, ("b2",)),
        Citation(30, Standing.UNSUPPORTED),
    )
    assert [opened.mark(c) for c in read.citations] == ["[S 1,2]", "[M 2]", "[U]"]


def test_a_row_of_a_table_is_spoken_as_one_sentence() -> None:
    rows = page("| What | How | For |\n|---|---|---|\n| Hold now | 30 s [S: a1] | you |\n").blocks[2:]
    assert [(b.kind, [s.text for s in b.sentences]) for b in rows] == [
        (BlockKind.TABLE_HEAD, ["What: How; For"]),
        (BlockKind.TABLE_ROW, ["Hold now: 30 s; you"]),
    ]
    assert rows[1].cells == (Span(0, 8), Span(10, 14), Span(16, 19))
    assert rows[1].citations == (Citation(14, Standing.SUPPORTED, ("a1",)),)


def test_what_is_shown_by_a_sign_is_said_in_words_before() -> None:
    opened = page("3. Sit. Up.\n\n> Mind this. And that.\n\n- So.\n")
    assert [s.spoken for s in opened.sentences[2:]] == ["3. Sit.", "Up.", "Note: Mind this.", "And that.", "So."]
    [note] = [s for s in opened.sentences if s.text == "Mind this."]
    assert [note.heard(0, 4), note.heard(6, 10), note.heard(11, 16)] == [None, Span(0, 4), Span(5, 9)]


def test_a_picture_is_its_figures_and_its_words() -> None:
    fence = '```picture\nshow = ["standing", "front"]\nlabels = ["a", "b"]\nwords = """Two\n bodies."""\n```\n'
    read = block(fence)
    assert (read.kind, read.text) == (BlockKind.PICTURE, "Two bodies.")
    assert read.picture == Picture(("standing", "front"), ("a", "b"))
    assert [s.spoken for s in read.sentences] == ["Picture: Two bodies."]


def test_sentences_know_their_block() -> None:
    opened = page("One. Two.\n\n- Three.\n")
    assert [(s.block, s.text) for s in opened.sentences] == [
        (0, "T"),
        (1, "Take."),
        (2, "One."),
        (2, "Two."),
        (3, "Three."),
    ]
    assert (opened.words, opened.minutes) == (5, 1)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("Hello", "learn/try.md:1: a page starts with a line of +++"),
        ("+++\ntitle = 1\n", "learn/try.md:1: the front matter is not closed by a second line of +++"),
        ("+++\ntitle\n+++\n", "learn/try.md: the front matter is not TOML: "),
        ('+++\ntakeaway = "x"\norder = 1\n+++\n', "learn/try.md: `title` is missing"),
        ('+++\ntitle = "x"\ntakeaway = "x"\norder = "1"\n+++\n', "learn/try.md: `order` must be a whole number"),
        ("+++\ntitle = 3\n+++\n", "learn/try.md: `title` must be a text"),
        ("+++\ncolour = 3\n+++\n", "learn/try.md: `colour` is no key of a page"),
        (HEAD + "Fine.\n\n<b>x</b>\n", "learn/try.md:8: `html_inline` is not something a page can have"),
        (HEAD + "Fine.\n\n```\nx\n```\n", "learn/try.md:8: `fence` is not something a page can have"),
        (HEAD + "```picture\nshow\n```\n", "learn/try.md:6: this picture is not TOML: "),
        (HEAD + "```picture\nshow = []\nlabels = []\n```\n", "learn/try.md:6: a picture shows one to 3 figures"),
        (HEAD + '```picture\nshow = ["a"]\nlabels = []\n```\n', "learn/try.md:6: a picture has one of `labels` for"),
        (HEAD + '```picture\nshow = "a"\n```\n', "learn/try.md:6: `show` of a picture must be a list of texts"),
        (HEAD + '```picture\nshow = ["a"]\nlabels = ["b"]\n```\n', "learn/try.md:6: a picture needs `words`"),
        (HEAD + "```picture\nsize = 3\n```\n", "learn/try.md:6: `size` is no key of a picture"),
        (HEAD + "Claim. [S]\n", "learn/try.md:6: a claim called well supported needs a source"),
        (HEAD + "Claim. [X: a]\n", "learn/try.md:6: a claim's standing is one of S, M, W, U, not X"),
        (HEAD + "Claim. [S bogduk]\n", "learn/try.md:6: `[S bogduk]` is neither a link nor a citation"),
    ],
)
def test_a_broken_page_says_what_is_wrong_and_where(text: str, complaint: str) -> None:
    with pytest.raises(PageError) as caught:
        parse_page("learn/try.md", text)
    assert str(caught.value).startswith(complaint)
    assert "\n" not in str(caught.value)


def test_a_page_needs_a_plain_file_name() -> None:
    with pytest.raises(PageError, match="small letters, digits and hyphens"):
        parse_page("learn/My Page.md", HEAD)

"""Search finds sentences by the beginnings of words."""

from deskmate.learn.markdown import parse_page
from deskmate.learn.page import Span
from deskmate.learn.search import search

HEAD = '+++\ntitle = "{title}"\ntakeaway = "Take it."\norder = 1\n+++\n'
PAGES = (
    parse_page("learn/sit.md", HEAD.format(title="Sitting") + "## Long sitting\nYou sit (long). Sit up, or stand.\n"),
    parse_page("learn/walk.md", HEAD.format(title="Walking") + "Walk a lot; sitting is short.\n"),
)


def found(query: str) -> list[tuple[str, str]]:
    return [(hit.page, hit.text) for hit in search(PAGES, query)]


def test_titles_come_first_then_headings_then_the_rest_by_page() -> None:
    assert found("sit") == [
        ("sit", "Sitting"),
        ("sit", "Long sitting"),
        ("sit", "You sit (long)."),
        ("sit", "Sit up, or stand."),
        ("walk", "Walk a lot; sitting is short."),
    ]


def test_every_word_must_begin_a_word_and_is_marked() -> None:
    assert found("LONG sit") == [("sit", "Long sitting"), ("sit", "You sit (long).")]
    [hit] = search(PAGES, "sitt long")
    assert (hit.sentence, hit.matches) == (2, (Span(0, 4), Span(5, 9)))
    assert found("ong") == []


def test_no_word_finds_nothing_and_signs_are_only_signs() -> None:
    assert found("") == found("  ") == found("[x") == found("\\d+") == []
    assert found("(long") == [("sit", "You sit (long).")]

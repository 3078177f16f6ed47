"""The library opens what it can and tells of the rest."""

import pytest

from deskmate.learn.bibliography import Source, Term
from deskmate.learn.library import Elsewhere, load_library
from deskmate.learn.page import BlockKind

SOURCES = '[a1]\nauthors = "A"\nyear = 2001\ntitle = "On a"\nwhere = "J"\n'
GLOSSARY = '[psoas]\nterm = "psoas"\nsaid = "SO-az"\nmeaning = "A muscle."\n'


def text(order: int, body: str = "Sit.") -> str:
    return f'+++\ntitle = "T{order}"\ntakeaway = "Take."\norder = {order}\n+++\n{body}\n'


def test_pages_stand_in_order_with_neighbours() -> None:
    library = load_library([("learn/b.md", text(2)), ("learn/a.md", text(3)), ("learn/c.md", text(1))], "", "")
    assert [page.id for page in library.pages] == ["c", "b", "a"]
    assert library.page("b").title == "T2"
    assert [library.previous("c"), library.next("c"), library.next("a")] == [None, library.page("b"), None]
    with pytest.raises(KeyError):
        library.page("z")


def test_records_are_read() -> None:
    library = load_library([], SOURCES, GLOSSARY)
    assert library.sources == (Source("a1", "A", 2001, "On a", "J"),)
    assert library.glossary == (Term("psoas", "psoas", "A muscle.", "SO-az"),)
    assert library.problems == ()


def test_a_cited_work_is_printed_at_the_end_and_not_spoken() -> None:
    library = load_library([("learn/a.md", text(1, "It is. [M: a1] Or not. [W]"))], SOURCES, "")
    tail = [block for block in library.pages[0].blocks if block.kind is BlockKind.SOURCE]
    assert [(b.marker, b.text, b.sentences) for b in tail] == [
        ("", "How sure each claim is: M mixed, W weak.", ()),
        ("1", "A (2001). On a. J.", ()),
    ]


def test_a_broken_page_costs_only_itself() -> None:
    pages = [("learn/a.md", "broken"), ("learn/b.md", text(2, "It is. [S: z9]")), ("learn/c.md", text(1))]
    library = load_library(pages, SOURCES, "")
    assert [page.id for page in library.pages] == ["c"]
    assert library.problems == (
        "learn/a.md:1: a page starts with a line of +++",
        "learn/b.md: `z9` is cited and is not in sources.toml",
    )


def test_a_page_of_the_same_name_is_told_of_and_left_out() -> None:
    library = load_library([("learn/a.md", text(1)), ("own/a.md", text(2))], "", "")
    assert [page.title for page in library.pages] == ["T1"]
    assert library.problems == ("own/a.md: learn/a.md is called `a` too",)


def test_a_link_that_leads_nowhere_is_told_of_and_the_page_opens() -> None:
    library = load_library([("learn/a.md", text(1, "See [b](page:b)."))], "", "")
    assert [page.id for page in library.pages] == ["a"]
    assert library.problems == ("learn/a.md: the link to `page:b` leads nowhere",)


@pytest.mark.parametrize(
    ("sources", "complaint"),
    [
        ('[a1]\nauthors = "A"\n', "sources.toml: [a1]: `year` must be a whole number"),
        ('a1 = "A"\n', "sources.toml: [a1] must be a table"),
        (SOURCES + 'pages = "3"\n', "sources.toml: [a1]: `pages` is no key here; it may have authors, year, title"),
        ("[a1", "sources.toml: this is not TOML: "),
    ],
)
def test_a_broken_entry_is_told_of_by_file_and_key(sources: str, complaint: str) -> None:
    library = load_library([], sources, GLOSSARY)
    [problem] = library.problems
    assert problem.startswith(complaint)
    assert [term.id for term in library.glossary] == ["psoas"]


def test_pages_open_without_a_bibliography_that_cannot_be_read() -> None:
    library = load_library([("learn/a.md", text(1, "It is. [S: a1]"))], "[a1", "also broken")
    assert [page.id for page in library.pages] == ["a"]
    assert [problem.split(":")[0] for problem in library.problems] == ["sources.toml", "glossary.toml"]


def test_what_lies_elsewhere_and_is_not_there_is_told_of_and_the_page_opens() -> None:
    picture = '```picture\nshow = ["gone"]\nlabels = ["x"]\nwords = "A body."\n```\n'
    pages = [("learn/a.md", text(1, f"Do [this](stretch:none).\n\n{picture}"))]
    library = load_library(pages, "", "", Elsewhere({"walk"}, {"standing"}))
    assert [page.id for page in library.pages] == ["a"]
    assert library.problems == (
        "learn/a.md: there is no stretch called `none`",
        "learn/a.md: there is no figure called `gone`",
    )
    assert load_library(pages, "", "").problems == ()

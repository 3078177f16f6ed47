"""What is written holds to the house's promises: plain, sourced, original."""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import readability
from spellchecker import SpellChecker

from deskmate import content
from deskmate.build import build_library
from deskmate.learn.library import DO_LINK
from deskmate.learn.page import Block, BlockKind, Page

LIBRARY = build_library()
RUNNING = {BlockKind.TAKEAWAY, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.NOTE, BlockKind.PICTURE}
SOURCE_RUNS = Path(__file__).parent / "source_runs.sha256"
RUN = 8
HARDEST_GRADE = 9.0


def spoken(page: Page) -> str:
    return " ".join(sentence.text for sentence in page.sentences)


def flesch_kincaid_grade(page: Page) -> float:
    """Give the grade of the running text; headings and cells, which are short, would flatter it."""
    sentences = [s for s in page.sentences if page.blocks[s.block].kind in RUNNING]
    lines = "\n".join(" ".join(s.text[w.start : w.end] for w in s.words) for s in sentences)
    return float(readability.getmeasures(lines, lang="en")["readability grades"]["Kincaid"])


def runs_of_words(text: str) -> set[str]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    runs = (" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1))
    return {hashlib.sha256(run.encode()).hexdigest()[:16] for run in runs}


def test_every_file_opens() -> None:
    assert LIBRARY.problems == ()
    assert " ".join(page.id for page in LIBRARY.pages) == (
        "ache psoas does sitting feels claims stretching walking hamstrings best breaks care measures"
    )


def test_every_source_is_used() -> None:
    assert {s.id for s in LIBRARY.sources} == {s for page in LIBRARY.pages for s in page.sources}


def test_every_word_of_the_glossary_is_met_and_has_a_meaning() -> None:
    assert {t.id for t in LIBRARY.glossary} == {t for page in LIBRARY.pages for t in page.terms()}
    assert all(term.meaning.endswith(".") for term in LIBRARY.glossary)


def sections(page: Page) -> Iterator[tuple[str, list[Block]]]:
    """Give each section's heading, "" for what stands before the first, and its blocks."""
    heading, found = "", list[Block]()
    for block in page.blocks[2:]:
        if block.kind is BlockKind.HEADING:
            yield heading, found
            heading, found = block.text, []
        elif block.kind is not BlockKind.SOURCE:
            found.append(block)
    yield heading, found


CLAIM_NOTHING = {
    "ache": {"", "What these pages are for"},
    "psoas": {"", "Can you feel it?"},
    "does": {""},
    "sitting": {"", "And then the drive home"},
    "feels": {""},
    "claims": {""},
    "stretching": {"", "Lie flat", "On your front, with a pillow", "The Captain Morgan", "Stop at once if you feel"},
    "walking": {""},
    "hamstrings": {"", "Try it"},
    "best": {"Some to choose from", "How deskmate looks at it", "What it cannot tell"},
    "breaks": {"What deskmate uses", "What a break can be"},
    "care": {"Call for help at once", "See a doctor soon", "Until you are seen"},
    "measures": {"", "Being away", "Time that nobody saw", "What is kept, and where"},
}
"""Sections without a claim about bodies: they tell a story, what to do, or how deskmate works.

The signs in "care" are sourced in the paragraph before them.
"""


@pytest.mark.parametrize("page", LIBRARY.pages, ids=lambda p: p.id)
def test_every_section_says_what_its_claims_stand_on(page: Page) -> None:
    unsourced = {heading for heading, blocks in sections(page) if not any(b.citations for b in blocks)}
    assert unsourced - {""} == CLAIM_NOTHING[page.id] - {""}
    assert unsourced <= CLAIM_NOTHING[page.id]


FINDINGS = re.compile(
    r"\b(in (one|a|the) (study|trial)|model of|were measured|on average|lower risk)\b", re.IGNORECASE
)


@pytest.mark.parametrize("page", LIBRARY.pages, ids=lambda p: p.id)
def test_what_somebody_found_names_its_source_in_the_same_section(page: Page) -> None:
    for heading, blocks in sections(page):
        if any(FINDINGS.search(b.text) for b in blocks):
            assert any(b.citations for b in blocks), f"{page.id}: {heading}"


@pytest.mark.parametrize("page", LIBRARY.pages, ids=lambda p: p.id)
def test_a_page_is_plain_to_read(page: Page) -> None:
    assert flesch_kincaid_grade(page) <= HARDEST_GRADE


@pytest.mark.parametrize("page", LIBRARY.pages, ids=lambda p: p.id)
def test_no_sentence_is_too_long_to_hear(page: Page) -> None:
    assert [s.text for s in page.sentences if len(s.words) > 28] == []


@pytest.mark.parametrize("page", LIBRARY.pages, ids=lambda p: p.id)
def test_a_page_shares_no_run_of_eight_words_with_the_article_it_grew_from(page: Page) -> None:
    """The article itself is not ours to keep: only the hashes of its runs of eight words are."""
    known = set(SOURCE_RUNS.read_text(encoding="ascii").split())
    assert known
    assert runs_of_words(spoken(page)) & known == set()


KNOWN_WORDS = {
    "az",
    "acsm",
    "colour",
    "deskmate",
    "exerc",
    "garber",
    "glute",
    "iliacus",
    "iliopsoas",
    "med",
    "neighbours",
    "sci",
}
"""Right, but in no American dictionary of common words."""


def texts_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts_of(item)


def test_every_word_is_spelt_right() -> None:
    texts = [spoken(page) for page in LIBRARY.pages]
    texts += [f"{term.term}. {term.meaning}" for term in LIBRARY.glossary]
    for folder in ("stretches", "routines", "poses"):
        for _, text in content.texts(folder, ".toml"):
            texts += texts_of(tomllib.loads(text))
    words = {word.lower() for text in texts for word in re.findall(r"[A-Za-z]+(?:'[a-z]+)?", text)}
    assert SpellChecker().unknown(words) - KNOWN_WORDS == set()


@pytest.mark.parametrize("page", LIBRARY.pages, ids=lambda p: p.id)
def test_a_page_has_a_picture_a_takeaway_and_a_way_on(page: Page) -> None:
    assert list(page.pictures())
    assert page.takeaway.endswith(".")
    following = LIBRARY.next(page.id) or LIBRARY.pages[0]
    assert list(page.links())[-1] == f"page:{following.id}"


@pytest.mark.parametrize("page", LIBRARY.pages, ids=lambda p: p.id)
def test_what_stands_under_a_figure_fits_where_two_stand_in_the_smallest_screen(page: Page) -> None:
    for picture in page.pictures():
        assert len(picture.show) == 1 or max(map(len, picture.labels)) <= 17


def test_every_stretch_is_shown_and_led_to() -> None:
    stretches = {
        name.removeprefix("stretches/").removesuffix(".toml") for name, _ in content.texts("stretches", ".toml")
    }
    links = {target.removeprefix("stretch:") for page in LIBRARY.pages for target in page.links()}
    assert stretches <= links | {page.stretch for page in LIBRARY.pages}
    holds = {tomllib.loads(text)["hold"]["pose"] for _, text in content.texts("stretches", ".toml")}
    assert holds <= {name for page in LIBRARY.pages for picture in page.pictures() for name in picture.show}


COVERED = {
    "How Can I Make My Back Pain Go Away?": [("ache", "That ache when you stand up")],
    "Where Is The Psoas Muscle": [("psoas", "Where it is"), ("does", "It steadies your low back")],
    "What Does The Psoas Muscle Do?": [("does", "It helps you walk"), ("does", "It lifts your thigh")],
    "How Does The Psoas Get Tight?": [("sitting", "Short in the chair"), ("sitting", "And then the drive home")],
    "Symptoms Caused By Tight Psoas": [
        ("feels", "The story many people tell"),
        ("feels", "Why the cart helps"),
        ("claims", "Claim by claim"),
    ],
    "How To Stretch The Psoas": [
        ("stretching", "Lie flat"),
        ("stretching", "On your front, with a pillow"),
        ("stretching", "The Captain Morgan"),
        ("walking", "When it feels stiff or sore"),
    ],
    "Find Out Which One Is Best For You": [
        ("best", "How to find out"),
        ("breaks", "How much sitting is too much?"),
    ],
    "The Hamstrings connection": [("hamstrings", "Two ends of one bowl")],
}
"""Every heading of the article the pages grew from, and the sections that cover it."""


@pytest.mark.parametrize("sections", COVERED.values(), ids=list(COVERED))
def test_every_part_of_the_article_it_grew_from_has_its_page(sections: list[tuple[str, str]]) -> None:
    for page, heading in sections:
        headings = {b.text for b in LIBRARY.page(page).blocks if b.kind in {BlockKind.TITLE, BlockKind.HEADING}}
        assert heading in headings


@pytest.mark.parametrize("page", LIBRARY.pages, ids=lambda p: p.id)
def test_a_page_names_no_key_for_the_user_may_have_another(page: Page) -> None:
    assert not re.search(r"\bpress \S{1,2} |\barrow keys\b", spoken(page).lower())
    assert page.check is (f"{DO_LINK}selfcheck" in page.links())

"""What is written holds to the house's promises: plain, sourced, original."""

import hashlib
import re
from pathlib import Path

import pytest

from deskmate import content
from deskmate.learn.library import load_library
from deskmate.learn.page import BlockKind, Page

PAGES = content.texts("learn", ".md")
LIBRARY = load_library(PAGES, content.text("sources.toml"), content.text("glossary.toml"))
SOURCE_RUNS = Path(__file__).parent / "source_runs.sha256"
RUN = 8
HARDEST_GRADE = 9.0


def spoken(page: Page) -> str:
    return " ".join(sentence.text for sentence in page.sentences)


def syllables(word: str) -> int:
    word = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", word))
    silent_end = word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1
    return max(1, groups - silent_end)


def flesch_kincaid_grade(page: Page) -> float:
    sentences = [s for s in page.sentences if page.blocks[s.block].kind is not BlockKind.TITLE]
    words = [s.text[w.start : w.end] for s in sentences for w in s.words]
    per_sentence = len(words) / len(sentences)
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59


def runs_of_words(text: str) -> set[str]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    runs = (" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1))
    return {hashlib.sha256(run.encode()).hexdigest()[:16] for run in runs}


def test_every_file_opens() -> None:
    assert LIBRARY.problems == ()
    order = ["psoas", "sitting", "stretching", "walking", "hamstrings", "best", "breaks", "care", "measures"]
    assert [page.id for page in LIBRARY.pages] == order


def test_every_source_is_used() -> None:
    assert {s.id for s in LIBRARY.sources} == {s for page in LIBRARY.pages for s in page.sources}


def test_every_glossary_word_has_a_meaning() -> None:
    assert all(term.meaning.endswith(".") for term in LIBRARY.glossary)


@pytest.mark.parametrize("page", LIBRARY.pages, ids=lambda p: p.id)
def test_a_page_says_what_its_claims_stand_on(page: Page) -> None:
    assert list(page.citations())


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


def test_the_stretch_a_page_leads_to_is_named_once_in_the_front_matter() -> None:
    stretches = {page.id: page.stretch for page in LIBRARY.pages if page.stretch}
    known = {name.removeprefix("stretches/").removesuffix(".toml") for name, _ in content.texts("stretches", ".toml")}
    assert stretches["stretching"] == "captain-morgan"
    assert set(stretches.values()) <= known


COVERED = {
    "How Can I Make My Back Pain Go Away?": ("psoas", "Meet your psoas"),
    "Where Is The Psoas Muscle": ("psoas", "Where it is"),
    "What Does The Psoas Muscle Do?": ("psoas", "What it does"),
    "How Does The Psoas Get Tight?": ("sitting", "Short in the chair"),
    "Symptoms Caused By Tight Psoas": ("sitting", "What it can feel like"),
    "How To Stretch The Psoas": ("stretching", "The Captain Morgan"),
    "Find Out Which One Is Best For You": ("best", "How to find out"),
    "The Hamstrings connection": ("hamstrings", "Two ends of one bowl"),
}


@pytest.mark.parametrize(("page", "heading"), COVERED.values(), ids=list(COVERED))
def test_every_part_of_the_article_it_grew_from_has_its_page(page: str, heading: str) -> None:
    found = LIBRARY.page(page)
    headings = {b.text for b in found.blocks if b.kind in {BlockKind.TITLE, BlockKind.HEADING}}
    assert heading in headings

"""Sentences and words: the text comes back whole, and nothing is cut in the wrong place."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deskmate.learn.page import Span
from deskmate.learn.sentences import sentences_in, words_in

PROSE = st.lists(
    st.sampled_from(
        ["e.g.", "et al.", "L1–L5", "2.5 %", "It", "is.", "“Why?”", "he", "…", "SO-az.", "Ü.", "1.", "J.", "–"]
    )
    | st.text(max_size=6)
).map(" ".join)


def texts(prose: str) -> list[str]:
    return [sentence.text for sentence in sentences_in(prose)]


def words(prose: str) -> list[str]:
    return [prose[word.start : word.end] for word in words_in(prose)]


@given(PROSE)
@example(" a. B  ")
def test_sentences_and_the_space_between_them_give_the_text_back(prose: str) -> None:
    rebuilt, at = "", 0
    for sentence in sentences_in(prose):
        gap = prose[at : sentence.start]
        assert not gap.strip()
        assert sentence.text == sentence.text.strip() != ""
        rebuilt += gap + sentence.text
        at = sentence.end
    assert not prose[at:].strip()
    assert rebuilt + prose[at:] == prose


@given(PROSE, st.integers(0, 30), st.integers(0, 30))
def test_part_of_a_text_is_split_as_if_it_stood_alone(prose: str, first: int, length: int) -> None:
    last = min(len(prose), first + length)
    inside = sentences_in(prose, first=first, last=last) if first <= last else ()
    assert [s.text for s in inside] == texts(prose[first:last])
    assert all(prose[s.start : s.end] == s.text for s in inside)


@given(PROSE)
def test_words_are_inside_in_order_and_apart(prose: str) -> None:
    for sentence in sentences_in(prose):
        at = 0
        for word in sentence.words:
            assert at <= word.start < word.end <= len(sentence.text)
            assert not sentence.text[word.start : word.end].split()[1:]
            at = word.end + 1


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("Sit well. Stand often.", ["Sit well.", "Stand often."]),
        ("Use a support, e.g. a chair. Then rise.", ["Use a support, e.g. a chair.", "Then rise."]),
        ("Bogduk et al. 1992 said so. We agree.", ["Bogduk et al. 1992 said so.", "We agree."]),
        ("It is 2.5 % longer. L1–L5 hold it.", ["It is 2.5 % longer.", "L1–L5 hold it."]),
        ("“Why me?” he asked. “Why not?” She sat.", ["“Why me?” he asked.", "“Why not?”", "She sat."]),
        ("Dr. Ng and J. Smith agree. So do I. Good.", ["Dr. Ng and J. Smith agree.", "So do I.", "Good."]),
        ("Is it? No. Then go on!", ["Is it?", "No.", "Then go on!"]),
        ("See no. 5 and pp. 7–9. Done.", ["See no. 5 and pp. 7–9.", "Done."]),
        ("Wait… what? (Really.) Yes.", ["Wait… what?", "(Really.)", "Yes."]),
        ("Élan vital. Über alles?", ["Élan vital.", "Über alles?"]),
        ("No stop at all", ["No stop at all"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(prose: str, expected: list[str]) -> None:
    assert texts(prose) == expected


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("The psoas (“SO-az”), lifts.", ["The", "psoas", "SO-az", "lifts"]),
        ("L1–L5 – 2.5 % of it", ["L1–L5", "2.5", "%", "of", "it"]),
        ("don’t; naïve cafe\u0301!", ["don’t", "naïve", "cafe\u0301"]),
        ("10° … ≤ 3/10", ["10°", "≤", "3/10"]),
        ("— …", []),
    ],
)
def test_words_leave_out_the_punctuation_around_them(prose: str, expected: list[str]) -> None:
    assert words(prose) == expected


def test_the_word_a_voice_tells_of_is_found_by_any_part_of_it() -> None:
    [sentence] = sentences_in("Say SO-az, “now”.")
    assert [sentence.word_at(*piece) for piece in ((4, 6), (7, 9), (4, 10), (11, 16), (12, 12))] == [
        Span(4, 9),
        Span(4, 9),
        Span(4, 9),
        Span(12, 15),
        Span(12, 15),
    ]
    assert sentence.word_at(10, 11) == Span(10, 11)

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskmate.voice.words import aligned_words, caption_words, estimated_words, word_spans

TEXTS = st.text(max_size=120) | st.text(alphabet="ab é1,.–/ \n'’", max_size=120)


def ms(value: float) -> timedelta:
    return timedelta(milliseconds=value)


def shown(text: str) -> list[str]:
    return [text[start:end] for start, end in word_spans(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Déjà vu: the psoas — 30 s each.", ["Déjà", "vu", "the", "psoas", "30", "s", "each"]),
        ("(half-kneeling) don’t stop…now", ["half-kneeling", "don’t", "stop", "now"]),
        ("L1–L5, and/or 2.5 %", ["L1", "L5", "and", "or", "2.5"]),
        ("De\u0301ja\u0300 vu", ["De\u0301ja\u0300", "vu"]),
        (" … — 😀 ", []),
        ("", []),
    ],
)
def test_words_are_what_a_reader_would_point_at(text: str, words: list[str]) -> None:
    assert shown(text) == words


@given(TEXTS)
def test_words_are_in_order_in_range_and_apart(text: str) -> None:
    spans = word_spans(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(text[start].isalnum() for start, _end in spans)


@given(TEXTS, st.integers(min_value=80, max_value=400))
def test_caption_words_start_at_once_and_fit_their_duration(text: str, rate: int) -> None:
    words, duration = caption_words(text, rate)
    assert [(word.start, word.end) for word in words] == list(word_spans(text))
    times = [word.at for word in words]
    assert times == sorted(times)
    assert all(at < duration for at in times)
    assert not times or times[0] == ms(0)


def test_a_minute_of_ordinary_words_takes_about_a_minute() -> None:
    _words, duration = caption_words("plain words round about again " * 30, 150)
    assert ms(50_000) < duration < ms(70_000)


@given(TEXTS, st.integers(min_value=0, max_value=100_000))
def test_estimated_words_lie_inside_the_clip(text: str, length: int) -> None:
    words = estimated_words(text, ms(length))
    assert [(word.start, word.end) for word in words] == list(word_spans(text))
    times = [word.at for word in words]
    assert times == sorted(times)
    assert all(ms(0) <= at <= ms(length) for at in times)


@given(
    TEXTS,
    st.lists(st.tuples(st.integers(-5, 150), st.integers(0, 20_000)), max_size=40),
    st.integers(min_value=0, max_value=10_000),
)
def test_aligned_words_stay_in_order_and_in_the_clip_whatever_the_marks(
    text: str, marks: list[tuple[int, int]], length: int
) -> None:
    words = aligned_words(text, [(position, ms(at)) for position, at in marks], ms(length))
    assert [(word.start, word.end) for word in words] == list(word_spans(text))
    times = [word.at for word in words]
    assert times == sorted(times)
    assert all(ms(0) <= at <= ms(length) for at in times)


def test_marks_on_words_are_kept_to_the_millisecond() -> None:
    words = aligned_words("one two three", [(0, ms(0)), (4, ms(310)), (8, ms(700))], ms(1200))
    assert [word.at for word in words] == [ms(0), ms(310), ms(700)]


def test_a_second_mark_inside_a_word_is_the_next_words_when_that_has_none() -> None:
    """What espeak-ng does with a foreign word: the mark of "vu" is placed inside "Déjà"."""
    words = aligned_words("Déjà vu: the", [(0, ms(0)), (1, ms(336)), (9, ms(1065))], ms(1500))
    assert [word.at for word in words] == [ms(0), ms(336), ms(1065)]


def test_a_word_without_any_mark_lies_between_its_neighbours() -> None:
    words = aligned_words("one two three", [(0, ms(0)), (8, ms(800))], ms(1200))
    assert [word.at for word in words] == [ms(0), ms(400), ms(800)]

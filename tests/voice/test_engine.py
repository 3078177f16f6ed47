"""Real rendering: needs the speech library, no sound device."""

from __future__ import annotations

from array import array
from datetime import timedelta

import pytest

from deskmate.build import build_library
from deskmate.voice.engine import Clip, Engine, load_engine
from deskmate.voice.pronunciation import Pronunciation
from deskmate.voice.words import ESTIMATE_ERROR, TimedWord, estimated_words

TEXT = "Déjà vu: the psoas — 30 s each."
QUIET = 300


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load_engine()


def loudest(clip: Clip, start: timedelta, length: timedelta) -> int:
    samples = array("h", clip.samples)
    first = round(start.total_seconds() * clip.frame_rate)
    return max(
        (abs(sample) for sample in samples[first : first + round(length.total_seconds() * clip.frame_rate)]),
        default=0,
    )


def test_every_word_of_a_text_with_other_letters_has_its_place_and_time(engine: Engine) -> None:
    clip = engine.render(TEXT, 150, 1.0)
    assert [TEXT[word.start : word.end] for word in clip.words] == ["Déjà", "vu", "the", "psoas", "30", "s", "each"]
    times = [word.at for word in clip.words]
    assert times == sorted(set(times))
    assert timedelta(0) <= times[0]
    assert times[-1] < clip.duration
    assert all(loudest(clip, at, timedelta(milliseconds=150)) > QUIET for at in times)
    assert (clip.exact, clip.frame_rate) == (engine.name == "espeak-ng", 22050)


def test_the_words_of_a_plain_sentence_are_its_marks(engine: Engine) -> None:
    text = "Hold for thirty seconds. Then rest."
    clip = engine.render(text, 150, 1.0)
    assert [text[word.start : word.end] for word in clip.words] == [
        "Hold",
        "for",
        "thirty",
        "seconds",
        "Then",
        "rest",
    ]
    assert timedelta(seconds=2) < clip.duration < timedelta(seconds=5)


def test_an_engine_that_is_loaded_again_still_knows_when_its_words_are_said(engine: Engine) -> None:
    before = engine.render(TEXT, 150, 1.0)
    again = load_engine().render(TEXT, 150, 1.0)
    assert again.exact == before.exact
    for word, same in zip(again.words, before.words, strict=True):
        assert abs(word.at - same.at) < timedelta(milliseconds=20)


def test_a_faster_rate_is_shorter_and_a_lower_volume_quieter(engine: Engine) -> None:
    usual, faster, quieter = (engine.render(TEXT, *how) for how in ((150, 1.0), (300, 1.0), (150, 0.2)))
    assert faster.duration < usual.duration * 0.7
    assert loudest(quieter, timedelta(0), quieter.duration) < loudest(usual, timedelta(0), usual.duration) / 2


def test_a_long_text_is_rendered_whole_with_its_words_in_order(engine: Engine) -> None:
    text = "Stand up and walk a little, then come back. " * 230
    clip = engine.render(text, 300, 1.0)
    assert len(clip.words) == 9 * 230
    assert [word.at for word in clip.words] == sorted(word.at for word in clip.words)
    assert clip.words[-1].at < clip.duration


@pytest.mark.parametrize("text", ["", " … ", "😀", "\0\x1b[", "— / —"])
def test_a_text_without_words_is_a_clip_without_sound(engine: Engine, text: str) -> None:
    clip = engine.render(Pronunciation().respell(text).text, 150, 1.0)
    assert (clip.duration, clip.words) == (timedelta(0), ())


@pytest.mark.parametrize(
    "text", ["שלום עולם", "漢字かな", "a\u0301e\u0301 ok", "tab\tand\nline", "x" * 3000, "\ud800 lone"]
)
def test_odd_texts_are_rendered_without_harm(engine: Engine, text: str) -> None:
    clip = engine.render(Pronunciation().respell(text).text, 200, 1.0)
    assert all(timedelta(0) <= word.at <= clip.duration for word in clip.words)


def test_a_clip_can_begin_with_its_first_sound(engine: Engine) -> None:
    clip = engine.render("Ten, ten.", 150, 1.0)
    begun = clip.begun()
    assert clip.samples.endswith(begun.samples)
    left = clip.duration - begun.duration
    assert timedelta(milliseconds=30) < left < timedelta(milliseconds=80), "the stop before a t"
    first, second = begun.words
    assert first.at == timedelta(0)
    assert abs(second.at - (clip.words[1].at - left)) < timedelta(milliseconds=1)
    assert begun.begun() == begun


def test_a_clip_of_silence_alone_is_left_as_it_is() -> None:
    silence = Clip(bytes(200), 1000, (TimedWord(0, 1, timedelta(0)),), exact=True)
    assert silence.begun() is silence


def test_estimated_word_times_are_as_near_as_is_said(engine: Engine) -> None:
    errors = []
    for page in build_library().pages:
        for sentence in page.sentences[::6]:
            clip = engine.render(sentence.text, 150, 1.0)
            guessed = estimated_words(sentence.text, clip.duration)
            errors += [abs(word.at - guess.at) for word, guess in zip(clip.words, guessed, strict=True)]
    assert len(errors) > 500
    assert sorted(errors)[int(0.95 * len(errors))] <= ESTIMATE_ERROR

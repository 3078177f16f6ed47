"""Finding the voice a user means."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from deskmate.voice.engine import UnknownVoiceError
from deskmate.voice.voices import Voice, find_voice, near, voices_of

BRITISH = Voice("en-gb", "English (Great Britain)", "gmw/en")
AMERICAN = Voice("en-us", "English (America)", "gmw/en-us")
GERMAN = Voice("de", "German", "gmw/de")
SAMANTHA = Voice("en_US", "Samantha", "com.apple.voice.compact.en-US.Samantha")
VOICES = (GERMAN, BRITISH, AMERICAN, SAMANTHA)


@pytest.mark.parametrize(
    ("wanted", "voice"),
    [
        ("gmw/en", BRITISH),
        ("german", GERMAN),
        ("English (America)", AMERICAN),
        ("EN-US", AMERICAN),
        ("en_us", AMERICAN),
        (" samantha ", SAMANTHA),
    ],
)
def test_a_voice_is_found_by_id_name_or_language(wanted: str, voice: Voice) -> None:
    assert find_voice(wanted, VOICES) == voice


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ("germen", "No voice is called 'germen'; did you mean 'German'?"),
        ("samanta", "No voice is called 'samanta'; did you mean 'Samantha'?"),
        ("xyzzy", "No voice is called 'xyzzy'; `deskmate say --list-voices` names them all."),
    ],
)
def test_an_unknown_voice_is_one_sentence_with_near_names(wanted: str, sentence: str) -> None:
    with pytest.raises(UnknownVoiceError) as caught:
        find_voice(wanted, VOICES)
    assert str(caught.value) == sentence


def test_near_names_are_few_and_each_once() -> None:
    assert set(near("englisch", VOICES)) <= {BRITISH.name, AMERICAN.name}
    assert len(near("englisch", VOICES)) == 2
    assert near("", VOICES) == []


def test_voices_are_listed_by_language_and_without_one_first() -> None:
    found = [
        SimpleNamespace(id="b", name="B", languages=["fr_FR"]),
        SimpleNamespace(id="c", name=None, languages=[None]),
        SimpleNamespace(id="a", name="A", languages=["de-DE", "de"]),
    ]
    source = SimpleNamespace(getProperty=lambda name: found if name == "voices" else None)
    assert voices_of(source) == (Voice("", "c", "c"), Voice("de-DE", "A", "a"), Voice("fr_FR", "B", "b"))

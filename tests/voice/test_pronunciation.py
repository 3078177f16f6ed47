from __future__ import annotations

import json
import subprocess
import sys
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskmate.voice.pronunciation import (
    BadPronunciationError,
    Pronunciation,
    parse_pronunciation,
    without_unspeakable,
)
from deskmate.voice.words import word_spans

TABLE = parse_pronunciation(files("deskmate.content").joinpath("pronunciation.toml").read_text("utf-8"))
TEXTS = st.text(max_size=80) | st.lists(
    st.sampled_from(
        ["psoas", "Iliacus", "L1–L5", "0–10", "3 × 30 s", "90°", "e.g.", "(", ")", " ", "é", "→", "4/10", "."]
    ),
    max_size=20,
).map("".join)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The psoas and the iliopsoas", "The soas and the ilio-soas"),
        ("Hold 3 × 30 s a side", "Hold 3 times 30 seconds a side"),
        ("ache 0–10, now 4/10", "ache 0 to 10, now 4 out of 10"),
        ("L1–L5, then T12–L5", "L1 to L5, then T12 to L5"),
        ("90° or −10°, at 1°", "90 degrees or minus 10 degrees, at 1 degree"),
        ("1 min, 5 min, 2 h", "1 minute, 5 minutes, 2 hours"),
        ("in the 1990s, and it's", "in the 1990s, and it's"),
        ("≥ 30 min, ≈ 2.5 %", "at least 30 minutes, about 2.5 percent"),
        ("who said WHO?", "who said W H O?"),
        ("knees and/or hips, up/down", "knees and or hips, up or down"),
    ],
)
def test_texts_are_respelt(text: str, said: str) -> None:
    assert TABLE.respell(text).text == said


def test_each_spoken_word_points_at_what_is_shown() -> None:
    text = "Hold the (psoas) 30 s, 0–10, e.g. L1–L5."
    spoken = TABLE.respell(text)
    pairs = [(spoken.text[s.spoken_start : s.spoken_end], text[s.start : s.end]) for s in spoken.spans]
    assert pairs == [
        ("Hold", "Hold"),
        ("the", "the"),
        ("soas", "psoas"),
        ("30", "30"),
        ("seconds", "s"),
        ("0", "0"),
        ("to", "–"),
        ("10", "10"),
        ("for", "e.g."),
        ("example", "e.g."),
        ("L1", "L1"),
        ("to", "–"),
        ("L5", "L5"),
    ]


@given(TEXTS)
def test_spans_cover_every_spoken_word_in_order_and_in_range(text: str) -> None:
    spoken = TABLE.respell(text)
    assert [(span.spoken_start, span.spoken_end) for span in spoken.spans] == list(word_spans(spoken.text))
    assert all(0 <= span.start < span.end <= len(text) for span in spoken.spans)
    assert all(before.start <= after.start and before.end <= after.end for before, after in pairwise(spoken.spans))


@given(TEXTS)
def test_without_a_table_every_word_is_itself(text: str) -> None:
    spoken = Pronunciation().respell(text)
    assert spoken.text == without_unspeakable(text)
    assert all((span.spoken_start, span.spoken_end) == (span.start, span.end) for span in spoken.spans)


@given(st.text(max_size=60))
def test_unspeakable_characters_become_blanks_of_the_same_length(text: str) -> None:
    cleaned = without_unspeakable(text)
    assert len(cleaned) == len(text)
    cleaned.encode("utf-8")
    assert "\0" not in cleaned


def test_a_word_within_another_is_left_alone() -> None:
    assert TABLE.respell("psoasx apsoas").text == "psoasx apsoas"


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("[words", "p.toml: this is not valid TOML"),
        ("[sounds]\na='b'", "p.toml: there is no section called 'sounds'."),
        ("words = 3", "p.toml: 'words' must be a table of words."),
        ("[words]\npsoas = 3", "p.toml: 'words.psoas' must give the way it is said, as a string."),
        ("symbols = 3", "p.toml: 'symbols' must be a list of tables."),
        ("[[symbols]]\nfind = 'x'", "p.toml: symbols, entry 1 must have 'find' and 'say', and nothing else."),
        ("[[symbols]]\nfind = 3\nsay = ''", "p.toml: symbols, entry 1: 'find' and 'say' must be strings."),
        ("[[symbols]]\nfind = '('\nsay = ''", "p.toml: symbols, entry 1: 'find' is not a valid pattern"),
    ],
)
def test_a_bad_table_is_told_in_one_sentence(table: str, sentence: str) -> None:
    with pytest.raises(BadPronunciationError) as raised:
        parse_pronunciation(table, "p.toml")
    assert str(raised.value).startswith(sentence)


PHONEMES = """
import ctypes, espeakng_loader, json, sys
library = ctypes.CDLL(espeakng_loader.get_library_path())
library.espeak_TextToPhonemes.restype = ctypes.c_char_p
library.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int]
assert library.espeak_Initialize(1, 0, espeakng_loader.get_data_path().encode(), 0) > 0
assert library.espeak_SetVoiceByName(b"gmw/en") == 0
rest, said = ctypes.c_char_p(sys.argv[1].encode()), []
while rest.value:
    said.append(library.espeak_TextToPhonemes(ctypes.byref(rest), 1, 2).decode())
print(json.dumps(" ".join(" ".join(said).split())))
"""


def phonemes(text: str) -> object:
    """Ask the packaged espeak-ng how it would say a text, as IPA; in a process of its own, as it can start once."""
    pytest.importorskip("espeakng_loader")
    answer = subprocess.run([sys.executable, "-c", PHONEMES, text], check=True, capture_output=True, text=True)
    return json.loads(answer.stdout)


@pytest.mark.parametrize(
    ("text", "ipa"),
    [
        ("psoas", "sˈəʊəz"),
        ("iliacus", "ˈɪlˈaɪakəs"),
        ("iliopsoas", "ˈɪlɪˌəʊsˈəʊəz"),
        ("sacroiliac", "sˈakɹəʊˈɪliˌak"),
        ("trochanter", "tɹˈəʊkˈantə"),
        ("0–10", "zˈiəɹəʊ tə tˈɛn"),
        ("L1–L5", "ˈɛl wˈɒn tʊ ˈɛl fˈaɪv"),
        ("90°", "nˈaɪnti dɪɡɹˈiːz"),
    ],
)
def test_espeak_really_says_it_so(text: str, ipa: str) -> None:
    assert phonemes(TABLE.respell(text).text) == ipa

"""Piper for real: its package speaks with a tiny voice that is built here."""

from __future__ import annotations

import json
import sys
from array import array
from datetime import timedelta
from pathlib import Path

import pytest

from deskmate.voice.choice import Choice
from deskmate.voice.engine import EngineUnavailableError, RenderError
from deskmate.voice.engines import open_engine, open_exactly
from deskmate.voice.piper_engine import PiperEngine, load_piper
from deskmate.voice.voices import Voice
from deskmate.voice.words import caption_words
from tests.voice.tiny_piper import FRAME_RATE, NAME, build_voice

TEXT = "Stand tall, and breathe. Then rest."


@pytest.fixture(scope="module")
def voice_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_voice(tmp_path_factory.mktemp("voice"))


@pytest.fixture(scope="module")
def piper(voice_file: Path) -> PiperEngine:
    return load_piper(str(voice_file))


def test_it_speaks_and_every_word_has_its_place(piper: PiperEngine) -> None:
    clip = piper.render(TEXT, 150, 1.0)
    assert [TEXT[word.start : word.end] for word in clip.words] == ["Stand", "tall", "and", "breathe", "Then", "rest"]
    times = [word.at for word in clip.words]
    assert times == sorted(set(times))
    assert times[-1] < clip.duration
    assert (clip.frame_rate, clip.exact) == (FRAME_RATE, False)
    assert max(map(abs, array("h", clip.samples))) > 10000


def test_there_is_a_silence_between_sentences_and_the_next_word_comes_after_it(piper: PiperEngine) -> None:
    clip = piper.render(TEXT, 150, 1.0)
    then = clip.words[4].at
    before = round((then - timedelta(milliseconds=150)).total_seconds() * FRAME_RATE)
    until = round(then.total_seconds() * FRAME_RATE)
    assert not any(array("h", clip.samples)[before:until])


@pytest.mark.parametrize("rate", [100, 150, 300])
def test_the_rate_is_met_whatever_pace_the_voice_has_of_its_own(piper: PiperEngine, rate: int) -> None:
    text = "Keep your chest tall and let the hips come forward until you feel it"
    _words, expected = caption_words(text, rate)
    assert piper.render(text, rate, 1.0).duration / expected == pytest.approx(1, abs=0.2)


def test_a_lower_volume_is_quieter(piper: PiperEngine) -> None:
    loud, quiet = (max(map(abs, array("h", piper.render("Rest", 150, v).samples))) for v in (1.0, 0.25))
    assert quiet == pytest.approx(loud / 4, rel=0.02)


@pytest.mark.parametrize("text", ["", " … ", "😀", "— / —"])
def test_a_text_without_words_is_a_clip_without_sound(piper: PiperEngine, text: str) -> None:
    assert (piper.render(text, 150, 1.0).samples, piper.render(text, 150, 1.0).words) == (b"", ())


@pytest.mark.parametrize("text", ["שלום עולם", "漢字かな", "\0\x1b[ a", "a" * 3000, "[[ a"])
def test_odd_texts_are_spoken_without_harm(piper: PiperEngine, text: str) -> None:
    clip = piper.render(text, 300, 1.0)
    assert all(timedelta(0) <= word.at <= clip.duration for word in clip.words)


def test_it_is_chosen_like_any_engine_and_its_voice_is_its_file(voice_file: Path) -> None:
    opened = open_exactly(Choice("piper", str(voice_file)))
    assert opened.voices() == (Voice("en-us", NAME, str(voice_file)),)
    assert opened.engine.name == "Piper"
    assert opened.engine.version


def test_a_file_that_is_not_there_is_told_and_the_usual_voice_speaks(tmp_path: Path) -> None:
    missing = tmp_path / "none.onnx"
    sentence = f"The Piper voice {missing} cannot be used: there is no file {missing}."
    with pytest.raises(EngineUnavailableError) as caught:
        load_piper(str(missing))
    assert str(caught.value) == sentence
    opened = open_engine(Choice("piper", str(missing)))
    assert (opened.engine.name, opened.note) == ("espeak-ng", sentence)


def test_no_file_at_all_is_told() -> None:
    with pytest.raises(EngineUnavailableError, match=r"^Piper needs a voice file: name an \.onnx file"):
        load_piper("")


def test_a_voice_without_its_configuration_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.onnx").write_bytes(b"")
    with pytest.raises(EngineUnavailableError, match=r"there is no file .*a\.onnx\.json\.$"):
        load_piper(str(tmp_path / "a.onnx"))


def test_a_voice_whose_letters_piper_would_download_is_refused(tmp_path: Path) -> None:
    file = build_voice(tmp_path)
    configuration = json.loads(Path(f"{file}.json").read_text())
    Path(f"{file}.json").write_text(json.dumps(configuration | {"phoneme_type": "pinyin"}))
    with pytest.raises(EngineUnavailableError, match="needs further downloads"):
        load_piper(str(file))


@pytest.mark.parametrize("damage", ["model", "configuration"])
def test_a_damaged_voice_is_told(tmp_path: Path, damage: str) -> None:
    file = build_voice(tmp_path)
    (file if damage == "model" else Path(f"{file}.json")).write_text("rubbish")
    with pytest.raises(EngineUnavailableError, match="cannot be loaded"):
        load_piper(str(file))


def test_a_voice_that_does_not_fit_its_configuration_is_told(tmp_path: Path) -> None:
    file = build_voice(tmp_path)
    configuration = json.loads(Path(f"{file}.json").read_text())
    Path(f"{file}.json").write_text(json.dumps(configuration | {"num_speakers": 2}))
    with pytest.raises(EngineUnavailableError, match="cannot speak"):
        load_piper(str(file))


def test_a_model_that_fails_in_the_middle_fails_that_text_alone(
    piper: PiperEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(piper._piper, "synthesize", lambda *_: 1 / 0)
        with pytest.raises(RenderError, match="ZeroDivisionError"):
            piper.render(TEXT, 150, 1.0)
    assert piper.render(TEXT, 150, 1.0).frames


def test_without_the_package_the_sentence_says_what_to_install(
    voice_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "piper", None)
    with pytest.raises(EngineUnavailableError, match=r"pip install '\.\[piper\]'"):
        load_piper(str(voice_file))

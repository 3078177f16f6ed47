"""What `deskmate say` makes of its command line, and how a text is said sentence by sentence."""

from __future__ import annotations

import argparse
import wave
from pathlib import Path

import pytest

from deskmate.voice.choice import Choice
from deskmate.voice.saying import (
    NothingToSayError,
    Recital,
    SayingError,
    UnheardError,
    Usual,
    add_options,
    chosen,
    listing,
    say,
    sentences,
)
from deskmate.voice.speaker import UtteranceEnded, VoiceChanged, VoiceStatus
from deskmate.voice.voices import Voice
from tests.running import ScriptedSpeaker

GERMAN = Choice("espeak", "German", 70, silent=True)
USUAL = Usual(Choice(), 150, 1.0, "")


def options(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_options(parser)
    return parser.parse_args(arguments)


@pytest.mark.parametrize(
    ("engine", "voice", "choice"),
    [
        (None, None, Choice("espeak", "German", 70)),
        (None, "en-us", Choice("espeak", "en-us", 70)),
        ("espeak", None, Choice("espeak", "German", 70)),
        ("auto", None, Choice("auto", "", 70)),
        ("piper", "/v/a.onnx", Choice("piper", "/v/a.onnx", 70)),
        (None, "a.onnx", Choice("piper", "a.onnx", 70)),
    ],
)
def test_the_command_line_goes_before_the_settings(engine: str | None, voice: str | None, choice: Choice) -> None:
    assert chosen(GERMAN, engine, voice) == choice


@pytest.mark.parametrize("rate", ["5", "401", "fast", "-1", "1e2", "١٥٠"])
def test_a_bad_rate_is_a_usage_error(rate: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        options("Hello", "--rate", rate)
    assert caught.value.code == 2
    assert "80 to 400" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], [""], [" \n"]])
def test_without_a_text_it_says_so(arguments: list[str]) -> None:
    with pytest.raises(NothingToSayError, match="there is nothing to say"):
        say(options(*arguments), USUAL)


def test_voices_are_listed_in_columns_by_language() -> None:
    voices = [Voice("de", "German", "gmw/de"), Voice("en-gb", "English (Great Britain)", "gmw/en")]
    assert listing(voices) == [
        "de     German                   gmw/de",
        "en-gb  English (Great Britain)  gmw/en",
    ]
    assert listing([]) == []


def test_a_text_is_said_sentence_by_sentence_and_a_blank_line_ends_one() -> None:
    text = "One\ntwo, e.g. three. Four?\r\n\r\nA heading\n\n\n"
    assert sentences(text) == ("One two, e.g. three.", "Four?", "A heading")


def test_few_sentences_wait_in_the_voice_and_all_are_said() -> None:
    speaker = ScriptedSpeaker()
    texts = [f"{n}." for n in range(10)]
    recital = Recital(speaker, texts)
    assert speaker.said == texts[:3]
    for number in range(1, 11):
        speaker.tell(UtteranceEnded(number, completed=True))
        assert speaker.said == texts[: min(number + 3, 10)]
    recital.wait()
    assert recital.unheard == ()


def test_a_voice_that_falls_silent_ends_it_and_leaves_the_rest_unheard() -> None:
    speaker = ScriptedSpeaker()
    recital = Recital(speaker, ["One.", "Two.", "Three."])
    speaker.tell(UtteranceEnded(1, completed=True))
    speaker.tell(VoiceChanged(VoiceStatus(audible=False, reason="Gone.")))
    speaker.tell(UtteranceEnded(2, completed=True))
    recital.wait()
    assert recital.unheard == ("Two.", "Three.")


def test_nothing_but_space_is_over_at_once() -> None:
    recital = Recital(ScriptedSpeaker(), ())
    recital.wait()
    assert recital.unheard == ()


@pytest.mark.usefixtures("silent_machine")
def test_what_cannot_be_heard_is_told_with_its_captions() -> None:
    with pytest.raises(UnheardError, match=r"^nothing could be heard: No sound ") as caught:
        say(options("Stand tall. Breathe."), USUAL)
    assert caught.value.captions == ("Stand tall.", "Breathe.")


def test_a_file_holds_what_would_be_said_and_is_replaced_as_a_whole(tmp_path: Path) -> None:
    file = tmp_path / "said.wav"
    lengths = []
    for rate in ("100", "300"):
        assert say(options("Stand tall and breathe.", "--out", str(file), "--rate", rate), USUAL) == []
        with wave.open(str(file)) as sound:
            assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, 22050)
            lengths.append(sound.getnframes())
    assert lengths[0] > 2 * lengths[1]
    assert [found.name for found in tmp_path.iterdir()] == ["said.wav"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["Hello", "--voice", "Germn"], "No voice is called 'Germn'; did you mean 'German'?"),
        (
            ["Hello", "--engine", "nsss"],
            "The speech engine nsss is part of macOS and is not to be had here.",
        ),
        (["Hello", "--out", "/nowhere/x.wav"], "/nowhere/x.wav cannot be written: No such file or directory."),
        (["…", "--out", "/nowhere/x.wav"], "There is no word in the text."),
    ],
)
def test_what_cannot_be_is_one_sentence(arguments: list[str], sentence: str) -> None:
    with pytest.raises(SayingError) as caught:
        say(options(*arguments), USUAL)
    assert str(caught.value) == sentence


def test_espeaks_voices_are_listed(tmp_path: Path) -> None:
    lines = say(options("--list-voices", "--voice", "no such voice"), USUAL)
    assert any(line.split() == ["en-us", "English", "(America)", "gmw/en-us"] for line in lines)

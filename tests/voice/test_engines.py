"""Opening the engine that was chosen: espeak-ng for real, macOS's and Windows's over fakes of their drivers."""

from __future__ import annotations

from array import array
from datetime import timedelta
from math import hypot
from statistics import median

import pytest

from deskmate.voice.choice import Choice, parse_choice
from deskmate.voice.engine import Clip, EngineUnavailableError, RenderError, UnknownVoiceError
from deskmate.voice.engines import Mute, open_engine, open_exactly
from tests.voice.system_drivers import Nsss, Sapi5, SystemDriver, install

LOUD = 3000
SYSTEMS = [("darwin", Nsss, "macOS speech (nsss)"), ("win32", Sapi5, "Windows speech (sapi5)")]


def pitch_of(clip: Clip) -> float:
    """Estimate the median pitch (Hz, 50 to 250) of the loud parts, by the lag at which each is most like itself."""
    sound = array("h", clip.samples)[::3]
    rate = clip.frame_rate / 3
    pitches = []
    for start in range(0, len(sound) - 600, 600):
        part = sound[start : start + 600]
        if max(map(abs, part)) > LOUD:
            pitches.append(rate / max(range(30, 150), key=lambda lag: _likeness(part, lag)))
    return median(pitches)


def _likeness(part: array[int], lag: int) -> float:
    here, there = part[:-lag], part[lag:]
    product = sum(a * b for a, b in zip(here, there, strict=True))
    return product / (hypot(*here) * hypot(*there))


@pytest.mark.parametrize("choice", [Choice(), Choice("piper", "/tmp/a b.onnx", 70, silent=True)])
def test_a_choice_survives_its_way_to_the_worker(choice: Choice) -> None:
    assert parse_choice(choice.as_json()) == choice


@pytest.mark.parametrize("argument", ["", "[]", "3", '{"colour": "red"}'])
def test_an_argument_that_is_no_choice_is_an_error(argument: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        parse_choice(argument)


@pytest.mark.parametrize(("platform", "driver", "name"), SYSTEMS)
def test_the_systems_own_voice_is_the_usual_one(
    monkeypatch: pytest.MonkeyPatch, platform: str, driver: type[SystemDriver], name: str
) -> None:
    built = install(monkeypatch, platform, driver)
    opened = open_engine(Choice())
    clip = opened.engine.render("Stand tall and breathe.", 240, 0.5)
    assert (opened.engine.name, opened.note) == (name, "")
    assert clip.duration == timedelta(seconds=1)
    assert (clip.exact, len(clip.words)) == (False, 4)
    assert max(array("h", clip.samples)) == pytest.approx(4000, abs=2)
    assert (built[0].rate, built[0].voice) == (240, driver.voices[0].id)


@pytest.mark.parametrize(("platform", "driver", "name"), SYSTEMS)
def test_its_voices_are_named_by_it_and_can_be_chosen(
    monkeypatch: pytest.MonkeyPatch, platform: str, driver: type[SystemDriver], name: str
) -> None:
    built = install(monkeypatch, platform, driver)
    german = next(voice for voice in driver.voices if voice.languages[0] in {"de_DE", "de-DE"})
    opened = open_exactly(Choice(driver.__name__.lower(), str(german.name), pitch=80))
    opened.engine.render("Steh auf.", 150, 1.0)
    assert built[0].voice == german.id
    assert built[0].printed == [], "neither engine has a pitch, and both print that"
    assert {(voice.language, voice.name) for voice in opened.voices()} == {
        (voice.languages[0] or "", voice.name) for voice in driver.voices
    }


@pytest.mark.parametrize(("platform", "driver", "name"), SYSTEMS)
def test_a_voice_it_does_not_have_is_told_and_its_usual_one_speaks(
    monkeypatch: pytest.MonkeyPatch, platform: str, driver: type[SystemDriver], name: str
) -> None:
    install(monkeypatch, platform, driver)
    opened = open_engine(Choice(voice="xyzzy"))
    assert opened.engine.name == name
    assert opened.note.startswith("No voice is called 'xyzzy'")


def test_the_engine_of_another_system_is_told_and_the_usual_one_speaks() -> None:
    with pytest.raises(EngineUnavailableError) as caught:
        open_exactly(Choice("sapi5"))
    assert str(caught.value) == "The speech engine sapi5 is part of Windows and is not to be had here."
    opened = open_engine(Choice("sapi5"))
    assert (opened.engine.name, opened.note) == ("espeak-ng", str(caught.value))


def test_espeak_speaks_with_the_voice_and_pitch_that_were_chosen() -> None:
    text = "Stand tall and breathe."
    low, usual, high = (
        pitch_of(open_exactly(Choice("espeak", "en-us", pitch)).engine.render(text, 150, 1.0))
        for pitch in (0, 50, 99)
    )
    assert low * 1.2 < usual < high / 1.2
    german = open_exactly(Choice("espeak", "German")).engine.render(text, 150, 1.0)
    british = open_exactly(Choice("espeak")).engine.render(text, 150, 1.0)
    assert german.samples != british.samples


def test_espeak_lists_its_voices_by_language() -> None:
    voices = open_exactly(Choice("espeak")).voices()
    assert [v.language for v in voices] == sorted(v.language for v in voices)
    assert ("en-gb", "English (Great Britain)", "gmw/en") in {(v.language, v.name, v.id) for v in voices}
    with pytest.raises(UnknownVoiceError, match="did you mean 'German'"):
        open_exactly(Choice("espeak", "Germann"))


def test_a_silent_choice_loads_no_engine_and_says_why() -> None:
    with pytest.raises(EngineUnavailableError, match=r"^The voice is set to captions and chime only\.$"):
        open_engine(Choice(silent=True))
    with pytest.raises(RenderError):
        Mute().render("a", 150, 1.0)

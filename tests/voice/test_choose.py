from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from deskmate.voice.captions import CaptionSpeaker
from deskmate.voice.choice import Choice
from deskmate.voice.choose import choose_speaker, probe
from deskmate.voice.pronunciation import BadPronunciationError
from deskmate.voice.saying import Usual, speak
from deskmate.voice.speaker import VoiceStatus
from deskmate.voice.worker_speaker import WorkerSpeaker


def test_a_voice_that_is_turned_off_is_captions_and_says_so() -> None:
    speaker = choose_speaker(enabled=False)
    assert isinstance(speaker, CaptionSpeaker)
    assert speaker.status == VoiceStatus(
        audible=False, reason="The voice is turned off; captions show what would be said."
    )


def test_a_voice_that_is_turned_on_starts_nothing_until_it_is_needed() -> None:
    speaker = choose_speaker(pronunciation="[words]\npsoas = 'soas'")
    assert isinstance(speaker, WorkerSpeaker)
    assert speaker.status == VoiceStatus(audible=False, reason="The voice is getting ready.")
    speaker.close()


def test_a_bad_table_is_told_before_anything_is_said() -> None:
    with pytest.raises(BadPronunciationError, match=r"^pronunciation\.toml: "):
        choose_speaker(pronunciation="words = 3")


@pytest.mark.usefixtures("silent_machine")
def test_without_a_sound_device_the_reason_is_given_and_nothing_is_waited_for(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    found = probe(log=tmp_path / "voice.log")
    said = speak("A text that would take a minute to caption. " * 20, Usual(Choice())).status
    assert (found.audible, said.audible, found.backend) == (False, False, "")
    assert found.engine == said.engine
    assert found.engine.startswith("espeak-ng ")
    assert found.reason.startswith("No sound ")
    assert said.reason == found.reason.removesuffix(".") + "; captions show what would be said."
    assert capfd.readouterr() == ("", "")


def test_a_probe_that_takes_too_long_is_given_up() -> None:
    assert probe(limit=timedelta(0)) == VoiceStatus(
        audible=False, reason="The speech process did not get ready in time."
    )

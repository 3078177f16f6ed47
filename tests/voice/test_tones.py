"""The tones: without a click, soft, of the right pitch, and laid over speech without spoiling it."""

from __future__ import annotations

from array import array
from itertools import pairwise
from math import pi

import pytest

from deskmate.voice.mixing import Overlay
from deskmate.voice.tones import Tone, tone_samples

RATES = [16000, 22050, 48000]
FULL = 32767


def samples(tone: Tone, rate: int) -> array[int]:
    return array("h", tone_samples(tone, rate))


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("tone", list(Tone))
def test_no_tone_clicks(tone: Tone, rate: int) -> None:
    sound = samples(tone, rate)
    millisecond = rate // 1000
    assert sound[0] == sound[-1] == 0
    assert max(map(abs, sound[:millisecond])) < 0.02 * FULL
    assert max(map(abs, sound[-millisecond:])) < 0.001 * FULL
    # No step is steeper than a sine of the highest partial at the tone's own peak.
    steepest = 2 * pi * 2695 / rate * max(map(abs, sound)) + 1
    assert max(abs(b - a) for a, b in pairwise(sound)) <= steepest


@pytest.mark.parametrize("tone", list(Tone))
def test_tones_are_soft_and_stand_on_zero(tone: Tone) -> None:
    sound = samples(tone, 22050)
    assert 0.05 * FULL < max(map(abs, sound)) <= 0.25 * FULL + 1
    assert abs(sum(sound) / len(sound)) < 0.002 * FULL


def test_the_bell_fades_for_longer_than_it_rises() -> None:
    sound = samples(Tone.CHIME, 22050)
    loudest = max(range(len(sound)), key=lambda index: abs(sound[index]))
    assert loudest / 22050 < 0.05
    quarters = [max(map(abs, sound[start : start + 5512])) for start in range(0, 4 * 5512, 5512)]
    assert quarters == sorted(quarters, reverse=True)
    assert len(sound) / 22050 == pytest.approx(1.8, abs=0.001)


@pytest.mark.parametrize("rate", RATES)
def test_the_pitch_is_the_same_at_every_rate(rate: int) -> None:
    sound = samples(Tone.READY, rate)
    crossings = sum(1 for a, b in pairwise(sound) if a < 0 <= b)
    assert crossings / 0.16 == pytest.approx(440, rel=0.03)


def test_a_tone_over_silence_is_itself_however_it_is_asked_for() -> None:
    overlay = Overlay()
    overlay.add(Tone.TICK, 1.0)
    heard = b""
    while overlay.is_ringing:
        heard += overlay.mix(bytes(2 * 441), 22050)
    tick = tone_samples(Tone.TICK, 22050)
    assert heard[: len(tick)] == tick
    assert not any(heard[len(tick) :])


def test_tones_add_to_speech_and_never_wrap_around() -> None:
    overlay = Overlay()
    overlay.add(Tone.CHIME, 1.0)
    overlay.add(Tone.CHIME, 1.0)
    loud = array("h", [FULL] * 4410)
    mixed = array("h", overlay.mix(loud.tobytes(), 22050))
    assert max(mixed) == FULL
    assert min(mixed) > 0


def test_volume_mute_and_clear() -> None:
    overlay = Overlay()
    overlay.add(Tone.CHIME, 0.5)
    half = max(map(abs, array("h", overlay.mix(bytes(8820), 22050))))
    assert half == pytest.approx(0.125 * FULL, rel=0.02)
    assert not any(overlay.mix(bytes(8820), 22050, muted=True))
    assert overlay.is_ringing
    overlay.clear()
    assert overlay.mix(b"\1\2", 22050) == b"\1\2"

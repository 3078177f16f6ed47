"""The player with a device that the test pulls by hand."""

from __future__ import annotations

import threading
from collections.abc import Generator, Sequence
from datetime import timedelta

import pytest

from deskmate.voice.deck import Ended, Note, Started, Word
from deskmate.voice.engine import Clip
from deskmate.voice.player import Player, PlayerEars, SoundUnavailableError
from deskmate.voice.tones import Tone, tone_samples
from deskmate.voice.words import TimedWord

LIMIT = 10
SAMPLES = bytes(range(1, 201))
CLIP = Clip(SAMPLES, 1000, (TimedWord(0, 3, timedelta(0)),), exact=True)


class HandDevice:
    backend = "Hand"

    def __init__(self) -> None:
        self.started = threading.Event()
        self.closed = threading.Event()
        self.frames: Generator[bytes, int, None] | None = None

    def start(self, callback_generator: Generator[bytes, int, None]) -> None:
        self.frames = callback_generator
        self.started.set()

    def close(self) -> None:
        self.closed.set()

    def pull(self, frames: int) -> bytes:
        assert self.started.wait(LIMIT)
        assert self.frames is not None
        return self.frames.send(frames)


class Room:
    def __init__(self) -> None:
        self.devices: list[HandDevice] = []
        self.notes: list[Note] = []
        self.lost: list[str] = []
        self.broken = False
        self.opened = threading.Semaphore(0)
        self.news = threading.Semaphore(0)
        self.player = Player(
            PlayerEars(self._heard, lambda: None, self._lost), self._open, timedelta(milliseconds=50)
        )

    def _open(self, frame_rate: int) -> HandDevice:
        if self.broken:
            raise SoundUnavailableError("No sound device was found.")
        self.devices.append(HandDevice())
        self.opened.release()
        return self.devices[-1]

    def _heard(self, notes: Sequence[Note]) -> None:
        for note in notes:
            self.notes.append(note)
            self.news.release()

    def _lost(self, reason: str) -> None:
        self.lost.append(reason)
        self.news.release()

    def device(self) -> HandDevice:
        """Wait for the next device to be opened."""
        assert self.opened.acquire(timeout=LIMIT)
        return self.devices[-1]

    def wait_for(self, news: int) -> None:
        for _ in range(news):
            assert self.news.acquire(timeout=LIMIT)


@pytest.fixture
def room() -> Generator[Room, None, None]:
    room = Room()
    assert room.player.start() == "Hand"
    assert room.device().closed.is_set()
    yield room
    room.player.close()


def test_a_clip_is_played_and_told_and_the_device_is_put_away_after(room: Room) -> None:
    room.player.play(1, CLIP)
    device = room.device()
    assert device.pull(60) + device.pull(40) == SAMPLES
    room.wait_for(3)
    assert room.notes == [
        Started(1, timedelta(milliseconds=100), exact=True),
        Word(1, 0, 3),
        Ended(1, completed=True),
    ]
    assert device.closed.wait(LIMIT)


def test_a_pause_is_silent_with_the_next_frame_and_gives_the_device_back(room: Room) -> None:
    room.player.play(1, CLIP)
    device = room.device()
    first = device.pull(10)
    room.player.pause()
    assert device.pull(10) == bytes(20)
    assert device.closed.wait(LIMIT)
    room.player.resume()
    again = room.device().pull(100)
    assert (first, again) == (SAMPLES[:20], SAMPLES), "the word it was held in is said from its start"


def test_stop_tells_at_once_that_all_ended(room: Room) -> None:
    room.player.play(1, CLIP)
    room.player.play(2, CLIP)
    device = room.device()
    room.player.stop()
    assert [note for note in room.notes if isinstance(note, Ended)] == [
        Ended(1, completed=False),
        Ended(2, completed=False),
    ]
    assert device.pull(10) == bytes(20)


def test_a_lost_device_is_told_in_a_sentence(room: Room) -> None:
    room.broken = True
    room.player.play(1, CLIP)
    room.wait_for(1)
    assert room.lost == ["No sound device was found."]


def test_no_device_at_the_start_is_an_error() -> None:
    room = Room()
    room.broken = True
    with pytest.raises(SoundUnavailableError, match=r"^No sound device was found\.$"):
        room.player.start()
    room.player.close()


def test_a_tone_rings_while_speech_is_paused_and_the_device_is_put_away_after(room: Room) -> None:
    room.player.play(1, CLIP)
    room.device().pull(10)
    room.player.pause()
    room.player.ring(Tone.READY, 1.0)
    tone = tone_samples(Tone.READY, 1000)
    heard = b""
    while len(heard) < len(tone):
        heard += room.devices[-1].pull(10)
    assert heard.rstrip(b"\0") == tone.rstrip(b"\0")
    assert room.devices[-1].closed.wait(LIMIT)
    assert room.lost == []


def test_a_pause_also_silences_a_tone(room: Room) -> None:
    room.player.ring(Tone.CHIME, 1.0)
    device = room.device()
    assert any(device.pull(100))
    room.player.pause()
    assert not any(device.pull(100))


def test_a_tone_is_mixed_into_speech_and_muting_silences_both(room: Room) -> None:
    room.player.play(1, CLIP)
    device = room.device()
    device.pull(10)
    room.player.ring(Tone.READY, 1.0)
    assert device.pull(20) != SAMPLES[20:60]
    room.player.set_muted(muted=True)
    assert device.pull(20) == bytes(40)

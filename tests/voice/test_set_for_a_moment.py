"""Lines set for a moment, words gone back to, speed and loudness changed in mid-sentence; time is an argument."""

from __future__ import annotations

from datetime import timedelta

import pytest

from deskmate.voice.captions import CaptionConductor
from deskmate.voice.choice import Choice
from deskmate.voice.deck import Deck, Ended, Started, Word
from deskmate.voice.engine import Clip
from deskmate.voice.mixing import louder
from deskmate.voice.speaker import SpeechEvent, UtteranceEnded, UtteranceStarted, WordSpoken
from tests.voice.test_deck import RATE, clip, heard, ms
from tests.voice.test_speech import TEXT, Stage, words


def test_a_clip_set_for_a_moment_begins_with_that_frame_and_takes_the_place_of_all_else() -> None:
    deck = Deck()
    deck.add(1, clip(100, 0, sample=b"\1\1"))
    deck.add(2, clip(50, 0, sample=b"\2\2"))
    deck.add(3, clip(10, 0, sample=b"\3\3"), at=ms(35))
    played = b"".join(deck.pull(20, RATE, ms(now)) for now in (0, 20, 40))
    assert played == b"\1\1" * 35 + b"\3\3" * 10 + b"\0\0" * 15
    assert heard(deck, 60) == [
        (0, Started(1, ms(100), exact=True)),
        (0, Word(1, 0, 1)),
        (35, Ended(1, completed=False)),
        (35, Ended(2, completed=False)),
        (35, Started(3, ms(10), exact=True)),
        (35, Word(3, 0, 1)),
        (45, Ended(3, completed=True)),
    ]


def test_a_moment_that_is_past_is_now_and_of_two_the_later_is_heard() -> None:
    deck = Deck()
    deck.add(1, clip(10, 0, sample=b"\1\1"), at=ms(5))
    deck.add(2, clip(10, 0, sample=b"\2\2"), at=ms(6))
    assert deck.pull(10, RATE, ms(100)) == b"\2\2" * 10
    assert next(note for _at, note in heard(deck, 200)) == Ended(1, completed=False)


def test_it_waits_in_silence_and_wants_its_frames_meanwhile() -> None:
    deck = Deck()
    deck.add(1, clip(10, 0), at=ms(50))
    assert (deck.is_running, deck.is_empty, deck.frame_rate) == (True, False, RATE)
    assert deck.pull(20, RATE, ms(0)) == bytes(40)
    assert deck.clear() == [Ended(1, completed=False)]
    assert deck.is_empty


def test_a_pause_goes_on_with_the_word_it_was_held_in() -> None:
    deck = Deck()
    samples = bytes(range(1, 201))
    words = clip(100, 0, 40, 80).words
    deck.add(1, Clip(samples, RATE, words, exact=True))
    deck.pull(60, RATE, ms(0))
    deck.paused = True
    deck.pull(20, RATE, ms(60))
    deck.resume()
    assert deck.pull(60, RATE, ms(80)) == samples[80:]
    told = [note for _at, note in heard(deck, 300) if isinstance(note, Word)]
    assert told == [Word(1, 0, 1), Word(1, 1, 2), Word(1, 2, 3)], "and no word is told twice"


@pytest.mark.parametrize(
    ("step", "frame", "words"), [(1, 80, [2]), (-1, 0, [0, 1, 2]), (0, 40, [1, 2]), (-9, 0, [0, 1, 2]), (9, 100, [])]
)
def test_words_are_skipped_and_gone_back_to(step: int, frame: int, words: list[int]) -> None:
    deck = Deck()
    samples = bytes(range(1, 201))
    deck.add(1, Clip(samples, RATE, clip(100, 0, 40, 80).words, exact=True))
    deck.pull(60, RATE, ms(0))
    deck.due(ms(60))
    deck.skip(step)
    assert deck.pull(100, RATE, ms(60)) == samples[2 * frame :].ljust(200, b"\0")
    assert [note.start for _at, note in heard(deck, 300) if isinstance(note, Word)] == words


def test_nothing_is_skipped_where_nothing_is_said() -> None:
    deck = Deck()
    deck.skip(1)
    deck.resume()
    assert deck.is_empty


def test_what_waits_is_forgotten_without_a_word_but_for_one() -> None:
    deck = Deck()
    for number in (1, 2, 3):
        deck.add(number, clip(10, 0))
    deck.add(4, clip(10, 0), at=ms(500))
    deck.pull(5, RATE, ms(0))
    deck.keep(1)
    deck.pull(100, RATE, ms(5))
    assert {note.utterance for _at, note in heard(deck, 600)} == {1}


def test_samples_are_made_quieter_and_full_ones_left_alone() -> None:
    loud = (1000).to_bytes(2, "little", signed=True) + (-3000).to_bytes(2, "little", signed=True)
    assert louder(loud, 1.0) is loud
    assert louder(loud, 0.5) == (500).to_bytes(2, "little", signed=True) + (-1500).to_bytes(2, "little", signed=True)
    assert louder(bytes(4), 0.5) == bytes(4)


@pytest.fixture
def stage() -> Stage:
    from tests.voice.test_speech import READY

    stage = Stage()
    stage.voice.start(stage.now)
    stage.hear(READY)
    stage.take()
    return stage


def test_a_line_for_a_moment_is_sent_ahead_and_ends_what_is_said_when_it_begins(stage: Stage) -> None:
    stage.say(1)
    stage.started(1)
    stage.voice.say(2, "Now.", stage.now, queue=False, after=ms(300))
    assert stage.link.orders[-1] == {"op": "say", "id": 2, "text": "Now.", "rate": 150, "in_ms": 300.0}
    assert stage.link.ops() == [("say", 1), ("say", 2)]
    stage.take()
    stage.hear({"event": "ended", "id": 1, "completed": False})
    stage.started(2)
    ended, begun = stage.take()
    assert ended == UtteranceEnded(1, completed=False)
    assert isinstance(begun, UtteranceStarted)


def test_its_worker_has_until_that_moment_and_the_usual_time_to_begin(stage: Stage) -> None:
    stage.voice.say(1, "Now.", stage.now, queue=False, after=timedelta(seconds=60))
    stage.wait(61)
    assert stage.take() == []
    stage.wait(5)
    assert stage.link.ended == "killed"


def test_captions_keep_its_moment_too() -> None:
    stage = Stage()
    stage.broken = True
    stage.say(1)
    stage.take()
    stage.voice.say(2, "Now.", stage.now, queue=False, after=ms(300))
    stage.wait(0.29)
    assert {event.utterance for event in stage.take() if isinstance(event, WordSpoken)} <= {1}
    stage.wait(0.02)
    told = stage.take()
    assert UtteranceEnded(1, completed=False) in told
    assert words([event for event in told if isinstance(event, WordSpoken) and event.utterance == 2], "Now.")


def test_the_voice_of_captions_alone_keeps_it_as_well() -> None:
    told: list[SpeechEvent] = []
    voice = CaptionConductor(told.append, rate=150, reason="Off.")
    voice.say(1, "Some words that last.", ms(0), queue=False)
    voice.say(2, "Now.", ms(0), queue=False, after=ms(300))
    assert voice.due() is not None
    voice.tick(ms(299))
    assert not [event for event in told if event == UtteranceEnded(1, completed=False)]
    voice.tick(ms(300))
    assert told[-3:] == [
        UtteranceEnded(1, completed=False),
        UtteranceStarted(2, told[-2].duration, exact=False),  # type: ignore[union-attr]
        WordSpoken(2, 0, 3),
    ]


def test_words_are_gone_back_to_with_and_without_a_worker(stage: Stage) -> None:
    stage.say(1)
    stage.voice.skip(-1, stage.now)
    stage.started(1)
    stage.voice.skip(-2, stage.now)
    assert [order for order in stage.link.orders if order["op"] == "skip"] == [{"op": "skip", "words": -2}]
    silent = Stage()
    silent.broken = True
    silent.say(1)
    silent.wait(1)
    silent.take()
    silent.voice.skip(-9, silent.now)
    assert words(silent.take())[0] == "The"


def test_a_new_speed_is_the_next_sentences_and_a_new_loudness_counts_at_once(stage: Stage) -> None:
    stage.say(1)
    stage.say(2, "Second.", queue=True)
    stage.started(1)
    stage.voice.set_rate(250, stage.now)
    stage.voice.set_volume(0.5)
    said = stage.link.orders[2:]
    assert said == [
        {"op": "keep", "id": 1},
        {"op": "say", "id": 2, "text": "Second.", "rate": 250, "in_ms": None},
        {"op": "volume", "value": 0.5},
    ]


def test_another_voice_says_again_what_was_being_said(stage: Stage) -> None:
    from tests.voice.test_speech import READY

    stage.say(1)
    stage.started(1)
    old = stage.link
    stage.voice.choose(Choice(voice="en-us"), stage.now)
    stage.hear(READY)
    assert (old.ended, len(stage.links)) == ("killed", 2)
    assert stage.link.ops() == [("say", 1)]
    assert stage.link.orders[0]["text"] == "The soas at 90 degrees rests."
    assert TEXT.startswith("The psoas")

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from deskmate.voice.deck import Deck, Ended, Note, Started, Word
from deskmate.voice.engine import Clip
from deskmate.voice.words import TimedWord

RATE = 1000


def ms(value: float) -> timedelta:
    return timedelta(milliseconds=value)


def clip(length_ms: int, *words_at_ms: int, sample: bytes = b"\1\2") -> Clip:
    words = tuple(TimedWord(index, index + 1, ms(at)) for index, at in enumerate(words_at_ms))
    return Clip(sample * length_ms, RATE, words, exact=True)


def heard(deck: Deck, until_ms: int) -> list[tuple[float, Note]]:
    """Look at the notes every millisecond."""
    return [(at, note) for at in range(until_ms + 1) for note in deck.due(ms(at))]


def test_notes_come_when_their_frames_are_heard_not_when_they_are_handed_over() -> None:
    deck = Deck()
    deck.add(7, clip(50, 0, 30))
    deck.pull(20, RATE, ms(0))
    deck.pull(20, RATE, ms(1))
    deck.pull(20, RATE, ms(20))
    assert heard(deck, 100) == [
        (0, Started(7, ms(50), exact=True)),
        (0, Word(7, 0, 1)),
        (30, Word(7, 1, 2)),
        (50, Ended(7, completed=True)),
    ]
    assert deck.is_empty


def test_frames_handed_over_late_are_heard_late() -> None:
    deck = Deck()
    deck.add(1, clip(40, 0, 20))
    deck.pull(20, RATE, ms(0))
    deck.pull(20, RATE, ms(500))
    assert heard(deck, 600)[2:] == [(500, Word(1, 1, 2)), (520, Ended(1, completed=True))]


def test_clips_follow_one_another_without_a_gap() -> None:
    deck = Deck()
    deck.add(1, clip(15, 0, sample=b"\1\1"))
    deck.add(2, clip(15, 0, sample=b"\2\2"))
    assert deck.pull(40, RATE, ms(0)) == b"\1\1" * 15 + b"\2\2" * 15 + b"\0\0" * 10
    assert [at for at, note in heard(deck, 50) if isinstance(note, Started)] == [0, 15]


def test_a_pause_hands_out_silence_and_goes_on_at_the_same_frame() -> None:
    deck = Deck()
    samples = bytes(range(1, 81))
    deck.add(1, Clip(samples, RATE, (), exact=True))
    first = deck.pull(10, RATE, ms(0))
    deck.paused = True
    assert deck.pull(10, RATE, ms(10)) == bytes(20)
    assert not deck.is_running
    deck.paused = False
    assert first + deck.pull(30, RATE, ms(20)) == samples


def test_muted_frames_are_silent_but_told() -> None:
    deck = Deck()
    deck.muted = True
    deck.add(1, clip(10, 0))
    assert deck.pull(10, RATE, ms(0)) == bytes(20)
    assert [note for _at, note in heard(deck, 20)] == [
        Started(1, ms(10), exact=True),
        Word(1, 0, 1),
        Ended(1, completed=True),
    ]


def test_clearing_ends_everything_once_and_the_pause_with_it() -> None:
    deck = Deck()
    for number in (1, 2, 3):
        deck.add(number, clip(10, 0))
    deck.pull(15, RATE, ms(0))
    deck.due(ms(0))
    deck.paused = True
    assert deck.clear() == [Ended(number, completed=False) for number in (1, 2, 3)]
    assert (deck.is_empty, deck.paused, deck.clear()) == (True, False, [])


def test_a_clip_without_sound_starts_and_ends_at_once() -> None:
    deck = Deck()
    deck.add(1, Clip(b"", RATE, (), exact=True))
    deck.pull(10, RATE, ms(5))
    assert deck.due(ms(5)) == [Started(1, ms(0), exact=True), Ended(1, completed=True)]


@given(
    st.lists(st.tuples(st.integers(0, 60), st.lists(st.integers(0, 80), max_size=5)), max_size=5),
    st.lists(st.tuples(st.integers(1, 30), st.integers(0, 40)), max_size=40),
)
def test_each_clip_starts_says_its_words_and_ends_in_order(
    clips: list[tuple[int, list[int]]], pulls: list[tuple[int, int]]
) -> None:
    deck = Deck()
    expected: list[Note] = []
    for number, (length, words) in enumerate(clips):
        deck.add(number, clip(length, *sorted(words)))
        expected.append(Started(number, ms(length), exact=True))
        expected += [Word(number, index, index + 1) for index in range(len(words))]
        expected.append(Ended(number, completed=True))
    now = 0
    for frames, later in [*pulls, (400, 0)]:
        now += later
        assert len(deck.pull(frames, RATE, ms(now))) == 2 * frames
    assert deck.due(ms(now + 10_000)) == expected

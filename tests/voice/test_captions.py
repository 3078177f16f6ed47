from __future__ import annotations

import threading
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from deskmate.voice.captions import CaptionConductor, CaptionSpeaker, CaptionTrack
from deskmate.voice.speaker import SpeechEvent, UtteranceEnded, UtteranceStarted, VoiceStatus, WordSpoken
from deskmate.voice.words import caption_words, word_spans

TEXT = "Stand tall, then breathe."


def seconds(value: float) -> timedelta:
    return timedelta(seconds=value)


def words_of(events: list[SpeechEvent], text: str) -> list[str]:
    return [text[event.start : event.end] for event in events if isinstance(event, WordSpoken)]


def run(conductor: CaptionConductor, now: timedelta = timedelta(0)) -> timedelta:
    """Let time jump from one due moment to the next until nothing is left; gives the last moment."""
    while (due := conductor.due()) is not None:
        now = max(now, due)
        conductor.tick(now)
    return now


def test_a_track_tells_start_words_and_end_at_their_times() -> None:
    words, duration = caption_words(TEXT, 150)
    track = CaptionTrack(3, TEXT, rate=150)
    track.begin(seconds(10))
    told: list[tuple[timedelta, SpeechEvent]] = []
    while (due := track.due()) is not None:
        told += [(due - seconds(10), event) for event in track.step(due)]
    assert told == [
        (seconds(0), UtteranceStarted(3, duration, exact=False)),
        *((word.at, WordSpoken(3, word.start, word.end)) for word in words),
        (duration, UtteranceEnded(3, completed=True)),
    ]


def test_a_pause_moves_everything_after_it() -> None:
    track = CaptionTrack(1, TEXT, rate=150)
    track.begin(seconds(0))
    track.step(seconds(0))
    before = track.due()
    track.pause(seconds(0.1))
    assert (track.due(), track.step(seconds(60))) == (None, [])
    track.resume(seconds(60.1))
    assert before is not None
    assert track.due() == before + seconds(60)


def test_a_track_can_go_on_from_the_word_speech_had_reached() -> None:
    track = CaptionTrack(1, TEXT, rate=150, reached=TEXT.index("then"), announced=True)
    track.begin(seconds(0))
    events = track.step(seconds(60))
    assert words_of(events, TEXT) == ["then", "breathe"]
    assert events[-1] == UtteranceEnded(1, completed=True)
    assert not any(isinstance(event, UtteranceStarted) for event in events)


@given(st.text(max_size=60), st.integers(80, 400), st.integers(0, 60), st.lists(st.integers(0, 900), max_size=20))
def test_a_track_tells_each_word_once_and_ends_once_however_it_is_stepped(
    text: str, rate: int, reached: int, steps: list[int]
) -> None:
    track = CaptionTrack(1, text, rate=rate, reached=reached)
    track.begin(timedelta(0))
    now, events = timedelta(0), track.step(timedelta(0))
    for step in [*steps, 10_000_000]:
        now += timedelta(milliseconds=step)
        events += track.step(now)
    spans = [span for span in word_spans(text) if span[1] > reached]
    assert isinstance(events[0], UtteranceStarted)
    assert events[1:] == [*(WordSpoken(1, *span) for span in spans), UtteranceEnded(1, completed=True)]
    assert track.is_over


def test_utterances_queue_and_are_replaced() -> None:
    told: list[SpeechEvent] = []
    conductor = CaptionConductor(told.append, rate=150, reason="No sound.")
    conductor.say(1, "one", seconds(0), queue=False)
    conductor.say(2, "two", seconds(0), queue=True)
    conductor.say(3, "three", seconds(0), queue=False)
    conductor.say(4, "four", seconds(0), queue=True)
    run(conductor)
    assert [(type(event), event.utterance) for event in told if not hasattr(event, "status")] == [
        (UtteranceStarted, 1),
        (WordSpoken, 1),
        (UtteranceEnded, 1),
        (UtteranceEnded, 2),
        (UtteranceStarted, 3),
        (WordSpoken, 3),
        (UtteranceEnded, 3),
        (UtteranceStarted, 4),
        (WordSpoken, 4),
        (UtteranceEnded, 4),
    ]
    assert [event.completed for event in told if isinstance(event, UtteranceEnded)] == [False, False, True, True]
    assert conductor.status == VoiceStatus(audible=False, reason="No sound.")


def test_stop_ends_a_pause_too() -> None:
    told: list[SpeechEvent] = []
    conductor = CaptionConductor(told.append, rate=150, reason="No sound.")
    conductor.say(1, "one", seconds(0), queue=False)
    conductor.pause(seconds(0))
    conductor.stop()
    conductor.say(2, "two", seconds(1), queue=False)
    run(conductor)
    assert told[-1] == UtteranceEnded(2, completed=True)


def test_the_speaker_tells_a_listener_from_its_own_thread_and_closes() -> None:
    speaker = CaptionSpeaker(rate=400)
    told: list[SpeechEvent] = []
    over = threading.Event()

    def listener(event: SpeechEvent) -> None:
        told.append(event)
        if isinstance(event, UtteranceEnded):
            over.set()

    def faulty(_event: SpeechEvent) -> None:
        raise RuntimeError("a listener's own fault")

    speaker.listen(faulty)
    forget = speaker.listen(listener)
    number = speaker.say("a b")
    assert over.wait(10)
    forget()
    speaker.say("more")
    speaker.close()
    speaker.close()
    assert speaker.say("nothing follows a close") > number
    assert [type(event) for event in told] == [UtteranceStarted, WordSpoken, WordSpoken, UtteranceEnded]
    assert not any(thread.name == "voice" and thread.is_alive() for thread in threading.enumerate())

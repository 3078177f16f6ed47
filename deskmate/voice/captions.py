"""Captions: the voice without sound. The same events as speech, timed by estimated word lengths.

`CaptionTrack` is pure and steps through one utterance; `CaptionConductor` is a whole voice made of tracks.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from deskmate.clock import Clock
from deskmate.voice.performer import Performer
from deskmate.voice.speaker import SpeechEvent, UtteranceEnded, UtteranceStarted, VoiceStatus, WordSpoken
from deskmate.voice.tones import Tone
from deskmate.voice.words import TimedWord, caption_words

_ZERO = timedelta(0)


class CaptionTrack:
    """One utterance told by time alone; every moment is an argument."""

    def __init__(self, utterance: int, text: str, *, rate: int, reached: int = 0, announced: bool = False) -> None:
        """Prepare `text` at `rate` words a minute, from the word that holds the character `reached`.

        `announced` keeps the start from being told twice when speech was under way before.
        """
        self.utterance = utterance
        words, duration = caption_words(text, rate)
        ahead = [word for word in words if word.end > reached]
        skipped = ahead[0].at if ahead else duration
        self._words = deque(TimedWord(word.start, word.end, word.at - skipped) for word in ahead)
        self._duration = duration - skipped
        self._announced = announced
        self._begun: timedelta | None = None
        self._held_at: timedelta | None = None
        self._over = False

    @property
    def is_over(self) -> bool:
        """Tell whether the end was told."""
        return self._over

    def begin(self, now: timedelta) -> None:
        """Let the utterance's time run from `now`."""
        self._begun = now

    def pause(self, now: timedelta) -> None:
        """Hold the time."""
        if self._held_at is None:
            self._held_at = now

    def resume(self, now: timedelta) -> None:
        """Let the time run on from where it was held."""
        if self._held_at is not None and self._begun is not None:
            self._begun += now - self._held_at
        self._held_at = None

    def step(self, now: timedelta) -> list[SpeechEvent]:
        """Give what became due by `now`, in order."""
        if self._begun is None or self._held_at is not None or self._over:
            return []
        events: list[SpeechEvent] = []
        if not self._announced:
            self._announced = True
            events.append(UtteranceStarted(self.utterance, self._duration, exact=False))
        while self._words and self._words[0].at <= now - self._begun:
            word = self._words.popleft()
            events.append(WordSpoken(self.utterance, word.start, word.end))
        if not self._words and now - self._begun >= self._duration:
            self._over = True
            events.append(UtteranceEnded(self.utterance, completed=True))
        return events

    def due(self) -> timedelta | None:
        """Tell when `step` has something next; None while held or over."""
        if self._begun is None or self._held_at is not None or self._over:
            return None
        if not self._announced:
            return self._begun
        return self._begun + (self._words[0].at if self._words else self._duration)


@dataclass(frozen=True, slots=True)
class _Waiting:
    utterance: int
    text: str


class CaptionConductor:
    """A voice of captions alone: a line of utterances, one track at a time."""

    def __init__(self, tell: Callable[[SpeechEvent], None], *, rate: int, reason: str) -> None:
        """Tell events to `tell`, at `rate` words a minute; `reason` says in a sentence why there is no sound."""
        self.status = VoiceStatus(audible=False, reason=reason)
        self._tell = tell
        self._rate = rate
        self._line: deque[_Waiting] = deque()
        self._track: CaptionTrack | None = None
        self._paused = False

    def start(self, now: timedelta) -> None:
        """Do nothing: captions need no preparation."""

    def say(self, utterance: int, text: str, now: timedelta, *, queue: bool) -> None:
        """Add an utterance, after ending all others unless `queue`."""
        if not queue:
            self.stop()
        self._line.append(_Waiting(utterance, text))
        self.tick(now)

    def chime(self, tone: Tone, now: timedelta) -> None:
        """Do nothing: captions make no sound."""

    def pause(self, now: timedelta) -> None:
        """Hold the current utterance."""
        if self._track is not None:
            self._paused = True
            self._track.pause(now)

    def resume(self, now: timedelta) -> None:
        """Go on."""
        self._paused = False
        if self._track is not None:
            self._track.resume(now)

    def stop(self) -> None:
        """End all utterances."""
        ended = [self._track.utterance] if self._track else []
        ended += [waiting.utterance for waiting in self._line]
        self._track, self._paused = None, False
        self._line.clear()
        for utterance in ended:
            self._tell(UtteranceEnded(utterance, completed=False))

    def set_muted(self, *, muted: bool) -> None:
        """Do nothing: captions make no sound."""

    def set_rate(self, rate: int) -> None:
        """Take so many words a minute from the next utterance on."""
        self._rate = rate

    def tick(self, now: timedelta) -> None:
        """Tell what became due, and begin what waits."""
        while True:
            if self._track is None:
                if not self._line:
                    return
                waiting = self._line.popleft()
                self._track = CaptionTrack(waiting.utterance, waiting.text, rate=self._rate)
                self._track.begin(now)
            track = self._track
            for event in track.step(now):
                self._tell(event)
            if not track.is_over:
                return
            self._track = None

    def due(self) -> timedelta | None:
        """Tell when `tick` is next needed."""
        return self._track.due() if self._track else None

    def close(self) -> None:
        """End all utterances."""
        self.stop()


class CaptionSpeaker(Performer):
    """A `Speaker` without sound."""

    def __init__(
        self,
        *,
        rate: int = 150,
        reason: str = "There is no voice; captions show what would be said.",
        clock: Clock | None = None,
    ) -> None:
        """Tell words at `rate` words a minute; `reason` says in a sentence why there is no sound."""
        super().__init__(lambda tell, _post: CaptionConductor(tell, rate=rate, reason=reason), clock)

"""Captions: the voice without sound. The same events as speech, timed by estimated word lengths.

`CaptionTrack` is pure and steps through one utterance; `CaptionConductor` is a whole voice made of tracks.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from deskmate.clock import Clock
from deskmate.voice.choice import Choice
from deskmate.voice.performer import Performer
from deskmate.voice.speaker import SpeechEvent, UtteranceEnded, UtteranceStarted, VoiceStatus, WordSpoken
from deskmate.voice.tones import Tone
from deskmate.voice.words import caption_words

_ZERO = timedelta(0)


class CaptionTrack:
    """One utterance told by time alone; every moment is an argument."""

    def __init__(self, utterance: int, text: str, *, rate: int, reached: int = 0, announced: bool = False) -> None:
        """Prepare `text` at `rate` words a minute, from the word that holds the character `reached`.

        `announced` keeps the start from being told twice when speech was under way before.
        """
        self.utterance = utterance
        words, duration = caption_words(text, rate)
        self._all = words
        self._told = sum(word.end <= reached for word in words)
        self._skipped = words[self._told].at if self._told < len(words) else duration
        self._duration = duration
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

    def skip(self, words: int, now: timedelta) -> None:
        """Go some words on, or back (below zero); past its end, to its end."""
        wanted = max(0, self._told - 1 + words)
        is_there = wanted < len(self._all)
        self._told = min(wanted, len(self._all))
        self._skipped = self._all[wanted].at if is_there else self._duration
        self._begun = now
        self._held_at = None if self._held_at is None else now

    def step(self, now: timedelta) -> list[SpeechEvent]:
        """Give what became due by `now`, in order."""
        if self._begun is None or self._held_at is not None or self._over:
            return []
        events: list[SpeechEvent] = []
        if not self._announced:
            self._announced = True
            events.append(UtteranceStarted(self.utterance, self._duration - self._skipped, exact=False))
        into = now - self._begun + self._skipped
        while self._told < len(self._all) and self._all[self._told].at <= into:
            word = self._all[self._told]
            self._told += 1
            events.append(WordSpoken(self.utterance, word.start, word.end))
        if self._told == len(self._all) and into >= self._duration:
            self._over = True
            events.append(UtteranceEnded(self.utterance, completed=True))
        return events

    def due(self) -> timedelta | None:
        """Tell when `step` has something next; None while held or over."""
        if self._begun is None or self._held_at is not None or self._over:
            return None
        if not self._announced:
            return self._begun
        following = self._all[self._told].at if self._told < len(self._all) else self._duration
        return self._begun + following - self._skipped


@dataclass(frozen=True, slots=True)
class _Waiting:
    utterance: int
    text: str
    due: timedelta | None = None


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

    def say(self, utterance: int, text: str, now: timedelta, *, queue: bool, after: timedelta = _ZERO) -> None:
        """Add an utterance in place of all others, at once or `after` a time; or behind them with `queue`."""
        if not queue and not after:
            self.stop()
        self._line.append(_Waiting(utterance, text, now + after if after else None))
        self.tick(now)

    def skip(self, words: int, now: timedelta) -> None:
        """Go some words on or back."""
        if self._track is not None:
            self._track.skip(words, now)
            self.tick(now)

    def set_rate(self, rate: int, now: timedelta) -> None:
        """Tell the words of the next utterance at `rate` words a minute."""
        del now
        self._rate = rate

    def set_volume(self, volume: float) -> None:
        """Do nothing: captions make no sound."""

    def choose(self, choice: Choice, now: timedelta) -> None:
        """Do nothing: captions have no voice."""

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

    def tick(self, now: timedelta) -> None:
        """Tell what became due, and begin what waits."""
        self._make_way(now)
        while True:
            if self._track is None:
                if not self._line or (self._line[0].due or now) > now:
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
        times = [self._track.due() if self._track else None, *(waiting.due for waiting in self._line)]
        return min((time for time in times if time is not None), default=None)

    def _make_way(self, now: timedelta) -> None:
        """End what is told, and what waits before it, for an utterance set for a moment that has come."""
        come = [n for n, waiting in enumerate(self._line) if waiting.due is not None and waiting.due <= now]
        if not come:
            return
        ended = [self._track.utterance] if self._track else []
        ended += [self._line.popleft().utterance for _ in range(come[-1])]
        self._track = None
        for utterance in ended:
            self._tell(UtteranceEnded(utterance, completed=False))

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

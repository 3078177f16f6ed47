"""Speech with a net: decides what the worker says, and goes on with captions whenever the worker cannot.

`SpeechConductor` is pure but for the link it is given: it holds no clock and no thread. Each utterance is
told once from start to end, whoever performs it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import Enum, auto

from deskmate.voice.captions import CaptionTrack
from deskmate.voice.performer import Errand
from deskmate.voice.pronunciation import Pronunciation, Spoken
from deskmate.voice.speaker import (
    SpeechEvent,
    UtteranceEnded,
    UtteranceStarted,
    VoiceChanged,
    VoiceStatus,
    WordSpoken,
)
from deskmate.voice.tones import Tone
from deskmate.voice.worker_link import Launcher, Link, Message

_CAPTIONS_CARRY_ON = "captions carry on without sound."


@dataclass(frozen=True, slots=True)
class Limits:
    """How long the worker may take before captions take over, and when it is tried again."""

    ready: timedelta = timedelta(seconds=5)
    start: timedelta = timedelta(seconds=4)
    start_per_character: timedelta = timedelta(milliseconds=1)
    beat: timedelta = timedelta(seconds=4)
    first_retry: timedelta = timedelta(seconds=5)
    longest_retry: timedelta = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Manner:
    """How it is said: `rate` in words a minute, `volume` 0 to 1, and the pronunciation table."""

    rate: int = 150
    volume: float = 1.0
    pronunciation: Pronunciation = field(default_factory=Pronunciation)


class _Worker(Enum):
    ABSENT = auto()
    STARTING = auto()
    READY = auto()
    TONES = auto()
    """It has a sound device but no speech: tones are heard, the words are captions."""


@dataclass(slots=True)
class _Utterance:
    number: int
    text: str
    spoken: Spoken
    sent: bool = False
    started: bool = False
    unsayable: bool = False
    last: tuple[int, int] | None = None


class SpeechConductor:
    """A line of utterances; the first is performed by the worker or by a caption track."""

    def __init__(
        self,
        tell: Callable[[SpeechEvent], None],
        post: Callable[[Errand], None],
        *,
        launch: Launcher,
        manner: Manner,
        limits: Limits | None = None,
    ) -> None:
        """Tell events to `tell`; what the worker says comes back through `post`, on the voice's thread."""
        self.status = VoiceStatus(audible=False, reason="The voice is getting ready.")
        self._tell = tell
        self._post = post
        self._launch = launch
        self._manner = manner
        self._limits = limits or Limits()
        self._line: deque[_Utterance] = deque()
        self._track: CaptionTrack | None = None
        self._link: Link | None = None
        self._worker = _Worker.ABSENT
        self._deadline: timedelta | None = None
        self._retry_at = timedelta(0)
        self._failures = 0
        self._paused = False
        self._muted = False

    def start(self, now: timedelta) -> None:
        """Start the worker, unless it is there or it is too soon to try again."""
        if self._worker is not _Worker.ABSENT or now < self._retry_at:
            return
        try:
            self._link = self._launch(self._ear)
        except OSError as error:
            self._fail(now, f"The voice could not be started ({error.strerror or error}); {_CAPTIONS_CARRY_ON}")
            return
        self._worker = _Worker.STARTING
        self._deadline = now + self._limits.ready

    def say(self, utterance: int, text: str, now: timedelta, *, queue: bool) -> None:
        """Speak `text` in place of everything, or after it with `queue`."""
        if not queue:
            self.stop()
        self._line.append(_Utterance(utterance, text, self._manner.pronunciation.respell(text)))
        self.start(now)
        self._perform(now)

    def chime(self, tone: Tone, now: timedelta) -> None:
        """Let a tone sound; one the worker is not ready for is dropped, since late it would mislead."""
        self.start(now)
        self._send({"op": "tone", "kind": tone.value, "volume": self._manner.volume})

    def pause(self, now: timedelta) -> None:
        """Hold what is being said; nothing when nothing is."""
        if not self._line or self._paused:
            return
        self._paused = True
        if self._track is not None:
            self._track.pause(now)
        self._send({"op": "pause"})
        self._watch(now)

    def resume(self, now: timedelta) -> None:
        """Go on from where it was held."""
        if not self._paused:
            return
        self._paused = False
        if self._track is not None:
            self._track.resume(now)
        self._send({"op": "resume"})
        self._watch(now)

    def stop(self) -> None:
        """Forget everything said or waiting, and a pause."""
        ended = [utterance.number for utterance in self._line]
        if any(utterance.sent for utterance in self._line) or self._paused:
            self._send({"op": "stop"})
        self._line.clear()
        self._track, self._paused = None, False
        if self._worker is _Worker.READY:
            self._deadline = None
        for number in ended:
            self._tell(UtteranceEnded(number, completed=False))

    def set_muted(self, *, muted: bool) -> None:
        """Silence the sound or let it be heard; words go on."""
        self._muted = muted
        self._send({"op": "mute", "on": muted})

    def set_rate(self, rate: int) -> None:
        """Say what was not yet given to the worker at so many words a minute."""
        self._manner = replace(self._manner, rate=rate)

    def tick(self, now: timedelta) -> None:
        """Do what became due: the next caption word, or giving up on a worker that does not answer."""
        if self._track is not None:
            self._step(now)
        if self._deadline is None or now < self._deadline:
            return
        if now - self._deadline > self._limits.beat:
            # We were held up ourselves (suspend, SIGSTOP): what the worker said may still be on its way.
            self._deadline = now + self._limits.beat
            return
        what = "did not get ready" if self._worker is _Worker.STARTING else "stopped answering"
        self._fail(now, f"The voice {what} in time; {_CAPTIONS_CARRY_ON}")

    def due(self) -> timedelta | None:
        """Tell when `tick` is next needed."""
        times = [self._deadline, self._track.due() if self._track else None]
        return min((time for time in times if time is not None), default=None)

    def close(self) -> None:
        """End what is said, and the worker."""
        self.stop()
        link, self._link = self._link, None
        self._worker = _Worker.ABSENT
        if link is not None:
            link.close()

    def _ear(self, link: Link, message: Message | None) -> None:
        self._post(lambda now: self._hear(link, message, now))

    def _hear(self, link: Link, message: Message | None, now: timedelta) -> None:
        """Take in what a link says; a link that was given up is not listened to."""
        if link is not self._link:
            return
        if message is None:
            self._fail(now, f"The voice ended unexpectedly; {_CAPTIONS_CARRY_ON}")
            return
        try:
            self._understand(message, now)
        except (KeyError, TypeError, ValueError):
            return

    def _understand(self, message: Message, now: timedelta) -> None:
        match message["event"]:
            case "ready":
                self._ready(message, now)
            case "silent":
                self._fail(now, f"{str(message['reason']).rstrip('.')}; {_CAPTIONS_CARRY_ON}")
            case "error":
                self._give_up_text(int(message["id"]), now)
            case "started" | "word" | "ended":
                if self._line and self._line[0].sent and self._line[0].number == int(message["id"]):
                    self._follow(self._line[0], message, now)
        self._watch(now, heard=True)

    def _ready(self, message: Message, now: timedelta) -> None:
        if not message["audible"] and message.get("tones"):
            self._ring_only(message, now)
            return
        if not message["audible"]:
            self._fail(now, f"{str(message['reason']).rstrip('.')}; captions show what would be said.", message)
            return
        self._worker, self._deadline = _Worker.READY, None
        engine, backend = _engine(message), str(message["backend"])
        reason = speaking(message)
        self._change(VoiceStatus(audible=True, reason=reason, engine=engine, backend=backend))
        if self._muted:
            self._send({"op": "mute", "on": True})
        self._perform(now)

    def _ring_only(self, message: Message, now: timedelta) -> None:
        """Keep a worker that cannot speak for its tones."""
        self._worker, self._deadline = _Worker.TONES, None
        reason = f"{str(message['reason']).rstrip('.')}; captions show what would be said."
        self._change(VoiceStatus(audible=False, reason=reason, backend=str(message["backend"])))
        if self._muted:
            self._send({"op": "mute", "on": True})
        self._perform(now)

    def _follow(self, utterance: _Utterance, message: Message, now: timedelta) -> None:
        """Pass on what the worker tells of the utterance in front."""
        match message["event"]:
            case "started" if not utterance.started:
                utterance.started = True
                duration = timedelta(milliseconds=float(message["duration_ms"]))
                self._tell(UtteranceStarted(utterance.number, duration, exact=bool(message["exact"])))
            case "word":
                origin = utterance.spoken.origin(int(message["start"]))
                if utterance.started and origin != utterance.last:
                    utterance.last = origin
                    self._tell(WordSpoken(utterance.number, *origin))
            case "ended":
                self._failures = 0
                self._end(now)

    def _give_up_text(self, number: int, now: timedelta) -> None:
        """Note that the engine cannot say one text; it will be a caption when its turn comes."""
        for utterance in self._line:
            if utterance.number == number:
                utterance.unsayable = True
        self._perform(now)

    def _perform(self, now: timedelta) -> None:
        """Give the line to whoever can perform it."""
        if self._track is not None or not self._line:
            return
        if self._line[0].unsayable:
            self._recall()
            self._caption(self._line[0], now)
        elif self._worker is _Worker.READY:
            for utterance in self._line:
                if not utterance.sent:
                    self._send_text(utterance)
            if self._paused:
                self._send({"op": "pause"})
            self._watch(now)
        elif self._worker in {_Worker.ABSENT, _Worker.TONES} or self._failures > 1:
            self._caption(self._line[0], now)

    def _recall(self) -> None:
        """Take back what the worker was given, so that it does not speak beside a caption."""
        if any(utterance.sent for utterance in self._line):
            self._send({"op": "stop"})
        for utterance in self._line:
            utterance.sent = False

    def _send_text(self, utterance: _Utterance) -> None:
        utterance.sent = True
        self._send(
            {
                "op": "say",
                "id": utterance.number,
                "text": utterance.spoken.text,
                "rate": self._manner.rate,
                "volume": self._manner.volume,
            }
        )

    def _caption(self, utterance: _Utterance, now: timedelta) -> None:
        """Perform the utterance in front by captions, from the word it had reached."""
        self._track = CaptionTrack(
            utterance.number,
            utterance.text,
            rate=self._manner.rate,
            reached=utterance.last[0] if utterance.last else 0,
            announced=utterance.started,
        )
        self._track.begin(now)
        if self._paused:
            self._track.pause(now)
        self._step(now)

    def _step(self, now: timedelta) -> None:
        track = self._track
        if track is None:
            return
        for event in track.step(now):
            match event:
                case UtteranceEnded():
                    self._track = None
                    self._end(now)
                case WordSpoken():
                    self._line[0].last = (event.start, event.end)
                    self._tell(event)
                case _:
                    self._line[0].started = True
                    self._tell(event)

    def _end(self, now: timedelta) -> None:
        """Tell that the utterance in front is over, and go on with the next."""
        utterance = self._line.popleft()
        if not self._line:
            self._paused = False
        self._tell(UtteranceEnded(utterance.number, completed=True))
        self._perform(now)
        self._watch(now)

    def _watch(self, now: timedelta, *, heard: bool = False) -> None:
        """Set the moment by which the worker must have been heard of; it beats twice a second while it plays."""
        if self._worker is not _Worker.READY:
            return
        front = self._line[0] if self._line else None
        if front is None or not front.sent or (self._paused and not front.started):
            self._deadline = None
        elif front.started:
            self._deadline = now + self._limits.beat
        elif not heard or self._deadline is None:
            self._deadline = now + self._limits.start + len(front.text) * self._limits.start_per_character

    def _fail(self, now: timedelta, reason: str, message: Message | None = None) -> None:
        """Give the worker up, say so once, and let captions take over from the interrupted word."""
        link, self._link = self._link, None
        self._worker, self._deadline = _Worker.ABSENT, None
        if link is not None:
            link.kill()
        self._failures += 1
        self._retry_at = now + self._delay(died=self.status.audible)
        for utterance in self._line:
            utterance.sent = False
        self._change(VoiceStatus(audible=False, reason=reason, engine=_engine(message) if message else ""))
        self._perform(now)

    def _delay(self, *, died: bool) -> timedelta:
        """Wait longer after each failure in a row; a voice that worked until now is tried again at once."""
        if died and self._failures == 1:
            return timedelta(0)
        doubled: timedelta = self._limits.first_retry * 2 ** min(self._failures - 1, 16)
        return min(doubled, self._limits.longest_retry)

    def _change(self, status: VoiceStatus) -> None:
        changed = status != self.status
        self.status = status
        if changed:
            self._tell(VoiceChanged(status))

    def _send(self, order: Message) -> None:
        if self._link is not None and self._worker in {_Worker.READY, _Worker.TONES}:
            self._link.send(order)


def speaking(ready: Message) -> str:
    """Say in a sentence with what and through what a worker that got ready speaks, and what it did not find."""
    note = str(ready.get("note", "")).rstrip(".")
    return f"Speaking with {_engine(ready)} through {ready.get('backend', '')}{f': {note}' if note else ''}."


def _engine(message: Message) -> str:
    return f"{message.get('engine', '')} {message.get('version', '')}".strip()

"""A speaker that lets other players be quiet while it speaks, and sets them back afterwards and at its end."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from datetime import timedelta

from deskmate.clock import Clock, SystemClock
from deskmate.voice.courtesy import Courtesy
from deskmate.voice.players import Players
from deskmate.voice.speaker import Listener, Speaker, SpeechEvent, VoiceStatus
from deskmate.voice.tones import Tone

_CLOSING_TIME = 3.0
_Errand = Callable[[timedelta], None]


class PoliteSpeaker:
    """Any `Speaker`, and a thread of its own that sees to the players: the voice never waits for them."""

    def __init__(self, speaker: Speaker, players: Players, clock: Clock | None = None) -> None:
        self._speaker = speaker
        self._players = players
        self._clock = clock or SystemClock()
        self._courtesy = Courtesy(audible=speaker.status.audible)
        self._errands: queue.SimpleQueue[_Errand | None] = queue.SimpleQueue()
        self._forget = speaker.listen(self._hear)
        self._thread = threading.Thread(target=self._run, name="voice-players", daemon=True)
        self._thread.start()

    @property
    def status(self) -> VoiceStatus:
        """Tell whether the voice can be heard, and why."""
        return self._speaker.status

    def start(self) -> None:
        """Begin to get ready in the background."""
        self._speaker.start()

    def say(self, text: str, *, queue: bool = False) -> int:
        """Speak `text` and give the utterance's number."""
        return self._speaker.say(text, queue=queue)

    def chime(self, tone: Tone) -> None:
        """Let a tone sound now; players stay as they are."""
        self._speaker.chime(tone)

    def pause(self) -> None:
        """Hold the sound; players may go on meanwhile."""
        self._speaker.pause()
        self._errands.put(self._courtesy.hold)

    def resume(self) -> None:
        """Go on from where `pause` held it."""
        self._errands.put(self._courtesy.release)
        self._speaker.resume()

    def stop(self) -> None:
        """Fall silent and forget what waits."""
        self._speaker.stop()
        self._errands.put(self._courtesy.release)

    def set_muted(self, muted: bool) -> None:  # noqa: FBT001 - a state, not an option
        """Silence the sound at once, or let it be heard again."""
        self._speaker.set_muted(muted)

    def set_rate(self, rate: int) -> None:
        """Say what is not yet begun at `rate` words a minute."""
        self._speaker.set_rate(rate)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every event from now on; the returned function ends that."""
        return self._speaker.listen(listener)

    def close(self) -> None:
        """End the voice, and set the players back; waits a moment for both."""
        self._speaker.close()
        self._forget()
        self._errands.put(None)
        if threading.current_thread() is not self._thread:
            self._thread.join(_CLOSING_TIME)

    def _hear(self, event: SpeechEvent) -> None:
        self._errands.put(lambda now: self._courtesy.hear(event, now))

    def _run(self) -> None:
        quiet = False
        while True:
            due = self._courtesy.due() if quiet else None
            patience = None if due is None else max(0.0, (due - self._clock.monotonic()).total_seconds())
            try:
                errand = self._errands.get(timeout=patience)
            except queue.Empty:
                errand = _nothing
            if errand is None:
                break
            errand(self._clock.monotonic())
            wanted = self._courtesy.wants_quiet(self._clock.monotonic())
            if wanted != quiet:
                quiet = wanted
                (self._players.quieten if quiet else self._players.restore)()
        self._players.restore()


def _nothing(now: timedelta) -> None:
    del now

"""Runs a voice on one thread of its own: callers post what they want and go on, listeners are told from there."""

from __future__ import annotations

import itertools
import logging
import queue
import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Protocol

from deskmate.clock import Clock, SystemClock
from deskmate.voice.speaker import Listener, SpeechEvent, VoiceStatus
from deskmate.voice.tones import Tone

_LOG = logging.getLogger(__name__)
_CLOSING_TIME = 3.0
Errand = Callable[[timedelta], None]
"""Something for the voice's thread to do; it is given the monotonic time."""


class Conductor(Protocol):
    """What decides what is said when. Used from one thread; every moment is an argument."""

    status: VoiceStatus

    def start(self, now: timedelta) -> None:
        """Begin to get ready."""
        ...

    def say(self, utterance: int, text: str, now: timedelta, *, queue: bool) -> None:
        """Speak, after or in place of what is being said."""
        ...

    def chime(self, tone: Tone, now: timedelta) -> None:
        """Let a tone sound."""
        ...

    def pause(self, now: timedelta) -> None:
        """Hold."""
        ...

    def resume(self, now: timedelta) -> None:
        """Go on."""
        ...

    def stop(self) -> None:
        """Fall silent and forget what waits."""
        ...

    def set_muted(self, *, muted: bool) -> None:
        """Silence the sound or let it be heard."""
        ...

    def set_rate(self, rate: int) -> None:
        """Say what comes at so many words a minute."""
        ...

    def tick(self, now: timedelta) -> None:
        """Do what time demands."""
        ...

    def due(self) -> timedelta | None:
        """Tell when `tick` is next needed."""
        ...

    def close(self) -> None:
        """End everything."""
        ...


Composer = Callable[[Callable[[SpeechEvent], None], Callable[[Errand], None]], Conductor]
"""Makes a conductor from (tell an event, post an errand to the voice's thread)."""


class Performer:
    """A `Speaker` over any conductor."""

    def __init__(self, compose: Composer, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._errands: queue.SimpleQueue[Errand | None] = queue.SimpleQueue()
        self._listeners: tuple[Listener, ...] = ()
        self._listening = threading.Lock()
        self._numbers = itertools.count(1)
        self._conductor = compose(self._tell, self._errands.put)
        self._thread = threading.Thread(target=self._run, name="voice", daemon=True)
        self._begun = False
        self._closed = False

    @property
    def status(self) -> VoiceStatus:
        """Tell whether the voice can be heard, and why."""
        return self._conductor.status

    def start(self) -> None:
        """Begin to get ready in the background."""
        self._post(self._conductor.start)

    def say(self, text: str, *, queue: bool = False) -> int:
        """Speak `text`, in place of what is being said or (with `queue`) after it; gives the utterance's number."""
        number = next(self._numbers)
        self._post(lambda now: self._conductor.say(number, text, now, queue=queue))
        return number

    def chime(self, tone: Tone) -> None:
        """Let a tone sound now, over what is being said."""
        self._post(lambda now: self._conductor.chime(tone, now))

    def pause(self) -> None:
        """Hold the sound where it is."""
        self._post(self._conductor.pause)

    def resume(self) -> None:
        """Go on from where `pause` held it."""
        self._post(self._conductor.resume)

    def stop(self) -> None:
        """Fall silent and forget what waits."""
        self._post(lambda _now: self._conductor.stop())

    def set_muted(self, muted: bool) -> None:  # noqa: FBT001 - a state, not an option
        """Silence the sound at once, or let it be heard again."""
        self._post(lambda _now: self._conductor.set_muted(muted=muted))

    def set_rate(self, rate: int) -> None:
        """Say what is not yet begun at `rate` words a minute."""
        self._post(lambda _now: self._conductor.set_rate(rate))

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every event from now on; the returned function ends that."""
        with self._listening:
            self._listeners = (*self._listeners, listener)
        return partial(self._forget, listener)

    def close(self) -> None:
        """End the thread and all that the voice started; waits a moment for that."""
        if self._closed:
            return
        self._closed = True
        if self._begun:
            self._errands.put(None)
            if threading.current_thread() is not self._thread:
                self._thread.join(_CLOSING_TIME)

    def _post(self, errand: Errand) -> None:
        if self._closed:
            return
        with self._listening:
            if not self._begun:
                self._begun = True
                self._thread.start()
        self._errands.put(errand)

    def _forget(self, listener: Listener) -> None:
        with self._listening:
            self._listeners = tuple(kept for kept in self._listeners if kept is not listener)

    def _tell(self, event: SpeechEvent) -> None:
        for listener in self._listeners:
            try:
                listener(event)
            except Exception:  # noqa: BLE001 - a listener's fault must not end the voice
                _LOG.exception("A listener to the voice failed.")

    def _run(self) -> None:
        while True:
            due = self._conductor.due()
            patience = None if due is None else max(0.0, (due - self._clock.monotonic()).total_seconds())
            try:
                errand = self._errands.get(timeout=patience)
            except queue.Empty:
                self._conductor.tick(self._clock.monotonic())
                continue
            if errand is None:
                break
            errand(self._clock.monotonic())
        self._conductor.close()

"""When other players are to be quiet: while the voice is heard and a moment after, so that music does not stutter.

Pure: every moment is an argument.
"""

from __future__ import annotations

from datetime import timedelta

from deskmate.voice.speaker import SpeechEvent, UtteranceEnded, UtteranceStarted, VoiceChanged

LINGER = timedelta(seconds=2)
"""How long after the last word players stay quiet: the lines of a stretch are seldom further apart."""


class Courtesy:
    """Follows a voice and tells from when to when others are to be quiet."""

    def __init__(self, *, audible: bool) -> None:
        self._audible = audible
        self._speaking: set[int] = set()
        self._held = False
        self._until: timedelta | None = None

    def hear(self, event: SpeechEvent, now: timedelta) -> None:
        """Take in what the voice tells."""
        before = self._is_speaking
        match event:
            case UtteranceStarted(utterance):
                self._speaking.add(utterance)
            case UtteranceEnded(utterance):
                self._speaking.discard(utterance)
            case VoiceChanged(status):
                self._audible = status.audible
        self._note(before, now)

    def hold(self, now: timedelta) -> None:
        """Take in that the voice is paused: others may go on meanwhile."""
        before = self._is_speaking
        self._held = True
        self._note(before, now)

    def release(self, now: timedelta) -> None:
        """Take in that the voice goes on."""
        before = self._is_speaking
        self._held = False
        self._note(before, now)

    def wants_quiet(self, now: timedelta) -> bool:
        """Tell whether others are to be quiet now."""
        return self._is_speaking or (self._until is not None and now < self._until)

    def due(self) -> timedelta | None:
        """Tell when what `wants_quiet` says next changes by time alone."""
        return None if self._is_speaking else self._until

    @property
    def _is_speaking(self) -> bool:
        return self._audible and not self._held and bool(self._speaking)

    def _note(self, before: bool, now: timedelta) -> None:  # noqa: FBT001 - what was true a moment ago
        if self._is_speaking:
            self._until = None
        elif before:
            self._until = now + LINGER

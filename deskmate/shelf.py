"""What is made only when it is asked for: the voice, and what it reads from."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from deskmate.config import Settings
    from deskmate.figure.scene import Scene
    from deskmate.learn.library import Library
    from deskmate.stretch.catalogue import Catalogue
    from deskmate.stretch.selfcheck import SelfCheck
    from deskmate.voice.speaker import Listener, Speaker, SpeechEvent


class Content(Protocol):
    """What is made only when it is asked for, so that Today opens at once."""

    def speaker(self, settings: Settings) -> Speaker:
        """Make the voice the settings ask for."""
        ...

    def catalogue(self) -> Catalogue:
        """Read the stretches."""
        ...

    def library(self) -> Library:
        """Read the learn pages."""
        ...

    def scenes(self) -> Mapping[str, Scene]:
        """Read the poses."""
        ...

    def selfcheck(self) -> SelfCheck:
        """Read the self-check of the hips."""
        ...


class Shelf:
    """The voice and the content, made when they are first asked for and kept."""

    def __init__(self, content: Content, settings: Settings) -> None:
        self.settings = settings
        self._content = content
        self._voice_of = settings.voice
        self._unlisten: Callable[[], None] = lambda: None
        self.on_speech: Listener = lambda _: None

    @cached_property
    def speaker(self) -> Speaker:
        """Give the voice; made when it is first asked for."""
        speaker = self._content.speaker(self.settings)
        self._voice_of = self.settings.voice
        self._unlisten = speaker.listen(self._heard)
        return speaker

    @cached_property
    def catalogue(self) -> Catalogue:
        """Give the stretches; read when they are first asked for."""
        return self._content.catalogue()

    @cached_property
    def lengths(self) -> Mapping[str, timedelta]:
        """Give how long each stretch and routine takes, by its id; laid out when it is first asked for."""
        from deskmate.stretch.routine import lengths_of

        return lengths_of(self.catalogue)

    @cached_property
    def library(self) -> Library:
        """Give the learn pages; read when they are first asked for."""
        return self._content.library()

    @cached_property
    def scenes(self) -> Mapping[str, Scene]:
        """Give the poses of the figure; read when they are first asked for."""
        return self._content.scenes()

    @cached_property
    def selfcheck(self) -> SelfCheck:
        """Give the self-check of the hips; read when it is first asked for."""
        return self._content.selfcheck()

    def follow_voice(self) -> None:
        """Let the voice be what the settings ask for by now; one turned on or off is made anew, and falls silent."""
        before, now = self._voice_of, self.settings.voice
        if before == now or "speaker" not in self.__dict__:
            return
        self._voice_of = now
        if (before.enabled, before.pause_players) != (now.enabled, now.pause_players):
            self._unlisten()
            # It waits for a thread and a process to end.
            threading.Thread(target=self.speaker.close, name="deskmate-voice-before").start()
            del self.__dict__["speaker"]
            return
        if before.rate != now.rate:
            self.speaker.set_rate(now.rate)
        if before.volume != now.volume:
            self.speaker.set_volume(now.volume)
        if before.choice != now.choice:
            self.speaker.choose(now.choice)

    def put_away(self) -> None:
        """Stop the voice, where there is one."""
        if "speaker" in self.__dict__:
            self.speaker.close()

    def _heard(self, event: SpeechEvent) -> None:
        self.on_speech(event)

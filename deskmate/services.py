"""What a screen may ask of the rest: one face over the journal, the voice, the content and the clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from deskmate.clock import Clock
    from deskmate.config import Settings
    from deskmate.figure.scene import Scene
    from deskmate.learn.library import Library
    from deskmate.sitting.events import Event, Kind, Scalar
    from deskmate.sitting.fold import Day, State
    from deskmate.sitting.watch import Entry
    from deskmate.stretch.catalogue import Catalogue
    from deskmate.voice.speaker import Speaker


class Services(Protocol):
    """The desk as screens see it; built in one place, by the app."""

    clock: Clock
    settings: Settings

    @property
    def speaker(self) -> Speaker:
        """Give the voice."""
        ...

    @property
    def catalogue(self) -> Catalogue:
        """Give the stretches."""
        ...

    @property
    def library(self) -> Library:
        """Give the learn pages."""
        ...

    @property
    def scenes(self) -> Mapping[str, Scene]:
        """Give the poses the figure can take."""
        ...

    @property
    def state(self) -> State:
        """Give the fold of all events at this moment."""
        ...

    def change_setting(self, name: str, typed: str | None) -> None:
        """Write a setting into the file as the user typed it, or take it out (None), and go by it.

        Raises SettingError with one sentence.
        """
        ...

    def follow_voice(self) -> None:
        """Let the voice be what the settings ask for by now; one turned on or off is made anew, and falls silent."""
        ...

    def events(self) -> Sequence[Event]:
        """Give every event known, in order."""
        ...

    def all_days(self) -> tuple[Day, ...]:
        """Give every day of the history, newest first; it reads the disk, so call it from a worker thread."""
        ...

    def pages_read(self) -> frozenset[str]:
        """Give the learn pages read to their end, ever; it reads the disk, so call it from a worker thread."""
        ...

    def record(self, kind: Kind, *, at: datetime | None = None, **data: Scalar) -> Event:
        """Write down that something happened (now, unless `at` says when); shown at once, stored soon after."""
        ...

    def say(self, entries: Sequence[Entry]) -> None:
        """Write down what the user said, as `sitting.words` puts it; shown at once, stored soon after."""
        ...

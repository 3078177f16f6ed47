"""What a screen may ask of the rest: one face over the journal, the voice, the content and the clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from deskmate.clock import Clock
    from deskmate.config import Settings
    from deskmate.figure.scene import Scene
    from deskmate.learn.library import Library
    from deskmate.learn.progress import Progress
    from deskmate.review.past import Past
    from deskmate.sitting.events import Event, Kind, Scalar
    from deskmate.sitting.fold import State
    from deskmate.sitting.sessions import Session
    from deskmate.sitting.watch import Entry
    from deskmate.stretch.catalogue import Catalogue
    from deskmate.stretch.selfcheck import SelfCheck
    from deskmate.voice.speaker import Speaker


class History(Protocol):
    """All that was ever kept, the unsaved too. What reads the disk says so: call it from a worker thread."""

    @property
    def last_past(self) -> Past | None:
        """Give what `past` gave last, None before."""
        ...

    def past(self) -> Past:
        """Give all there is to look back on. Reads the disk."""
        ...

    def past_since(self, since: date) -> Past:
        """Give what there is to look back on from a day on, much sooner than all of it. Reads the disk."""
        ...

    def sessions(self) -> tuple[Session, ...]:
        """Give every session, in order. Reads the disk."""
        ...

    def events(self) -> Sequence[Event]:
        """Give every event, in order. Reads the disk."""
        ...

    def find_progress(self, *, whole: bool = False) -> None:
        """Find how far pages were read, of late or (`whole`) ever, for `progress`. Reads the disk."""
        ...

    @property
    def progress(self) -> Progress:
        """Give how far the learn pages were read, as far as `find_progress` looked back."""
        ...

    def safety_accepted(self) -> bool:
        """Tell whether the safety page was ever accepted. May read the disk."""
        ...


class Services(Protocol):
    """The desk as screens see it; built in one place, by the app."""

    clock: Clock
    settings: Settings

    @property
    def device(self) -> str:
        """Give this machine's name in the journal."""
        ...

    @property
    def speaker(self) -> Speaker:
        """Give the voice."""
        ...

    @property
    def catalogue(self) -> Catalogue:
        """Give the stretches."""
        ...

    @property
    def lengths(self) -> Mapping[str, timedelta]:
        """Give how long each stretch and routine takes, by its id."""
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
    def selfcheck(self) -> SelfCheck:
        """Give the self-check of the hips."""
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

    @property
    def history(self) -> History:
        """Give what looks back over everything."""
        ...

    def take_up(self) -> bool:
        """Claim the running of a session, until it ends or `let_go`; False where another process runs one."""
        ...

    def let_go(self) -> None:
        """Let another process run a session: the one claimed did not begin."""
        ...

    def record(self, kind: Kind, *, at: datetime | None = None, **data: Scalar) -> Event:
        """Write down that something happened (now, unless `at` says when); shown at once, stored soon after."""
        ...

    def say(self, entries: Sequence[Entry]) -> None:
        """Write down what the user said, as `sitting.words` puts it; shown at once, stored soon after."""
        ...

"""A session's time: how much passed between two frames, and what the journal is told of one that waits."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from deskmate.sitting.events import Kind
from deskmate.sitting.timeline import AT_DESK, Activity, Posture

if TYPE_CHECKING:
    from deskmate.clock import Clock
    from deskmate.services import Services
    from deskmate.sitting.fold import State


class Frames:
    """Tells the time from one look to the next, by both clocks."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._before, self._seen = clock.monotonic(), clock.now()

    def passed(self) -> tuple[timedelta, timedelta]:
        """Give the time since this was last asked, by the monotonic clock and by the real one.

        In a suspend the monotonic clock may stand still, and only the real one tells of it.
        """
        ticks, seen = self._clock.monotonic(), self._clock.now()
        passed = ticks - self._before, seen - self._seen
        self._before, self._seen = ticks, seen
        return passed


class Waiting:
    """Keeps true what the journal says of a running session whose user was not there all the time.

    An absence ends the stretch in the journal, though its screen still stands there and goes on afterwards.
    """

    def __init__(self, desk: Services, session: str) -> None:
        self._desk = desk
        self._session = session
        self._since: datetime | None = None
        self._was_away = False

    def begin(self) -> None:
        """Take the word that the session is held; nothing where it is already."""
        if self._since is None:
            self._since = self._desk.clock.now()

    def end(self) -> None:
        """Take the word that the session goes on; nothing where it was not held."""
        if self._since is not None:
            self._since = None
            self._be_up()

    def saw(self, state: State) -> None:
        """Take a new state; whoever comes back to a session that ran on is up again."""
        came_back = self._was_away and state.posture in AT_DESK
        self._was_away = state.posture is Posture.AWAY
        if came_back and self._since is None:
            self._be_up()

    def _be_up(self) -> None:
        if self._desk.state.activity is not Activity.STRETCH:
            self._desk.record(Kind.SESSION_RESUMED, session=self._session)

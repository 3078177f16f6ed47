"""A session's time: how much passed between two frames, and what the journal is told of one that waits."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from deskmate.sitting.events import Kind
from deskmate.sitting.sessions import PAUSED
from deskmate.sitting.timeline import AT_DESK, Activity, Posture

if TYPE_CHECKING:
    from deskmate.clock import Clock
    from deskmate.services import Services
    from deskmate.sitting.fold import State


LONGEST_PAUSE = timedelta(minutes=3)
"""Who has not gone on by then does something else: until then a pause is taken for part of the stretch."""


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

    An absence or a long pause ends the stretch in the journal, though its screen still stands there and may go on.
    """

    def __init__(self, desk: Services, session: str) -> None:
        self._desk = desk
        self._session = session
        self._since: timedelta | None = None
        """When it was held, by the monotonic clock."""
        self._told = False
        """Whether it was seen that it is held too long."""
        self._was_away = False

    def begin(self) -> None:
        """Take the word that the session is held; nothing where it is already."""
        if self._since is None:
            self._since, self._told = self._desk.clock.monotonic(), False

    def look(self) -> None:
        """Write a session that is held too long down as interrupted, from when it was held on."""
        clock = self._desk.clock
        if self._since is None or self._told or (held := clock.monotonic() - self._since) < LONGEST_PAUSE:
            return
        self._told = True
        if self._desk.state.activity is Activity.STRETCH:
            self._desk.record(Kind.SESSION_INTERRUPTED, at=clock.now() - held, session=self._session, cause=PAUSED)

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

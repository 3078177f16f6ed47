"""`deskmate status --watch`: the status again and again, a line whenever it says something else."""

from __future__ import annotations

import select
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

from deskmate.glance.fields import DURATION, FIELDS, Status, Value
from deskmate.glance.kept import Kept
from deskmate.glance.show import say
from deskmate.status import StatusSource, kept_of_reading, status_of

PERIOD = timedelta(seconds=1)


def follow(source: StatusSource, text: Callable[[Status], str], trouble: Callable[[str], object]) -> int:
    """Print `text` of the status whenever it changes, until interrupted or the reader has left; give 0.

    What grows by the second is a change by the minute. `trouble` is told, once each, what is wrong with the journal.
    """
    reader = Reader()
    for line in changes(Source(source, trouble).status, text):
        if line is not None:
            say(line)
        if reader.has_left():
            break
        time.sleep(PERIOD.total_seconds())
    return 0


def changes(status: Callable[[], Status], text: Callable[[Status], str]) -> Iterator[str | None]:
    """Ask for the status for ever; give its text where it says something else than the last, else None."""
    told: str | None = None
    while True:
        found = status()
        said = text(to_the_minute(found))
        yield text(found) if said != told else None
        told = said


def to_the_minute(status: Status) -> Status:
    """Give a status that stays the same for a minute, unless something happens."""
    # Where nothing is known, it is not known since just now.
    moving = {"now", "since"} if status["posture"] == "unknown" else {"now"}
    return {name: _coarse(name, value, moves=name in moving) for name, value in status.items()}


class Source:
    """The status at this moment; the journal is read anew only when it changed or the last reading ran out."""

    def __init__(self, source: StatusSource, trouble: Callable[[str], object]) -> None:
        self._source = source
        self._trouble = trouble
        self._told: set[str] = set()
        self._stamp: tuple[str, str] | None = None
        self._kept: Kept | None = None

    def status(self) -> Status:
        """Give it; costs a stat a file while nothing happens."""
        stamp = self._source.stamp()
        if self._kept is not None and stamp == self._stamp:
            now = time.time_ns() // 1000
            carried = self._kept.carried(now, time.localtime(now // 1_000_000).tm_gmtoff)
            if carried is not None:
                return carried
        reading = self._source.keep()
        for problem in reading.problems:
            if problem not in self._told:
                self._told.add(problem)
                self._trouble(problem)
        self._stamp, self._kept = stamp, kept_of_reading(reading)
        return status_of(reading.state)


class Reader:
    """Who reads what this process prints: asking costs one system call."""

    def __init__(self) -> None:
        self._poll = None
        if sys.platform != "win32":
            self._poll = select.poll()
            self._poll.register(sys.stdout.fileno(), 0)

    def has_left(self) -> bool:
        """Tell whether the pipe's other end was closed, or the terminal."""
        gone = select.POLLERR | select.POLLHUP if self._poll is not None else 0
        return self._poll is not None and any(event & gone for _, event in self._poll.poll(0))


def _coarse(name: str, value: Value, *, moves: bool) -> Value:
    if moves and isinstance(value, str):
        return f"{value[:17]}00{value[19:]}"
    return value - value % 60 if FIELDS[name][0] == DURATION and isinstance(value, int) else value

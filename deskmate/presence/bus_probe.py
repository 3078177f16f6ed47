"""An idle probe that is one question on the session D-Bus, answered in milliseconds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from deskmate.presence.probe import Environ, ProbeChoice, from_milliseconds
from deskmate.presence.session_bus import BusError, Question, ask, session_address


@dataclass(frozen=True, slots=True)
class BusProbe:
    """Asks a desktop's own service for the time since the last input anywhere in the session."""

    name: str
    question: Question
    address: str
    limit: timedelta
    proves_absence: bool = True

    def idle(self) -> timedelta | None:
        """Give the time since the last input; None when the service does not answer in time."""
        try:
            return from_milliseconds(ask(self.address, self.question, self.limit))
        except BusError:
            return None

    def close(self) -> None:
        """Do nothing: no connection stays open."""


def find_on_bus(environ: Environ, limit: timedelta, *, name: str, question: Question, reason: str) -> ProbeChoice:
    """Look for a service, asking it once; `reason` is what is said when it answers with a time."""
    try:
        probe = BusProbe(name, question, session_address(environ), limit)
        answer = from_milliseconds(ask(probe.address, question, limit))
    except BusError as error:
        return ProbeChoice(None, str(error))
    if answer is None:
        return ProbeChoice(None, f"{question.service} gave no time")
    return ProbeChoice(probe, reason)

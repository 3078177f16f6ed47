"""What is told to the user outside the screen, and the face of everything that can tell it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

Environ = Mapping[str, str]
Write = Callable[[str], None]
"""Writes an escape sequence to the terminal, in turn with the screen's own output; may be called from any thread."""

_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Note:
    """A few words for the user. `urgent` asks the desktop to keep them up until they are dismissed."""

    title: str
    body: str
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether a notifier can be expected to reach the user, and in one sentence why (not)."""

    ok: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """How telling a note went: handed over, or in one sentence why not."""

    ok: bool
    problem: str = ""


DELIVERED = Delivery(ok=True)


class Notifier(Protocol):
    """One way to tell a note. Its calls may take some seconds: not for the app's own thread."""

    @property
    def name(self) -> str:
        """Give the notifier's name, as `deskmate doctor` prints it."""
        ...

    @property
    def popup(self) -> bool:
        """Tell whether it puts the words on the desktop; of those one is enough."""
        ...

    def available(self) -> Availability:
        """Find out whether a note would arrive, without sending one. Never raises."""
        ...

    def notify(self, note: Note) -> Delivery:
        """Tell a note. Never raises: what goes wrong is told in the delivery."""
        ...

    def close(self) -> None:
        """Let go of what the notifier holds."""
        ...


def plain(text: str, length: int) -> str:
    """Give `text` as one line of at most `length` characters that no terminal or desktop can take for a command.

    Control characters, line ends and invisible ones (such as those that turn the direction of writing) are left
    out; what is too long ends in an ellipsis.
    """
    line = " ".join("".join(_harmless(c) for c in text).split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def _harmless(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    return "" if category.startswith("C") and character not in _JOINERS else character

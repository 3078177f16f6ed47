"""The voices an engine has, by language, as it names them; and the one a user means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Protocol

from deskmate.voice.engine import UnknownVoiceError

_MOST_NEAR = 3
_LEAST_LIKENESS = 0.6
_AS_GOOD = 0.15


class _Source(Protocol):
    """What is used of a pyttsx3 engine to list its voices."""

    def getProperty(self, name: str) -> Any: ...  # noqa: N802, ANN401 - a list, a name or a number


class Voice(NamedTuple):
    """A voice: its language as the engine writes it (such as en-gb or en_US; may be empty), its name, its id."""

    language: str
    name: str
    id: str


def voices_of(speech: _Source) -> tuple[Voice, ...]:
    """List a pyttsx3 engine's voices, by language.

    nsss gives a locale (en_US) or none at all, sapi5 a tag (en-US), espeak-ng its own (en-gb-x-rp).
    """
    voices = []
    for found in speech.getProperty("voices"):
        language = next((str(one) for one in found.languages or () if one), "")
        voices.append(Voice(language, str(found.name or found.id), str(found.id)))
    return tuple(sorted(voices))


def find_voice(wanted: str, voices: Sequence[Voice]) -> Voice:
    """Find the voice a user means by its id, its name, or else its language. Raises UnknownVoiceError."""
    meant = _plain(wanted)
    for spelling in ("id", "name", "language"):
        for voice in voices:
            if _plain(getattr(voice, spelling)) == meant:
                return voice
    raise UnknownVoiceError(_unknown(wanted, near(wanted, voices)))


def near(wanted: str, voices: Iterable[Voice]) -> list[str]:
    """Give the names most like `wanted`, the likest first: three at most."""
    likeness: dict[str, float] = {}
    for voice in voices:
        likest = max(_likeness(wanted, spelling) for spelling in _spellings(voice))
        likeness[voice.name] = max(likest, likeness.get(voice.name, 0.0))
    names = sorted(likeness, key=lambda name: -likeness[name])[:_MOST_NEAR]
    least = max(_LEAST_LIKENESS, likeness[names[0]] - _AS_GOOD) if names else 0
    return [name for name in names if likeness[name] >= least]


def _spellings(voice: Voice) -> tuple[str, ...]:
    """Give what a user may have meant to write; a name begins with its language or its person."""
    first = re.split(r"[\s(]", voice.name, maxsplit=1)[0]
    return voice.name, first, voice.id, voice.id.rpartition("/")[2], voice.language


def _likeness(wanted: str, spelling: str) -> float:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, _plain(wanted), _plain(spelling)).ratio()


def _plain(text: str) -> str:
    return text.casefold().replace("_", "-").strip()


def _unknown(wanted: str, names: Sequence[str]) -> str:
    if not names:
        return f"No voice is called {wanted!r}; `deskmate say --list-voices` names them all."
    *before, last = [repr(name) for name in names]
    meant = f"{', '.join(before)} or {last}" if before else last
    return f"No voice is called {wanted!r}; did you mean {meant}?"

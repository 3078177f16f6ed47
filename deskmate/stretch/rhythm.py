"""The rhythm of a session, beside what a stretch's own cues say: the breathing, the time left, what comes next.

All of it yields: it is put where the stretch's own cues leave room to say it, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from enum import StrEnum

from deskmate.stretch.catalogue import Cue, Part

ZERO = timedelta(0)
USUAL_RATE = 150
"""Words a minute."""
TEN_LEFT = "Ten seconds left."
BREATHE_IN = "Breathe in."
BREATHE_OUT = "Breathe out."

_TEN = timedelta(seconds=10)
_IN, _OUT = timedelta(seconds=4), timedelta(seconds=6)
"""Six breaths a minute, out longer than in: the pace studied by Lehrer & Gevirtz 2014, Front Psychol 5:756."""
_SHORTEST_HOLD = timedelta(seconds=20)
"""In a shorter hold, the time left and the breath are not worth the words."""
_TICKS = tuple(timedelta(seconds=left) for left in (3, 2, 1))
_RESTS = {Part.RETURN, Part.CHANGE}
_STOP = timedelta(seconds=0.4)
_BREATHER = timedelta(seconds=0.5)
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")


class Signal(StrEnum):
    """What a tone says."""

    CHIME = "chime"
    """A hold is over."""
    TICK = "tick"
    """One of a hold's last seconds."""
    READY = "ready"
    """A second before a session goes on after a pause."""


def spoken_length(text: str, rate: int) -> timedelta:
    """Estimate how long a text takes at `rate` words a minute, the stops of its sentences included."""
    return len(text.split()) * timedelta(minutes=1) / rate + len(_SENTENCE_END.findall(text)) * _STOP


def hold_asides(length: timedelta, cues: Sequence[Cue], rate: int = USUAL_RATE) -> tuple[Cue, ...]:
    """Give what may be said in a hold beside its own `cues`, in order: the last ten seconds, and the breathing.

    The breathing is counted back from the hold's end, so that it ends with an out-breath.
    """
    if length < _SHORTEST_HOLD:
        return ()
    told = list(cues)
    for wanted in (Cue(length - _TEN, TEN_LEFT), *_breaths(length)):
        if _fits(wanted, told, length, rate):
            told.append(wanted)
    return tuple(sorted((cue for cue in told if cue not in cues), key=lambda cue: cue.at))


def refitted(cues: Sequence[Cue], length: timedelta, wanted: timedelta, rate: int = USUAL_RATE) -> tuple[Cue, ...]:
    """Give a hold's own `cues` for another length of it.

    Those of its first half keep their time, those of its second half their distance from its end. Where a shorter
    hold has no room for all, the first and the last go before the others.
    """
    opening = [cue for cue in cues if cue.at < length / 2]
    closing = [Cue(cue.at + wanted - length, cue.text) for cue in cues if cue.at >= length / 2]
    if wanted >= length:
        return (*opening, *closing)
    kept = [cue for cue in opening[:1] if cue.at < wanted]
    for cue in (*reversed(closing[-1:]), *opening[1:], *reversed(closing[:-1])):
        if cue.at >= ZERO and _fits(cue, kept, wanted, rate):
            kept.append(cue)
    return tuple(sorted(kept, key=lambda cue: cue.at))


def ticks(length: timedelta) -> tuple[timedelta, ...]:
    """Give when the last three seconds of a hold tick."""
    return tuple(length - left for left in _TICKS) if length >= _TEN else ()


def announcement(
    part: Part, length: timedelta, cues: Sequence[Cue], title: str, rate: int = USUAL_RATE
) -> Cue | None:
    """Give what is said of the next step, named `title`, near the end of a rest; None where there is no room."""
    if part not in _RESTS:
        return None
    text = f"Next: {title[:1].lower()}{title[1:]}."
    spoken = spoken_length(text, rate)
    free = max((cue.at + spoken_length(cue.text, rate) for cue in cues), default=ZERO)
    at = max(free, length - spoken - _BREATHER)
    return Cue(at, text) if at + spoken <= length else None


def _breaths(length: timedelta) -> Iterator[Cue]:
    end = length
    while end >= _IN + _OUT:
        yield Cue(end - _OUT, BREATHE_OUT)
        yield Cue(end - _OUT - _IN, BREATHE_IN)
        end -= _IN + _OUT


def _fits(wanted: Cue, told: Sequence[Cue], length: timedelta, rate: int) -> bool:
    """Tell whether there is room for a line between those told, with a breather on both sides."""
    end = wanted.at + spoken_length(wanted.text, rate)
    return end <= length and all(
        end + _BREATHER <= cue.at or cue.at + spoken_length(cue.text, rate) + _BREATHER <= wanted.at for cue in told
    )

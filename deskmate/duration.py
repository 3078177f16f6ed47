"""Durations as people write them: "30m", "1h 30m", "90s"; and as deskmate shows them.

Light to import: `deskmate status` shows durations too, and must answer at once.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import timedelta

_PART = r"(\d+(?:\.\d+)?)\s*([hms])"
_WHOLE = r"\s*(?:\d+(?:\.\d+)?\s*[hms]\s*)+"
_UNIT = {"h": "hours", "m": "minutes", "s": "seconds"}


def parse_duration(text: str) -> timedelta:
    """Read a duration such as "45m", "1h30m" or "90s"; raises ValueError with one sentence."""
    import re
    from datetime import timedelta

    if not re.fullmatch(_WHOLE, text):
        raise ValueError(f"{text!r} is not a duration; write it like 45m, 1h30m or 90s")
    try:
        return sum((timedelta(**{_UNIT[u]: float(n)}) for n, u in re.findall(_PART, text)), timedelta(0))
    except OverflowError:
        raise ValueError(f"{text!r} is longer than any duration can be") from None


def as_text(length: timedelta) -> str:
    """Show a duration in whole minutes: "0 min", "47 min", "2 h 05 min"."""
    return minutes_text(int(length.total_seconds() // 1))


def exact_text(length: timedelta) -> str:
    """Show a duration with its seconds, where it has any: "2 min", "90 s"."""
    seconds = int(length.total_seconds())
    return f"{seconds} s" if seconds % 60 else minutes_text(seconds)


def minutes_text(seconds: int) -> str:
    """Show seconds as `as_text` shows a duration."""
    minutes = seconds // 60
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02d} min" if hours else f"{minutes} min"


def as_clock(length: timedelta) -> str:
    """Show a duration as m:ss, or h:mm:ss from an hour on; never below zero."""
    seconds = max(0, int(length.total_seconds()))
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"

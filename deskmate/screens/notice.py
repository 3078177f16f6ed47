"""What Today says of trouble, so that it never takes the room of what the screen is for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

CHECK = "`deskmate config check`"
LONGEST = 240
"""Characters of a sentence about the settings: some name every value that is allowed."""


class Notice(NamedTuple):
    """What is to be told, and the same where there is little room for it."""

    text: str = ""
    short: str = ""


def notice_of(trouble: str, wrong: Sequence[str], problems: Sequence[str]) -> Notice:
    """Tell of what keeps the journal from being written, of wrong settings, and of what else does not work."""
    kept = [f"{trouble} What you do is kept in memory until it can be written."] if trouble else []
    kept_short = [f"{trouble} Kept in memory for now."] if trouble else []
    return Notice(
        "\n".join([*kept, *_first_of(wrong), *problems]),
        "\n".join([*kept_short, *_count_of(wrong), *problems]),
    )


def _first_of(problems: Sequence[str]) -> tuple[str, ...]:
    """Give the first problem of the settings, and where to read the others."""
    if not problems:
        return ()
    first, more = problems[0], len(problems) - 1
    if len(first) > LONGEST:
        cut = f"{first[: LONGEST - 1].rstrip()}…"
        return cut, f"and {more} more: {CHECK}" if more else f"All of it: {CHECK}"
    return (first, f"and {more} more: {CHECK}") if more else (first,)


def _count_of(problems: Sequence[str]) -> tuple[str, ...]:
    """Give what tells of the problems of the settings, first, and how many there are."""
    if not problems:
        return ()
    return (f"{CHECK}: {len(problems)} {'are' if len(problems) > 1 else 'is'} wrong",)

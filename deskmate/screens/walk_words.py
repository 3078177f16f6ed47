"""What the walking programme says, and its weeks as bars."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from rich.text import Text

from deskmate.stretch.walking import MILD, Outcome, Programme, Walk, Week

ABOUT = (
    "Walking a little more each week, up to half an hour five times a week, was put to the test in a large trial. Of"
    " people who had just got over low back pain, half stayed free of it for 208 days or more; of those without the"
    " programme, for 112. It is no cure for a bad day. It starts from what you do now."
)
KINDLY = (
    f"Some discomfort is usual when you begin: up to {MILD} of 10, and gone by the next morning. That alone is no"
    " reason to stop. If there is more, the week stays as it is, or goes a step back. Stop, and see a doctor, when"
    " walking brings leg pain, numbness or weakness, above all where leaning forward eases it."
)
SOURCE = "Source: Pocovi et al. 2024, Lancet."
ASK = "How much discomfort did it bring? 0 is none, 10 is as bad as you can imagine."
LASTED = "Was the discomfort of your last walk gone by the next morning?"

_WHY = {
    Outcome.ON: "Last week went well, so this one asks for a little more.",
    Outcome.AGAIN: "The same as last week: there is no hurry.",
    Outcome.HOLD: "The same as last week, since a walk brought more than mild discomfort.",
    Outcome.BACK: "A step back, since walking brought more than mild discomfort. That is usual; take your time.",
}
_DONE, _LEFT = "●", "○"
_FULL, _EMPTY = "█", "░"
_HEAD, _TAIL = 9, 14


def aim_line(programme: Programme) -> str:
    """Say what this week asks for."""
    week = programme.week
    return f"Week {week.number}: {_minutes(week.aim.minutes)}, {_times(week.aim.times)}"


def done_line(week: Week) -> str:
    """Show this week's walks as dots, and their minutes in words."""
    left = max(0, week.aim.times - len(week.walks))
    dots = " ".join(_DONE * len(week.walks) + _LEFT * left)
    return f"{dots}   {round(week.minutes)} of {round(week.aim.total)} min walked"


def why_line(programme: Programme) -> str:
    """Say why this week asks for what it asks."""
    before = programme.before
    return _WHY[before.outcome] if before is not None and before.outcome is not None else ""


def after_walk(walk: Walk) -> str:
    """Answer to a discomfort that was told."""
    if walk.discomfort is None or walk.discomfort <= MILD:
        return "Kept. That is within what is usual." if walk.discomfort else "Kept. Well walked."
    return (
        "Kept. That is more than mild: make the next one shorter, and see a doctor if it stays or spreads to a leg."
    )


def bars(weeks: Sequence[Week], width: int, rows: int, mark: Style, quiet: Style, *, tall: bool = False) -> Text:
    """Draw the latest weeks, the newest last: what was walked against what was asked; tall ones with air between."""
    shown = weeks[-rows:] if rows > 0 else []
    room = max(4, min(60, width - _HEAD - _TAIL))
    most = max([1.0, *(w.aim.total for w in shown), *(w.minutes for w in shown)])
    text = Text()
    for number, week in enumerate(shown):
        walked, asked = (round(value / most * room) for value in (week.minutes, week.aim.total))
        bar = Text(_FULL * walked, mark) + Text(_EMPTY * max(0, asked - walked), quiet)
        text.append(f"Week {week.number:<{_HEAD - 5}}", quiet)
        text.append_text(bar)
        text.append(" " * (room - max(asked, walked)))
        text.append(f"{f'{round(week.minutes)} of {round(week.aim.total)}':>{_TAIL - 4}} min", quiet)
        if tall:
            text.append("\n" + " " * _HEAD).append_text(bar)
        text.append(("\n\n" if tall else "\n") if number < len(shown) - 1 else "")
    return text


def _minutes(count: float) -> str:
    return "1 minute" if round(count) == 1 else f"{round(count)} minutes"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")

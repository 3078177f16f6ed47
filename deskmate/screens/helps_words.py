"""What the record says, in words, and the bars of its ranges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text

from deskmate.screens.sentence import Act, Sentence
from deskmate.stretch.ranking import ENOUGH, Ranking, Standing
from deskmate.stretch.record import Because, Suggestion

NOT_A_TRIAL = (
    "Relief is the ache before minus the ache after, in points from 0 to 10. A bar is where its true mean lies, about"
    " eight times in ten. This is your own record and no study: you know what you do and hope that it helps, and"
    " aches also pass by themselves."
)
TRIED, LEFT_OUT = "●", "○"
_MEAN, _RANGE, _ZERO = "●", "─", "┊"
_NUMBER, _COUNT = 7, 18
_ROOMY = 54
"""The width, in cells, from which on a row has room for its count of sessions."""


@dataclass(frozen=True, slots=True)
class Styles:
    """How the parts of a row look."""

    bar: Style
    mean: Style
    quiet: Style


@dataclass(frozen=True, slots=True)
class Axis:
    """The relief, in points, at the left and the right end of every bar."""

    low: float
    high: float

    def cell(self, relief: float, width: int) -> int:
        """Give the cell of a bar of `width` where a relief falls."""
        return round((relief - self.low) / (self.high - self.low) * (width - 1))


def axis_of(standings: Iterable[Standing]) -> Axis:
    """Give an axis that holds every range, and no relief at all."""
    ends = [end for s in standings if s.sessions for end in s.interval]
    return Axis(min([-0.5, *ends]), max([2.0, *ends]))


def verdict(ranking: Ranking, names: Mapping[str, str]) -> Sentence:
    """Say what can be said by now."""
    tried = len(ranking.standings)
    if tried < 2:  # noqa: PLR2004 - one alone has nothing to be better than
        told = "To find the one that eases you most, try two or more: "
        return told, Act("helps.try", "takes a stretch into your trial"), "."
    if ranking.best is not None:
        return (f"By your own ratings, {names.get(ranking.best, ranking.best)} eases you most.",)
    if ranking.missing:
        more = "1 more rated session" if ranking.missing == 1 else f"{ranking.missing} more rated sessions"
        return (f"Not enough yet to tell: {more}, {ENOUGH} of each that you try.",)
    return ("No best one yet: their ranges still overlap. Every rated session narrows them.",)


def next_words(suggestion: Suggestion | None, names: Mapping[str, str]) -> str:
    """Say which comes next and why, empty where nothing is tried."""
    if suggestion is None:
        return ""
    why = "you have rated none less often" if suggestion.because is Because.TURN else "it eased you most so far"
    return f"Next: {names.get(suggestion.candidate, suggestion.candidate)}, since {why}."


def detail(standing: Standing, name: str, *, tried: bool) -> str:
    """Tell all there is to know of one."""
    trial = "In your trial" if tried else "Not in your trial"
    if not standing.sessions:
        return f"{name}: not rated yet. {trial}."
    low, high = standing.interval
    known = f"relief {standing.mean:+.1f}, between {low:+.1f} and {high:+.1f}, from {_sessions(standing.sessions)}"
    return f"{name}: {known}. {trial}{_missing(standing, '; ') if tried else ''}."


def row(standing: Standing, name: str, axis: Axis, width: int, styles: Styles, *, tried: bool) -> Text:
    """Draw one row: whether it is tried, its name, its range, its mean, and how many sessions that is from."""
    roomy = width >= _ROOMY
    named = min(28, max(12, width // 3))
    bar = width - named - 3 - _NUMBER - (_COUNT if roomy else 0)
    text = Text()
    text.append(f"{TRIED if tried else LEFT_OUT} ", styles.mean if tried else styles.quiet)
    text.append(set_cell_size(_shortened(name, named), named + 1), "" if tried else styles.quiet)
    if not standing.sessions:
        words = "not rated yet"
        return text.append(words if bar + _NUMBER >= len(words) else "–", styles.quiet)
    text.append_text(_bar(standing, axis, bar, styles))
    text.append(f"{standing.mean:+{_NUMBER}.1f}")
    if roomy:
        count = (tried and _missing(standing, "")) or _sessions(standing.sessions)
        text.append(f"{count:>{_COUNT}}", styles.quiet)
    return text


def purpose_line(purpose: str, width: int, styles: Styles) -> Text:
    """Draw the line below a row: what it is for, under its name."""
    return Text(f"  {_shortened(purpose, width - 2)}", styles.quiet)


def _bar(standing: Standing, axis: Axis, width: int, styles: Styles) -> Text:
    low, high = (axis.cell(end, width) for end in standing.interval)
    zero, mean = axis.cell(0, width), axis.cell(standing.mean, width)
    text = Text()
    for cell in range(width):
        if cell == mean:
            text.append(_MEAN, styles.mean)
        elif low <= cell <= high:
            text.append(_RANGE, styles.bar)
        else:
            text.append(_ZERO if cell == zero else " ", styles.quiet)
    return text


def _missing(standing: Standing, before: str) -> str:
    missing = ENOUGH - standing.sessions
    if missing <= 0:
        return ""
    return f"{before}{'1 more session' if missing == 1 else f'{missing} more sessions'}"


def _sessions(count: int) -> str:
    return "1 session" if count == 1 else f"{count} sessions"


def _shortened(name: str, width: int) -> str:
    return name if cell_len(name) <= width else f"{set_cell_size(name, width - 1)}…"

"""What a guided session says of itself beside the words that are spoken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

from deskmate.duration import as_clock
from deskmate.screens.sentence import Act
from deskmate.stretch.plan import Form, Step
from deskmate.stretch.session import Run

if TYPE_CHECKING:
    from textual.content import Content

    from deskmate.voice.speaker import VoiceStatus

ALMOST_A_SECOND = timedelta(seconds=1) - timedelta.resolution


def times_of(run: Run, *, is_strip: bool) -> tuple[str, str]:
    """Give what is left of the step, and of the whole; rounded up, so that the last second shows 1 and the end 0."""
    left = run.ready_in if run.is_getting_in_place else run.left
    step = as_clock(left + ALMOST_A_SECOND)
    of_all = f"{as_clock(run.left_of_all + ALMOST_A_SECOND)} left"
    # In a strip there is no room for the large one.
    return step, f"{step} · {of_all}" if is_strip else of_all


def line_to_tell(
    run: Run,
    status: VoiceStatus,
    sentence: Callable[..., Content],
    *,
    asks_to_end: bool,
    muted: bool,
    remark: str,
    is_strip: bool,
) -> str | Content:
    """Give the one line there is to tell: a question, a pause, or why nothing is heard; empty where there is none.

    `sentence` puts words and keys together as the screen names them.
    """
    on = Act("session.pause", "goes on")
    if asks_to_end and is_strip:
        return sentence(Act("session.end", "ends it"), ", ", on, ".")
    if asks_to_end:
        return sentence("End here? ", Act("session.end", "again ends and keeps what was done"), "; ", on, ".")
    if run.paused:
        return sentence("Paused, and muted. " if muted else "Paused: ", on, ".")
    if run.ready_in > timedelta(0):
        what = "Get into place" if run.is_getting_in_place else "Get ready"
        return f"{what}: {ceil(run.ready_in.total_seconds())}"
    if remark or muted:
        return remark or "Muted: the words go on here."
    return "" if status.audible else status.reason


def side_of(step: Step) -> str:
    """Give the side in a word, and the form where it is not the usual one."""
    side = f"{step.side.value.upper()} LEG" if step.side is not None else ""
    form = step.form.value.upper() if step.form is not Form.USUAL else ""
    return " · ".join(filter(None, (side, form)))

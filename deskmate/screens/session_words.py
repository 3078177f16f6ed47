"""What a guided session says of itself beside the words that are spoken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

from deskmate.screens.sentence import Act
from deskmate.stretch.plan import Form, Step
from deskmate.stretch.session import Run

if TYPE_CHECKING:
    from textual.content import Content

    from deskmate.voice.speaker import VoiceStatus


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

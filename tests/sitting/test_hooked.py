"""Which events call for a command of the user's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from deskmate.sitting.events import Kind
from deskmate.sitting.hooked import hook_of
from tests.builders import Script, day

TWO = timedelta(minutes=2)


@pytest.mark.parametrize(
    ("script", "clock", "hook"),
    [
        (day().sit("9:00").event(Kind.BREAK_DUE, "9:30"), "9:30", "break_due"),
        (day().sit("9:00").event(Kind.BOUT_LONG, "10:00"), "10:00", "bout_long"),
        (day().sit("9:00").event(Kind.SESSION_ENDED, "9:30", session="a"), "9:30", "session_done"),
        (day().sit("9:00").rest("9:30", "9:35"), "9:35", "break_done"),
        (day().sit("9:00").rest("9:30", "9:31"), "9:31", None),
        (day().sit("9:00").away("9:30", "idle").back("9:40"), "9:40", "break_done"),
        (day().sit("9:00").stand("9:30").away("9:35").back("9:40"), "9:40", "break_done"),
        (day().sit("9:00").stand("9:30").sit("9:40"), "9:40", "break_done"),
        (day().sit("9:00"), "9:00", None),
        (day().sit("9:00").stand("9:30"), "9:30", None),
        (day().sit("9:00").event(Kind.UNWATCHED, "9:10").sit("11:00"), "11:00", None),
    ],
)
def test_what_calls_for_a_command(script: Script, clock: str, hook: str | None) -> None:
    state = script.alive(clock).state(clock)
    assert hook_of(script.events[-2], TWO, state) == hook

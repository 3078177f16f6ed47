"""The coach hands each line to the voice before its moment, and takes it back when that moment may not come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from deskmate.coach import AHEAD, Coach
from deskmate.sitting.events import Event, Kind
from deskmate.stretch.catalogue import Cue, Part
from deskmate.stretch.plan import Plan, Step
from deskmate.stretch.session import CueDue, Run
from deskmate.voice.speaker import UtteranceEnded
from tests.running import ScriptedSpeaker


def s(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def step(number: int, length: float, *cues: tuple[float, str]) -> Step:
    lines = tuple(Cue(s(at), text) for at, text in cues)
    return Step(Part.HOLD, "a", "Hold", "standing", None, number, s(length), lines)


RUN = Run(Plan("A", (step(1, 10, (0, "One."), (5, "Two.")), step(2, 10, (0, "Three."), (0.2, "Four.")))))


class Stage:
    def __init__(self) -> None:
        self.lines: list[str] = []

    def show_step(self) -> None:
        self.lines.append("")

    def show_line(self, text: str) -> None:
        self.lines.append(text)

    def show_remark(self, text: str) -> None:
        pass

    def show_end(self) -> None:
        pass


class Desk:
    def __init__(self) -> None:
        self.speaker = ScriptedSpeaker()
        self.stage = Stage()
        self.coach = Coach(RUN, "s", "a", record=self.record, speaker=self.speaker, stage=self.stage)
        self.coach.begin(s(0))

    def record(self, kind: Kind, *, at: datetime | None = None, **data: str | float | bool | None) -> Event:
        return Event(at or datetime.now(UTC), kind, data)


@pytest.mark.parametrize(
    ("into", "found"),
    [
        (4.0, []),
        (4.7, [(0.3, "Two.")]),
        (5.0, []),
        (9.8, [(0.2, "Three."), (0.4, "Four.")]),
    ],
)
def test_lines_that_are_coming_are_told_with_what_is_left(into: float, found: list[tuple[float, str]]) -> None:
    run, _ = RUN.advance(s(into))
    assert [(round(left.total_seconds(), 3), cue.text) for left, cue in run.coming(AHEAD)] == found
    assert run.pause()[0].coming(AHEAD) == ()


def test_while_one_gets_ready_the_first_line_is_counted_from_then() -> None:
    run, _ = RUN.begin(s(0.3))
    assert run.coming(AHEAD) == ((s(0.3), CueDue("One.")),)


def test_each_line_is_handed_over_once_and_shown_at_its_moment() -> None:
    desk = Desk()
    for _ in range(199):
        desk.coach.advance(s(0.1))
    assert desk.speaker.said == ["One.", "Two.", "Three.", "Four."]
    assert desk.stage.lines == ["", "One.", "Two.", "", "Three.", "Four."]
    assert desk.coach.utterance == 4


def test_a_pause_takes_back_what_was_handed_over_and_it_is_said_when_its_moment_comes() -> None:
    desk = Desk()
    desk.coach.advance(s(0.1))
    desk.coach.advance(s(4.7))
    assert desk.speaker.said == ["One.", "Two."]
    desk.coach.pause()
    assert desk.speaker.calls[-1] == "stop"
    desk.coach.resume()
    for _ in range(40):
        desk.coach.advance(s(0.1))
    assert desk.speaker.said == ["One.", "Two.", "Get ready.", "Two."]
    assert desk.stage.lines[-1] == "Two."


def test_a_pause_in_the_middle_of_a_line_holds_it() -> None:
    desk = Desk()
    desk.coach.advance(s(1))
    desk.coach.pause()
    assert desk.speaker.calls[-1] == "pause"


def test_the_last_line_is_said_again_but_not_into_the_next() -> None:
    desk = Desk()
    desk.coach.advance(s(0.1))
    desk.coach.heard(UtteranceEnded(1, completed=True))
    desk.coach.say_again()
    assert desk.speaker.said == ["One.", "One."]
    desk.coach.advance(s(4.7))
    desk.coach.say_again()
    assert desk.speaker.said == ["One.", "One.", "Two."]

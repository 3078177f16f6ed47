"""What reaches the user beyond the screen."""

from __future__ import annotations

from pathlib import Path

from deskmate.build import build_desk
from deskmate.config import folders
from deskmate.history.journal import Journal
from deskmate.outside import Outside
from deskmate.screens.day_words import offer_line
from deskmate.sitting.events import Kind
from deskmate.sitting.plan import Step
from tests.builders import SimulatedClock, at, day, minutes
from tests.running import ScriptedSpeaker


def test_a_spoken_prompt_names_a_routine_of_the_trial_as_the_screen_does(tmp_path: Path) -> None:
    script = day().sit("9:00").event(Kind.BREAK_DUE, "9:30", suggestion="stretch:two-minutes", because="turn")
    Journal(folders(tmp_path).data).append(script.events)
    speaker, clock = ScriptedSpeaker(), SimulatedClock(at("9:30"))
    desk, _ = build_desk(folders(tmp_path), clock, speaker)
    desk.open()
    clock.run(minutes(0.1))
    outside = Outside(
        desk, folders(tmp_path), write_escape=lambda _: None, tell=lambda _: None, on_error=lambda _: None
    )
    outside.prompt(Step.VOICE)
    idea = "the Two minutes at the desk stretch"
    assert speaker.said[-1].endswith(f"{idea[:1].upper()}{idea[1:]}.")
    assert idea in offer_line(desk.state, desk.catalogue.names)
    desk.close()

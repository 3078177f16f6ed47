"""What helps, the self-check, the walk and the explorer in a real terminal, by keys, and what is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from deskmate.history.journal import Journal
from deskmate.screens.explorer import STEP
from deskmate.sitting.events import Event, Kind
from tests.e2e.terminal import Pane, deskmate, pane
from tests.e2e.test_stretch_session import at_home
from tests.real_parts import need

pytestmark = pytest.mark.real

PRESSES = 45
"""How often a held key repeats in a second and a half."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    need("tmux")
    folder = tmp_path / "data"
    at_home(folder, "[voice]\nenabled = false\n")
    return folder


def told(data: Path, kind: Kind) -> list[Mapping[str, object]]:
    return [dict(e.data) for e in events(data) if e.kind is kind]


def events(data: Path) -> list[Event]:
    return Journal(data).read()


def leave(screen: Pane) -> None:
    """Quit from whatever screen is in front; one key at a time, for two escapes in a row are another key."""
    screen.keys("C-q")
    screen.wait_for_end()
    assert "Traceback" not in screen.text()


def test_what_is_tried_is_chosen_by_a_key_and_a_stretch_begins_from_there(data: Path, tmp_path: Path) -> None:
    with pane(tmp_path, deskmate(data)) as screen:
        screen.wait_for("SITTING since")
        screen.keys("f")
        screen.wait_for("What helps you", ". In your trial")
        screen.keys("Space")
        screen.wait_for("Not in your trial")
        screen.keys("Enter")
        screen.wait_for("Choose a stretch", "How much does it ache now?")
        leave(screen)
    (changed,) = told(data, Kind.TRIAL_CHANGED)
    assert changed["tried"] is False


def test_a_self_check_of_both_sides_is_done_by_keys(data: Path, tmp_path: Path) -> None:
    with pane(tmp_path, deskmate(data)) as screen:
        screen.wait_for("SITTING since")
        screen.keys("f")
        screen.wait_for("Self-check")
        screen.keys("c")
        screen.wait_for("Self-check of the hips", "Begin")
        screen.keys("Enter")
        for side, thigh, knee in (("left", "1", "1"), ("right", "2", "2")):
            screen.wait_for(f"{side.upper()} LEG")
            screen.keys(*["Right"] * 8)
            screen.wait_for(f"Where did the {side} thigh come to rest?")
            screen.keys(thigh)
            screen.wait_for(f"And the {side} knee?")
            screen.keys(knee)
        screen.wait_for("The two sides differ", "A hint, not a diagnosis.")
        leave(screen)
    assert [check["side"] for check in told(data, Kind.SELF_CHECKED)] == ["left", "right"]


def test_a_walking_programme_is_begun_and_a_walk_told_and_rated(data: Path, tmp_path: Path) -> None:
    with pane(tmp_path, deskmate(data)) as screen:
        screen.wait_for("SITTING since")
        screen.keys("f")
        screen.wait_for("Walk")
        screen.keys("w")
        screen.wait_for("Pocovi et al. 2024", "Begin")
        screen.keys("Enter")
        screen.wait_for("How long can you walk now and feel well?")
        screen.keys("2")
        screen.wait_for("And on how many days a week?")
        screen.keys("3")
        screen.wait_for("Week 1: 10 minutes, 3 times", "I walked")
        screen.keys("Enter")
        screen.wait_for("How much discomfort did it bring?")
        screen.keys("2", "Enter")
        screen.wait_for("10 of 30 min walked")
        leave(screen)
    (planned,) = told(data, Kind.WALK_PLANNED)
    (walked,) = told(data, Kind.CORRECTED)
    (rated,) = told(data, Kind.WALK_RATED)
    assert (planned["seconds"], planned["times"]) == (600, 3)
    assert walked["activity"] == "walk"
    assert (rated["moment"], rated["score"]) == ("after", 2)


def test_the_explorer_loses_no_press_of_a_held_key_and_stops_with_it(data: Path, tmp_path: Path) -> None:
    degrees = int(PRESSES * STEP)
    with pane(tmp_path, deskmate(data)) as screen:
        screen.wait_for("SITTING since")
        screen.keys("l")
        screen.wait_for("Turn a hip")
        screen.keys("x")
        screen.wait_for("Hip at 0°")
        screen.keys("-N", str(PRESSES), "Right")
        screen.wait_for(f"Hip at {degrees}° of flexion")
        # What comes after it is the very next step: nothing was still waiting to be drawn.
        screen.keys("Left")
        screen.wait_for(f"Hip at {degrees - int(STEP)}° of flexion")
        screen.keys("-N", str(PRESSES - 1), "Left")
        screen.wait_for("Hip at 0° (standing)")
        leave(screen)

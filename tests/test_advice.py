"""What is suggested for a break follows the trial, from the whole past, and says why."""

from __future__ import annotations

from pathlib import Path

from deskmate.build import build_desk
from deskmate.config import folders
from deskmate.desk import Desk
from deskmate.history.journal import Journal
from deskmate.screens.day_words import offer_line
from deskmate.sitting.events import Kind
from tests.builders import Script, SimulatedClock, at, minutes, rated
from tests.running import ScriptedSpeaker

NAMES = {"captain-morgan": "Captain Morgan", "standing-lunge": "Standing lunge"}


def prompted(root: Path, past: Script) -> Desk:
    """Give a desk at which the second break of the day is due: the first suggestion is always a plain one."""
    clock = SimulatedClock(at("9:00"))
    Journal(folders(root).data).append(past.events)
    desk, _ = build_desk(folders(root), clock, ScriptedSpeaker())
    desk.open()
    for _ in range(46):
        clock.run(minutes(1))
        desk.tick()
    return desk


def weeks_ago(*after: tuple[str, int], times: int = 5) -> Script:
    script = Script(days=-20)
    for _ in range(times):
        for name, score in after:
            rated(script, name, 7, score)
        script.next_day()
    return script


def test_the_best_one_of_the_past_is_suggested_with_its_reason(tmp_path: Path) -> None:
    past = weeks_ago(("captain-morgan", 7), ("standing-lunge", 1), ("standing-hamstring", 7), times=6)
    desk = prompted(tmp_path, past)
    told = [e for e in desk.events() if e.kind is Kind.BREAK_DUE]
    assert [(e.text("suggestion"), e.text("because")) for e in told] == [
        ("walk", ""),
        ("stretch:standing-lunge", "best"),
    ]
    said = offer_line(desk.state, NAMES)
    assert said == "5 min up will do: the Standing lunge stretch. By your own ratings it eases you most"
    desk.close()


def test_the_least_rated_one_has_its_turn(tmp_path: Path) -> None:
    desk = prompted(tmp_path, weeks_ago(("captain-morgan", 5), ("standing-hamstring", 5), times=2))
    (last,) = [e for e in desk.events() if e.kind is Kind.BREAK_DUE][1:]
    assert (last.text("suggestion"), last.text("because")) == ("stretch:standing-lunge", "turn")
    assert offer_line(desk.state, NAMES).endswith("It is its turn: you have rated none less often")
    desk.close()

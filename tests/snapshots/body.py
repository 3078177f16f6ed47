"""The scenes of what is done with the body: choosing a stretch, the session, the self-check, walking, what helps."""

from __future__ import annotations

from collections.abc import Sequence

from deskmate.screens.choose import ChooseScreen
from deskmate.screens.helps import HelpsScreen
from deskmate.screens.safety import SafetyScreen
from deskmate.screens.selfcheck import SelfCheckScreen
from deskmate.screens.session import SessionScreen
from deskmate.screens.stretch import StretchScreen
from deskmate.screens.walk import WalkScreen
from deskmate.sitting.events import Event, Kind
from deskmate.voice.speaker import WordSpoken
from tests.builders import Script, at, minutes, rated
from tests.running import typical_day
from tests.snapshots.stage import STILL, Scene, Stage, Steps, keys

WAITING = STILL.replace("start_delay = '0s'", "start_delay = '10s'")
BEGUN = ("s", "4", "enter")


def nothing() -> Sequence[Event]:
    return ()


def rated_before() -> Sequence[Event]:
    """Give sessions of weeks ago, in which one stretch did far more than the others."""
    script = Script(days=-30, name="past")
    for _ in range(6):
        for name, after in (("captain-morgan", 2), ("standing-lunge", 6), ("standing-hamstring", 6)):
            rated(script.sit("8:00"), name, 6, after)
        script.next_day()
    return [*script.events, *typical_day().events]


def walked_before() -> Sequence[Event]:
    """Give a programme of ten minutes, begun fifteen days ago, with walks in every week of it."""
    script = Script(days=-15, name="walks").event(Kind.WALK_PLANNED, "8:00", seconds=600, times=3)
    for days in (-14, -12, -10, -6, -4):
        script.days = days
        end = at("17:00", days)
        times = {"start": (end - minutes(10)).isoformat(), "end": end.isoformat()}
        script.event(Kind.CORRECTED, "17:00", **times, posture="away", activity="walk")
        script.event(Kind.WALK_RATED, "17:01", walk=script.events[-1].id, moment="after", score=2)
    return [*script.events, *typical_day().events]


def checked_before() -> Sequence[Event]:
    """Give self-checks of three months."""
    script = Script(days=-80, name="checks")
    for thigh, knee in (("above", "bent"), ("level", "bent"), ("level", "straight")):
        for side in ("left", "right"):
            script.event(Kind.SELF_CHECKED, "8:00", side=side, thigh=thigh, knee=knee)
        script.days += 30
    return [*script.events, *typical_day().events]


async def hold(stage: Stage) -> None:
    """Go to the middle of the first hold, and light a word."""
    await stage.press(*BEGUN, "right", "right")
    await stage.pass_time(12)
    text, number = stage.speaker.said[-1], len(stage.speaker.said)
    start = text.index(" ") + 1
    stage.speaker.tell(WordSpoken(number, start, text.index(" ", start)))


def then(before: Steps, *pressed: str) -> Steps:
    async def steps(stage: Stage) -> None:
        await before(stage)
        await stage.press(*pressed)

    return steps


async def rest(stage: Stage) -> None:
    """Go to the pause between two holds."""
    await stage.press(*BEGUN, "right", "right", "right")
    await stage.pass_time(2)
    screen = stage.screen
    assert isinstance(screen, SessionScreen)
    assert screen._run.step.title == "Ease back"


async def check_asks(stage: Stage) -> None:
    await stage.press("f", "c", "enter")
    screen = stage.screen
    assert isinstance(screen, SelfCheckScreen)
    await stage.press(*["right"] * len(screen.desk.selfcheck.steps))


async def checking(stage: Stage) -> None:
    await stage.press("f", "c", "enter", "right")
    await stage.pass_time(3)


SCENES: dict[str, Scene] = {
    "safety": Scene(SafetyScreen, keys("question_mark", "s")),
    "safety-first": Scene(SafetyScreen, keys("s"), nothing),
    "stretches": Scene(StretchScreen, keys("s")),
    "stretches-routine": Scene(StretchScreen, keys("s", "up")),
    "session-place": Scene(SessionScreen, keys(*BEGUN), settings=WAITING),
    "session-hold": Scene(SessionScreen, hold),
    "session-rest": Scene(SessionScreen, rest),
    "session-paused": Scene(SessionScreen, then(hold, "space")),
    "session-ending": Scene(SessionScreen, then(hold, "q")),
    "session-easier": Scene(SessionScreen, then(hold, "e")),
    "session-rating": Scene(SessionScreen, then(hold, "q", "q")),
    "session-over": Scene(SessionScreen, then(hold, "q", "q", "2", "enter")),
    "helps": Scene(HelpsScreen, keys("f")),
    "helps-known": Scene(HelpsScreen, keys("f"), rated_before),
    "selfcheck": Scene(SelfCheckScreen, keys("f", "c")),
    "selfcheck-found": Scene(SelfCheckScreen, keys("f", "c"), checked_before),
    "selfcheck-step": Scene(SelfCheckScreen, checking),
    "selfcheck-paused": Scene(SelfCheckScreen, then(checking, "space")),
    "selfcheck-asks": Scene(ChooseScreen, check_asks),
    "walk": Scene(WalkScreen, keys("f", "w")),
    "walk-asks": Scene(ChooseScreen, keys("f", "w", "enter")),
    "walk-lasted": Scene(ChooseScreen, keys("f", "w"), walked_before),
    "walk-week": Scene(WalkScreen, keys("f", "w", "1"), walked_before),
    "walk-told": Scene(WalkScreen, keys("f", "w", "1", "enter"), walked_before),
}

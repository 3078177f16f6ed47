"""Every place a user can be in, and the actions that lead there whatever their keys are."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from textual.dom import DOMNode
from textual.pilot import Pilot

from deskmate.app import DeskmateApp
from deskmate.screens.session import SessionScreen
from deskmate.sitting.events import Event, Kind, Scalar
from tests.builders import SimulatedClock, rated
from tests.running import NOON, QUIET, make_app, typical_day

STILL = "[looks]\nmotion = 'reduced'\n"

HOLD = "hold"
"""No action: something is held for a moment, without which no ache is asked for afterwards."""

PLACES: dict[str, tuple[str, ...]] = {
    "today": (),
    "today, quiet": ("screen.quiet", "screen.choose(1)", "screen.reading", "screen.choose(2)"),
    "correct": ("app.correct",),
    "pages": ("app.learn",),
    "page": ("app.learn", "screen.open"),
    "explorer": ("app.explorer",),
    "stretches": ("app.stretch",),
    "session": ("app.stretch", "focused.rate"),
    "session, paused": ("app.stretch", "focused.rate", "screen.pause"),
    "session, leaving": ("app.stretch", "focused.rate", "screen.end"),
    "session, nothing held": ("app.stretch", "focused.rate", "screen.end", "screen.end"),
    "session, rated": ("app.stretch", "focused.rate", HOLD, "screen.end", "screen.end"),
    "session, over": ("app.stretch", "focused.rate", HOLD, "screen.end", "screen.end", "focused.rate"),
    "week": ("app.history",),
    "day": ("app.history", "screen.unit('day')"),
    "empty day": ("app.history", "screen.unit('day')", "screen.move(-1)", "screen.move(-1)"),
    "empty week": ("app.history", "screen.panel(-1)", "screen.move(-1)"),
    "year": ("app.history", "screen.unit('year')"),
    "helps": ("app.helps",),
    "helps, two tried": ("app.helps", "screen.try"),
    "self-check": ("app.selfcheck",),
    "self-check, running": ("app.selfcheck", "screen.begin"),
    "walk": ("app.walk",),
    "walk, begun": ("app.walk", "screen.plan", "screen.choose(2)", "screen.choose(3)"),
    "walk, rated": ("app.walk", "screen.plan", "screen.choose(2)", "screen.choose(3)", "screen.walked"),
    "settings": ("app.settings",),
    "safety": ("app.safety",),
    "help": ("app.help",),
}
"""The actions from Today on."""

QUESTIONS: dict[str, tuple[str, ...]] = {
    "choose": ("screen.quiet",),
    "note": ("app.history", "screen.note"),
    "search": ("app.learn", "screen.search"),
    "words": ("app.learn", "screen.open", "screen.explain"),
    "rate": ("app.history", "screen.panel(-1)", "screen.open", "screen.choose(1)"),
}
"""The same, of the small questions over a screen."""


def full_day() -> list[Event]:
    """A typical day, rated sessions before it, an absence just noticed, and a session that was cut off."""
    script = typical_day()
    cut: dict[str, Scalar] = {"session": "cut", "routine": "captain-morgan", "title": "Captain Morgan", "easier": ""}
    script.event(Kind.SESSION_STARTED, "11:55", **cut)
    rated(script, "glute-bridge", 5, 3, "11:58")
    script.event(Kind.PAGE_LEFT, "11:59", page="psoas", sentence=7, of=30)
    script.away("12:00", cause="idle").back("12:12")
    return [e._replace(device="") if e.data.get("session") == "cut" else e for e in script.events]


@dataclass(frozen=True)
class Done:
    """An action that was carried out: on what, which, and with what."""

    on: type[object]
    name: str
    parameters: object


class Recorder:
    """Stands before the app's actions: writes them down, and carries none out but the pressing of a key."""

    def __init__(self, app: DeskmateApp) -> None:
        self.done: list[Done] = []
        self._carry_out = app._dispatch_action
        app._dispatch_action = self._take  # type: ignore[method-assign, assignment]

    async def _take(self, on: DOMNode, name: str, parameters: object) -> bool:
        if name == "press":
            return await self._carry_out(on, name, parameters)
        self.done.append(Done(type(on), name, parameters))
        return True

    def taken(self) -> list[Done]:
        """Give what was done since this was last asked."""
        done, self.done = self.done, []
        return done


@asynccontextmanager
async def at_place(
    root: Path, actions: Sequence[str], size: tuple[int, int], keys: str = ""
) -> AsyncIterator[Pilot[None]]:
    """Run the app and go to a place; `keys` is the settings' section of the user's own."""
    clock = SimulatedClock(NOON)
    app = make_app(root, clock, full_day(), settings=f"{keys}{QUIET}{STILL}")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for action in actions:
            if action == HOLD:
                hold(app, clock)
            else:
                assert await app.run_action(action), action
            await settle(pilot)
        yield pilot


def hold(app: DeskmateApp, clock: SimulatedClock) -> None:
    """Let a session go on until something is held."""
    screen = app.screen
    assert isinstance(screen, SessionScreen)
    while not screen._run.held:
        clock.run(timedelta(seconds=1))
        screen._frame()


async def settle(pilot: Pilot[None]) -> None:
    """Wait for what is being read, and for it to be shown."""
    app = pilot.app
    await pilot.pause()
    await app.workers.wait_for_complete([w for w in app.workers if w.group not in {"presence", "record"}])
    await pilot.pause()


def seen(app: DeskmateApp) -> str:
    """Give the text that is on the screen."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())

"""One app that stands still before the camera: brought to a scene once, then seen at every size in every theme."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from textual.events import Resize
from textual.geometry import Size
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from deskmate.app import DeskmateApp
from deskmate.screens.selfcheck import SelfCheckScreen
from deskmate.screens.session import SessionScreen
from deskmate.settings.table import THEMES
from deskmate.sitting.events import Event
from tests.builders import SimulatedClock
from tests.running import NOON, QUIET, ScriptedSpeaker, make_app, typical_day
from tests.snapshots.contrast import hard_to_read
from tests.snapshots.picture import Runs, painted_lines
from tests.stillness import wait_until_still

SIZES = ((28, 6), (40, 12), (100, 30), (200, 60))
PICTURED = ("dark", "light", "high-contrast")
"""The themes there are pictures of; the others are looked at in one size, for what is hard to read in them."""
PANE = (100, 30)

# Data must not depend on where the tests run.
STILL = f"{QUIET}[looks]\nmotion = 'reduced'\n"


@dataclass(frozen=True)
class Stage:
    """The app with its clock and voice, and the hand at its keys."""

    pilot: Pilot[None]
    clock: SimulatedClock
    speaker: ScriptedSpeaker

    @property
    def app(self) -> DeskmateApp:
        assert isinstance(self.pilot.app, DeskmateApp)
        return self.pilot.app

    @property
    def screen(self) -> Screen[Any]:
        return self.app.screen

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def settle(self) -> None:
        """Wait for what is being read, and for what that shows."""
        await self.pilot.pause()
        await self.app.workers.wait_for_complete([w for w in self.app.workers if w.group != "presence"])
        await self.pilot.pause()

    async def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        size = Size(columns, rows)
        driver = self.app._driver
        assert driver is not None
        driver._size = size
        self.app.post_message(Resize(size, size))
        await wait_until_still(self.app)

    async def pass_time(self, seconds: float) -> None:
        """Let time pass in seconds, and the screen in front and the app see each."""
        for _ in range(round(seconds)):
            self.clock.run(timedelta(seconds=1))
            if isinstance(self.screen, SessionScreen):
                self.screen._frame()
            elif isinstance(self.screen, SelfCheckScreen):
                self.screen._look()
            self.app._tick()
        await self.pilot.pause()


Steps = Callable[[Stage], Coroutine[Any, Any, None]]


def keys(*pressed: str) -> Steps:
    """Give the steps that are keys alone."""

    async def steps(stage: Stage) -> None:
        await stage.press(*pressed)

    return steps


async def stay(_: Stage) -> None:
    """Go nowhere."""


@dataclass(frozen=True)
class Scene:
    """What is pictured: the screen in front after `steps`, with what was kept until `now`.

    `stops` are what the screen can be brought to from each other: each is a picture of its own.
    """

    shows: type[Screen[Any]]
    steps: Steps = stay
    kept: Callable[[], Sequence[Event]] = lambda: typical_day().events
    now: datetime = NOON
    settings: str | None = STILL
    stops: Mapping[str, Steps] = field(default_factory=lambda: {"": stay})

    def pictures(self, name: str) -> list[str]:
        """Give the names of its pictures."""
        return [f"{name}-{stop}" if stop else name for stop in self.stops]


@dataclass(frozen=True)
class Shots:
    """A picture's lines by size and theme, and what is hard to read in it."""

    lines: dict[tuple[int, int], dict[str, list[Runs]]] = field(default_factory=dict)
    poor: set[str] = field(default_factory=set)


@asynccontextmanager
async def staged(scene: Scene, root: Path) -> AsyncIterator[Stage]:
    """Open the app and bring it to the scene."""
    clock, speaker = SimulatedClock(scene.now), ScriptedSpeaker()
    app = make_app(root, clock, scene.kept(), speaker, scene.settings)
    # Nobody sees the terminal of a test: what is looked at is painted when it is looked at.
    with patch.object(Screen, "_compositor_refresh", _paint_nothing):
        async with app.run_test(size=SIZES[-1], notifications=True) as pilot:
            stage = Stage(pilot, clock, speaker)
            await stage.settle()
            await scene.steps(stage)
            await stage.settle()
            for blinking in stage.screen.query(Input):
                blinking.cursor_blink = False
            assert type(stage.screen) is scene.shows
            yield stage


def _paint_nothing(screen: Screen[Any]) -> None:
    screen._dirty_widgets.clear()
    screen._compositor._dirty_regions.clear()


async def take(scene: Scene, name: str, root: Path) -> dict[str, Shots]:
    """Look at the scene in every theme, at every size, at every stop."""
    shots = {picture: Shots() for picture in scene.pictures(name)}
    async with staged(scene, root) as stage:
        # Another size costs far less than another theme, which styles every widget anew.
        for theme in THEMES:
            stage.app.theme = f"deskmate-{theme}"
            for size in SIZES if theme in PICTURED else (PANE,):
                await stage.resize(*size)
                for (picture, shot), go in zip(shots.items(), scene.stops.values(), strict=True):
                    await go(stage)
                    assert stage.screen.size == size
                    if theme in PICTURED:
                        shot.lines.setdefault(size, {})[theme] = painted_lines(stage.app)
                    where = f"{picture}, {size[0]}x{size[1]}, {theme}"
                    shot.poor.update(f"{where}: {poor}" for poor in hard_to_read(stage.app))
    return shots

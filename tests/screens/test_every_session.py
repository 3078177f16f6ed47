"""Every stretch and routine on the full screen, from its first line to its last, in simulated time."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from deskmate.history.journal import Journal
from deskmate.screens.session import Phase, SessionScreen
from deskmate.sitting.events import Kind
from deskmate.sitting.sessions import sessions
from deskmate.stretch.catalogue import Side
from deskmate.stretch.routine import plan_of
from deskmate.stretch.session import Run
from deskmate.widgets.caption import Caption
from deskmate.widgets.figure_view import FigureView
from tests.builders import SimulatedClock
from tests.running import NOON, ScriptedSpeaker, make_app, typical_day

SECOND = timedelta(seconds=1)


async def test_everything_runs_to_its_end_said_shown_drawn_and_written_down(tmp_path: Path) -> None:
    clock, speaker = SimulatedClock(NOON), ScriptedSpeaker()
    app = make_app(tmp_path, clock, typical_day().events, speaker)
    catalogue = app.desk.catalogue
    names = [*catalogue.stretches, *catalogue.routines]
    async with app.run_test(size=(100, 30)) as pilot:
        app.animation_level = "none"
        for name in names:
            plan = plan_of(catalogue, name)
            screen = SessionScreen(Run(plan), name, routine=name, ache_before=None)
            said = len(speaker.said)
            await app.push_screen(screen)
            await pilot.pause()
            for _ in range(int(plan.length / SECOND)):
                step = screen._run.step
                scene = app.desk.scenes[step.pose]
                assert screen.query_one(FigureView).scene == (scene.mirrored() if step.side is Side.LEFT else scene)
                clock.run(SECOND)
                screen._frame()
                assert screen.query_one(Caption).text == speaker.said[-1]
            assert screen.phase is Phase.RATING
            lines = iter(speaker.said[said:])
            assert all(cue.text in lines for step in plan.steps for cue in step.cues)
            app.pop_screen()
            await pilot.pause()
    events = Journal(tmp_path).read()
    done = {s.id: s for s in sessions(events)}
    for name in names:
        plan = plan_of(catalogue, name)
        assert (done[name].completed, done[name].active) == (True, plan.length)
        steps = [e for e in events if e.kind is Kind.SESSION_STEP and e.text("session") == name]
        assert [e.seconds("seconds") for e in steps] == [s.length.total_seconds() for s in plan.steps]

"""Keys that come all at once are each for the screen that the ones before led to."""

from __future__ import annotations

from pathlib import Path

from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input

from deskmate.key_turns import LONGEST
from deskmate.screens.history import HistoryScreen
from deskmate.screens.learn import LearnScreen
from deskmate.screens.session import SessionScreen
from deskmate.screens.today import TodayScreen
from deskmate.widgets.choices import Choices
from tests.builders import SimulatedClock
from tests.running import NOON, make_app, typical_day


async def at_once(pilot: Pilot[None], *keys: str) -> None:
    """Press keys as a slow line brings them: all in one go."""
    for key in keys:
        pilot.app.post_message(Key(key, key if len(key) == 1 else None))
    for _ in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete([w for w in pilot.app.workers if w.group != "presence"])
    await pilot.pause()


async def test_a_stretch_is_opened_rated_and_begun_in_one_go(tmp_path: Path) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events)
    async with app.run_test(size=(100, 30)) as pilot:
        await at_once(pilot, "s", "5", "enter")
        assert isinstance(app.screen, SessionScreen)
        assert [e.data["score"] for e in app.desk.events() if e.kind == "ache_rated"][-1] == 5


async def test_a_page_is_opened_and_read_aloud_in_one_go(tmp_path: Path) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events)
    async with app.run_test(size=(100, 30)) as pilot:
        await at_once(pilot, "l", "down", "enter", "space")
        assert isinstance(app.screen, LearnScreen)
        assert app.screen.page == app.desk.library.pages[1]
        assert app.screen.check_action("pause", ())


async def test_history_is_opened_and_turned_in_one_go(tmp_path: Path) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events)
    async with app.run_test(size=(100, 30)) as pilot:
        await at_once(pilot, "h", "m", "tab", "tab")
        assert isinstance(app.screen, HistoryScreen)
        assert app.screen.query_one("#panels", Choices).chosen == "breaks"


async def test_what_is_typed_stays_in_order(tmp_path: Path) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events)
    async with app.run_test(size=(100, 30)) as pilot:
        await at_once(pilot, "l", "slash", *"psoas muscle".replace(" ", ""))
        assert app.screen.query_one(Input).value == "psoasmuscle"


async def test_keys_pressed_on_the_way_out_do_not_get_stuck(tmp_path: Path) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events)
    async with app.run_test(size=(100, 30)) as pilot:
        await at_once(pilot, "s", "escape", "l", "enter", "escape", "escape", "f", "escape", "h", "escape")
        assert isinstance(app.screen, TodayScreen)
        await pilot.press("l")
        assert isinstance(app.screen, LearnScreen)


async def test_a_key_that_is_never_heard_of_again_holds_up_the_next_only_for_a_while(tmp_path: Path) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events)
    async with app.run_test(size=(100, 30)) as pilot:
        turns, lost, following = app._key_turns, Key("f13", None), Key("l", "l")
        assert not turns.holds(lost)
        turns._climb = lambda *_: None  # type: ignore[method-assign]
        turns.follow(lost, app)
        assert turns.holds(following)
        assert turns._giving_up is not None
        assert turns._giving_up.when() - app._loop.time() <= LONGEST.total_seconds()  # type: ignore[union-attr]
        del turns.__dict__["_climb"]
        turns._giving_up._run()
        await pilot.pause()
        assert isinstance(app.screen, LearnScreen)

"""Today, in the real app on a simulated clock."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from deskmate.app import DeskmateApp
from deskmate.history.journal import Journal
from deskmate.screens.help import HelpScreen
from deskmate.screens.history import HistoryScreen
from deskmate.screens.learn import LearnScreen
from deskmate.screens.notice import Notice
from deskmate.screens.stretch import StretchScreen
from deskmate.sitting.events import Kind
from deskmate.widgets.read_along import ReadAlong
from tests.builders import SimulatedClock, day, minutes
from tests.running import NOON, make_app, typical_day


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(NOON)


@pytest.fixture
def app(tmp_path: Path, clock: SimulatedClock) -> DeskmateApp:
    return make_app(tmp_path, clock, typical_day().events)


def lines(app: DeskmateApp) -> list[str]:
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def text(app: DeskmateApp) -> str:
    return "\n".join(lines(app))


async def tick(pilot: Pilot[None], clock: SimulatedClock, length: object) -> None:
    """Let time pass, and the app look at the clock."""
    assert isinstance(pilot.app, DeskmateApp)
    clock.run(length)  # type: ignore[arg-type]
    pilot.app._tick()
    await pilot.pause()


def written(tmp_path: Path) -> list[Kind]:
    kinds: list[Kind] = [e.kind for e in Journal(tmp_path).read() if e.kind is not Kind.ALIVE]
    return kinds[len(typical_day().events) :]


async def test_it_opens_with_the_bout_the_next_break_and_the_days_sums(app: DeskmateApp) -> None:
    async with app.run_test(size=(100, 30)):
        shown = text(app)
    assert "SITTING since 11:50" in shown
    assert "Next break at 12:20, in 7 min" in shown
    for sum_of in ("2 h 28 min", "36 min", "4", "1"):
        assert sum_of in shown
    assert "08:55" in shown
    assert "now 12:13" in shown


async def test_only_a_minute_changes_what_is_shown(app: DeskmateApp, clock: SimulatedClock) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        first = lines(app)
        await tick(pilot, clock, minutes(0.5))
        assert lines(app) == first
        await tick(pilot, clock, minutes(0.5))
        assert "in 6 min" in text(app)


async def test_a_due_break_changes_the_screen(app: DeskmateApp, clock: SimulatedClock, tmp_path: Path) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        for _ in range(9):
            await tick(pilot, clock, minutes(1))
        assert app.screen.query_one("#now").has_class("due")
        assert "Time to get up: due 2 min ago" in text(app)
        await pilot.press("b")
        await pilot.pause()
        assert not app.screen.query_one("#now").has_class("due")
        assert "ON A BREAK since 12:22" in text(app)
        await tick(pilot, clock, minutes(0.1))
        assert "4:54 to go" in text(app)
        for _ in range(5):
            await tick(pilot, clock, minutes(1))
        assert "Well rested. Sit down whenever you like." in text(app)
        await pilot.press("b")
        await pilot.pause()
    assert written(tmp_path) == [Kind.BREAK_DUE, Kind.PROMPT_RAISED, Kind.BREAK_STARTED, Kind.BREAK_ENDED]


async def test_postponing_is_limited(app: DeskmateApp, clock: SimulatedClock, tmp_path: Path) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("p")
        await tick(pilot, clock, minutes(1) * 0)
        assert written(tmp_path) == []
        for _ in range(8):
            await tick(pilot, clock, minutes(1))
        for _ in range(4):
            await pilot.press("p")
            for _ in range(6):
                await tick(pilot, clock, minutes(1))
        assert "This break was put off 3 times already" in " ".join(n.message for n in app._notifications)
    assert written(tmp_path).count(Kind.POSTPONED) == 3


async def test_stand_away_and_back(app: DeskmateApp, tmp_path: Path) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "space Stand" in text(app)
        await pilot.press("space")
        await pilot.pause()
        assert "STANDING since 12:13" in text(app)
        assert "space Sit" in text(app)
        await pilot.press("space", "a")
        await pilot.pause()
        assert "AWAY since 12:13" in text(app)
        await pilot.press("a")
        await pilot.pause()
        assert "SITTING since" in text(app)
    assert written(tmp_path) == [Kind.STOOD, Kind.SAT, Kind.LEFT, Kind.RETURNED]


@pytest.mark.parametrize(
    ("key", "screen"),
    [("l", LearnScreen), ("h", HistoryScreen), ("question_mark", HelpScreen), ("s", StretchScreen)],
)
async def test_each_screen_is_one_key_away_and_escape_comes_back(
    app: DeskmateApp, key: str, screen: type[object]
) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(app.screen, screen)
        await pilot.press("escape")
        await pilot.pause()
        assert "SITTING since" in text(app)


async def test_the_command_palette_offers_every_action(app: DeskmateApp) -> None:
    async with app.run_test(size=(100, 30)):
        offered = {command.title for command in app.get_system_commands(app.screen)}
    assert {"Stand", "Break", "Stretch", "Postpone", "Away", "Learn", "History", "Help", "Quit"} <= offered


async def test_help_tells_every_key_of_every_screen(app: DeskmateApp) -> None:
    async with app.run_test(size=(100, 200)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        shown = text(app)
    for title in ("Today", "Learn", "Choosing a stretch", "During a stretch", "History", "Everywhere", "Files"):
        assert title in shown
    for what in ("Stand up, or sit down again", "Do this step again", "emergency"):
        assert what in shown


@pytest.mark.parametrize("size", [(28, 6), (40, 12), (60, 20), (100, 30), (200, 60)])
async def test_at_every_size_posture_and_time_are_seen_and_nothing_scrolls(
    app: DeskmateApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size):
        shown = text(app)
        assert "SITTING since 11:50" in shown
        assert any(block in shown for block in "█▀▄")
        assert not app.screen.show_vertical_scrollbar
        assert not app.screen.show_horizontal_scrollbar


async def test_text_from_files_is_never_markup(tmp_path: Path, clock: SimulatedClock) -> None:
    script = day().sit("12:00")
    script.event(Kind.SESSION_STARTED, "12:01", session="a", title="[red]x[/red] [b", planned_seconds=9)
    script.event(Kind.SESSION_ENDED, "12:02", session="a", completed=False, seconds=3)
    app = make_app(tmp_path, clock, script.events)
    async with app.run_test(size=(100, 30)) as pilot:
        app._today.notice = Notice("[bold]/tmp/[x")
        await pilot.pause()
        assert "[bold]/tmp/[x" in text(app)
        await pilot.press("h")
        await app.workers.wait_for_complete([w for w in app.workers if w.group != "presence"])
        await pilot.pause()
        await pilot.press("shift+tab")
        await pilot.pause()
        assert "[red]x[/red] [b" in text(app)


async def test_reading_goes_on_from_today_only_where_a_page_was_begun(tmp_path: Path, clock: SimulatedClock) -> None:
    begun = day().event(Kind.PAGE_LEFT, "9:00", page="psoas", sentence=7, of=30).events
    app = make_app(tmp_path, clock, begun)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete([w for w in app.workers if w.group != "presence"])
        await pilot.pause()
        assert "c Read on" in text(app)
        await pilot.press("c")
        await pilot.pause()
        assert isinstance(app.screen, LearnScreen)
        assert app.screen.page is not None
        assert (app.screen.page.id, app.screen.query_one(ReadAlong).sentence) == ("psoas", 7)


async def test_without_a_page_begun_there_is_nothing_to_go_on_with(app: DeskmateApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await app.workers.wait_for_complete([w for w in app.workers if w.group != "presence"])
        await pilot.press("c")
        assert "Read on" not in text(app)
        assert app.screen is app._today


async def test_a_page_left_by_quitting_is_gone_on_with_the_next_time(tmp_path: Path, clock: SimulatedClock) -> None:
    async with make_app(tmp_path, clock).run_test(size=(100, 30)) as pilot:
        await pilot.press("l", "enter", "n", "n", "n", "n")
        await pilot.app.action_quit()
    app = make_app(tmp_path, clock)
    async with app.run_test(size=(100, 30)) as pilot:
        await app.workers.wait_for_complete([w for w in app.workers if w.group != "presence"])
        place = app.desk.history.progress.last
        assert place is not None
        assert (place.page, place.sentence) == ("ache", 3)


WRONG = """
[sitting]
interval = "99h"
goal = "x"
postpones = 99
[looks]
theme = "pink"
motion = "q"
images = "u"
[voice]
rate = 9
pitch = 999
volume = 22
"""


@pytest.mark.parametrize("size", [(28, 6), (40, 10), (40, 12), (28, 20), (60, 24), (100, 30)])
async def test_wrong_settings_leave_the_timer_and_the_next_break_where_they_are(
    tmp_path: Path, clock: SimulatedClock, size: tuple[int, int]
) -> None:
    app = make_app(tmp_path, clock, typical_day().events, settings=WRONG)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        shown = text(app)
        assert "SITTING since 11:50" in shown
        assert "reak at 12:20" in shown
        assert "█▀█" in shown or "███" in shown
        assert "`deskmate config check`" in shown
        assert not app.screen.show_vertical_scrollbar


async def test_the_first_wrong_setting_is_told_and_how_many_more_there_are(
    tmp_path: Path, clock: SimulatedClock
) -> None:
    app = make_app(tmp_path, clock, settings=WRONG)
    async with app.run_test(size=(200, 30)) as pilot:
        await pilot.pause()
        shown = text(app)
        assert "line 3: sitting.interval must be from 1m to 8h" in shown
        assert "sitting.goal" not in shown
        assert "and 8 more: `deskmate config check`" in shown


async def test_a_long_sentence_of_a_wrong_setting_is_cut_with_a_sign(tmp_path: Path, clock: SimulatedClock) -> None:
    app = make_app(tmp_path, clock, settings='[looks]\ntheme = "pink"\n')
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        first, more = app._today.notice.text.split("\n")
        assert first.endswith("…")
        assert more == "All of it: `deskmate config check`"


@pytest.mark.parametrize(
    ("width", "line"),
    [(28, "Break at 12:20"), (40, "Next break at 12:20, in 7 min"), (60, "Next break at 12:20, in 7 min")],
)
async def test_what_comes_next_is_said_in_as_many_words_as_fit(app: DeskmateApp, width: int, line: str) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.resize_terminal(width, 20)
        await pilot.pause()
        assert line in [row.strip() for row in text(app).splitlines()]

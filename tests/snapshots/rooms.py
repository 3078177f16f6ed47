"""The scenes of the day, of reading, of the settings: what leads to each, and what it shows."""

from __future__ import annotations

from collections.abc import Sequence

from deskmate.review.chart import PANELS, Panel
from deskmate.review.period import Unit
from deskmate.screens.choose import ChooseScreen
from deskmate.screens.correct import CorrectScreen
from deskmate.screens.explorer import ExplorerScreen
from deskmate.screens.first_minute import FirstMinuteScreen
from deskmate.screens.glossary import GlossaryScreen
from deskmate.screens.help import HelpScreen
from deskmate.screens.history import HistoryScreen, _View
from deskmate.screens.learn import LearnScreen
from deskmate.screens.note import NoteScreen
from deskmate.screens.rate import RateScreen
from deskmate.screens.search import SearchScreen
from deskmate.screens.settings import SettingsScreen
from deskmate.screens.today import TodayScreen
from deskmate.sitting.events import Event
from deskmate.voice.speaker import WordSpoken
from deskmate.widgets.palette_box import PaletteBox
from tests.builders import minutes
from tests.kept_days import kept_days
from tests.snapshots.stage import Scene, Stage, Steps, keys
from tests.stillness import wait_until_still

USED, AFTERNOON = kept_days(90)


def nothing() -> Sequence[Event]:
    return ()


def used() -> Sequence[Event]:
    return USED


async def due(stage: Stage) -> None:
    # Minute by minute: nine at once would be a machine that slept.
    for _ in range(9):
        stage.clock.run(minutes(1))
        stage.app._tick()


async def away(stage: Stage) -> None:
    await stage.press("a")
    await stage.pass_time(75)


async def troubled(stage: Stage) -> None:
    stage.app._tell_trouble("The disk is full (/home/ada/.local/share/deskmate).")


async def told(stage: Stage) -> None:
    stage.app.notify("Put back: 9:31, you sat.", title="", timeout=3600)
    stage.app.notify("There is no way to ring on this machine.", severity="warning", timeout=3600)


async def read_aloud(stage: Stage) -> None:
    await stage.press("l", "enter", "space", "n", "n")
    text = stage.speaker.said[-2]
    start = text.index(" ", len(text) // 2) + 1
    stage.speaker.tell(WordSpoken(len(stage.speaker.said) - 1, start, text.index(" ", start)))


async def marked_words(stage: Stage) -> None:
    await stage.press("l", "down", "enter", "g")


def panel(unit: Unit, wanted: Panel) -> Steps:
    async def look(stage: Stage) -> None:
        screen = stage.screen
        assert isinstance(screen, HistoryScreen)
        screen._look(_View(unit, screen._today, wanted))
        await wait_until_still(stage.app)
        # A plot draws its axes when it is painted, and asks to be painted again.
        screen._compositor.render_strips()
        await wait_until_still(stage.app)

    return look


def panels(unit: Unit, *wanted: Panel) -> dict[str, Steps]:
    """Give the stops at these charts of a day, a week, a month or a year; at all there are, where none is named."""
    return {f"{unit}-{one.replace(' ', '-')}": panel(unit, one) for one in wanted or PANELS[unit]}


SCENES: dict[str, Scene] = {
    "today": Scene(TodayScreen),
    "today-new": Scene(TodayScreen, kept=nothing),
    "today-break": Scene(TodayScreen, keys("b")),
    "today-standing": Scene(TodayScreen, keys("d")),
    "today-away": Scene(TodayScreen, away),
    "today-due": Scene(TodayScreen, due),
    "today-trouble": Scene(TodayScreen, troubled),
    "today-told": Scene(TodayScreen, told),
    "quiet": Scene(ChooseScreen, keys("n")),
    "correct": Scene(CorrectScreen, keys("e")),
    "correct-nothing": Scene(CorrectScreen, keys("e"), kept=nothing),
    "help": Scene(HelpScreen, keys("question_mark")),
    "settings": Scene(SettingsScreen, keys("comma", "down", "down")),
    "settings-typing": Scene(SettingsScreen, keys("comma", "enter")),
    "first-hours": Scene(FirstMinuteScreen, kept=nothing, settings=None),
    "first-typing": Scene(FirstMinuteScreen, keys("4", "x", "enter"), kept=nothing, settings=None),
    "first-interval": Scene(FirstMinuteScreen, keys("1"), kept=nothing, settings=None),
    "first-voice": Scene(FirstMinuteScreen, keys("1", "1"), kept=nothing, settings=None),
    "palette": Scene(PaletteBox, keys("ctrl+p")),
    "palette-found": Scene(PaletteBox, keys("ctrl+p", *"his")),
    "learn": Scene(LearnScreen, keys("l")),
    "learn-page": Scene(LearnScreen, keys("l", "enter")),
    "learn-aloud": Scene(LearnScreen, read_aloud),
    "learn-words": Scene(GlossaryScreen, marked_words),
    "learn-search": Scene(SearchScreen, keys("l", "slash")),
    "learn-found": Scene(SearchScreen, keys("l", "slash", *"pso")),
    "learn-not-found": Scene(SearchScreen, keys("l", "slash", *"xyz")),
    "explorer": Scene(ExplorerScreen, keys("l", "x", *["right"] * 20)),
    "explorer-mark": Scene(ExplorerScreen, keys("l", "x", "tab")),
    "history": Scene(
        HistoryScreen,
        keys("h"),
        used,
        AFTERNOON,
        stops={
            **panels(Unit.DAY),
            **panels(Unit.WEEK),
            **panels(Unit.MONTH, Panel.SITTING, Panel.ACHE),
            **panels(Unit.YEAR, Panel.SITTING, Panel.ACHE, Panel.CALENDAR),
        },
    ),
    "history-empty": Scene(
        HistoryScreen, keys("h"), nothing, stops=panels(Unit.WEEK, Panel.SITTING, Panel.RELIEF, Panel.ENTRIES)
    ),
    "history-asked": Scene(ChooseScreen, keys("h", "shift+tab", "enter")),
    "history-rating": Scene(RateScreen, keys("h", "shift+tab", "enter", "1")),
    "history-note": Scene(NoteScreen, keys("h", "n")),
    "history-writing": Scene(NoteScreen, keys("h", "n", *"Long")),
}

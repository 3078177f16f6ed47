"""Every screen by its title, for what speaks of all of them: help, and the keys a user may give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.screen import Screen


def rooms() -> dict[str, type[Screen[None]]]:
    """Give every screen that has keys of its own, by title; loads them all."""
    from deskmate.screens.correct import CorrectScreen
    from deskmate.screens.explorer import ExplorerScreen
    from deskmate.screens.helps import HelpsScreen
    from deskmate.screens.history import HistoryScreen
    from deskmate.screens.learn import LearnScreen
    from deskmate.screens.selfcheck import SelfCheckScreen
    from deskmate.screens.session import SessionScreen
    from deskmate.screens.settings import SettingsScreen
    from deskmate.screens.stretch import StretchScreen
    from deskmate.screens.today import TodayScreen
    from deskmate.screens.walk import WalkScreen

    return {
        "Today": TodayScreen,
        "Correcting the day": CorrectScreen,
        "Learn": LearnScreen,
        "Turning a hip": ExplorerScreen,
        "Choosing a stretch": StretchScreen,
        "During a stretch": SessionScreen,
        "History": HistoryScreen,
        "What helps you": HelpsScreen,
        "The self-check": SelfCheckScreen,
        "Walking": WalkScreen,
        "Settings": SettingsScreen,
    }

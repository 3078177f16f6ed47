"""All that has keys, by title, for what speaks of all of it: help, and the keys a user may give."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.widget import Widget


def rooms() -> dict[str, type[Widget]]:
    """Give every screen that has keys of its own, and the scale that some of them share, by title; loads them all."""
    from deskmate.screens.correct import CorrectScreen
    from deskmate.screens.explorer import ExplorerScreen
    from deskmate.screens.help import HelpScreen
    from deskmate.screens.helps import HelpsScreen
    from deskmate.screens.history import HistoryScreen
    from deskmate.screens.learn import LearnScreen
    from deskmate.screens.safety import SafetyScreen
    from deskmate.screens.selfcheck import SelfCheckScreen
    from deskmate.screens.session import SessionScreen
    from deskmate.screens.settings import SettingsScreen
    from deskmate.screens.stretch import StretchScreen
    from deskmate.screens.today import TodayScreen
    from deskmate.screens.walk import WalkScreen
    from deskmate.widgets.ache_scale import AcheScale

    return {
        "Today": TodayScreen,
        "Correcting the day": CorrectScreen,
        "Learn": LearnScreen,
        "Turning a hip": ExplorerScreen,
        "Choosing a stretch": StretchScreen,
        "During a stretch": SessionScreen,
        "Rating an ache": AcheScale,
        "History": HistoryScreen,
        "What helps you": HelpsScreen,
        "The self-check": SelfCheckScreen,
        "Walking": WalkScreen,
        "Settings": SettingsScreen,
        "Safety": SafetyScreen,
        "Help": HelpScreen,
    }

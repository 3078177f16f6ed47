"""What the command palette offers: the actions of the screen in front, what is a word away everywhere, the themes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.app import App, SystemCommand
from textual.command import DiscoveryHit, Hit, Hits, Provider

from deskmate.settings.table import OTHER_THEMES, THEMES

if TYPE_CHECKING:
    from textual.screen import Screen

    from deskmate.app import DeskmateApp

PALETTE_GONE = 0.1
"""Seconds after which the palette is off the screen."""


def commands_of(app: DeskmateApp, screen: Screen[object]) -> Iterator[SystemCommand]:
    """Give every action of the screen in front once, and what it lacks of those that are offered everywhere."""
    titles: set[str] = set()
    for command in _actions_of(app, screen):
        titles.add(command.title)
        yield command
    for command in _everywhere(app):
        if command.title not in titles:
            yield command


def _actions_of(app: DeskmateApp, screen: Screen[object]) -> Iterator[SystemCommand]:
    told: set[tuple[str, str]] = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        name = binding.action, binding.description
        # What the app has keys for is Textual's: the palette itself, and quitting, in its own words.
        is_ours = not isinstance(active.node, App)
        # An action with several keys is offered once, by the first of them.
        if is_ours and (binding.show or binding.tooltip) and name not in told:
            told.add(name)
            does = binding.tooltip or binding.description
            run = partial(app.run_action, binding.action, active.node)
            yield SystemCommand(binding.description, f"{does} · {app.get_key_display(binding)}", run)


def _everywhere(app: DeskmateApp) -> Iterable[SystemCommand]:
    return (
        SystemCommand("Safety", "What to heed before a stretch, and when to see a doctor", app.action_safety),
        SystemCommand("Turn a hip", "The hip-angle explorer: how long the psoas is", app.action_explorer),
        SystemCommand("Self-check", "See how far each hip lets go", app.action_selfcheck),
        SystemCommand("Walk", "Your walking programme", app.action_walk),
        SystemCommand("Theme", "Choose the colours; they are kept in the settings", app.action_change_theme),
        SystemCommand(
            "Screenshot",
            "Keep a picture of this screen, as an SVG file",
            partial(app.set_timer, PALETTE_GONE, app.deliver_screenshot),
        ),
        SystemCommand("Quit", "End deskmate; what you did is kept · ^q", app.action_quit),
    )


class ThemeNames(Provider):
    """The themes, by the names the settings have for them; a chosen one is kept there."""

    async def discover(self) -> Hits:
        """Give all of them."""
        for name, run in self._commands():
            yield DiscoveryHit(name, run)

    async def search(self, query: str) -> Hits:
        """Give those that are like what was typed."""
        matcher = self.matcher(query)
        for name, run in self._commands():
            if (match := matcher.match(name)) > 0:
                yield Hit(match, matcher.highlight(name), run)

    def _commands(self) -> Iterator[tuple[str, Callable[[], None]]]:
        app = cast("DeskmateApp", self.app)
        for name in (*THEMES, *OTHER_THEMES):
            yield name, partial(app.keep_theme, name)

"""What the command palette finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from deskmate.settings.table import OTHER_THEMES, THEMES

if TYPE_CHECKING:
    from deskmate.app import DeskmateApp


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

"""What every screen of deskmate shares: the way to the services."""

from __future__ import annotations

from typing import Protocol, cast

from textual.screen import Screen

from deskmate.services import Services


class _HasDesk(Protocol):
    desk: Services


class DeskScreen(Screen[None]):
    """A screen with the services within reach."""

    @property
    def desk(self) -> Services:
        """Give the services the app put together."""
        return cast("_HasDesk", self.app).desk

    def keep(self) -> None:
        """Write down what would be lost if the app ended now; nothing, for most screens."""

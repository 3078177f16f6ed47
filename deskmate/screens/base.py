"""What every screen of deskmate shares: the way to the services."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, cast

from textual.screen import Screen

from deskmate.messages import SpeechHeard, StateChanged
from deskmate.services import Services

if TYPE_CHECKING:
    from deskmate.sitting.fold import State
    from deskmate.sitting.watch import Entry
    from deskmate.voice.speaker import SpeechEvent


class _HasDesk(Protocol):
    desk: Services


class DeskScreen(Screen[None]):
    """A screen with the services within reach."""

    @property
    def desk(self) -> Services:
        """Give the services the app put together."""
        return cast("_HasDesk", self.app).desk

    @property
    def _is_shown(self) -> bool:
        """Tell whether neither the screen is being taken down nor the app with it."""
        return self.display and self.is_attached

    def on_mount(self) -> None:
        """Begin, unless the screen was left while it was being laid out: some of its widgets were then never made."""
        if self._is_shown:
            self.begin()

    def on_state_changed(self, message: StateChanged) -> None:
        """Show the new state, unless the screen is being taken down."""
        if self._is_shown:
            self.show_state(message.state)

    def on_speech_heard(self, message: SpeechHeard) -> None:
        """Follow the voice, unless the screen is being taken down."""
        if self._is_shown:
            self.follow_speech(message.event)

    def begin(self) -> None:
        """Fill in what the laid out widgets show first; nothing, for some screens."""

    def show_state(self, state: State) -> None:
        """Show the state of the day; nothing, for some screens."""

    def follow_speech(self, event: SpeechEvent) -> None:
        """Follow what the voice tells; nothing, for some screens."""

    def say_word(self, word: Callable[[State], Sequence[Entry]]) -> None:
        """Write down what the user says, or tell why it cannot be."""
        try:
            self.desk.say(word(self.desk.state))
        except ValueError as error:
            self.notify(as_sentence(error), markup=False)

    def keep(self) -> None:
        """Write down what would be lost if the app ended now; nothing, for most screens."""


def as_sentence(error: Exception) -> str:
    """Give what an error says as a sentence of its own."""
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}."

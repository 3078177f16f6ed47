"""Messages between the app and its screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from deskmate.sitting.fold import State
    from deskmate.voice.speaker import SpeechEvent


class StateChanged(Message):
    """The journal grew, here or in another process, or time moved what is shown."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self.state = state

    def can_replace(self, message: Message) -> bool:
        """Let a flood of changes collapse into the newest."""
        return isinstance(message, StateChanged)


class SpeechHeard(Message):
    """The voice told something: a word, the end of an utterance, or that it fell silent."""

    def __init__(self, event: SpeechEvent) -> None:
        super().__init__()
        self.event = event


class StretchWanted(Message):
    """The user wants to do the stretch a learn page speaks of."""

    def __init__(self, stretch_id: str) -> None:
        super().__init__()
        self.stretch_id = stretch_id

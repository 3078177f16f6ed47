"""Textual's command palette, for fingers that are faster than its list."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from textual.events import Mount
from textual.worker import Worker


class PaletteBox(CommandPalette):
    """The palette: left once, however often it is asked to go, and calm while its list is filled anew."""

    def on_mount(self, event: Mount) -> None:
        """Look for nothing where it was left while it was being laid out: it has no list then."""
        if not self.children or self not in self.app.screen_stack[1:]:
            event.prevent_default()

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Go, once: a second enter may be on its way when it is gone already, and has nothing to run any more."""
        self.call_next(self._forget)
        return super().dismiss(result) if self.is_current else AwaitComplete()

    def _forget(self) -> None:
        self._selected_command = None

    def _gather_commands(self, search_value: str) -> Worker[None]:
        worker = super()._gather_commands(search_value)
        # It begins a moment later, and the list may be gone by then: no reason to end the app.
        worker.exit_on_error = False
        return worker

    def _action_command_list(self, action: str) -> None:
        try:
            super()._action_command_list(action)
        except (KeyError, IndexError):
            # The list has new entries, and does not know yet on which lines they are.
            return

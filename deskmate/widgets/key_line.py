"""The line of keys at the foot of a screen: as many as fit whole."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey


class KeyLine(Footer):
    """Textual's footer without the palette's key, and without keys that would be cut off at the edge."""

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)
        self._width = 0

    def compose(self) -> ComposeResult:
        """Make the keys in their order, until the line is full."""
        self._width = left = self.app.size.width
        left -= self.styles.padding.width
        for key in super().compose():
            if isinstance(key, FooterKey):
                # The key, a space, what it does, and the gap to the next, which the last one may go without.
                needed = cell_len(key.key_display) + 1 + cell_len(key.description)
                if needed > left:
                    return
                left -= needed + GAP
            yield key

    def on_resize(self, _: events.Resize) -> None:
        """Choose the keys anew where there is more or less room for them."""
        if self._width and self._width != self.app.size.width:
            self.call_after_refresh(self.recompose)


GAP = 2
"""Columns between two keys, as `app.tcss` has it."""

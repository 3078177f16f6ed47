"""The terminal's bell: the one signal that every terminal and multiplexer knows."""

from __future__ import annotations

from deskmate.notify.note import DELIVERED, Availability, Delivery, Note, Write

BELL = "\a"


class BellNotifier:
    """Rings the bell; what it does (a sound, a flash, a mark on the tab) is the terminal's affair."""

    name = "bell"
    popup = False

    def __init__(self, write: Write) -> None:
        self._write = write

    def available(self) -> Availability:
        """Tell that the bell can always be rung."""
        return Availability(ok=True, reason="the terminal is asked to ring; whether it does is one of its settings")

    def notify(self, note: Note) -> Delivery:  # noqa: ARG002 - a bell has no words
        """Ring once."""
        try:
            self._write(BELL)
        except Exception as error:  # noqa: BLE001 - the terminal may be gone in many ways
            return Delivery(ok=False, problem=f"The bell could not be rung ({error or type(error).__name__}).")
        return DELIVERED

    def close(self) -> None:
        """Do nothing: nothing is held."""

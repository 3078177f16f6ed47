"""The least a Textual app can do: show one line, and change it once a minute; with "clock", digits each second."""

from __future__ import annotations

import sys
from datetime import datetime

from textual.app import App, ComposeResult
from textual.widgets import Digits, Static


class OneLine(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("0 min")

    def on_mount(self) -> None:
        self._minutes = 0
        self.set_interval(60, self._count)

    def _count(self) -> None:
        self._minutes += 1
        self.query_one(Static).update(f"{self._minutes} min")


class Clock(App[None]):
    def compose(self) -> ComposeResult:
        yield Digits()

    def on_mount(self) -> None:
        self._show()
        self.set_interval(1, self._show)

    def _show(self) -> None:
        self.query_one(Digits).update(f"{datetime.now().astimezone():%H:%M:%S}")


if __name__ == "__main__":
    (Clock if "clock" in sys.argv else OneLine)().run()

"""Whether the terminal is gone, also where no signal says so: Textual's input thread would then spin for ever.

In a browser the line is a pipe from the server, which may be gone in the same way.
"""

from __future__ import annotations

import os
import select
import sys


class Line:
    """The line to the terminal on standard input; asking costs one system call."""

    def __init__(self) -> None:
        self._poll = None
        served = "TEXTUAL_DRIVER" in os.environ
        if sys.platform != "win32" and sys.__stdin__ is not None and (served or sys.__stdin__.isatty()):
            self._poll = select.poll()
            self._poll.register(sys.__stdin__.fileno(), 0)

    def is_dead(self) -> bool:
        """Tell whether the other end was closed."""
        return self._poll is not None and any(event & select.POLLHUP for _, event in self._poll.poll(0))

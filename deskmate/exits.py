"""How a command ends that cannot do what it was asked for: one sentence, and the exit status."""

from __future__ import annotations

import sys

FAILURE = 1
USAGE = 2
INTERRUPTED = 130


def fail(sentence: str, *, usage: bool = False) -> int:
    """Say in one line on the error stream why it cannot be; give the exit status of a failure, or of wrong usage."""
    sys.stderr.write(f"deskmate: {sentence}\n")
    return USAGE if usage else FAILURE

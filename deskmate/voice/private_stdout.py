"""Keeps a child process's way out for its protocol alone: speech libraries print to stdout."""

from __future__ import annotations

import os


def private_stdout() -> int:
    """Give a descriptor of this process's stdout that nothing else writes to: what libraries print goes nowhere."""
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return kept

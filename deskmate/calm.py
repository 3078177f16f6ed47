"""Loading much without the garbage collector, which would look at all of it again and again, and hold all else up."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MUCH = 20_000
"""So many objects more are worth it to leave them out of every later collection."""


@contextmanager
def loading() -> Iterator[None]:
    """Leave the collector off; what was loaded meanwhile, if it is much, is kept out of its sight from then on.

    For what has no cycles, and is kept: its references are counted as ever. For one thread at a time.
    """
    was_on, before = gc.isenabled(), gc.get_count()[0]
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] - before >= MUCH:
            gc.freeze()
        if was_on:
            gc.enable()

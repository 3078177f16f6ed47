"""Keeps the garbage collector from holding up the screen: it would look again and again at what stays all day."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MUCH = 20_000
"""So many objects more are worth it to leave them out of every later collection."""

SELDOM = (20_000, 20, 20)
"""How many objects more there must be, and how many younger collections before an older one: see `gc.set_threshold`.

The interpreter's own (700, 10, 10) has it go through some ten thousand objects at nearly every screen.
"""


def collect_seldom() -> None:
    """Collect from now on, but seldom, and not what is there already."""
    gc.freeze()
    gc.set_threshold(*SELDOM)
    gc.enable()


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

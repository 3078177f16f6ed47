"""Keeps the garbage collector from holding up the screen: it would look again and again at what stays all day."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (5_000, 4, 50)
"""How many objects more there must be, and how many younger collections before an older one: see `gc.set_threshold`.

The interpreter's own (700, 10, 10) has it go through some ten thousand objects at nearly every screen.
"""

MUCH = 100_000
"""How many blocks of memory more are much: ten years' events, not a screen."""


def collect_later() -> None:
    """Collect nothing until `collect_seldom`; by its thresholds already, which `loading` in a thread then keeps."""
    gc.disable()
    gc.set_threshold(*SELDOM)


def collect_seldom() -> None:
    """Collect from now on, but seldom, and not what is there already."""
    gc.freeze()
    gc.set_threshold(*SELDOM)
    gc.enable()


@contextmanager
def loading() -> Iterator[None]:
    """Collect seldom while much is loaded that is kept: nothing of it can be garbage yet.

    Not collecting at all would have the first collection afterwards go through all of it at once, for a fifth of a
    second in the middle of whatever comes then. Where it was much, no collection looks at it again.
    """
    usual = gc.get_threshold()
    before = sys.getallocatedblocks()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        if sys.getallocatedblocks() - before > MUCH:
            gc.freeze()

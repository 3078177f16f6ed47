"""Keeps the garbage collector from holding up the screen: it would look again and again at what stays all day."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (20_000, 20, 20)
"""How many objects more there must be, and how many younger collections before an older one: see `gc.set_threshold`.

The interpreter's own (700, 10, 10) has it go through some ten thousand objects at nearly every screen.
"""


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
    second in the middle of whatever comes then.
    """
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)

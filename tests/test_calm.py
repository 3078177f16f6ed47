"""The collector is held back while much is loaded, and is as it was afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from deskmate.calm import MUCH, SELDOM, collect_later, collect_seldom, loading


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    thresholds, was_on = gc.get_threshold(), gc.isenabled()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)
    (gc.enable if was_on else gc.disable)()


def test_while_much_is_loaded_the_collector_comes_seldom() -> None:
    gc.set_threshold(700, 10, 10)
    with loading():
        assert gc.get_threshold() == SELDOM
    assert gc.get_threshold() == (700, 10, 10)


def test_it_comes_as_before_where_loading_fails() -> None:
    gc.set_threshold(700, 10, 10)
    with pytest.raises(OSError, match="gone"), loading():
        raise OSError("gone")
    assert gc.get_threshold() == (700, 10, 10)


def test_it_is_turned_on_to_collect_seldom() -> None:
    gc.disable()
    collect_seldom()
    assert gc.isenabled()
    assert gc.get_threshold() == SELDOM
    assert gc.get_freeze_count() > 0


def test_what_is_still_being_loaded_when_it_is_turned_on_leaves_it_so() -> None:
    gc.set_threshold(700, 10, 10)
    collect_later()
    assert not gc.isenabled()
    with loading():
        collect_seldom()
    assert gc.isenabled()
    assert gc.get_threshold() == SELDOM


def test_no_collection_looks_again_at_much_that_was_loaded() -> None:
    gc.unfreeze()
    with loading():
        loaded = [[number] for number in range(MUCH + 1_000)]
    assert gc.get_freeze_count() > len(loaded)


def test_what_is_soon_looked_at_is_left_to_the_collector() -> None:
    gc.unfreeze()
    with loading():
        loaded = [[number] for number in range(1_000)]
    assert gc.get_freeze_count() == 0, len(loaded)

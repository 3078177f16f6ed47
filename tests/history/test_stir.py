"""Whether anything may have been written: never missed, and seldom said for nothing."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from deskmate.history.journal import Journal
from deskmate.history.stir import AT_LEAST, Stir
from deskmate.sitting.events import Event, Kind
from tests.builders import at

LONG_AGO = 1_700_000_000


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    journal = Journal(tmp_path, "desk")
    journal.append([Event(at("9:00"), Kind.SAT)])
    settle(journal)
    return journal


def settle(journal: Journal) -> None:
    """Make all folders look as if nothing had happened to them for long."""
    for folder in (journal.root, *(f for f in journal.root.iterdir() if f.is_dir())):
        os.utime(folder, (LONG_AGO, LONG_AGO))


def test_the_first_answer_is_yes_and_then_no(journal: Journal) -> None:
    stir = Stir(journal.root)
    assert [stir.stirred() for _ in range(5)] == [True, False, False, False, False]


def test_a_write_by_anybody_is_seen(journal: Journal) -> None:
    stir = Stir(journal.root)
    stir.stirred()
    journal.append([Event(at("9:10"), Kind.STOOD)])
    assert stir.stirred()
    settle(journal)
    stir.stirred()
    other = Journal(journal.root.parent, "laptop")
    other.append([Event(at("9:20"), Kind.SAT)])
    assert stir.stirred()
    settle(journal)
    stir.stirred()
    other.append([Event(at("9:30"), Kind.STOOD)])
    assert stir.stirred()


def test_while_a_folder_is_fresh_it_may_change_again_unseen(journal: Journal) -> None:
    stir = Stir(journal.root)
    now = time.time_ns()
    os.utime(journal.folder, ns=(now, now))
    assert [stir.stirred() for _ in range(3)] == [True, True, True]


def test_now_and_then_it_says_so_anyway(journal: Journal) -> None:
    stir = Stir(journal.root)
    assert sum(stir.stirred() for _ in range(3 * AT_LEAST)) == 3


def test_no_folder_at_all(tmp_path: Path) -> None:
    stir = Stir(tmp_path / "history")
    assert stir.stirred()
    Journal(tmp_path, "desk").append([Event(at("9:00"), Kind.SAT)])
    assert stir.stirred()

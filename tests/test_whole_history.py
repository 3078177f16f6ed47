"""Looking back over everything: what is there soon is the same that all of it comes to."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskmate.history.journal import Journal
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.rules import Rules
from deskmate.sitting.sessions import OF_SESSIONS
from deskmate.whole_history import WholeHistory
from tests.builders import SimulatedClock
from tests.sitting.test_months import ZONES, histories

NEW_YEAR = datetime(2025, 1, 1, tzinfo=UTC)
ABOUT_NEW_YEAR = datetime(2026, 3, 5, tzinfo=UTC) - NEW_YEAR
LAST_YEAR = date(2025, 1, 1)
NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)


def looking_back(folder: Path, events: list[Event], now: datetime, unsaved: tuple[Event, ...] = ()) -> WholeHistory:
    Journal(folder, "desk").append(events)
    return WholeHistory(
        Journal(folder, "desk"),
        SimulatedClock(now),
        rules=Rules,
        unsaved=lambda: unsaved,
        signs=lambda: (),
        lately=lambda: (),
    )


@settings(max_examples=100, deadline=None)
@given(events=histories(), zone=st.sampled_from(ZONES), later=st.booleans())
def test_what_is_there_soon_is_what_all_of_it_comes_to(events: list[Event], zone: tzinfo, later: bool) -> None:
    moved = [e._replace(at=e.at - ABOUT_NEW_YEAR) for e in events]
    # A session is over within two days, or said to be by whichever pane is opened next.
    moved = [e for e in moved if e.kind not in OF_SESSIONS or e.at > NEW_YEAR - timedelta(days=1)]
    moved += [Event(NOW - timedelta(days=3), Kind.NOTED, {"text": "still here", "day": "2026-03-02"})] * later
    with TemporaryDirectory() as folder:
        history = looking_back(Path(folder), moved, NOW.astimezone(zone))
        history.past_since(date(2025, 1, 20))
        soon, whole = history.past_since(LAST_YEAR), history.past()
        assert whole == looking_back(Path(folder), [], NOW.astimezone(zone)).past()
    assert soon.days == tuple(d for d in whole.days if soon.reaches(d.date))
    if soon.since is not None:
        assert soon.since == LAST_YEAR
        assert whole.since is None


def test_of_many_years_only_the_last_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = [NOW - timedelta(days=91 * n) for n in range(40)]
    history = looking_back(tmp_path, [Event(at, Kind.SAT) for at in moments], NOW)
    opened: list[str] = []
    read = Journal.month

    def month(journal: Journal, file: Path) -> tuple[Event, ...]:
        opened.append(file.stem)
        return read(journal, file)

    monkeypatch.setattr(Journal, "month", month)
    soon = history.past_since(LAST_YEAR)
    # A year and a bit, and the months before in which the last sixteen postures are.
    assert len(set(opened)) == 5 + 16
    assert {d.date.year for d in soon.days} == {2025, 2026}
    assert not soon.reaches(date(2024, 12, 31))


def test_of_one_year_all_is_there_at_once(tmp_path: Path) -> None:
    history = looking_back(tmp_path, [Event(NOW - timedelta(days=n), Kind.SAT) for n in range(9)], NOW)
    assert history.past_since(LAST_YEAR) is history.last_past


def test_what_is_not_on_disk_yet_is_there_soon_too(tmp_path: Path) -> None:
    old = Event(NOW - timedelta(days=900), Kind.UNWATCHED)
    unsaved = (Event(NOW - timedelta(hours=2), Kind.SAT), Event(NOW - timedelta(hours=1), Kind.STOOD))
    soon = looking_back(tmp_path, [old], NOW, unsaved).past_since(LAST_YEAR)
    assert [d.date for d in soon.days] == [NOW.date()]

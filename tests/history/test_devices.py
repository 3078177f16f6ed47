"""Several machines, one synced folder: each writes its own, all read all, and nothing a sync program does matters."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskmate.history import device
from deskmate.history.journal import Journal
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.fold import days, fold
from deskmate.sitting.rules import Rules
from tests.builders import at, day, minutes


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> object:
    """Be on a machine of the name "desk" whose own id is the one given."""

    def be(identity: str) -> None:
        monkeypatch.setattr(device, "_host", lambda: "desk")
        monkeypatch.setattr(device, "_first_line", lambda file: _identity(file, identity))

    return be


def _identity(file: str, identity: str) -> str:
    if file in device._MACHINE_ID:
        return identity
    return Path(file).read_text().strip() if Path(file).exists() else ""


def test_two_machines_of_one_name_write_to_folders_of_their_own(tmp_path: Path, on: object) -> None:
    assert callable(on)
    first, second, third = day().sit("9:00").stand("9:10").sit("9:20").events
    on("one")
    Journal(tmp_path).append([first])
    on("two")
    other = Journal(tmp_path)
    other.append([second])
    assert other.device.startswith("desk-")
    on("one")
    mine = Journal(tmp_path)
    mine.append([third])
    assert mine.device == "desk"
    assert [e.id for e in mine.read()] == [first.id, second.id, third.id]
    assert {f.parent.name for f in mine.months()} == {"desk", other.device}


def test_a_machine_that_cannot_tell_itself_apart_keeps_its_name(tmp_path: Path, on: object) -> None:
    assert callable(on)
    on("one")
    Journal(tmp_path).append([Event(at("9:00"), Kind.SAT)])
    assert device.own_device(str(tmp_path / "history"), "") == "desk"


def test_the_mark_of_a_machine_does_not_tell_its_id(on: object) -> None:
    assert callable(on)
    on("0123456789abcdef0123456789abcdef")
    mark = device.machine_mark()
    assert len(mark) == 8
    assert mark not in "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    "name", ["2026-03.sync-conflict-20260302-101010-ABCDEFG.json", "2026-03 (conflicted copy 2026-03-02).json"]
)
def test_what_a_sync_program_made_of_two_versions_is_read_too(tmp_path: Path, name: str) -> None:
    first, second, third = day().sit("9:00").stand("9:10").sit("9:20").events
    journal = Journal(tmp_path, "desk")
    journal.append([first, second])
    month = journal.folder / "2026-03.json"
    shutil.copy(month, month.with_name(name))
    month.unlink()
    for file in journal.folder.glob("2026-03.*s*.json"):
        if file.name != name:
            file.unlink()
    journal.append([first, third])
    assert [e.id for e in Journal(tmp_path, "desk").read()] == [first.id, second.id, third.id]


def test_a_version_control_conflict_keeps_both_sides(tmp_path: Path) -> None:
    first, second, third = day().sit("9:00").stand("9:10").sit("9:20").events
    sides = []
    for name, events in (("ours", [first, second]), ("theirs", [first, third])):
        Journal(tmp_path / name, "desk").append(events)
        sides.append((tmp_path / name / "history/desk/2026-03.json").read_text())
    journal = Journal(tmp_path, "desk")
    journal.folder.mkdir(parents=True)
    text = "<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n".format(*sides)
    (journal.folder / "2026-03.json").write_text(text)
    assert [e.id for e in journal.read()] == [first.id, second.id, third.id]


def test_a_damaged_month_of_another_device_is_shown_and_left_alone(tmp_path: Path) -> None:
    events = day().sit("9:00").stand("9:10").events
    for event in events:
        Journal(tmp_path, "laptop").append([event])
    month = tmp_path / "history/laptop/2026-03.json"
    month.write_bytes(b"{")
    journal = Journal(tmp_path, "desk")
    assert [e.id for e in journal.read()] == [e.id for e in events]
    assert month.read_bytes() == b"{"
    assert journal.problems == [f"{month} is damaged or was changed; what can be read of it is shown."]


KINDS = st.sampled_from(
    [Kind.SAT, Kind.STOOD, Kind.LEFT, Kind.RETURNED, Kind.BREAK_STARTED, Kind.BREAK_ENDED, Kind.UNWATCHED]
)
ENTRIES = st.lists(st.tuples(KINDS, st.integers(0, 4 * 24 * 60), st.sampled_from(["desk", "laptop"])), max_size=25)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=ENTRIES, data=st.data())
def test_device_folders_give_the_same_state_in_whatever_order_they_come_together(
    tmp_path_factory: pytest.TempPathFactory, entries: list[tuple[Kind, int, str]], data: st.DataObject
) -> None:
    events = [
        Event(at("0:00") + minutes(m), kind, {}, where, f"{n:03d}") for n, (kind, m, where) in enumerate(entries)
    ]
    now = at("12:00", 4)
    one, other = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("other")
    Journal(one, "desk").append(events)
    shuffled = data.draw(st.permutations(events))
    cut = data.draw(st.integers(0, len(events)))
    for where in data.draw(st.permutations(["desk", "laptop"])):
        own = [e for e in shuffled if e.device == where]
        Journal(other, where).append(own[:cut])
        # Told again, and out of order, as after a sync.
        Journal(other, where).append(own)
    expected, found = Journal(one, "desk").read(), Journal(other, "desk").read()
    assert found == expected
    assert fold(found, now, Rules()) == fold(expected, now, Rules())
    assert days(found, now, Rules()) == days(expected, now, Rules())

"""The journal on a real disk: durable, shared, private."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskmate.history.journal import Journal
from deskmate.history.tables import JournalError
from deskmate.sitting.events import Event, Kind
from tests.builders import at, day, minutes


def month(journal: Journal) -> Path:
    return journal.folder / "2026-03.json"


def same(read: list[Event], written: list[Event]) -> bool:
    return [(e.id, e.at, e.kind, dict(e.data)) for e in read] == [(e.id, e.at, e.kind, dict(e.data)) for e in written]


def test_what_is_appended_is_read_back_with_its_zone(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "desk")
    events = day().sit("9:00").event(Kind.POSTPONED, "9:30", seconds=300).events
    journal.append(events)
    read = Journal(tmp_path, "desk").read()
    assert same(read, events)
    assert [e.at.utcoffset() for e in read] == [minutes(60)] * 2
    assert {e.device for e in read} == {"desk"}


def test_an_event_is_written_once_however_often_it_is_appended(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "desk")
    events = day().sit("9:00").stand("9:30").events
    journal.append(events[:1])
    journal.append(events)
    assert same(journal.read(), events)


def test_each_month_has_its_file_and_reading_since_leaves_the_older_out(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "desk")
    march, april = Event(at("9:00"), Kind.SAT), Event(at("9:00", 40), Kind.SAT)
    journal.append([march, april])
    assert [f.name for f in journal.months()] == ["2026-03.json", "2026-04.json"]
    opened = Event(at("10:00"), Kind.PAGE_OPENED)
    journal.append([opened])
    assert same(journal.read(at("0:00", 31)), [march, april])


def test_files_and_folders_are_private(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "data", "desk")
    journal.append(day().sit("9:00").events)
    journal.append(day().stand("9:10").event(Kind.SAT, "9:12").events)
    journal.beat(at("9:13"))
    made = list((tmp_path / "data").rglob("*"))
    modes = {p.name: oct(p.stat().st_mode & 0o777) for p in made}
    assert {m for p, m in modes.items() if (tmp_path / "data").joinpath(p).is_dir()} <= {"0o700"}
    assert {p.name: oct(p.stat().st_mode & 0o777) for p in made if p.is_file()} == {
        p.name: "0o600" for p in made if p.is_file()
    }
    assert all(oct(p.stat().st_mode & 0o777) == "0o700" for p in made if p.is_dir())


def test_the_file_carries_its_schema_and_plain_rows(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "desk")
    (event,) = day().sit("9:00").events
    journal.append([event])
    tree = json.loads(month(journal).read_text())
    assert list(tree.pop("check")) == ["crc32"]
    assert tree == {
        "schema": 1,
        "events": {event.id: {"at": "2026-03-02T08:00:00.000000+00:00", "offset_minutes": 60, "kind": "sat"}},
    }


def test_another_device_is_read_and_never_written(tmp_path: Path) -> None:
    one, other = Journal(tmp_path, "one"), Journal(tmp_path, "other")
    one.append(day().sit("9:00").events)
    other.append([Event(at("9:30"), Kind.STOOD)])
    before = month(one).read_bytes()
    other.append([Event(at("9:40"), Kind.SAT)])
    assert [e.device for e in one.read()] == ["desk", "other", "other"]
    assert month(one).read_bytes() == before


def test_only_the_newest_sign_of_life_is_kept(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "desk")
    journal.beat(at("9:00"))
    journal.beat(at("9:01"))
    assert [(e.kind, e.at) for e in journal.read()] == [(Kind.ALIVE, at("9:01"))]


def test_the_fingerprint_changes_with_another_process_writing(tmp_path: Path) -> None:
    mine, theirs = Journal(tmp_path, "desk"), Journal(tmp_path, "desk")
    mine.append(day().sit("9:00").events)
    before = mine.fingerprint()
    assert mine.fingerprint() == before
    theirs.append([Event(at("9:30"), Kind.STOOD)])
    assert mine.fingerprint() != before
    assert [e.kind for e in mine.read()] == [Kind.SAT, Kind.STOOD]


@pytest.mark.parametrize("damage", [b"", b"{", b"\0" * 400, b"[]", b'{"events": {}}', b'{"schema": 1, "events": []}'])
def test_a_damaged_month_is_set_aside_and_the_previous_generation_used(tmp_path: Path, damage: bytes) -> None:
    journal = Journal(tmp_path, "desk")
    events = day().sit("9:00").stand("9:30").events
    journal.append(events[:1])
    journal.append(events[1:])
    month(journal).write_bytes(damage)
    again = Journal(tmp_path, "desk")
    assert same(again.read(), events)
    (problem,) = again.problems
    (aside,) = journal.folder.glob("*.damaged-*")
    assert problem == f"{month(journal)} was damaged; it is kept as {aside.name} and the previous generation is used."
    assert aside.read_bytes() == damage
    later = Event(at("9:40"), Kind.SAT, {}, "desk")
    again.append([later])
    assert same(Journal(tmp_path, "desk").read(), [*events, later])


def test_a_crash_between_the_two_renames_loses_nothing_that_was_there(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "desk")
    events = day().sit("9:00").stand("9:30").events
    journal.append(events[:1])
    journal.append(events[1:])
    month(journal).unlink()
    later = Event(at("9:40"), Kind.SAT)
    journal.append([later])
    assert same(Journal(tmp_path, "desk").read(), [*events, later])


def test_rows_of_an_unknown_kind_are_kept_and_not_shown(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "desk")
    journal.append(day().sit("9:00").events)
    tree = json.loads(month(journal).read_text())
    tree["events"]["x"] = {"at": "2026-03-02T09:00:00+00:00", "offset_minutes": 0, "kind": "flew"}
    month(journal).write_text(json.dumps(tree))
    again = Journal(tmp_path, "desk")
    again.append([Event(at("10:30"), Kind.STOOD)])
    assert [e.kind for e in again.read()] == [Kind.SAT, Kind.STOOD]
    assert "x" in json.loads(month(journal).read_text())["events"]


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(JournalError, match=r"file/history/desk cannot be made: (Not a directory|File exists)\.$"):
        Journal(blocked, "desk").append(day().sit("9:00").events)


def test_a_claim_holds_in_one_process_and_ends_with_it(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from deskmate.history.journal import Journal\n"
        "journal = Journal(Path(sys.argv[1]), 'desk')\n"
        "print(journal.claim('session'), flush=True); sys.stdin.read()"
    )
    journal = Journal(tmp_path, "desk")
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"
        assert journal.claim("session") is False
        other.send_signal(signal.SIGKILL)
    assert journal.claim("session") is True
    journal.close()


@pytest.mark.parametrize("unwritable", [True, False])
def test_where_nothing_can_be_written_the_asker_says_what_a_claim_comes_to(tmp_path: Path, unwritable: bool) -> None:
    (tmp_path / "history").write_text("in the way")
    assert Journal(tmp_path, "desk").claim("session", unwritable=unwritable) is unwritable


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_bytes_in_place_of_a_month_cost_one_sentence(tmp_path: Path, data: st.DataObject) -> None:
    root = tmp_path / str(time.monotonic_ns())
    journal = Journal(root, "desk")
    first, second = day().sit("9:00").stand("9:30").events
    journal.append([first])
    journal.append([second])
    whole = month(journal).read_bytes()
    cut = data.draw(st.integers(0, len(whole) - 1))
    month(journal).write_bytes(whole[:cut] + data.draw(st.binary(max_size=20)) + whole[cut + 5 :])
    again = Journal(root, "desk")
    again.read()
    assert len(again.problems) <= 1
    assert {first.id, second.id} <= {e.id for e in again.read()}
    third = Event(at("9:40"), Kind.SAT)
    again.append([third])
    assert third.id in {e.id for e in Journal(root, "desk").read()}


def test_the_last_postures_before_the_time_asked_for_come_along(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "desk")
    old, opened, recent = (
        Event(at("9:00"), Kind.SAT),
        Event(at("9:01"), Kind.PAGE_OPENED),
        Event(at("9:00", 90), Kind.SAT),
    )
    journal.append([old, opened, recent])
    assert same(journal.read(at("0:00", 89)), [old, recent])


def test_a_damaged_month_that_cannot_be_mended_is_a_sentence_and_read_all_the_same(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "desk")
    events = day().sit("9:00").stand("9:30").events
    journal.append(events[:1])
    journal.append(events[1:])
    month(journal).write_bytes(b"{")
    again = Journal(tmp_path, "desk")
    again._lock = _Refusing  # type: ignore[method-assign, assignment]
    assert same(again.read(), events)
    assert again.problems == ["journal.lock is held by another."]


class _Refusing(contextlib.AbstractContextManager[None]):
    def __enter__(self) -> None:
        raise JournalError("journal.lock is held by another.")

    def __exit__(self, *_: object) -> None:
        return None

"""Files of every deskmate that ever was, and of one that is still to come."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from deskmate.history.journal import Journal
from deskmate.history.tables import MIGRATIONS, SCHEMA, as_bytes, migrated, parse_tables
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.fold import fold
from deskmate.sitting.rules import Rules
from tests.builders import at, day, minutes

RELEASED = Path(__file__).with_name("schemas")


@pytest.fixture
def month(tmp_path: Path) -> Path:
    folder = tmp_path / "history" / "desk"
    folder.mkdir(parents=True)
    return folder / "2026-03.json"


@pytest.mark.parametrize("schema", range(1, SCHEMA + 1))
def test_every_released_schema_is_read_and_written_on(tmp_path: Path, month: Path, schema: int) -> None:
    shutil.copy(RELEASED / f"schema-{schema}.json", month)
    journal = Journal(tmp_path, "desk")
    state = fold(journal.read(), at("9:46"), Rules())
    assert (state.today.totals.sedentary, state.today.totals.breaks) == (minutes(41), 1)
    journal.append([Event(at("9:50"), Kind.STOOD)])
    assert [e.kind for e in Journal(tmp_path, "desk").read()] == [
        Kind.SAT,
        Kind.BREAK_STARTED,
        Kind.BREAK_ENDED,
        Kind.STOOD,
    ]
    assert json.loads(month.read_text())["schema"] == SCHEMA
    assert journal.problems == []


def test_there_is_a_step_from_every_schema_to_the_next() -> None:
    assert sorted(MIGRATIONS) == list(range(1, SCHEMA))


def test_steps_are_taken_one_after_the_other() -> None:
    steps = {
        1: lambda tables: {**tables, "notes": {}},
        2: lambda tables: {**tables, "notes": {"a": {"text": f"of {len(tables['notes'])}"}}},
    }
    old = {"events": {"x": {"kind": "sat"}}}
    assert migrated(old, 1, to=3, steps=steps) == {**old, "notes": {"a": {"text": "of 0"}}}
    assert migrated(old, 3, to=3, steps=steps) == old


def test_a_journal_of_a_newer_deskmate_is_only_read_and_what_happens_is_kept_beside_it(
    tmp_path: Path, month: Path
) -> None:
    events = day().sit("9:00").stand("9:30").events
    journal = Journal(tmp_path, "desk")
    journal.append(events[:1])
    newer = month.read_text().replace('"schema":1', '"schema":99')
    month.write_text(newer)
    again = Journal(tmp_path, "desk")
    again.append(events[1:])
    assert [e.id for e in again.read()] == [e.id for e in events]
    assert [e.id for e in Journal(tmp_path, "desk").read()] == [e.id for e in events]
    assert month.read_text() == newer
    assert [f.name for f in again.months()] == ["2026-03.json", "2026-03.schema-1.json"]
    (problem,) = again.take_problems()
    assert problem.startswith(
        f"{month} was written by a newer deskmate (schema 99, this one knows 1): it is only read"
    )
    again.read()
    assert again.take_problems() == ()


@pytest.mark.parametrize("schema", ["0", "-1", '"1"', "null", "1.5"])
def test_a_schema_that_never_was_is_damage(schema: str) -> None:
    with pytest.raises(ValueError, match="not a journal"):
        parse_tables(f'{{"schema":{schema},"events":{{}}}}'.encode(), Path("x"))


def test_half_a_character_can_be_written() -> None:
    tables = {"events": {"x": {"title": "\ud800", "name": "é"}}}
    assert parse_tables(as_bytes(tables), Path("x")) == tables

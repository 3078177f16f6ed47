"""The commands that take the history elsewhere and back, as they are typed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from deskmate.cli import main
from deskmate.history.journal import Journal
from deskmate.sitting.events import Event, Kind
from tests.builders import day


@pytest.fixture
def home(tmp_path: Path) -> Path:
    root = tmp_path / "home"
    script = day().sit("9:00").stand("9:30").next_day().sit("9:00").stand("9:40").next_day().sit("9:00").stand("9:10")
    Journal(root, "desk").append(script.events)
    return root


def run(root: Path, *words: str) -> int:
    return main(["--data-dir", str(root), *words])


def ids(root: Path) -> list[str]:
    return [e.id for e in Journal(root, "desk").read()]


def test_json_goes_to_the_standard_output_and_back_in(
    home: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(home, "export", "--json") == 0
    (tmp_path / "all.json").write_bytes(capfdbinary.readouterr().out)
    assert run(tmp_path / "new", "import", str(tmp_path / "all.json")) == 0
    assert run(tmp_path / "new", "import", str(tmp_path / "all.json")) == 0
    assert capfdbinary.readouterr().out == b"6 entries taken; 0 known already\n0 entries taken; 6 known already\n"
    assert ids(tmp_path / "new") == ids(home)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((), ["0000", "0001", "0002", "0003", "0004", "0005"]),
        (("--from", "2026-03-03"), ["0001", "0002", "0003", "0004", "0005"]),
        (("--to", "2026-03-02"), ["0000", "0001", "0002"]),
        (("--from", "2026-03-03", "--to", "2026-03-03"), ["0001", "0002", "0003", "0004"]),
        (("--from", "2027-01-01"), []),
    ],
)
def test_any_range_of_days(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], days: Sequence[str], expected: list[str]
) -> None:
    """With the posture it begins with, and what ends the last one: all night the user stood."""
    target = tmp_path / "some.json"
    assert run(home, "export", "--json", *days, "--out", str(target)) == 0
    assert capsys.readouterr().out == f"{target} is written.\n"
    assert [e["id"] for e in json.loads(target.read_bytes())["events"]] == expected
    assert oct(target.stat().st_mode & 0o777) == "0o600"


def test_what_was_put_right_later_goes_with_its_day(home: Path, tmp_path: Path) -> None:
    span = {"start": "2026-03-02T09:00:00+01:00", "end": "2026-03-02T09:20:00+01:00", "posture": "away"}
    script = day().next_day().next_day().next_day()
    Journal(home, "desk").append([script.event(Kind.CORRECTED, "9:00", **span).events[0]._replace(id="late")])
    target = tmp_path / "some.json"
    assert run(home, "export", "--json", "--from", "2026-03-02", "--to", "2026-03-02", "--out", str(target)) == 0
    assert run(tmp_path / "new", "import", str(target)) == 0
    assert ids(tmp_path / "new")[-1] == "late"


def test_one_file_is_one_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config/config.toml").write_text("[voice]\nenabled = false\n")
    assert run(tmp_path, "backup", str(tmp_path / "one.zip")) == 0
    assert capsys.readouterr().out == f"1 file in {tmp_path / 'one.zip'}\n"


def test_csv_and_calendar(home: Path, tmp_path: Path) -> None:
    table, calendar = tmp_path / "all.csv", tmp_path / "all.ics"
    assert run(home, "export", "--csv", "--out", str(table)) == 0
    assert run(home, "export", "--ics", "--to", "2026-03-02", "--out", str(calendar)) == 0
    assert table.read_text().splitlines()[0] == '"id","device","at","kind"'
    assert calendar.read_text().count("BEGIN:VEVENT") == 1
    assert run(tmp_path / "new", "import", str(table)) == 0
    assert ids(tmp_path / "new") == ids(home)


def test_backup_and_restore(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "deskmate.zip"
    assert run(home, "backup", str(target)) == 0
    assert run(tmp_path / "new", "restore", str(target)) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "6 entries restored; 0 known already"
    assert ids(tmp_path / "new") == ids(home)


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("export",), 2, "one of the arguments --json --csv --ics --html is required"),
        (("export", "--json", "--from", "soon"), 2, "'soon' is no date; write it like 2026-03-02"),
        (("export", "--json", "--from", "0001-01-01"), 2, "'0001-01-01' is out of range; give a year from 2000 to"),
        (
            ("export", "--json", "--to", "9999-12-31"),
            2,
            "'9999-12-31' is out of range; give a year from 2000 to 9998",
        ),
        (("export", "--ics", "--from", "9999-12-31"), 2, "'9999-12-31' is out of range"),
        (("export", "--html", "--from", "1999-12-31"), 2, "'1999-12-31' is out of range"),
        (("export", "--json", "--from", "2026-03-03", "--to", "2026-03-02"), 2, "is later than --to 2026-03-02."),
        (("export", "--json", "--out", "/nowhere/x"), 1, "/nowhere/x cannot be written: No such file or directory."),
        (("import", "/nowhere"), 1, "/nowhere cannot be read: No such file or directory."),
        (("restore", "/nowhere"), 1, "/nowhere cannot be read: No such file or directory."),
        (("backup", "/nowhere/x"), 1, "/nowhere/x cannot be written: No such file or directory."),
    ],
)
def test_bad_input_is_one_sentence(
    home: Path, capsys: pytest.CaptureFixture[str], words: Sequence[str], status: int, sentence: str
) -> None:
    try:
        found = run(home, *words)
    except SystemExit as end:
        found = int(end.code or 0)
    told = capsys.readouterr().err
    assert found == status
    assert sentence in told
    assert len(told.splitlines()) == 1


def test_an_import_that_is_wrong_in_one_place_takes_nothing(home: Path, tmp_path: Path) -> None:
    source = tmp_path / "all.json"
    run(home, "export", "--json", "--out", str(source))
    source.write_text(source.read_text().replace('"stood"', '"flew"', 1))
    assert run(tmp_path / "new", "import", str(source)) == 1
    assert ids(tmp_path / "new") == []


def test_entries_of_another_device_stay_its_own(home: Path, tmp_path: Path) -> None:
    Journal(home, "laptop").append([Event(day().sit("9:15").events[0].at, Kind.SAT, {}, "laptop", "lap")])
    source = tmp_path / "all.csv"
    run(home, "export", "--csv", "--out", str(source))
    run(tmp_path / "new", "import", str(source))
    found = {e.id: e.device for e in Journal(tmp_path / "new", "desk").read()}
    assert found["lap"] == "laptop"
    assert {f.parent.name for f in Journal(tmp_path / "new").months()} == {Journal(tmp_path / "new").device}

"""`history` and `export`: what they print, and what they refuse."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from deskmate.cli import main
from deskmate.config import folders
from deskmate.history.journal import Journal
from deskmate.looking_back import LookBack
from deskmate.review.past import past_of, told_of
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.fold import days
from tests.kept_days import kept_days


def say(data: Path, *words: str) -> int:
    return main(["--data-dir", str(data), *words])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two hours of sitting, a break and more sitting, at eleven this morning or yesterday's."""
    now = datetime.now().astimezone()
    start = (now - timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
    told = [(Kind.SAT, 0), (Kind.STOOD, 70), (Kind.SAT, 80), (Kind.LEFT, 120), (Kind.UNWATCHED, 125)]
    Journal(tmp_path).append([Event(start + timedelta(minutes=minute), kind) for kind, minute in told])
    return tmp_path


@pytest.mark.parametrize("unit", ["day", "week", "month", "year"])
def test_every_time_is_told_in_plain_lines(data: Path, capsys: pytest.CaptureFixture[str], unit: str) -> None:
    assert say(data, "history", f"--{unit}") == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert not set(told.out) & set("▁▂▃▄▅▆▇█\x1b")
    title, *lines = told.out.splitlines()
    assert title
    assert all(line.endswith(".") for line in lines)


def test_the_year_says_what_was(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say(data, "history", "--year")
    yesterday = datetime.now().astimezone() - timedelta(days=1)
    if yesterday.year == datetime.now().astimezone().year:
        lines = capsys.readouterr().out.splitlines()
        assert lines[2] == "Sitting: 1 h 50 min a day, on 1 day; below the goal of 6 h 00 min."
        assert lines[3].startswith("Longest bout: 1 h 10 min, on ")
        assert lines[4:] == ["Breaks: 1 break; no prompt.", "Stretching: none.", "Ache: not rated."]


def test_on_a_terminal_the_numbers_are_drawn_too(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    say(data, "history", "--year")
    drawn = capsys.readouterr().out
    say(data, "history", "--year", "--plain")
    plain = capsys.readouterr().out
    assert not set(plain) & set("▁▂▃▄▅▆▇█")
    if "Sitting" in drawn:
        assert "█" in drawn


def test_nothing_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert say(tmp_path, "history") == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["Nothing is kept of this week yet."]


def test_a_report_goes_to_standard_output_or_a_file(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert say(data, "export", "--html") == 0
    page = capsys.readouterr().out
    assert page.startswith("<!DOCTYPE html>\n<html")
    file = data / "report.html"
    file.write_text("old")
    assert say(data, "export", "--html", "--out", str(file)) == 0
    assert file.read_text(encoding="utf-8") == page
    assert file.stat().st_mode & 0o777 == 0o600
    assert not list(data.glob(".report*"))


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (["--html", "--from", "soon"], 2, "'soon' is no date; write it like 2026-03-02"),
        (
            ["--html", "--from", "2026-03-02", "--to", "2026-03-01"],
            2,
            "--from 2026-03-02 is later than --to 2026-03-01",
        ),
        (["--html", "--out", "/no/such/folder/x.html"], 1, "/no/such/folder/x.html cannot be written: "),
        ([], 2, "one of the arguments"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    data: Path, capsys: pytest.CaptureFixture[str], words: list[str], status: int, sentence: str
) -> None:
    try:
        found = say(data, "export", *words)
    except SystemExit as ended:
        found = int(str(ended.code))
    told = capsys.readouterr()
    assert found == status
    assert sentence in told.err
    assert told.err.count("\n") == 1
    assert told.out == ""


@pytest.mark.parametrize("back", [None, timedelta(days=30)])
def test_the_days_are_those_of_all_events_at_once(tmp_path: Path, back: timedelta | None) -> None:
    events, then = kept_days(90)
    shift = datetime.now().astimezone() - then
    Journal(tmp_path).append([e._replace(at=e.at + shift) for e in events])
    since = None if back is None else (datetime.now().astimezone() - back).date()
    seen = LookBack(folders(tmp_path), since)
    kept = Journal(tmp_path).read()
    whole = past_of(days(kept, seen.now, seen.rules, seen.zone), told_of(kept, seen.now, seen.zone))
    wanted = [d for d in whole.days if since is None or d.date > since]
    assert len(wanted) > 10
    assert [d for d in seen.past.days if since is None or d.date > since] == wanted

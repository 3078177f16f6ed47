"""What is said from a shell: what it writes, what it answers, and what it refuses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from deskmate.cli import main
from deskmate.history.journal import Journal
from deskmate.sitting.events import Event, Kind


def say(data: Path, *words: str) -> int:
    return main(["--data-dir", str(data), *words])


def events(data: Path) -> list[Event]:
    return [e for e in Journal(data).read() if e.kind is not Kind.ALIVE]


def kinds(data: Path) -> list[Kind]:
    return [e.kind for e in events(data)]


def sat_for(data: Path, length: timedelta) -> None:
    now = datetime.now().astimezone()
    Journal(data).append([Event(now - length, Kind.SAT)])
    Journal(data).beat(now)


@pytest.mark.parametrize(
    ("words", "answer", "kind"),
    [
        (["stand"], "standing 0 min", Kind.STOOD),
        (["away"], "away 0 min", Kind.LEFT),
        (["break"], "break 0 min", Kind.BREAK_STARTED),
        (["postpone", "10m"], "next break at ", Kind.POSTPONED),
        (["postpone"], "next break at ", Kind.POSTPONED),
        (["skip"], "next break at ", Kind.BREAK_SKIPPED),
        (["quiet", "30m"], "quiet until ", Kind.QUIET_STARTED),
        (["quiet", "14:00"], "14:00\n", Kind.QUIET_STARTED),
        (["reading", "45m"], "stillness counts as sitting", Kind.READING_STARTED),
        (["log", "walk", "10m", "--ago", "5m"], "walk, ", Kind.CORRECTED),
    ],
)
def test_a_word_is_written_and_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: Sequence[str], answer: str, kind: Kind
) -> None:
    sat_for(tmp_path, timedelta(minutes=31))
    assert say(tmp_path, *words) == 0
    told = capsys.readouterr()
    assert answer in told.out
    assert (told.out.count("\n"), told.err) == (1, "")
    assert kinds(tmp_path) == [Kind.SAT, kind]


def test_a_break_is_begun_and_ended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sat_for(tmp_path, timedelta(minutes=10))
    assert [say(tmp_path, "break"), say(tmp_path, "break"), say(tmp_path, "break", "end")] == [0, 0, 0]
    assert kinds(tmp_path) == [Kind.SAT, Kind.BREAK_STARTED, Kind.BREAK_ENDED]
    assert "sitting" in capsys.readouterr().out


def test_quiet_and_reading_can_be_turned_off(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sat_for(tmp_path, timedelta(minutes=1))
    for words in (["quiet", "1h"], ["quiet", "off"], ["reading", "1h"], ["reading", "off"], ["reading", "off"]):
        assert say(tmp_path, *words) == 0
    ended = [Kind.QUIET_STARTED, Kind.QUIET_ENDED, Kind.READING_STARTED, Kind.READING_ENDED]
    assert kinds(tmp_path) == [Kind.SAT, *ended]
    assert "prompts are given\n" in capsys.readouterr().out


def test_a_correction_and_its_undoing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sat_for(tmp_path, timedelta(minutes=50))
    assert say(tmp_path, "log", "stand", "20m", "--ago", "10m") == 0
    assert say(tmp_path, "status") == 0
    assert "sitting 10 min" in capsys.readouterr().out
    assert say(tmp_path, "undo") == 0
    assert capsys.readouterr().out.startswith("taken back; sitting 50 min, ")


@pytest.mark.parametrize(
    ("at", "times"),
    [
        (time(12, 0), "{0:%A %d %B}, 11:40 to 12:00"),
        (time(0, 10), "{1:%A %d %B}, 23:50 to {0:%A %d %B}, 00:10"),
    ],
)
def test_a_correction_of_another_day_names_each_day_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], at: time, times: str
) -> None:
    now = datetime.now().astimezone()
    end = datetime.combine((now - timedelta(days=2)).date(), at).astimezone()
    assert say(tmp_path, "log", "walk", "20m", "--ago", f"{int((now - end).total_seconds())}s") == 0
    assert f"walk, {times.format(end, end - timedelta(days=1))} (20 min)" in capsys.readouterr().out


def test_a_word_from_the_shell_with_the_app_closed_leaves_the_hours_before_unknown(tmp_path: Path) -> None:
    now = datetime.now().astimezone()
    Journal(tmp_path).append([Event(now - timedelta(hours=3), Kind.SAT)])
    assert say(tmp_path, "stand") == 0
    assert kinds(tmp_path) == [Kind.SAT, Kind.UNWATCHED, Kind.STOOD]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["postpone", "soon"], "'soon' is not a duration; write it like 45m, 1h30m or 90s"),
        (["postpone", "0m"], "'0m' is no time at all"),
        (["postpone", "-.5m"], "'-.5m' is below zero, which no length can be"),
        (["quiet", "-5m"], "'-5m' is below zero, which no length can be"),
        (["log", "sit", "-1h30m"], "'-1h30m' is below zero, which no length can be"),
        (["log", "sit", "1h", "--ago", "-5m"], "argument --ago: '-5m' is below zero, which no length can be"),
        (["quiet", "later"], "'later' is no duration or time; write it like 30m, 1h30m or 14:00, or off"),
        (["quiet", "25:00"], "'25:00' is no duration or time"),
        (["quiet"], "the following arguments are required: LENGTH|HH:MM|off"),
        (["log", "fly", "1h"], "invalid choice: 'fly'"),
        (["log", "walk", "40x"], "'40x' is not a duration"),
        (["log", "walk", "9" * 400 + "h"], "longer than any duration"),
        (["break", "never"], "invalid choice: 'never'"),
    ],
)
def test_words_that_make_no_sense_are_one_sentence_and_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: Sequence[str], sentence: str
) -> None:
    sat_for(tmp_path, timedelta(minutes=31))
    with pytest.raises(SystemExit) as ended:
        say(tmp_path, *words)
    told = capsys.readouterr()
    assert (ended.value.code, told.out, told.err.count("\n")) == (2, "", 1)
    assert sentence in told.err
    assert kinds(tmp_path) == [Kind.SAT]


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (["break", "end"], 1, "no break is running."),
        (["postpone", "3h"], 2, "a break can be put off by 1m to 2h."),
        (["quiet", "25h"], 2, "quiet can last 24h at most."),
        (["reading", "13h"], 2, "reading can last 1m to 12h."),
        (["reading", "30s"], 2, "reading can last 1m to 12h."),
        (["log", "walk", "25h"], 2, "more than 24 hours cannot be corrected at once; check the length."),
        (["log", "walk", "1h", "--ago", "800h"], 2, "--ago reaches back 31 days at most."),
        (["undo"], 1, "there is nothing to undo: no correction, and no absence in the last minutes."),
    ],
)
def test_what_cannot_be_is_one_sentence_and_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: Sequence[str], status: int, sentence: str
) -> None:
    sat_for(tmp_path, timedelta(minutes=31))
    assert say(tmp_path, *words) == status
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", f"deskmate: {sentence}\n")
    assert kinds(tmp_path) == [Kind.SAT]


def test_a_length_that_cannot_be_is_wrong_whatever_goes_on(tmp_path: Path) -> None:
    assert say(tmp_path, "postpone", "3h") == 2
    assert say(tmp_path, "postpone", "10m") == 1


def test_overlapping_corrections_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sat_for(tmp_path, timedelta(minutes=50))
    assert say(tmp_path, "log", "walk", "20m", "--ago", "10m") == 0
    assert say(tmp_path, "log", "stand", "10m", "--ago", "20m") == 1
    assert "which you corrected to 'walk'; undo that first" in capsys.readouterr().err
    assert kinds(tmp_path) == [Kind.SAT, Kind.CORRECTED]


def test_a_disk_that_refuses_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert say(tmp_path / "file", "stand") == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert (told.err.startswith("deskmate: "), told.err.count("\n")) == (True, 1)

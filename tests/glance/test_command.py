"""The quick status against the folded one: the same words, or none."""

from __future__ import annotations

import stat
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import platformdirs
import pytest

from deskmate.build import build_desk
from deskmate.clock import SystemClock
from deskmate.config import folders
from deskmate.glance import command, kept
from deskmate.glance.command import glance
from deskmate.glance.fields import Status
from deskmate.glance.kept import FILE
from deskmate.history.device import device_name
from deskmate.history.journal import Journal
from deskmate.history.writer import Writer
from deskmate.sitting.events import Event, Kind
from deskmate.status import StatusSource, status_of
from tests.builders import SimulatedClock, minutes
from tests.running import ScriptedSpeaker


def keep(root: Path) -> Status:
    places = folders(root)
    return status_of(StatusSource(places.data, places.settings_file, SystemClock()).keep().state)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a folder whose status was kept, with a bout of some minutes."""
    now = datetime.now().astimezone()
    journal = Journal(tmp_path)
    journal.append([Event(now - timedelta(minutes=12, seconds=30), Kind.SAT)])
    journal.beat(now)
    keep(tmp_path)
    return tmp_path


def kept_file(root: Path) -> Path:
    return root / "history" / device_name() / FILE


def quick(root: Path, *more: str) -> str | None:
    return glance(["--data-dir", str(root), "status", *more])


def test_the_three_ways_to_print(root: Path) -> None:
    line, as_json, formatted = quick(root), quick(root, "--json"), quick(root, "--format", "{posture} {bout}")
    assert line is not None
    assert line.startswith("sitting 12 min, next break at ")
    assert as_json is not None
    assert '"posture": "sitting"' in as_json
    assert formatted == "sitting 12m"


def test_the_file_is_private_and_alone(root: Path) -> None:
    assert stat.S_IMODE(kept_file(root).stat().st_mode) == 0o600
    assert {f.name for f in kept_file(root).parent.glob("*status*")} == {FILE}


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["doctor", "--json"],
        ["status", "status"],
        ["status", "--verbose"],
        ["status", "--json", "--format", "x"],
        ["status", "--json=1"],
        ["--json", "status"],
        ["status", "--format"],
        ["status", "--format", "-x"],
        ["status", "--format", "{mood}"],
        ["status", "--data-dir", "elsewhere"],
        ["status", "--help"],
    ],
)
def test_other_words_are_left_to_the_command_line(root: Path, arguments: list[str]) -> None:
    assert glance(["--data-dir", str(root), *arguments]) is None


def append(root: Path) -> None:
    Journal(root).append([Event(datetime.now().astimezone(), Kind.STOOD)])


def beat(root: Path) -> None:
    Journal(root).beat(datetime.now().astimezone())


def append_elsewhere(root: Path) -> None:
    Journal(root, "laptop").append([Event(datetime.now().astimezone(), Kind.STOOD)])


def choose_settings(root: Path) -> None:
    (root / "config").mkdir()
    (root / "config" / "config.toml").write_text('[sitting]\ninterval = "20m"\n')


def remove(root: Path) -> None:
    kept_file(root).unlink()


@pytest.mark.parametrize("change", [append, beat, append_elsewhere, choose_settings, remove])
def test_whatever_changes_the_fold_ends_what_was_kept(root: Path, change: Callable[[Path], None]) -> None:
    assert quick(root) is not None
    change(root)
    assert quick(root) is None
    keep(root)
    assert quick(root) is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("deskmate ", "deskmate 9."),
        ("is.posture sitting", "is.posture"),
        ("is.posture sitting", "is.posture sit\x1b[2J"),
        ("is.bout ", "is.bout x"),
        ("is.bout ", "was.bout "),
        ("is.break_due no", "is.break_due maybe"),
        ("is.since 2", "is.since now, "),
        ("runs.bout ", "runs.bout -"),
        ("runs.bout ", "runs.posture "),
        ("until ", "until x"),
        ("until ", "at 9"),
        ("is.now", "\ud800"),
        ("is.now", "\0"),
    ],
)
def test_an_odd_file_does_not_count(root: Path, old: str, new: str) -> None:
    text = kept_file(root).read_text()
    odd = text.replace(old, new) if old else ""
    kept_file(root).write_bytes(odd.encode("utf-8", "surrogatepass"))
    assert quick(root) is None


def test_random_bytes_and_folders_do_not_count(root: Path) -> None:
    kept_file(root).write_bytes(bytes(range(256)) * 8)
    assert quick(root) is None
    kept_file(root).unlink()
    kept_file(root).mkdir()
    assert quick(root) is None
    keep(root)


def test_time_and_zone_end_what_was_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time_ns()
    for length, holds in ((1, True), (-60, False), (660, False)):
        monkeypatch.setattr(time, "time_ns", lambda length=length: now + length * 1_000_000_000)
        assert (quick(root) is not None) is holds
    monkeypatch.undo()
    monkeypatch.setenv("TZ", "XXX-11:13")
    time.tzset()
    try:
        assert quick(root) is None
    finally:
        monkeypatch.undo()
        time.tzset()


def test_problems_are_not_kept(root: Path) -> None:
    (month,) = kept_file(root).parent.glob("????-??.json")
    month.write_text("{")
    kept_file(root).unlink()
    keep(root)
    assert not kept_file(root).exists()


def test_nothing_is_kept_where_nothing_can_be(tmp_path: Path) -> None:
    keep(tmp_path / "new")
    assert not (tmp_path / "new").exists()
    (tmp_path / "history" / device_name() / FILE).mkdir(parents=True)
    keep(tmp_path)
    assert quick(tmp_path) is None
    assert [f.name for f in (tmp_path / "history" / device_name()).iterdir()] == [FILE]


def test_the_app_keeps_the_status_with_all_it_writes(tmp_path: Path) -> None:
    clock = SimulatedClock()
    places = folders(tmp_path)
    desk, _ = build_desk(places, clock, ScriptedSpeaker())
    desk.open()
    clock.run(minutes(1))
    desk.record(Kind.STOOD)
    desk.close()
    stamp = kept.stamps(str(tmp_path / "history"), str(places.settings_file))
    found = kept.read(str(kept_file(tmp_path).parent), stamp)
    assert found is not None
    assert (found.status["posture"], found.status["bout"]) == ("standing", 60)


def test_a_status_that_cannot_be_kept_stops_no_writing(tmp_path: Path) -> None:
    def fail() -> None:
        raise ValueError("odd")

    writer = Writer(Journal(tmp_path), lambda _: None, fail)
    for _ in range(2):
        writer.write(Event(datetime.now().astimezone(), Kind.SAT))
        assert writer.flush(minutes(1))
    assert writer.close() == ()


@pytest.mark.skipif(sys.platform != "linux", reason="other platforms leave their folders to the command line")
@pytest.mark.parametrize(
    "environ",
    [
        {"HOME": "/home/x"},
        {"HOME": "/home/x", "XDG_DATA_HOME": "/d", "XDG_CONFIG_HOME": "/c"},
        {"HOME": "/home/x", "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": "/c/../e"},
        {"HOME": "/home/x", "XDG_DATA_HOME": "d"},
        {"HOME": "/home/x", "XDG_DATA_HOME": " "},
    ],
)
def test_the_folders_are_those_of_the_command_line(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "DESKMATE_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    dirs = platformdirs.PlatformDirs("deskmate", appauthor=False)
    assert command._places(None) in {None, (dirs.user_data_dir, f"{dirs.user_config_dir}/config.toml")}


@pytest.mark.parametrize(
    ("host", "name"),
    [("desk", "desk"), ("my desk/2", "my-desk-2"), ("..é..", "desk"), (" .a--b_ ", "a--b_"), ("", "desk")],
)
def test_device_names(host: str, name: str) -> None:
    assert device_name(host) == name


HEAVY = {"re", "json", "datetime", "dataclasses", "typing", "argparse", "pathlib", "collections", "enum", "tinydb"}


def test_the_real_program_says_the_same_both_ways_and_loads_little_for_it(root: Path) -> None:
    code = (
        "import sys\nbefore = set(sys.modules)\nfrom deskmate.__main__ import main\nmain()\n"
        "print(*(set(sys.modules) - before))"
    )
    program = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(Path.cwd())!r})\n{code}"]
    format_ = ("--format", "{posture} {since} {next_break} {breaks} {activity}")
    for more in ((), format_):
        command_line = ["--data-dir", str(root), "status", *more]
        told, loaded, _ = subprocess.run(
            [*program, *command_line], capture_output=True, text=True, check=True
        ).stdout.split("\n")
        assert not HEAVY & set(loaded.split())
        kept_file(root).unlink()
        folded = [sys.executable, "-m", "deskmate", *command_line]
        assert subprocess.run(folded, capture_output=True, text=True, check=True).stdout == f"{told}\n"
        assert kept_file(root).exists()

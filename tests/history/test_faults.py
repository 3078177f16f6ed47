"""The fault campaign: whatever happens to the process or the disk, nothing acknowledged is lost, in one sentence.

What is promised: an acknowledged event outlives the death of any process at any moment, a disk that refuses, and the
damage of any one file. Of files damaged all at once, it outlives in every row that can still be read.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deskmate.history.journal import Journal
from deskmate.history.mending import last_of, previous_of
from deskmate.history.tables import JournalError
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.fold import days, fold
from deskmate.sitting.rules import Rules
from tests.builders import at, day
from tests.running import typical_day

KILLS = 300
WRITERS, INSERTS = 4, 500
MUTATIONS = 500


def start(root: Path, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, str(Path(__file__).with_name("writers.py")), str(root), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def ids(root: Path) -> set[str]:
    return {e.id for e in Journal(root, "desk").read()}


def test_kill_nine_at_any_moment_of_writing_loses_nothing_acknowledged(tmp_path: Path) -> None:
    told = json.loads(start(tmp_path, "kill", KILLS, 7).communicate()[0])
    journal = Journal(tmp_path, "desk")
    assert (told["kills"], told["silent"]) == (KILLS, 0)
    assert set(told["said"]) - {e.id for e in journal.read()} == set()
    assert journal.problems == []


def test_processes_inserting_at_once_lose_and_double_nothing(tmp_path: Path) -> None:
    writers = [start(tmp_path, "insert", INSERTS) for _ in range(WRITERS)]
    said = [line for w in writers for line in w.communicate()[0].split()]
    assert [w.returncode for w in writers] == [0] * WRITERS
    events = Journal(tmp_path, "desk").read()
    assert len(said) == len(set(said)) == len(events) == WRITERS * INSERTS
    assert {e.id for e in events} == set(said)


def test_on_a_full_disk_events_wait_and_are_written_when_there_is_room(tmp_path: Path) -> None:
    told = json.loads(start(tmp_path, "full").communicate()[0])
    kept, waiting = told["ids"]
    assert (told["flushed"], told["on_disk"], told["left"]) == (False, [kept], 0)
    trouble, over = told["told"]
    assert trouble.endswith("cannot be written: File too large.")
    assert over is None
    assert ids(tmp_path) == {kept, waiting}


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder of another user's, and no right to write there, even where the tests are run by root."""
    root = Path(tempfile.mkdtemp())
    root.chmod(0o755)
    yield root
    if os.geteuid() != os.getuid():
        os.seteuid(os.getuid())
    shutil.rmtree(root)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are another matter on Windows")
def test_a_folder_that_may_only_be_read_is_read_and_says_so(unprivileged: Path) -> None:
    event, later = day().sit("9:00").stand("9:30").events
    Journal(unprivileged, "desk").append([event])
    shutil.copy(unprivileged / "history/desk/2026-03.json", unprivileged / "history/desk/2026-04.json")
    (unprivileged / "history/desk/2026-04.json").write_bytes(b"{")
    for path in unprivileged.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    if os.getuid() == 0:
        os.seteuid(65534)
    journal = Journal(unprivileged, "desk")
    assert [e.id for e in journal.read()] == [event.id]
    with pytest.raises(JournalError, match=r"cannot be locked: Permission denied\.$"):
        journal.append([later])
    with pytest.raises(JournalError, match=r"cannot be written: Permission denied\.$"):
        journal.beat(later.at)
    (problem,) = journal.problems
    assert problem.endswith("cannot be locked: Permission denied.")


def failing(call: Callable[..., object], after: int) -> Callable[..., object]:
    calls = iter(range(10_000))

    def fail(*arguments: object, **named: object) -> object:
        if next(calls) == after:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return call(*arguments, **named)

    return fail


@pytest.mark.parametrize("name", ["open", "write", "fsync", "close", "replace", "link"])
@pytest.mark.parametrize("after", range(5))
def test_a_disk_that_fails_once_loses_nothing_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, after: int
) -> None:
    events = day().sit("9:00").stand("9:10").sit("9:20").events
    journal = Journal(tmp_path, "desk")
    journal.append(events[:1])
    acknowledged = {events[0].id}
    monkeypatch.setattr(os, name, failing(getattr(os, name), after))
    for event in events[1:]:
        with contextlib.suppress(JournalError):
            journal.append([event])
            acknowledged.add(event.id)
    monkeypatch.undo()
    assert acknowledged <= ids(tmp_path)
    journal.append(events)
    assert ids(tmp_path) == {e.id for e in events}
    month = journal.folder / "2026-03.json"
    month.write_bytes(b"\0" * 100)
    assert ids(tmp_path) == {e.id for e in events}


def test_a_month_that_the_disk_cannot_read_is_put_together_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = day().sit("9:00").stand("9:10").events
    for event in events:
        Journal(tmp_path, "desk").append([event])
    read = Path.read_bytes

    def fail(path: Path) -> bytes:
        if path.name == "2026-03.json" and path.stat().st_ino == bad:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return read(path)

    bad = (tmp_path / "history/desk/2026-03.json").stat().st_ino
    monkeypatch.setattr(Path, "read_bytes", fail)
    journal = Journal(tmp_path, "desk")
    assert [e.id for e in journal.read()] == [e.id for e in events]
    (problem,) = journal.problems
    assert problem.endswith("and the previous generation is used.")


def truncated(content: bytes, _: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def zeroed(content: bytes, _: bytes, chance: random.Random) -> bytes:
    start, length = chance.randrange(len(content)), chance.choice([1, 16, 512, 4096])
    return content[:start] + bytes(len(content[start : start + length])) + content[start + length :]


def interleaved(content: bytes, other: bytes, chance: random.Random) -> bytes:
    block = chance.choice([16, 64, 512])
    parts = [(content, other)[chance.randrange(2)][n : n + block] for n in range(0, len(content), block)]
    return b"".join(parts)


def rubbish(content: bytes, _: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + chance.randbytes(chance.choice([1, 2, 8, 300])) + content[start + chance.randrange(20) :]


def flipped(content: bytes, _: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + bytes([content[start] ^ 1 << chance.randrange(7)]) + content[start + 1 :]


MUTATORS = (truncated, zeroed, interleaved, rubbish, flipped)


@pytest.mark.parametrize("mutate", MUTATORS)
def test_a_mutated_file_loses_nothing_and_costs_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mutate: Callable[[bytes, bytes, random.Random], bytes]
) -> None:
    # What a power cut leaves is not what is tried here; flushing each of some thousand files would only take time.
    monkeypatch.setattr(os, "fsync", lambda _: None)
    events = typical_day().events
    journal = Journal(tmp_path, "desk")
    for event in events:
        journal.append([event])
    month = journal.folder / "2026-03.json"
    whole = {file: file.read_bytes() for file in (month, previous_of(month), last_of(month))}
    chance = random.Random(f"{mutate.__name__}")
    for number in range(MUTATIONS // len(MUTATORS)):
        for file in journal.folder.iterdir():
            file.unlink()
        for file, content in whole.items():
            file.write_bytes(content)
        file = chance.choice([month, month, previous_of(month), last_of(month)])
        other = whole[previous_of(month) if file == month else month]
        damaged = mutate(whole[file], other, chance)
        file.write_bytes(whole[file] if damaged == other else damaged)
        again = Journal(tmp_path, "desk")
        read = again.read()
        assert {e.id for e in events} <= {e.id for e in read}, (number, file.name)
        assert len(again.problems) <= 1
        fold(read, at("12:13"), Rules())
        days(read, at("12:13"), Rules())
        later = Event(at("12:20"), Kind.STOOD)
        again.append([later])
        assert {later.id, *(e.id for e in events)} <= ids(tmp_path)


def test_with_all_files_damaged_what_can_be_read_of_them_is_kept(tmp_path: Path) -> None:
    events = typical_day().events
    journal = Journal(tmp_path, "desk")
    journal.append(events)
    month = journal.folder / "2026-03.json"
    content = month.read_bytes()
    lost = content.index(b'"0006"')
    month.write_bytes(content[: lost + 3] + b"\xff\0" + content[lost + 5 :])
    last_of(month).unlink()
    assert {e.id for e in events} - ids(tmp_path) == {"0006"}

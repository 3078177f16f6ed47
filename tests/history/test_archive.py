"""Backups: private, whole, and brought back without writing over anything."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from deskmate.history.archive import COMMENT, BackupError, back_up, restore
from deskmate.history.journal import Journal
from deskmate.sitting.events import Event, Kind
from tests.builders import at, day


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder with two devices' histories and settings."""
    root = tmp_path / "home"
    Journal(root, "desk").append(day().sit("9:00").stand("9:30").events)
    Journal(root, "desk").beat(at("9:31"))
    Journal(root, "laptop").append([Event(at("10:00"), Kind.SAT, {}, "laptop", "lap")])
    (root / "config/stretches").mkdir(parents=True)
    (root / "config/config.toml").write_text("[voice]\nenabled = false\n")
    (root / "config/stretches/own.toml").write_text("name = 'own'\n")
    (root / "history/desk/status").write_text("a cache")
    return root


def everything(root: Path) -> list[tuple[object, ...]]:
    events = Journal(root, "desk").read()
    return [(e.id, e.at, e.kind, dict(e.data), e.device) for e in events]


def test_a_backup_brings_everything_back_into_an_empty_folder(home: Path, tmp_path: Path) -> None:
    target, new = tmp_path / "deskmate.zip", tmp_path / "new"
    count = back_up(home / "history", home / "config", target)
    assert oct(target.stat().st_mode & 0o777) == "0o600"
    assert not [name for name in zipfile.ZipFile(target).namelist() if name.endswith((".lock", "status", "machine"))]
    assert len(zipfile.ZipFile(target).namelist()) == count
    restored = restore(target, Journal(new, "desk"), new / "config")
    assert (restored.entries, restored.known, restored.kept) == (3, 0, ())
    assert everything(new) == everything(home)
    for name in ("config/config.toml", "config/stretches/own.toml"):
        assert (new / name).read_bytes() == (home / name).read_bytes()
    assert {oct(f.stat().st_mode & 0o777) for f in new.rglob("*.json")} == {"0o600"}


@pytest.mark.parametrize("name", ["My Laptop", "Büro (2)", "desk+old", "ab:c"])
def test_every_folder_that_is_read_is_in_the_backup(home: Path, tmp_path: Path, name: str) -> None:
    (home / "history/laptop").rename(home / "history" / name)
    target, new = tmp_path / "deskmate.zip", tmp_path / "new"
    back_up(home / "history", home / "config", target)
    restore(target, Journal(new, "desk"), new / "config")
    assert everything(new) == everything(home)
    assert (new / "history" / name).is_dir()


@pytest.mark.parametrize("name", [".hidden", "a\tb", "caf\udce9"])
def test_a_folder_no_backup_can_hold_is_not_left_out_in_silence(home: Path, tmp_path: Path, name: str) -> None:
    (home / "history/laptop").rename(home / "history" / name)
    with pytest.raises(BackupError, match=r"has a name no backup can hold; rename it\.$"):
        back_up(home / "history", home / "config", tmp_path / "deskmate.zip")
    assert not (tmp_path / "deskmate.zip").exists()


def test_what_is_here_stays_and_what_is_missing_is_added(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "deskmate.zip"
    strange = {"at": "2026-03-02T09:00:00+00:00", "offset_minutes": 0, "kind": "flew"}
    month = home / "history/laptop/2026-03.json"
    tree = json.loads(month.read_text())
    tree["events"]["strange"] = strange
    month.write_text(json.dumps({"schema": tree["schema"], "events": tree["events"]}))
    back_up(home / "history", home / "config", target)
    month.unlink()
    laptop = Journal(home, "laptop")
    later = Event(at("11:00"), Kind.STOOD, {}, "laptop", "later")
    for file in laptop.folder.iterdir():
        file.unlink()
    laptop.append([later])
    (home / "config/config.toml").write_text("[voice]\nenabled = true\n")
    before = month.read_bytes()
    restored = restore(target, Journal(home, "desk"), home / "config")
    assert (restored.entries, restored.known) == (2, 2)
    assert restored.kept == (str(home / "config/config.toml"),)
    assert "true" in (home / "config/config.toml").read_text()
    assert month.read_bytes() == before
    found = {e.id: e.device for e in Journal(home, "desk").read() if e.id}
    assert found == {"0000": "desk", "0001": "desk", "lap": "laptop", "later": "laptop"}
    assert json.loads((home / "history/desk/2026-03.json").read_text())["events"]["strange"] == {
        **strange,
        "device": "laptop",
    }
    assert restore(target, Journal(home, "desk"), home / "config").entries == 0


@pytest.mark.parametrize(
    "name",
    [
        "../../out",
        "/etc/passwd",
        "history/../../x.json",
        "history/desk/a/b.json",
        "history/desk/run.sh",
        "x",
        "config/../x.toml",
        "history\\desk\\x.json",
        "history/.ssh/x.json",
        "history/../x.json",
        "history/C:/x.json",
        "history/a\x1b[31m/x.json",
    ],
)
def test_a_backup_that_leads_elsewhere_is_refused_whole(tmp_path: Path, name: str) -> None:
    source = tmp_path / "bad.zip"
    with zipfile.ZipFile(source, "w") as archive:
        archive.comment = COMMENT
        archive.writestr("history/desk/2026-03.json", "{}")
        archive.writestr(name, "x")
    with pytest.raises(BackupError, match=r"which is no part of a backup: nothing was taken\.$"):
        restore(source, Journal(tmp_path / "new", "desk"), tmp_path / "new/config")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("damage", ["cut", "flipped", "method", "text", "other zip", "nothing"])
def test_a_bad_file_is_one_sentence(home: Path, tmp_path: Path, damage: str) -> None:
    source = tmp_path / "deskmate.zip"
    back_up(home / "history", home / "config", source)
    whole = source.read_bytes()
    if damage == "other zip":
        with zipfile.ZipFile(source, "w") as archive:
            archive.writestr("history/desk/2026-03.json", "{}")
    else:
        flipped = whole[:80] + b"\xff\xff" + whole[82:]
        packed = whole.index(b"PK\x01\x02") + 10
        method = whole[:packed] + bytes([zipfile.ZIP_BZIP2]) + whole[packed + 1 :]
        damaged = {"cut": whole[:-30], "flipped": flipped, "method": method, "text": b"hello", "nothing": b""}
        source.write_bytes(damaged[damage])
    with pytest.raises(BackupError, match=r"is no backup.*\.$"):
        restore(source, Journal(tmp_path / "new", "desk"), tmp_path / "new/config")
    assert not (tmp_path / "new").exists()


def test_a_file_that_is_no_backup_is_not_written_over(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "thesis.zip"
    target.write_text("years of work")
    with pytest.raises(BackupError, match="exists and is no backup"):
        back_up(home / "history", home / "config", target)
    assert target.read_text() == "years of work"
    target.unlink()
    assert back_up(home / "history", home / "config", target) == back_up(home / "history", home / "config", target)


def test_a_backup_that_cannot_be_written_is_one_sentence(home: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match=r"none/deskmate.zip cannot be written: No such file or directory\.$"):
        back_up(home / "history", home / "config", tmp_path / "none" / "deskmate.zip")

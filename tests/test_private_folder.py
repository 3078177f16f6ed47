"""Folders that deskmate makes are the user's alone, all the way down."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskmate.cli import main
from deskmate.history.journal import Journal
from deskmate.notify.hooks import Hooks
from deskmate.private_folder import make_folder
from deskmate.voice.worker_link import _open_log
from tests.builders import day

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its folders have no such modes")


@pytest.fixture(autouse=True)
def usual_mask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def modes(root: Path) -> set[str]:
    return {oct(f.stat().st_mode & 0o777) for f in (root, *root.rglob("*")) if f.is_dir()}


def test_all_that_is_missing_is_made_and_what_is_there_stays_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    make_folder(tmp_path / "a" / "b" / "c")
    make_folder(tmp_path / "a" / "b" / "c")
    assert modes(tmp_path / "a") == {"0o700"}
    assert oct(tmp_path.stat().st_mode & 0o777) == "0o755"
    (tmp_path / "file").touch()
    for wrong in (tmp_path / "file", tmp_path / "file" / "in it"):
        with pytest.raises(OSError, match="file"):
            make_folder(wrong)


@pytest.mark.parametrize(
    "words", [("sit",), ("config", "set", "voice.rate", "170"), ("restore", "{backup}")], ids=" ".join
)
def test_a_first_command_makes_private_folders_alone(tmp_path: Path, words: tuple[str, ...]) -> None:
    old, new, backup = tmp_path / "old", tmp_path / "new" / "home", tmp_path / "backup.zip"
    Journal(old, "laptop").append(day().sit("9:00").stand("9:30").events)
    assert main(["--data-dir", str(old), "backup", str(backup)]) == 0
    assert main(["--data-dir", str(new), *(word.format(backup=backup) for word in words)]) == 0
    assert modes(tmp_path / "new") == {"0o700"}


def test_the_folders_of_the_logs_are_private_too(tmp_path: Path) -> None:
    os.close(_open_log(tmp_path / "new" / "log" / "voice.log"))
    Hooks({}, tmp_path / "other" / "log" / "hooks.log", lambda _: None)._write("break_due", b"done")
    assert modes(tmp_path / "new") | modes(tmp_path / "other") == {"0o700"}

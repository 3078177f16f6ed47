"""The manual: every command is in it, `man` can read it, and it can be made with nothing but Python."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from deskmate.cli import make_parser
from deskmate.config import folders
from deskmate.history.journal import Journal
from deskmate.manual import PLACES, commands, man_page
from tests.real_parts import need

ROOT = Path(__file__).resolve().parents[1]


def test_every_command_and_option_has_words_of_its_own() -> None:
    found = commands(make_parser())
    assert {"deskmate", "status", "doctor", "say", "stand", "log", "serve", "completion"} <= {c.name for c in found}
    for command in found:
        assert command.about, command
        assert all(what for _, what in command.arguments), command


def test_the_page_names_every_command_and_escapes_what_roff_would_obey() -> None:
    page = man_page(make_parser(), date(2026, 3, 2))
    for command in commands(make_parser()):
        assert command.usage.replace("-", "\\-") in page
    assert page.startswith('.TH DESKMATE 1 "2026-03-02" ')
    assert not [line for line in page.splitlines() if line.startswith("'")]


def test_what_is_given_one_at_a_time_is_told_so() -> None:
    usages = {command.name: command.usage for command in commands(make_parser())}
    assert usages["status"] == "deskmate status [--json|--format TEXT] [--watch]"
    assert usages["export"].startswith("deskmate export (--json|--csv|--ics|--html) [--from DATE]")


@pytest.mark.skipif(sys.platform != "linux", reason="the places of Linux")
def test_every_place_is_where_its_files_are(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("XDG_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", "/home/ada")
    here = folders(None, {})
    found = {"history": Journal(here.data).root, "config": here.config, "log": here.log}
    assert {name: linux.replace("~", "/home/ada") for name, linux, *_ in PLACES} == {
        name: str(place) for name, place in found.items()
    }


@pytest.mark.real
def test_man_has_nothing_to_say_against_it(tmp_path: Path) -> None:
    need("mandoc")
    page = tmp_path / "deskmate.1"
    page.write_text(man_page(make_parser(), date(2026, 3, 2)), encoding="utf-8")
    done = subprocess.run(
        ["mandoc", "-T", "lint", "-W", "warning", str(page)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_the_command_line_s_tree_needs_nothing_but_the_standard_library() -> None:
    """The manual is made while the wheel is built, where no dependency is installed."""
    program = "import sys; sys.path.insert(0, sys.argv[1]); from deskmate.cli import make_parser; make_parser()"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program, str(ROOT)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")

"""What the papers say: every command in them runs, every link leads somewhere, every table is up to date."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from deskmate.config import load_settings
from deskmate.history.journal import Journal
from deskmate.sitting.events import Event, Kind
from tests.papers.blocks import PAPERS, ROOT, Block, blocks
from tests.papers.tables import GUIDE, made
from tests.real_parts import need

ELSEWHERE = {
    "pip install . && deskmate": ".ci/run follows it in a new clone and a new environment (tests/e2e/first_run.py)",
    "pip install -e '.[test]' && pytest": ".ci/run begins with it",
    "pip install '.[serve]'": "it would install over what is being tested; the extra is a part of the test extra",
    "uv tool install .": "it installs into the user's own places; the package is the one of pip install .",
    "pipx install .": "it installs into the user's own places; the package is the one of pip install .",
    ".ci/run": "it is what runs this",
    "ruff check .": "a step of .ci/run",
    "ruff format --check .": "a step of .ci/run",
    "mypy": "a step of .ci/run",
    "lint-imports": "a step of .ci/run",
    "python tests/soak.py": "a step of .ci/run",
    "python tests/benchmarks": "a step of .ci/run",
    "python tests/screenshots/take.py": "a step of .ci/run, into another folder",
    "deskmate config edit": "tests/settings/test_config_command.py runs it with an editor of its own",
    "python tests/papers/tables.py": "it would change the guide; what it makes is compared below",
    "python tests/settings/write_readme.py": "it would change the README; tests/settings compares what it makes",
    "UPDATE_SNAPSHOTS=1 pytest tests/snapshots": "it would change what is kept; without the variable it compares",
    "python tests/screens/learn_snapshots.py": "it would change what is kept; tests/screens compares what it makes",
}
"""Commands that this test does not run, and where they are run, or why not."""

NEVER_ENDING = ("deskmate serve", "deskmate status --watch", "deskmate stretch two-minutes")
WHILE = 3.0
"""Seconds such a command is let run before it is interrupted."""

SHELLS = {"sh": "bash", "zsh": "zsh", "fish": "fish"}
SOUND = "nothing could be heard"


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Give the environment of a user who has deskmate on the PATH and all of its files in one folder."""
    places = tmp_path / "bin"
    places.mkdir()
    program = places / "deskmate"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m deskmate "$@"\n')
    program.chmod(0o755)
    (tmp_path / "notes.txt").write_text("Rest your eyes.\n")
    return {
        **os.environ,
        "PATH": f"{places}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "DESKMATE_DATA_DIR": str(tmp_path / "data"),
        "HOME": str(tmp_path),
    }


@pytest.mark.parametrize("block", list(blocks(*SHELLS)), ids=str)
def test_every_command_runs(block: Block, tmp_path: Path, environ: dict[str, str]) -> None:
    shell = SHELLS[block.language]
    need(shell)
    for line in block.lines:
        command = re.sub(r"\s+#.*", "", line)
        if command in ELSEWHERE:
            continue
        if command.startswith(NEVER_ENDING):
            ended = run_a_while(command, tmp_path, environ)
            assert ended.returncode in {0, 130}, (command, ended.stderr)
            continue
        sit_long(tmp_path / "data", environ)
        before = ["autoload -U compinit; compinit -u -D"] if shell == "zsh" else []
        words = [shell, *(["--no-config"] if shell == "fish" else []), "-c", "\n".join([*before, command])]
        done = subprocess.run(
            words, capture_output=True, text=True, check=False, cwd=tmp_path, env=environ, timeout=120
        )
        # Where there is no sound, these say so and end with 1.
        unheard = "say" in command and SOUND in done.stderr
        impaired = command == "deskmate doctor" and not done.stderr
        assert done.returncode == 0 or (done.returncode == 1 and (unheard or impaired)), (command, done.stderr)
        assert "Traceback" not in done.stderr


def sit_long(data: Path, environ: dict[str, str]) -> None:
    """Begin anew with a long bout, and a correction that can be undone: there every word of a day makes sense."""
    shutil.rmtree(data, ignore_errors=True)
    now = datetime.now().astimezone()
    Journal(data).append([Event(now - timedelta(minutes=100), Kind.SAT)])
    Journal(data).beat(now)
    words = [sys.executable, "-m", "deskmate", "log", "walk", "5m", "--ago", "90m"]
    subprocess.run(words, check=True, capture_output=True, env=environ, timeout=60)


def run_a_while(command: str, folder: Path, environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    words = ["timeout", "--preserve-status", "--signal=INT", str(WHILE), *shlex.split(command)]
    return subprocess.run(
        words,
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env=environ,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )


def test_what_is_run_elsewhere_is_still_there() -> None:
    there = {re.sub(r"\s+#.*", "", line) for block in blocks("sh") for line in block.lines}
    assert set(ELSEWHERE) <= there
    steps = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for command, why in ELSEWHERE.items():
        if "a step of .ci/run" in why:
            assert command.replace("python ", "python3 ") in steps or command in steps


def test_every_settings_block_is_valid(tmp_path: Path) -> None:
    found = [block for block in blocks("toml") if "custom" not in block.lines[0]]
    assert found
    for number, block in enumerate(found):
        file = tmp_path / f"{number}.toml"
        file.write_text("\n".join(block.lines), encoding="utf-8")
        assert tomllib.loads(file.read_text(encoding="utf-8"))
        assert load_settings(file)[1] == (), block


def test_every_table_is_up_to_date() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert made(text) == text, "run: python tests/papers/tables.py"


def test_every_link_leads_somewhere() -> None:
    for paper in PAPERS:
        for target in re.findall(r"\]\(([^)\s]+)\)", paper.read_text(encoding="utf-8")):
            if target.startswith("http"):
                continue
            place, _, heading = target.partition("#")
            file = paper if not place else (paper.parent / place).resolve()
            assert file.exists(), f"{paper.name}: {target}"
            if heading:
                assert heading in headings(file), f"{paper.name}: {target}"


def headings(paper: Path) -> set[str]:
    """Give the names by which the headings of a paper can be linked to."""
    found = re.findall(r"^#+ (.+)$", paper.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in found}

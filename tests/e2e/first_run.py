"""Follows the README's first command as a newcomer would: in a new clone, in a new virtual environment, in tmux.

python3 tests/e2e/first_run.py CLONE VENV COMMAND
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.e2e.terminal import pane


def main(clone: str, venv: str, command: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        script = f"cd '{clone}' && . '{venv}/bin/activate' && {command}"
        home = Path(folder) / "home"
        home.mkdir()
        with pane(Path(folder), ["bash", "-c", script], environ={"HOME": str(home)}) as screen:
            screen.wait_for("When do you work?", patience=600)
            screen.keys("Escape")
            shown = screen.wait_for("SITTING since", "Next break at", "Help")
            print(shown)
            screen.keys("q")
            screen.wait_for_end()
            left = screen.text()
        assert "Traceback" not in left, left
        # An installed deskmate, not the clone's own folder, must carry its styles and texts.
        where = "import deskmate, pathlib; print(pathlib.Path(deskmate.__file__).parent)"
        place = subprocess.run(
            [f"{venv}/bin/python", "-c", where], cwd=folder, check=True, capture_output=True, text=True
        ).stdout.strip()
        assert Path(place, "styles", "tokens.tcss").is_file(), place


if __name__ == "__main__":
    main(*sys.argv[1:4])

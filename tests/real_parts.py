"""Real parts that a test needs: it skips where they are absent, and fails there when they are required."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

SYSTEM_PYTHON = "/usr/bin/python3"


def need(*programs: str) -> None:
    """Skip the test unless every program is on PATH; fail instead when DESKMATE_REQUIRE_REAL=1 (as in CI)."""
    _absent([program for program in programs if shutil.which(program) is None])


def need_dbusmock() -> None:
    """Skip the test unless the system's own Python has dbusmock; fail instead when DESKMATE_REQUIRE_REAL=1."""
    found = subprocess.run([SYSTEM_PYTHON, "-c", "import dbusmock"], capture_output=True, check=False).returncode == 0
    _absent([] if found else ["python3-dbusmock"])


def _absent(missing: list[str]) -> None:
    if not missing:
        return
    sentence = f"This test needs {', '.join(missing)}, which is not installed."
    if os.environ.get("DESKMATE_REQUIRE_REAL") == "1":
        pytest.fail(sentence)
    pytest.skip(sentence)

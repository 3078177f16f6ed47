"""Real parts that a test needs: it skips where they are absent, and fails there when they are required."""

from __future__ import annotations

import os
import shutil

import pytest


def need(*programs: str) -> None:
    """Skip the test unless every program is on PATH; fail instead when DESKMATE_REQUIRE_REAL=1 (as in CI)."""
    missing = [program for program in programs if shutil.which(program) is None]
    if not missing:
        return
    sentence = f"This test needs {', '.join(missing)}, which is not installed."
    if os.environ.get("DESKMATE_REQUIRE_REAL") == "1":
        pytest.fail(sentence)
    pytest.skip(sentence)

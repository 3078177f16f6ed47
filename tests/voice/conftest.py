from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def silent_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine with no sound server, no card and a private home."""
    for name in ("XDG_RUNTIME_DIR", "PULSE_SERVER", "PULSE_RUNTIME_PATH", "PIPEWIRE_RUNTIME_DIR", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PULSE_RUNTIME_PATH", str(tmp_path / "none"))
    monkeypatch.setenv("ALSA_CONFIG_PATH", "/dev/null")
    monkeypatch.setenv("JACK_NO_START_SERVER", "1")
    monkeypatch.setenv("HOME", str(tmp_path))

"""What doctor prints: lines that fit a terminal, and one a finding for whatever else reads them."""

from __future__ import annotations

import pytest

from deskmate.config import folders
from deskmate.doctor import NAMED, Finding, as_lines, examine

TEXT = "Nothing here tells when you last typed. " * 4 + "/a/path/that-is-kept/whole"
LONG = Finding("presence", ok=False, text=TEXT)


def test_a_line_is_folded_below_its_own_text() -> None:
    lines = LONG.lines(80).splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0].startswith("note  presence        Nothing here tells")
    assert all(line.startswith(" " * 22) and line[22] != " " for line in lines[1:])
    assert " ".join(line[22:] for line in lines) == LONG.text


def test_no_line_is_wider_than_can_be_read() -> None:
    assert max(map(len, LONG.lines(300).splitlines())) <= 100


def test_a_path_is_never_broken() -> None:
    assert "/a/path/that-is-kept/whole" in LONG.lines(30)


def test_in_a_pipe_a_finding_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    del capsys  # which makes standard output no terminal
    assert as_lines([LONG]) == [LONG.line()]


def test_where_nothing_tells_of_presence_it_is_said_shortly_why(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "XDG_SESSION_ID", "TMUX", "XDG_CURRENT_DESKTOP"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("deskmate.presence.tty._terminal", lambda: None)
    monkeypatch.setattr("sys.platform", "linux")
    found = next(f for f in examine(folders(tmp_path_factory.mktemp("data"))) if f.name == "presence")
    assert found.text.startswith("Nothing here tells when you last typed. Your keys in deskmate and your word")
    assert "X11: there is no X display; " in found.text
    assert found.text.endswith("terminal: there is no terminal; this is not KDE Plasma or macOS or Windows.")


def test_every_name_has_room() -> None:
    assert all(len(name) <= NAMED for name in ("notify terminal", "notify desktop", "lock, suspend", "characters"))

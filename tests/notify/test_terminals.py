"""Terminals told by what they call themselves."""

from __future__ import annotations

import pytest

from deskmate.notify.terminals import TERMINALS, by_environment, by_term, by_version


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"TERM": "xterm-kitty"}, "kitty"),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, "kitty"),
        ({"TERM": "xterm-ghostty", "TERM_PROGRAM": "ghostty"}, "Ghostty"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "WezTerm"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, "iTerm2"),
        ({"TERM": "xterm-256color", "LC_TERMINAL": "iTerm2"}, "iTerm2"),
        ({"TERM": "xterm-256color", "LC_TERMINAL": "other"}, None),
        ({"TERM": "foot"}, "foot"),
        ({"TERM": "foot-extra"}, "foot"),
        ({"TERM": "footloose"}, None),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WarpTerminal"}, "Warp"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, "VS Code"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, "Terminal.app"),
        ({"TERM": "alacritty"}, "Alacritty"),
        ({"TERM": "linux"}, "the Linux console"),
        ({"TERM": "rxvt-unicode-256color"}, "rxvt-unicode"),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7600"}, "VTE"),
        ({"TERM": "xterm-256color", "WT_SESSION": "9f"}, "Windows Terminal"),
        ({"TERM": "xterm-256color"}, None),
        ({}, None),
    ],
)
def test_from_the_environment(environ: dict[str, str], expected: str | None) -> None:
    found = by_environment(environ)
    assert (found.name if found else None) == expected


def test_a_terminal_started_inside_another_is_told_by_its_own_name() -> None:
    alacritty = by_environment({"TERM": "alacritty", "KITTY_WINDOW_ID": "1"})
    assert alacritty is not None
    assert alacritty.name == "Alacritty"
    assert by_environment({"TERM": "xterm-256color", "TERM_PROGRAM": "new", "KITTY_WINDOW_ID": "1"}) is None


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("kitty(0.35.2)", "kitty"),
        ("ghostty 1.1.3", "Ghostty"),
        ("WezTerm 20240203-110809-5046fc22", "WezTerm"),
        ("iTerm2 3.5.10", "iTerm2"),
        ("foot(1.20.2)", "foot"),
        ("VTE(7600)", "VTE"),
        ("XTerm(390)", None),
        ("", None),
    ],
)
def test_from_its_own_answer(version: str, expected: str | None) -> None:
    found = by_version(version)
    assert (found.name if found else None) == expected


def test_every_row_can_be_found_and_says_what_it_means() -> None:
    assert len({t.name for t in TERMINALS}) == len(TERMINALS)
    for terminal in TERMINALS:
        assert terminal.programs or terminal.terms or terminal.variables
        assert terminal.note
        assert not (terminal.shown and terminal.protocol is None)
        assert all(by_term(term) is terminal for term in terminal.terms)

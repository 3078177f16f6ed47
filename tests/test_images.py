"""Pictures are chosen only where somebody looks at a terminal that shows them."""

from __future__ import annotations

import sys

import pytest

from deskmate.images import choose_image_widget, may_show

KITTY = {"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(
    ("wanted", "environ"),
    [
        ("no", KITTY),
        ("auto", {**KITTY, "NO_COLOR": "1"}),
        ("auto", {**KITTY, "XTERM_VERSION": "XTerm(379)"}),
    ],
)
def test_who_wants_none_gets_none(wanted: str, environ: dict[str, str]) -> None:
    assert choose_image_widget(wanted, environ) is None


def test_in_a_pipe_there_are_none() -> None:
    assert choose_image_widget("auto", KITTY) is None


@pytest.mark.usefixtures("terminal")
def test_without_the_library_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textual_image", None)
    assert choose_image_widget("auto", KITTY) is None


@pytest.mark.usefixtures("terminal")
def test_half_cells_are_no_picture_and_sixels_are(monkeypatch: pytest.MonkeyPatch) -> None:
    import textual_image.widget
    from textual_image import renderable

    monkeypatch.setattr(renderable, "Image", renderable.HalfcellImage)
    assert choose_image_widget("auto", KITTY) is None
    monkeypatch.setattr(renderable, "Image", renderable.SixelImage)
    assert choose_image_widget("auto", KITTY) is textual_image.widget.Image


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0"}, False),
        ({"TERM": "linux"}, False),
        ({}, False),
        ({"TERM": "foot"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, True),
        ({"TERM": "xterm-256color", "LC_TERMINAL": "iTerm2"}, True),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "230803"}, True),
        ({"TERM": "xterm-256color", "WT_SESSION": "a"}, True),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1", "XTERM_VERSION": "XTerm(379)"}, False),
    ],
)
def test_only_a_terminal_that_may_show_them_is_asked(environ: dict[str, str], expected: bool) -> None:
    assert may_show(environ) is expected


@pytest.mark.usefixtures("terminal")
def test_where_none_can_be_shown_the_library_is_not_even_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "textual_image"]:
        monkeypatch.delitem(sys.modules, name)
    assert choose_image_widget("auto", {"TERM": "xterm-256color"}) is None
    assert "textual_image" not in sys.modules

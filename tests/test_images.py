"""Pictures are chosen only where somebody looks at a terminal that shows them."""

from __future__ import annotations

import sys

import pytest

from deskmate.images import choose_image_widget


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(
    ("wanted", "environ"), [("no", {}), ("auto", {"NO_COLOR": "1"}), ("auto", {"XTERM_VERSION": "XTerm(379)"})]
)
def test_who_wants_none_gets_none(wanted: str, environ: dict[str, str]) -> None:
    assert choose_image_widget(wanted, environ) is None


def test_in_a_pipe_there_are_none() -> None:
    assert choose_image_widget("auto", {}) is None


@pytest.mark.usefixtures("terminal")
def test_without_the_library_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textual_image", None)
    assert choose_image_widget("auto", {}) is None


@pytest.mark.usefixtures("terminal")
def test_half_cells_are_no_picture_and_sixels_are(monkeypatch: pytest.MonkeyPatch) -> None:
    import textual_image.widget
    from textual_image import renderable

    monkeypatch.setattr(renderable, "Image", renderable.HalfcellImage)
    assert choose_image_widget("auto", {}) is None
    monkeypatch.setattr(renderable, "Image", renderable.SixelImage)
    assert choose_image_widget("auto", {}) is textual_image.widget.Image

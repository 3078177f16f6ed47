"""A library is imported without what it does not use, and still gets it when it asks for it."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from deskmate.voice.sparing import NOT_TO_BE_HAD, sparing

NAME = "deskmate_spared"
LIBRARY = "deskmate_library"


@pytest.fixture(autouse=True)
def spared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a module to be spared, and a library that imports it, where they are found."""
    (tmp_path / f"{NAME}.py").write_text("LOUD = 3\ndef shout(word): return word * LOUD\n")
    (tmp_path / f"{LIBRARY}.py").write_text(f"import {NAME}\nfrom {NAME} import shout\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in (NAME, LIBRARY):
        # Set and taken away again, so that the end of the test takes away what it loads.
        monkeypatch.setitem(sys.modules, name, sys)
        del sys.modules[name]


def test_a_spared_module_is_not_loaded_and_leaves_no_trace() -> None:
    with sparing({NAME: ("shout",)}):
        importlib.import_module(LIBRARY)
    assert NAME not in sys.modules


def test_a_function_taken_by_name_loads_its_module_when_it_is_called() -> None:
    with sparing({NAME: ("shout",)}):
        library = importlib.import_module(LIBRARY)
    assert library.shout("ho") == "hohoho"
    assert NAME in sys.modules


def test_what_is_asked_of_a_spared_module_later_is_its_own() -> None:
    with sparing({NAME: ("shout",)}):
        library = importlib.import_module(LIBRARY)
    assert getattr(library, NAME).LOUD == 3
    assert sys.modules[NAME].LOUD == 3


def test_a_library_that_takes_more_than_was_foreseen_gets_it_at_once() -> None:
    with sparing({NAME: ()}):
        library = importlib.import_module(LIBRARY)
        assert library.shout is sys.modules[NAME].shout
    assert library.shout is sys.modules[NAME].shout


def test_a_module_asked_for_what_it_has_not_says_so() -> None:
    with sparing({NAME: ("shout",)}):
        library = importlib.import_module(LIBRARY)
    with pytest.raises(AttributeError, match="whisper"):
        getattr(library, NAME).whisper  # noqa: B018 - the asking is what is tested


def test_a_module_not_to_be_had_cannot_be_imported_for_the_moment() -> None:
    with sparing({NAME: NOT_TO_BE_HAD}), pytest.raises(ImportError):
        importlib.import_module(NAME)
    assert importlib.import_module(NAME).LOUD == 3


def test_a_module_that_was_loaded_before_stays() -> None:
    before = importlib.import_module(NAME)
    with sparing({NAME: NOT_TO_BE_HAD}):
        assert importlib.import_module(NAME) is before
    assert sys.modules[NAME] is before


def test_a_library_that_cannot_be_imported_leaves_no_trace_either() -> None:
    with pytest.raises(ImportError), sparing({NAME: ("shout",)}):
        importlib.import_module("deskmate_no_such_library")
    assert NAME not in sys.modules

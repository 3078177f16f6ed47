"""The album is whole: a picture of every screen there is, and none of what there is no more."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages
from typing import Any

from textual.screen import Screen

import deskmate.screens
from tests.snapshots import body, rooms
from tests.snapshots.album import HOME

SCENES = {**rooms.SCENES, **body.SCENES}


def screens(under: type[Screen[Any]] = Screen) -> set[type[Screen[Any]]]:
    """Give every screen of deskmate; one that others are made of is what they share, itself never shown."""
    found: set[type[Screen[Any]]] = set()
    for screen in under.__subclasses__():
        found |= screens(screen) or ({screen} if screen.__module__.startswith("deskmate.") else set())
    return found


def test_there_is_a_picture_of_every_screen() -> None:
    for module in walk_packages(deskmate.screens.__path__, "deskmate.screens."):
        import_module(module.name)
    assert screens() == {scene.shows for scene in SCENES.values()}


def test_no_picture_is_kept_of_what_there_is_no_more() -> None:
    assert not rooms.SCENES.keys() & body.SCENES.keys()
    wanted = [picture for name, scene in SCENES.items() for picture in scene.pictures(name)]
    assert sorted(file.stem for file in HOME.glob("*.txt")) == sorted(wanted)

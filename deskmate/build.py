"""Puts the services together: settings, journal, voice and content into one desk."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from deskmate import content
from deskmate.clock import Clock, SystemClock
from deskmate.config import Folders, Settings, load_settings
from deskmate.desk import Desk
from deskmate.figure.scene import Scene, parse_scenes
from deskmate.history.journal import Journal
from deskmate.learn.library import Library, load_library
from deskmate.stretch.catalogue import Catalogue, load_catalogue
from deskmate.voice.choose import choose_speaker
from deskmate.voice.speaker import Speaker

PRONUNCIATION = "pronunciation.toml"
OWN_STRETCHES = "stretches"


def build_desk(
    folders: Folders, clock: Clock | None = None, speaker: Speaker | None = None
) -> tuple[Desk, tuple[str, ...]]:
    """Build the desk and give, a sentence each, what is wrong with the user's own files.

    Without a `clock` it is the system's, without a `speaker` the one the settings ask for.
    """
    settings, problems = load_settings(folders.settings_file)
    scenes = build_scenes()
    catalogue = build_catalogue(folders, scenes)
    library = build_library()
    desk = Desk(
        clock=clock or SystemClock(),
        settings=settings,
        journal=Journal(folders.data),
        speaker=speaker or build_speaker(settings, folders),
        catalogue=catalogue,
        library=library,
        scenes=scenes,
    )
    return desk, (*problems, *catalogue.problems, *library.problems)


def build_scenes() -> Mapping[str, Scene]:
    """Read the poses the figure can take."""
    return parse_scenes(content.texts("poses", ".toml"))


def build_library() -> Library:
    """Read the learn pages, their sources and glossary."""
    pages = content.texts("learn", ".md")
    return load_library(pages, content.text("sources.toml"), content.text("glossary.toml"))


def build_catalogue(folders: Folders, poses: Collection[str] | None = None) -> Catalogue:
    """Read the built-in stretches and those of the user's own folder; `poses` are those there are pictures of."""
    own: list[tuple[str, str]] = []
    unread: list[str] = []
    for file in sorted((folders.config / OWN_STRETCHES).glob("[!.]*.toml")):
        try:
            own.append((str(file), file.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            unread.append(f"{file} cannot be read: {why}.")
    catalogue = load_catalogue(content.texts("stretches", ".toml"), own, poses)
    return replace(catalogue, problems=(*catalogue.problems, *unread))


def voice_log(folders: Folders) -> Path:
    """Give the file that takes what speech libraries complain about."""
    return folders.log / "voice.log"


def build_speaker(settings: Settings, folders: Folders) -> Speaker:
    """Make the voice the settings ask for; nothing is started yet."""
    voice = settings.voice
    return choose_speaker(
        enabled=voice.enabled,
        rate=voice.rate,
        volume=voice.volume,
        log=voice_log(folders),
        pronunciation=content.text(PRONUNCIATION),
    )

"""Puts the services together: settings, journal, voice and content into one desk.

What the first screen does not need is imported, read and made when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cache, cached_property, partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from deskmate import content
from deskmate.clock import Clock, SystemClock
from deskmate.config import Folders, Settings
from deskmate.desk import Desk
from deskmate.history.journal import Journal
from deskmate.history.writer import Writer
from deskmate.settings.file import SettingsFile

if TYPE_CHECKING:
    from deskmate.figure.scene import Scene
    from deskmate.learn.library import Library
    from deskmate.status import StatusSource
    from deskmate.stretch.catalogue import Catalogue
    from deskmate.stretch.selfcheck import SelfCheck
    from deskmate.voice.saying import Usual
    from deskmate.voice.speaker import Speaker

PRONUNCIATION = "pronunciation.toml"
OWN_STRETCHES = "stretches"
OWN_ROUTINES = "routines"


class FileContent:
    """Makes the voice, and reads pages, stretches and poses from their files, the user's own among them."""

    def __init__(self, folders: Folders, speaker: Speaker | None = None) -> None:
        self._speaker = speaker
        self.library = build_library
        self.scenes = build_scenes
        self.selfcheck = build_selfcheck
        self._folders = folders

    def speaker(self, settings: Settings) -> Speaker:
        """Make the voice, unless there is one given."""
        return self._speaker or build_speaker(settings, self._folders)

    def catalogue(self) -> Catalogue:
        """Read the stretches there are pictures for."""
        return build_catalogue(self._folders, build_scenes())


class _StatusKeeper:
    """Keeps the status beside the journal, for the next `deskmate status`; called in the writer's thread alone.

    What it mends on the way the journal tells, for nobody else will find it broken.
    """

    def __init__(self, folders: Folders, clock: Clock, journal: Journal) -> None:
        self._folders = folders
        self._clock = clock
        self._journal = journal

    def __call__(self) -> None:
        self._journal.problems += self._source.keep().problems

    @cached_property
    def _source(self) -> StatusSource:
        from deskmate.status import StatusSource

        return StatusSource(self._folders.data, self._folders.settings_file, self._clock)


def build_desk(
    folders: Folders, clock: Clock | None = None, speaker: Speaker | None = None
) -> tuple[Desk, tuple[str, ...]]:
    """Build the desk and give, a sentence each, what is wrong with the settings file.

    Without a `clock` it is the system's, without a `speaker` the one the settings ask for.
    """
    file = SettingsFile(folders.settings_file)
    settings, problems = file.read()
    clock = clock or SystemClock()
    journal = Journal(folders.data)
    desk = Desk(
        clock=clock,
        settings=settings,
        journal=journal,
        content=FileContent(folders, speaker),
        writer=partial(Writer, on_written=_StatusKeeper(folders, clock, journal)),
        settings_file=file,
    )
    return desk, problems


@cache
def build_scenes() -> Mapping[str, Scene]:
    """Read the poses the figure can take; the pages ask for them too, so they are read once."""
    from deskmate.figure.scene import parse_scenes

    return parse_scenes(content.texts("poses", ".toml"))


@cache
def build_selfcheck() -> SelfCheck:
    """Read the self-check of the hips."""
    from deskmate.stretch.selfcheck import read_selfcheck

    ((name, text),) = content.texts("selfcheck", ".toml")
    return read_selfcheck(name, text)


@cache
def build_library() -> Library:
    """Read the learn pages, their sources and glossary; once, for they come with the program."""
    return _own_library()


@cache
def _own_library() -> Library:
    from deskmate.figure.front import FRONT
    from deskmate.learn.library import Elsewhere, load_library

    stretches = [PurePath(name).stem for name, _ in content.texts("stretches", ".toml")]
    elsewhere = Elsewhere(stretches, {*build_scenes(), FRONT})
    pages = content.texts("learn", ".md")
    return load_library(pages, content.text("sources.toml"), content.text("glossary.toml"), elsewhere)


def build_catalogue(folders: Folders, poses: Collection[str] | None = None) -> Catalogue:
    """Read the built-in stretches and routines, and the user's own; `poses` are those there are pictures of."""
    from deskmate.stretch.catalogue import load_catalogue
    from deskmate.stretch.routine import with_routines

    own, unread = _own_files(folders.config / OWN_STRETCHES)
    own_routines, unread_routines = _own_files(folders.config / OWN_ROUTINES)
    catalogue = load_catalogue(content.texts("stretches", ".toml"), own, poses, routine_ids())
    catalogue = with_routines(catalogue, content.texts("routines", ".toml"), own_routines)
    return replace(catalogue, problems=(*catalogue.problems, *unread, *unread_routines))


def routine_ids() -> set[str]:
    """Give the ids of the built-in routines, each that of its file."""
    return {PurePath(name).stem for name in content.names("routines", ".toml")}


def _own_files(folder: Path) -> tuple[list[tuple[str, str]], list[str]]:
    """Give name and text of the user's own files, and of each that cannot be read one sentence."""
    found: list[tuple[str, str]] = []
    unread: list[str] = []
    for file in sorted(folder.glob("[!.]*.toml")):
        try:
            found.append((str(file), file.read_text(encoding="utf-8-sig")))
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            unread.append(f"{file} cannot be read: {why}.")
    return found, unread


def voice_log(folders: Folders) -> Path:
    """Give the file that takes what speech libraries complain about."""
    return folders.log / "voice.log"


def usual_voice(settings: Settings, folders: Folders) -> Usual:
    """Give what `deskmate say` goes by where its command line says nothing else."""
    from deskmate.voice.saying import Usual

    voice, log = settings.voice, voice_log(folders)
    table = content.text(PRONUNCIATION)
    return Usual(voice.choice, voice.rate, voice.volume, table, log, voice.pause_players)


def build_speaker(settings: Settings, folders: Folders) -> Speaker:
    """Make the voice the settings ask for; nothing is started yet."""
    from deskmate.voice.choose import choose_speaker

    voice = settings.voice
    return choose_speaker(
        enabled=voice.enabled,
        choice=voice.choice,
        rate=voice.rate,
        volume=voice.volume,
        log=voice_log(folders),
        pronunciation=content.text(PRONUNCIATION),
        pause_players=voice.pause_players,
    )

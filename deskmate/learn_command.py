"""`deskmate learn`: the pages listed, one printed, or one read aloud, sentence by sentence."""

from __future__ import annotations

import argparse
from contextlib import suppress
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console
    from rich.text import Text

    from deskmate.config import Folders
    from deskmate.learn.layout import Line
    from deskmate.learn.library import Library
    from deskmate.learn.page import Block, Page
    from deskmate.widgets.picture import Pictures

WIDEST = 80
"""Columns a page is printed in at most; longer lines are hard to follow."""

_PICTURE_LINES = 16
_LOOKS = {
    "title": "bold",
    "takeaway": "italic",
    "heading": "bold",
    "subheading": "bold",
    "table-head": "bold",
    "picture": "italic",
    "source": "dim",
    "emphasis": "italic",
    "strong": "bold",
    "code": "bold",
    "link": "underline",
    "mark": "dim",
    "rule": "dim",
    "figure--psoas": "bold",
    "figure--psoas-short": "bold",
    "figure--psoas-long": "bold",
    "figure--prop": "dim",
    "figure--floor": "dim",
    "figure--far": "dim",
}
"""How things stand out in print: no colours, for a shell's are the user's own."""


def add_learn(commands: argparse._SubParsersAction[Any], common: argparse.ArgumentParser) -> None:
    """Add `learn` to the subcommands of the command line."""
    about = "list the learn pages, print one, or have it read aloud"
    command = commands.add_parser("learn", help=about, description=about, parents=[common], allow_abbrev=False)
    command.add_argument("page", metavar="PAGE", nargs="?", help="the page's name in the list")
    command.add_argument("--read", action="store_true", help="read it aloud, printing each sentence as it is said")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, places: Folders) -> int:
    from deskmate.build import build_library
    from deskmate.exits import USAGE, fail

    library = build_library()
    for problem in library.problems:
        fail(problem)
    if options.page is None:
        if options.read:
            fail("--read needs the name of a page; `deskmate learn` lists them")
            return USAGE
        return _list(library, places)
    try:
        page = library.page(options.page)
    except KeyError:
        fail(f"there is no page called {options.page!r}; `deskmate learn` lists them")
        return USAGE
    return _read(page, places) if options.read else _print(page)


def _list(library: Library, places: Folders) -> int:
    from deskmate.cli import say_line
    from deskmate.exits import fail
    from deskmate.history.journal import Journal
    from deskmate.history.tables import JournalError
    from deskmate.learn.progress import Progress, progress_of

    try:
        progress = progress_of(Journal(places.data).read())
    except JournalError as error:
        fail(str(error))
        progress = Progress()
    name = max((len(page.id) for page in library.pages), default=0)
    title = max((len(page.title) for page in library.pages), default=0)
    for page in library.pages:
        place = progress.places.get(page.id)
        told = f"{place.share:.0%} read" if place else "read" if page.id in progress.read else ""
        say_line(f"{page.id:{name}}  {page.title:{title}}  {page.minutes} min  {told}".rstrip())
    return 0


def _print(page: Page) -> int:
    from deskmate.cli import say_line

    console = _console()
    drawn, pictures = StringIO(), console.is_terminal
    width = min(WIDEST, console.width) if pictures else WIDEST
    # By itself the console would end the program where the reader has left, and fail at a letter it cannot write.
    console.file = drawn
    for line in _printed(page, width, pictures=pictures):
        console.print(line, no_wrap=True, overflow="ignore", crop=False)
    say_line(drawn.getvalue().removesuffix("\n"))
    return 0


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def _printed(page: Page, width: int, *, pictures: bool) -> Iterator[Text]:
    """Give a page's lines; without `pictures` their words stand for them."""
    from rich.cells import cell_len

    from deskmate.build import build_scenes
    from deskmate.learn.layout import lay_out
    from deskmate.widgets.picture import Pictures

    drawn = Pictures(build_scenes() if pictures else {})
    room = (width, _PICTURE_LINES)
    blocks = page.blocks if pictures else tuple(_in_words(block) for block in page.blocks)
    shown = replace(page, blocks=blocks)
    layout = lay_out(shown, width, cell_len, lambda picture: drawn.rows(picture, *room) if pictures else 0)
    for line in layout.lines:
        yield _line(shown, line, drawn, room)


def _in_words(block: Block) -> Block:
    from deskmate.learn.markdown import PICTURE_LEAD

    return replace(block, text=f"[{PICTURE_LEAD}{block.text}]", runs=()) if block.picture else block


def _line(page: Page, line: Line, drawn: Pictures, room: tuple[int, int]) -> Text:
    from rich.cells import cell_len
    from rich.text import Text

    text = Text()
    if line.kind is None:
        return text
    block = page.blocks[line.block]
    if line.row is not None and block.picture is not None:
        for characters, look in drawn.line(block.picture, line.row, *room):
            text.append(characters, _LOOKS.get(look or "", ""))
    for piece in line.pieces:
        text.append(" " * (piece.x - cell_len(text.plain)))
        at = len(text)
        text.append(piece.text, _LOOKS.get(piece.role or "", "") or _LOOKS.get(line.kind, ""))
        for run in block.runs if piece.start is not None else ():
            start, end = (at + place - (piece.start or 0) for place in (run.span.start, run.span.end))
            text.stylize(_LOOKS.get(run.look, ""), max(at, start), max(at, end))
    text.rstrip()
    return text


def _read(page: Page, places: Folders) -> int:
    from deskmate.build import usual_voice
    from deskmate.cli import say_line
    from deskmate.clock import SystemClock
    from deskmate.config import load_settings
    from deskmate.exits import fail
    from deskmate.history.journal import Journal
    from deskmate.history.tables import JournalError
    from deskmate.sitting.events import Event, Kind, Scalar
    from deskmate.voice.saying import SayingError, speak_each

    settings, _ = load_settings(places.settings_file)
    sentences = page.sentences
    place = 0

    def keep(kind: Kind, **data: Scalar) -> None:
        journal = Journal(places.data)
        journal.append([Event(SystemClock().now(), kind, {"page": page.id, **data}, journal.device)])

    def begun(number: int) -> None:
        nonlocal place
        place = number
        sentence = sentences[number]
        if number and sentence.block != sentences[number - 1].block:
            say_line("")
        say_line(sentence.spoken)

    try:
        spoken = speak_each([sentence.spoken for sentence in sentences], usual_voice(settings, places), begun)
    except KeyboardInterrupt:
        with suppress(JournalError):
            keep(Kind.PAGE_LEFT, sentence=place, of=len(sentences))
        raise
    except SayingError as error:
        return fail(str(error))
    for line in spoken.unheard:
        say_line(line)
    if spoken.unheard:
        return fail(f"nothing could be heard: {spoken.status.reason}")
    try:
        keep(Kind.PAGE_READ)
    except JournalError as error:
        return fail(str(error))
    return 0

"""Runs the real app with one page of counted words, and writes down when each word was lit on the screen.

python lit_words.py DATA LOG
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from deskmate import build
from deskmate.cli import main
from deskmate.learn.library import Library, load_library
from deskmate.learn.page import Span
from deskmate.widgets.read_along import ReadAlong

TITLE = "Moon"
# Each word begins at once, has no gap inside, and has one before it: so its beginning is heard in a recording.
LINES = (
    "Run, man.",
    "Rain, lemon, mellow, yellow, narrow, moon.",
    "Lane, manner, loan, lawn, morning, line.",
    "Yellow, morning, rain, mellow, running, yarn.",
    "Mine, linen, alarm, minor, lemon, run.",
)
PAGE = f'+++\ntitle = "{TITLE}"\ntakeaway = "{LINES[0]}"\norder = 1\n+++\n{" ".join(LINES[1:])}\n'


def library() -> Library:
    """Give the one page."""
    return load_library([("learn/count.md", PAGE)], "", "")


def words() -> list[str]:
    """Give the words of the page in the order they are spoken."""
    return [s.text[w.start : w.end] for s in library().pages[0].sentences for w in s.words]


def keep_log(log: Path) -> None:
    """Write a line for each word once it is painted: the moment (monotonic seconds), and the word."""
    watch = ReadAlong.watch_word

    def watch_word(text: ReadAlong, old: Span | None, new: Span | None) -> None:
        watch(text, old, new)
        if new is not None and text.page is not None and text.sentence is not None:
            word = text.page.sentences[text.sentence].text[new.start : new.end]
            text.call_after_refresh(write, word)

    def write(word: str) -> None:
        with log.open("a") as lines:
            lines.write(f"{time.monotonic()} {word}\n")

    ReadAlong.watch_word = watch_word  # type: ignore[method-assign,assignment]


if __name__ == "__main__":
    keep_log(Path(sys.argv[2]))
    build.build_library = library  # type: ignore[assignment]
    sys.exit(main(["--data-dir", sys.argv[1]]))

"""What a shell offers when tab is pressed, made from the command line's own tree."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from deskmate.cli import as_folder


def completion(parser: argparse.ArgumentParser, shell: str) -> str:
    """Give the script for `shell` ("bash", "zsh" or "fish") that completes `parser`'s commands and options."""
    import shtab

    for action in _actions(parser):
        if action.type in {as_folder, Path}:
            action.complete = shtab.FILE if action.type is Path else shtab.DIRECTORY  # type: ignore[attr-defined]
    return str(shtab.complete(parser, shell)).rstrip()


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way to what it holds
        yield action
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for command in dict.fromkeys(action.choices.values()):
                yield from _actions(command)

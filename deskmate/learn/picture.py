"""A picture in a page: which figures stand side by side, and in words what they show."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from deskmate.learn.page_error import PageError

MOST = 3
"""How many figures stand beside each other at most: in a corner of the screen more could not be told apart."""

_KEYS = ("show", "labels", "words")


@dataclass(frozen=True, slots=True)
class Picture:
    """Figures by name, each with the few words that stand under it.

    The names are those of the poses, and what else the screen can draw; a page does not know how it looks.
    """

    show: tuple[str, ...]
    labels: tuple[str, ...]


def read_picture(where: str, text: str) -> tuple[Picture, str]:
    """Read the TOML of a picture: the picture, and its words. Raises PageError that names `where`."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PageError(f"{where}: this picture is not TOML: {error}") from None
    for key in table:
        if key not in _KEYS:
            raise PageError(f"{where}: `{key}` is no key of a picture; it may have {', '.join(_KEYS)}")
    show, labels = _texts(where, table, "show"), _texts(where, table, "labels")
    if not 1 <= len(show) <= MOST:
        raise PageError(f"{where}: a picture shows one to {MOST} figures")
    if len(labels) != len(show):
        raise PageError(f"{where}: a picture has one of `labels` for each it may `show`")
    words = table.get("words")
    if not isinstance(words, str) or not words.strip():
        raise PageError(f"{where}: a picture needs `words` that say what is seen")
    return Picture(show, labels), " ".join(words.split())


def _texts(where: str, table: dict[str, object], key: str) -> tuple[str, ...]:
    value = table.get(key)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise PageError(f"{where}: `{key}` of a picture must be a list of texts")
    return tuple(value)

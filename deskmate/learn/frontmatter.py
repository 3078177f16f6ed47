"""The few TOML keys at the head of a page, between two lines of `+++`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import PurePosixPath

from deskmate.learn.page_error import PageError

FENCE = "+++"
_ID = re.compile(r"[a-z][a-z0-9-]*")
_KEYS: dict[str, type] = {
    "title": str,
    "takeaway": str,
    "order": int,
    "stretch": str,
    "check": bool,
}
_WORDS = {str: "a text", int: "a whole number", bool: "true or false"}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a page says about itself, and how many lines of the file that took."""

    id: str
    title: str
    takeaway: str
    order: int
    stretch: str
    check: bool
    lines: int


def split_front_matter(file: str, text: str) -> tuple[FrontMatter, str]:
    """Take the front matter off a page; the id is the file's name. Raises PageError naming file and key."""
    lines = text.splitlines()
    if not lines or lines[0].strip() != FENCE:
        raise PageError(f"{file}:1: a page starts with a line of {FENCE}")
    closing = next((i for i, line in enumerate(lines) if i and line.strip() == FENCE), None)
    if closing is None:
        raise PageError(f"{file}:1: the front matter is not closed by a second line of {FENCE}")
    table = _table(file, "\n".join(lines[1:closing]))
    front = FrontMatter(
        id=_page_id(file),
        title=str(table["title"]),
        takeaway=str(table["takeaway"]),
        order=int(table["order"]),
        stretch=str(table.get("stretch", "")),
        check=bool(table.get("check", False)),
        lines=closing + 1,
    )
    return front, "\n".join(lines[closing + 1 :])


def _table(file: str, text: str) -> dict[str, str | int]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PageError(f"{file}: the front matter is not TOML: {error}") from None
    for key, value in table.items():
        if key not in _KEYS:
            raise PageError(f"{file}: `{key}` is no key of a page; it may have {', '.join(_KEYS)}")
        if type(value) is not _KEYS[key]:
            raise PageError(f"{file}: `{key}` must be {_WORDS[_KEYS[key]]}")
    for key in ("title", "takeaway", "order"):
        if table.get(key, "") == "":
            raise PageError(f"{file}: `{key}` is missing")
    return table


def _page_id(file: str) -> str:
    page_id = PurePosixPath(file).stem
    if not _ID.fullmatch(page_id):
        raise PageError(f"{file}: a page's file name is small letters, digits and hyphens")
    return page_id

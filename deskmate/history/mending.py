"""Putting a damaged month together again: from what of it is still readable, and from the two files beside it.

A month is kept three times over: the file itself, the generation before as `.previous.json`, and the rows of the
last append as `.last.json`. The latter two together hold all that was ever acknowledged, and so does the first.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from deskmate.history.rows import event_in, looks_like_a_row
from deskmate.history.tables import EVENTS, AlteredError, JournalError, NewerSchemaError, parse_tables

Rows = dict[str, Any]

PREVIOUS = ".previous.json"
LAST = ".last.json"

_KEYED = re.compile(r'"([^"\\\x00-\x1f]{1,200})"\s*:\s*(?=\{)')


def previous_of(month: Path) -> Path:
    """Give the file that holds a month's previous generation."""
    return month.with_suffix(PREVIOUS)


def last_of(month: Path) -> Path:
    """Give the file that holds the rows of a month's last append."""
    return month.with_suffix(LAST)


def put_together(month: Path) -> Rows:
    """Give every row that can still be read of a month that cannot be trusted; changes nothing.

    Where the month is whole but was changed by hand, its word counts before that of the files beside it, so far as it
    is understood.
    """
    beside = rows_of(previous_of(month)) | rows_of(last_of(month))
    try:
        altered = parse_tables(month.read_bytes(), month)
    except AlteredError as error:
        altered = error.tables
    except (OSError, ValueError, JournalError):
        return rows_of(month) | beside
    stated = altered.get(EVENTS, {})
    return beside | {key: row for key, row in stated.items() if key not in beside or event_in(key, row, "")}


def rows_of(file: Path) -> Rows:
    """Give the rows of a file, or those that can be read of a damaged one; none where there is no file."""
    try:
        return rows_in(file.read_bytes())
    except OSError:
        return {}


def rows_in(content: bytes) -> Rows:
    """Give the rows in the content of a file, or those that can be read of a damaged one."""
    try:
        return parse_tables(content, Path()).get(EVENTS, {})
    except (NewerSchemaError, AlteredError) as error:
        return error.tables.get(EVENTS, {})
    except ValueError:
        return _readable(content.decode("utf-8", errors="replace"))


def _readable(text: str) -> Rows:
    decoder = json.JSONDecoder()
    found: Rows = {}
    for keyed in _KEYED.finditer(text):
        try:
            row, _ = decoder.raw_decode(text, keyed.end())
        except (ValueError, RecursionError):
            continue
        if looks_like_a_row(row) and "\N{REPLACEMENT CHARACTER}" not in keyed[1]:
            found[keyed[1]] = row
    return found

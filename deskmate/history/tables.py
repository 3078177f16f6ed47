"""The layout of a journal file, reading one, and what can be wrong with it. Apart from TinyDB, which takes time."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Tables = dict[str, dict[str, Any]]

SCHEMA = 1
"""The version of the file's layout, written into every file."""

MIGRATIONS: Mapping[int, Callable[[Tables], Tables]] = {}
"""What makes of the tables of a schema those of the next one; one for every schema before this one."""

EVENTS = "events"
_CHECK = "check"
_HEAD = re.compile(rb'\{"schema":\d+,"check":\{"crc32":(\d+)\},')


class JournalError(Exception):
    """The journal cannot be read or written; the text is one sentence for the user."""


class NewerSchemaError(JournalError):
    """The file was written by a newer deskmate; `tables` are as far as this one understands them."""

    def __init__(self, path: Path, schema: int, tables: Tables) -> None:
        super().__init__(
            f"{path} was written by a newer deskmate (schema {schema}, this one knows {SCHEMA}):"
            " it is only read, and what happens now is kept in a file beside it; update deskmate."
        )
        self.tables = tables


class AlteredError(ValueError):
    """The file is whole, but not as deskmate wrote it: `tables` were changed by a hand, or by a failing disk."""

    def __init__(self, tables: Tables) -> None:
        super().__init__("changed by something other than deskmate")
        self.tables = tables


def as_bytes(tables: Tables) -> bytes:
    """Give the content of a file with these tables: the schema, a check sum of all that follows it, and the rows."""
    rest = _encoded({EVENTS: {}, **tables})[1:]
    return b'{"schema":%d,"check":{"crc32":%d},' % (SCHEMA, zlib.crc32(rest)) + rest


def _encoded(tables: Tables) -> bytes:
    compact = (",", ":")
    try:
        return json.dumps(tables, ensure_ascii=False, separators=compact).encode()
    except UnicodeEncodeError:
        # Half a character, out of a file changed by hand; JSON can escape it.
        return json.dumps(tables, separators=compact).encode()


def read_tables(path: Path) -> Tables:
    """Give a file's tables as the present schema has them, changing nothing.

    Raises OSError, ValueError for a damaged file, AlteredError for one that is whole but changed, and
    NewerSchemaError for one written by a newer deskmate.
    """
    return parse_tables(path.read_bytes(), path)


def parse_tables(content: bytes, path: Path) -> Tables:
    """Give the tables in the content of a file; raises as `read_tables` does."""
    try:
        tree = json.loads(content.decode("utf-8-sig"))
    except RecursionError as error:
        raise ValueError("not a journal") from error
    if not isinstance(tree, dict) or not isinstance(tree.get("schema"), int) or tree["schema"] < 1:
        raise ValueError("not a journal")
    schema = tree["schema"]
    tables = {name: rows for name, rows in tree.items() if name not in {"schema", _CHECK}}
    if schema > SCHEMA:
        rows = tables.get(EVENTS)
        raise NewerSchemaError(path, schema, {EVENTS: rows if isinstance(rows, dict) else {}})
    if not all(isinstance(rows, dict) for rows in tables.values()):
        raise ValueError("not a journal")
    tables = migrated(tables, schema)
    if _CHECK in tree and not _is_as_written(content):
        raise AlteredError(tables)
    return tables


def migrated(
    tables: Tables,
    schema: int,
    *,
    to: int = SCHEMA,
    steps: Mapping[int, Callable[[Tables], Tables]] = MIGRATIONS,
) -> Tables:
    """Give tables of an older schema as those of `to`, one step after the other."""
    for version in range(schema, to):
        tables = steps[version](tables)
    return tables


def _is_as_written(content: bytes) -> bool:
    head = _HEAD.match(content)
    return head is not None and int(head[1]) == zlib.crc32(content[head.end() :])

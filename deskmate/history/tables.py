"""Reading a journal file, and what can be wrong with one. Apart from writing, which needs TinyDB loaded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SCHEMA = 1
"""The version of the file's layout, written into every file."""


class JournalError(Exception):
    """The journal cannot be read or written; the text is one sentence for the user."""


class NewerSchemaError(JournalError):
    """The file was written by a newer deskmate."""


def read_tables(path: Path) -> dict[str, dict[str, Any]]:
    """Give a file's tables, changing nothing.

    Raises OSError, ValueError for a damaged file, and NewerSchemaError for one written by a newer deskmate.
    """
    tree = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(tree, dict) or not isinstance(tree.get("schema"), int):
        raise ValueError("not a journal")  # noqa: TRY004 - a damaged file, whatever its types
    if tree["schema"] > SCHEMA:
        raise NewerSchemaError(
            f"{path} was written by a newer deskmate (schema {tree['schema']}, this one knows {SCHEMA});"
            " update deskmate to go on writing to it."
        )
    tables = {name: rows for name, rows in tree.items() if name != "schema"}
    if not all(isinstance(rows, dict) for rows in tables.values()):
        raise ValueError("not a journal")
    return tables

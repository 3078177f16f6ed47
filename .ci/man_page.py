"""Makes the manual page while the wheel is built, from the command line's own tree; hatchling runs it.

Nothing but the standard library is there at that time: the tree must not need more, and a test keeps it so.
"""

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManPageHook(BuildHookInterface):
    """Adds share/man/man1/deskmate.1 to the wheel."""

    def initialize(self, version: str, build_data: dict) -> None:  # noqa: ARG002
        sys.path.insert(0, self.root)
        try:
            from deskmate.cli import make_parser
            from deskmate.manual import man_page
        finally:
            sys.path.remove(self.root)
        built = os.environ.get("SOURCE_DATE_EPOCH")
        day = datetime.fromtimestamp(int(built), UTC) if built else datetime.now(UTC)
        self._folder = tempfile.TemporaryDirectory()
        page = Path(self._folder.name, "deskmate.1")
        page.write_text(man_page(make_parser(), day.date()), encoding="utf-8")
        build_data["shared_data"][str(page)] = "share/man/man1/deskmate.1"

    def finalize(self, version: str, build_data: dict, artifact_path: str) -> None:  # noqa: ARG002
        self._folder.cleanup()

"""The fenced blocks of the papers, and the commands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAPERS = (ROOT / "README.md", *sorted((ROOT / ".github").glob("*.md")))
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """One fenced block: where it begins, and its lines that are no comment."""

    paper: str
    line: int
    language: str
    lines: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.paper}:{self.line}"


def blocks(*languages: str) -> Iterator[Block]:
    """Give the blocks of these languages in every paper."""
    for paper in PAPERS:
        text = paper.read_text(encoding="utf-8")
        for found in _FENCE.finditer(text):
            lines = [line for line in found[2].splitlines() if line.strip() and not line.startswith("#")]
            if found[1] in languages:
                yield Block(paper.name, text[: found.start()].count("\n") + 1, found[1], tuple(lines))

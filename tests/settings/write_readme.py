"""Writes the README's table of settings anew:  python tests/settings/write_readme.py"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from deskmate.settings.papers import table  # noqa: E402

README = ROOT / "README.md"
TABLE = re.compile(r"\| setting \| default \|.*?\n(?=\n)", re.DOTALL)

if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    README.write_text(TABLE.sub(lambda _: table(), text, count=1), encoding="utf-8")

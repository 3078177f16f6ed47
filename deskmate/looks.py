"""Where the style sheets lie, and how they are put together."""

from __future__ import annotations

from pathlib import Path

TOKENS = "tokens.tcss"


def styles_folder() -> Path:
    """Find the sheets: inside an installed package, else at the top of a checkout or editable install."""
    package = Path(__file__).parent
    inside = package / "styles"
    return inside if inside.is_dir() else package.parent / "styles"


def style_sheet() -> str:
    """Give all sheets as one text, the tokens first.

    Textual keeps a sheet's variables to that sheet, so the tokens reach the others only in one text with them.
    """
    folder = styles_folder()
    others = sorted(f for f in folder.glob("*.tcss") if f.name != TOKENS)
    return "\n".join(f.read_text(encoding="utf-8") for f in (folder / TOKENS, *others))


def report_style() -> str:
    """Give the style sheet of the report for paper."""
    return (styles_folder() / "report.css").read_text(encoding="utf-8")

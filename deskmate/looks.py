"""Where the style sheets lie, how they are put together, and the themes that are written in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deskmate.settings.table import AUTO, REDUCED, THEMES

if TYPE_CHECKING:
    from textual.theme import Theme

    from deskmate.config import LooksSettings

TOKENS = "tokens.tcss"
SHARED = "app"
"""The sheet of what every screen shares."""
PALETTE = "palette"
"""The sheet of Textual's own command palette."""
OWN = "deskmate-"
"""How the names begin by which Textual knows deskmate's own themes."""

_THEME_COLOUR = re.compile(r"^\$([\w-]+?)__([\w-]+):\s*([^;]+);", re.MULTILINE)
_MEANING = re.compile(r"^\$(?!\w[\w-]*?__)([\w-]+):\s*([^;]+);", re.MULTILINE)
_NAME = re.compile(r"\$([\w-]+)")
_OF_THEME = ("primary", "secondary", "accent", "foreground", "background", "surface", "panel", "boost")
_SIGNS = ("success", "warning", "error")
_FOLLOWS = {
    "text": "foreground",
    "text-muted": "quiet",
    "border": "accent",
    "footer-key-foreground": "accent",
    "footer-description-foreground": "quiet",
    "input-selection-background": "chosen",
    "input-selection-foreground": "on-chosen",
    "block-cursor-background": "chosen",
    "block-cursor-foreground": "on-chosen",
    "block-cursor-blurred-background": "chosen",
    "block-cursor-blurred-foreground": "on-chosen",
    "scrollbar": "thumb",
    "scrollbar-hover": "accent",
    "scrollbar-active": "accent",
    "scrollbar-background": "background",
    "scrollbar-background-hover": "background",
    "scrollbar-background-active": "background",
    "scrollbar-corner-color": "background",
}
"""Colours of Textual's own that are one of the theme's."""


def styles_folder() -> Path:
    """Find the sheets: inside an installed package, else at the top of a checkout or editable install."""
    package = Path(__file__).parent
    inside = package / "styles"
    return inside if inside.is_dir() else package.parent / "styles"


@cache
def sheet(name: str) -> str:
    """Give the text of a style sheet by its name."""
    return (styles_folder() / f"{name}.tcss").read_text(encoding="utf-8")


def with_meanings(colours: Mapping[str, str]) -> dict[str, str]:
    """Add to a theme's colours, by name, what the tokens make of them: so they reach every sheet, parsed once."""
    named = dict(colours)
    for name, value in _MEANING.findall(_tokens()):
        named[name] = _NAME.sub(lambda found: named[found[1]], value.strip())
    return named


@cache
def _tokens() -> str:
    return (styles_folder() / TOKENS).read_text(encoding="utf-8")


def report_style() -> str:
    """Give the style sheet of the report for paper."""
    return (styles_folder() / "report.css").read_text(encoding="utf-8")


@cache
def own_themes() -> Mapping[str, Theme]:
    """Give deskmate's own themes by name, as the tokens have them: `$dark__primary` is the primary colour of dark."""
    from textual.theme import Theme

    found: dict[str, dict[str, str]] = {}
    for theme, colour, value in _THEME_COLOUR.findall(_tokens()):
        found.setdefault(theme, {})[colour] = value.strip()
    themes = {}
    for name in THEMES:
        colours = found[name]
        own: dict[str, Any] = {colour: colours[colour] for colour in (*_OF_THEME, *_SIGNS) if colour in colours}
        variables = {variable: colours[colour] for variable, colour in _FOLLOWS.items()}
        themes[name] = Theme(f"{OWN}{name}", dark=colours["is-dark"] == "true", variables=variables, **own)
    return themes


def theme_of(looks: LooksSettings) -> str:
    """Give the name by which Textual knows the theme."""
    return f"{OWN}{looks.theme}" if looks.theme in THEMES else looks.theme


def motion_of(looks: LooksSettings, environ: Mapping[str, str]) -> Any:  # noqa: ANN401 - a literal of Textual's own
    """Give how much shall move: "full", "basic" or "none"."""
    far = looks.motion == AUTO and bool(environ.get("SSH_CONNECTION"))
    return "none" if looks.motion == REDUCED or far else _usual_motion(environ)


def _usual_motion(environ: Mapping[str, str]) -> Any:  # noqa: ANN401 - a literal of Textual's own
    """Give what TEXTUAL_ANIMATIONS asks for, else everything."""
    wanted = environ.get("TEXTUAL_ANIMATIONS", "").lower()
    return wanted if wanted in {"none", "basic"} else "full"

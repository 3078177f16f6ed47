"""Makes the tables in the guide from what they tell of:  python tests/papers/tables.py"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from textual.binding import Binding  # noqa: E402
from textual.screen import Screen  # noqa: E402
from textual.widget import Widget  # noqa: E402

import deskmate.screens  # noqa: E402
import deskmate.widgets  # noqa: E402
from deskmate.cli import make_parser  # noqa: E402
from deskmate.manual import FILES, PLACES, commands  # noqa: E402

GUIDE = ROOT / ".github" / "GUIDE.md"
FIRST = "Today"


def keys() -> str:
    """Give a table of keys for every screen, and every widget with keys of its own."""
    shown: dict[str, str] = {}
    for module in _modules():
        for name, found in vars(module).items():
            if isinstance(found, type) and issubclass(found, Widget) and found.__module__ == module.__name__:
                rows = list(dict.fromkeys(_rows(found)))
                if rows:
                    title = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removesuffix("Screen")).capitalize()
                    what = "" if issubclass(found, Screen) else ", where it is shown"
                    shown[title] = table((f"{title}{what}", ""), rows)
    return "\n\n".join(shown[title] for title in sorted(shown, key=lambda title: (title != FIRST, title)))


def _modules() -> Iterator[ModuleType]:
    for package in (deskmate.screens, deskmate.widgets):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def _rows(owner: type[Widget]) -> Iterator[tuple[str, str]]:
    for binding in vars(owner).get("BINDINGS", []):
        if isinstance(binding, Binding) and (binding.show or binding.tooltip):
            names = [_key(key) for key in binding.key.split(",")]
            yield " ".join(f"`{name}`" for name in names), binding.tooltip or binding.description


def _key(key: str) -> str:
    signs = {
        "question_mark": "?",
        "right_square_bracket": "]",
        "left_square_bracket": "[",
        "escape": "esc",
        "left": "←",
        "right": "→",
        "up": "↑",
        "down": "↓",
        "slash": "/",
        "comma": ",",
        "plus": "+",
        "equals_sign": "=",
        "minus": "-",
        "shift+left": "shift+←",
        "shift+right": "shift+→",
    }
    return signs.get(key, key)


def all_commands() -> str:
    """Give every command, and what its arguments mean."""
    rows = []
    for command in commands(make_parser()):
        rows.append((f"`{command.usage}`", _sentence(command.about)))
        rows += [(f"&emsp;`{name}`", _sentence(what)) for name, what in command.arguments]
    return table(("command", ""), rows)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def made(text: str) -> str:
    """Give the guide's text with every table made anew."""
    tables = {
        "keys": keys(),
        "commands": all_commands(),
        "places": table(
            ("folder", "Linux", "macOS", "Windows"), [(a, *(f"`{b}`" for b in rest)) for a, *rest in PLACES]
        ),
        "files": table(("file", "what is in it"), [(f"`{name}`", what) for name, what in FILES]),
    }
    for name, rows in tables.items():
        pattern = rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)"
        if found := re.search(pattern, text, re.DOTALL):
            text = f"{text[: found.start()]}{found[1]}{rows}\n{found[2]}{text[found.end() :]}"
    return text


if __name__ == "__main__":
    GUIDE.write_text(made(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")

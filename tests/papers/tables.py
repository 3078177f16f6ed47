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
from textual.widget import Widget  # noqa: E402

import deskmate.screens  # noqa: E402
import deskmate.widgets  # noqa: E402
from deskmate.cli import make_parser  # noqa: E402
from deskmate.manual import FILES, PLACES, commands  # noqa: E402
from deskmate.rooms import rooms  # noqa: E402
from deskmate.screens.help import EVERYWHERE  # noqa: E402

GUIDE = ROOT / ".github" / "GUIDE.md"
OTHERS = {
    "FirstMinuteScreen": "The three questions at the beginning",
    "ChooseScreen": "A question with answers to choose from",
    "RateScreen": "A question about an ache",
    "NoteScreen": "Writing a note",
    "GlossaryScreen": "The marked words of a page",
    "SearchScreen": "Searching the pages",
    "Rows": "A table under a chart",
}
"""What has keys that are always the same, beside the rooms whose keys the user may change."""


def keys() -> str:
    """Give a table of keys for every screen, and every widget with keys of its own."""
    titles = {room: title for title, room in rooms().items()}
    owners = [*titles, *sorted(set(_owners()) - set(titles), key=lambda owner: list(OTHERS).index(owner.__name__))]
    everywhere = table((EVERYWHERE.title, ""), [(f"`{row.key}`", row.what) for row in EVERYWHERE.rows])
    return "\n\n".join([*(_keys_of(owner, titles.get(owner, "")) for owner in owners), everywhere])


def _keys_of(owner: type[Widget], title: str) -> str:
    """Give one table; only the actions of a room, which has a `title`, go by names of their own."""
    rows: dict[tuple[str, str], list[str]] = {}
    for key, name, what in _rows(owner):
        meanings = rows.setdefault((key, f"`{name}`" if title else ""), [])
        if what not in meanings:
            meanings.append(what)
    if not title:
        return table((OTHERS[owner.__name__], ""), [(key, _joined(what)) for (key, _), what in rows.items()])
    return table((title, "", "name"), [(key, _joined(what), name) for (key, name), what in rows.items()])


def _joined(meanings: Sequence[str]) -> str:
    """Name in one row all that a key means, each where it applies."""
    first, *others = meanings
    return "; ".join([first, *(f"{other[:1].lower()}{other[1:]}" for other in others)])


def _owners() -> Iterator[type[Widget]]:
    for module in _modules():
        for found in vars(module).values():
            is_own = isinstance(found, type) and issubclass(found, Widget) and found.__module__ == module.__name__
            if is_own and any(_rows(found)):
                yield found


def _modules() -> Iterator[ModuleType]:
    for package in (deskmate.screens, deskmate.widgets):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def _rows(owner: type[Widget]) -> Iterator[tuple[str, str, str]]:
    """Give the keys of each action, its name and what it does."""
    for binding in vars(owner).get("BINDINGS", []):
        if isinstance(binding, Binding) and (binding.show or binding.tooltip):
            names = " ".join(f"`{_key(key)}`" for key in binding.key.split(","))
            yield names, binding.id or "", binding.tooltip or binding.description


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
        "pageup": "pgup",
        "pagedown": "pgdn",
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

"""The keys a user gives to actions: which actions there are, and whether the keys can be theirs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from textual.binding import Binding
from textual.keys import REPLACED_KEYS, Keys, _character_to_key

from deskmate.config import key_place, read_text
from deskmate.rooms import rooms
from deskmate.settings.kinds import shown

MODIFIERS = frozenset({"ctrl", "shift", "alt", "super", "hyper", "meta"})
NAMED = frozenset(key.value for key in Keys if key.value[0] != "<") - {"ctrl-at"}
"""Keys that have a name and type no character."""

SAME = {
    "ctrl+i": ("ctrl+i", "tab"),
    "ctrl+m": ("ctrl+m", "enter"),
    "ctrl+left_square_bracket": ("ctrl+left_square_bracket", "escape"),
    "ctrl+h": ("ctrl+h", "backspace"),
    "return": ("enter",),
}
"""Keys for which most terminals send another; the few that tell them apart send them as they are."""

EVERYWHERE = {"ctrl+p": "the command palette", "ctrl+q": "quitting"}

Names = Mapping[str, tuple[str, ...]]
"""The keys of each action, by its name."""


def actions() -> dict[str, dict[str, tuple[str, ...]]]:
    """Give, for each room by title, its actions and the keys they have of themselves."""
    return {title: dict(_actions_of(room.BINDINGS)) for title, room in rooms().items()}


def _actions_of(bindings: Iterable[object]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for binding in bindings:
        if isinstance(binding, Binding) and binding.id:
            yield binding.id, tuple(key.strip() for key in binding.key.split(","))


def check_keys(keys: Mapping[str, str], file: Path) -> tuple[dict[str, str], tuple[str, ...]]:
    """Give the keymap of those that can be, and of the others a sentence each; `file` is where they were read."""
    known = actions()
    names = {name for screen in known.values() for name in screen}
    good: dict[str, str] = {}
    problems: list[str] = []
    for name, key in keys.items():
        if name not in names:
            problems.append(f"{_place(name, file)}: {shown(name)} is no action; the help screen names them.")
        elif wrong := [part for part in _parts(key) if not _sent_for(part)]:
            problems.append(
                f"{_place(name, file)}: {name} cannot be {shown(wrong[0])}, which is no key; its own is kept."
            )
        else:
            good[name] = ",".join(dict.fromkeys(sent for part in _parts(key) for sent in _sent_for(part)))
    while clash := _clash(good, known):
        name, why = clash
        problems.append(
            f"{_place(name, file)}: {name} cannot be {shown(keys[name])}, which is {why}; its own is kept."
        )
        del good[name]
    return good, tuple(problems)


def _clash(given: Mapping[str, str], known: Mapping[str, Names]) -> tuple[str, str] | None:
    """Give the first action whose new key is another's, and whose."""
    for title, own in known.items():
        held = {name: tuple(given[name].split(",")) if name in given else keys for name, keys in own.items()}
        for name in held.keys() & given.keys():
            for key in held[name]:
                if key in EVERYWHERE:
                    return name, EVERYWHERE[key]
                for other, theirs in held.items():
                    if other != name and key in theirs and name == _later(name, other, given):
                        return name, f"{other} on {title}"
    return None


def _later(one: str, other: str, given: Mapping[str, str]) -> str:
    """Of two that want one key, give the one that was given it last."""
    order = list(given)
    return max((one, other), key=lambda name: order.index(name) if name in given else -1)


def _parts(key: str) -> list[str]:
    return [","] if key.strip() == "," else [part.strip() for part in key.split(",")]


def _sent_for(key: str) -> tuple[str, ...]:
    """Give the keys, as Textual names them, that a terminal sends for one that is written; none for no key."""
    *modifiers, last = [key] if len(key) == 1 else key.split("+")
    if not all(modifier in MODIFIERS for modifier in modifiers):
        return ()
    held = sorted(set(modifiers))
    character = _character(last)
    if held == ["shift"] and character:
        # What is typed is sent, not how: a capital letter for a letter; which sign for a digit, the keyboard knows.
        return (character.upper(),) if character.isalpha() and len(character.upper()) == 1 else ()
    if character:
        last = _character_to_key(character.lower() if held else character)
    elif last not in NAMED and key not in NAMED:
        return ()
    normal = "+".join([*held, last])
    return SAME.get(normal, (normal,))


def _character(name: str) -> str:
    """Give the character of a key that is written as it is or by its name; empty for keys that type none."""
    if len(name) == 1:
        return name if name.isprintable() else ""
    if name in NAMED:
        return ""
    try:
        found = unicodedata.lookup(
            REPLACED_KEYS.get(name, name).replace("_", " ").replace("hyphen minus", "hyphen-minus")
        )
    except KeyError:
        return ""
    return found if len(found) == 1 and found.isprintable() else ""


def _place(name: str, file: Path) -> str:
    try:
        return key_place(name, read_text(file), file)
    except (OSError, UnicodeDecodeError):
        return str(file)

"""The keys a user gives to actions: which actions there are, and whether the keys can be theirs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from textual.binding import Binding
from textual.keys import Keys, _character_to_key

from deskmate.config import key_place, read_text
from deskmate.rooms import rooms
from deskmate.settings.kinds import shown

MODIFIERS = frozenset({"ctrl", "shift", "alt", "super", "hyper", "meta"})
KNOWN = frozenset(key.value for key in Keys)
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
        elif wrong := [part for part in _parts(key) if not _is_key(part)]:
            problems.append(
                f"{_place(name, file)}: {name} cannot be {shown(wrong[0])}, which is no key; its own is kept."
            )
        else:
            good[name] = ",".join(_normal(part) for part in _parts(key))
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
    return [part.strip() for part in key.split(",")]


def _normal(key: str) -> str:
    *modifiers, last = key.rsplit("+", 1) if len(key) > 1 else [key]
    return "+".join([*modifiers, _character_to_key(last) if len(last) == 1 else last])


def _is_key(key: str) -> bool:
    if len(key) == 1:
        return key.isprintable()
    *modifiers, last = key.split("+")
    if not all(modifier in MODIFIERS for modifier in modifiers):
        return False
    if len(last) == 1 or last in KNOWN or key in KNOWN:
        return last.isprintable()
    try:
        unicodedata.lookup(last.replace("_", " "))
    except KeyError:
        return False
    return True


def _place(name: str, file: Path) -> str:
    try:
        return key_place(name, read_text(file), file)
    except (OSError, UnicodeDecodeError):
        return str(file)

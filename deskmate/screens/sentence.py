"""Sentences that name keys: each as it is called now, whoever gave it, and to be clicked like the key itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding
from textual.content import Content
from textual.style import Style

if TYPE_CHECKING:
    from textual.app import App

NAMED: dict[str, Binding] = {}
"""Every action that has a name, by it; of several that share a key, and so the name, the first."""


class Act(NamedTuple):
    """An action named in a sentence: its key stands here, and after it the words of what it does, if any.

    On its own screen a click on them is the key.
    """

    name: str
    words: str = ""


Part = str | Act
Sentence = tuple[Part, ...]


def join(sentences: Iterable[Sentence], between: str) -> Sentence:
    """Put sentences into one, those that say nothing left out."""
    parts: list[Part] = []
    for sentence in sentences:
        if sentence:
            parts += [between, *sentence] if parts else sentence
    return tuple(parts)


def called(binding: Binding, app: App[object]) -> list[str]:
    """Give what the keys of an action are called now."""
    own = _own_key(binding, app)
    if not own and binding.key_display:
        return [binding.key_display]
    keys = (own or binding.key).split(",")
    return [app.get_key_display(replace(binding, key=key.strip(), key_display=None)) for key in keys]


def shown(sentence: Sentence, app: App[object], room: str) -> Content:
    """Give a sentence as it is read now on the screen whose actions begin with `room`; nothing in it is markup."""
    return Content.assemble(*(part if isinstance(part, str) else _shown(part, app, room) for part in sentence))


def _shown(act: Act, app: App[object], room: str) -> str | tuple[str, Style]:
    binding = NAMED[act.name]
    words = f"{called(binding, app)[0]} {act.words}".rstrip()
    if act.name.partition(".")[0] != room:
        return words
    key = (_own_key(binding, app) or binding.key).split(",")[0].strip()
    return words, Style.from_meta({"@click": f"screen.press({key!r})"})


def _own_key(binding: Binding, app: App[object]) -> str:
    own: Mapping[str, str] = getattr(app, "own_keys", {})
    return own.get(binding.id or "", "")

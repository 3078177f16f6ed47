"""What to do in a break: something small, and never the same twice in a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from deskmate.sitting.events import Event, Kind

STRETCH = "stretch:"
"""What the id of a suggested stretch begins with; the stretch's own id follows."""

PLAIN = {
    "walk": "a two-minute walk",
    "water": "a glass of water, fetched on foot",
}
"""Suggestions that need nothing, by id."""


def next_suggestion(events: Iterable[Event], stretches: Sequence[str]) -> str:
    """Give the id of what to suggest next: a stretch and something plain by turns, each in its own round.

    `events` are in order. Two following prompts never suggest the same.
    """
    suggested = [e.text("suggestion") for e in events if e.kind is Kind.BREAK_DUE and e.text("suggestion")]
    plain, guided = list(PLAIN), [f"{STRETCH}{name}" for name in stretches]
    last = suggested[-1] if suggested else ""
    options = guided if guided and not last.startswith(STRETCH) and last else plain
    before = [s for s in suggested if s in options]
    return options[(options.index(before[-1]) + 1) % len(options)] if before else options[0]


def in_words(suggestion: str, names: Mapping[str, str]) -> str:
    """Give a suggestion as the end of a sentence; `names` are those of the stretches, by id; empty for none known."""
    if suggestion.startswith(STRETCH):
        name = names.get(suggestion.removeprefix(STRETCH), "")
        return f"the {name} stretch" if name else ""
    return PLAIN.get(suggestion, "")

"""Figures as short text: the cells of tables."""

from __future__ import annotations


def count(number: int, name: str) -> str:
    """Give a number of things, with its plural."""
    return f"1 {name}" if number == 1 else f"{number} {name}s"


def prompts(number: int) -> str:
    """Say how many prompts there is still time to heed."""
    return f"{count(number, 'prompt')} still open" if number else "no prompt"


def percent(share: float | None) -> str:
    """Give a share in percent."""
    return "–" if share is None else f"{share * 100:.0f} %"


def score(value: float | None) -> str:
    """Give an ache to a tenth."""
    return "–" if value is None else f"{value:.1f}"


def signed(value: float | None) -> str:
    """Give relief with its sign, to a tenth; nought has none."""
    if value is None:
        return "–"
    return f"{value:+.1f}" if round(value, 1) else "0.0"

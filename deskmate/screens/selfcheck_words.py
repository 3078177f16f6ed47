"""What a self-check showed, in words and as dots over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from rich.style import Style
from rich.text import Text

from deskmate.stretch.catalogue import Side
from deskmate.stretch.selfcheck import Checked, Knee, SelfCheck, Thigh

_MEANS = {
    Thigh.LEVEL: "the hip flexors are not short, as far as this can tell",
    Thigh.ABOVE: "the hip flexors may be a little short",
    Thigh.WELL_ABOVE: "the hip flexors are likely short",
}
_KNEE = "; the knee straightened, so the long muscle on the front of the thigh is likely part of it"
_ROWS = {Thigh.WELL_ABOVE: "well above", Thigh.ABOVE: "a little above", Thigh.LEVEL: "level"}
_EACH = 7
"""Cells a check takes in the chart, as many as its date."""
_BENT, _STRAIGHT = "●", "◆"
_SIDE, _LABEL = 7, 22


def introduction(check: SelfCheck) -> Text:
    """Tell what the check is for, what it needs, and what it cannot tell."""
    text = Text(f"{check.purpose}\n\n")
    for name, lines in (
        ("You need", [check.equipment]),
        ("Not for everybody", check.not_for),
        ("Stop", check.stop_signs),
        ("What it cannot tell", check.limits),
        ("Source", [check.source]),
    ):
        text.append(f"{name}  ", "bold")
        text.append(f"{' '.join(lines)}\n")
    return text


def meaning(done: Sequence[Checked]) -> str:
    """Say what the latest check of each side hints at; empty where none was done."""
    last = {c.side: c for c in done}
    lines = [
        f"{side.value.capitalize()}: {_MEANS[last[side].thigh]}{_KNEE if last[side].knee is Knee.STRAIGHT else ''}."
        for side in Side
        if side in last
    ]
    if len(last) == len(Side) and last[Side.LEFT].thigh is not last[Side.RIGHT].thigh:
        lines.append("The two sides differ; hold the shorter one a little longer, and look again in some weeks.")
    return "\n".join([*lines, "A hint, not a diagnosis."]) if lines else ""


def chart(done: Sequence[Checked], width: int, zone: tzinfo, mark: Style, quiet: Style) -> Text:
    """Draw left and right over time, the newest last, as many as fit; a diamond where the knee straightened."""
    days = sorted({c.at.astimezone(zone).date() for c in done})[-max(1, (width - _LABEL) // _EACH) :]
    text = Text()
    for side in Side:
        # Of two checks on one day the later counts.
        found = {c.at.astimezone(zone).date(): c for c in done if c.side is side}
        for row, name in _ROWS.items():
            head = side.value.capitalize() if row is Thigh.WELL_ABOVE else ""
            text.append(f"{head:<{_SIDE}}", "bold")
            text.append(f"{name:<{_LABEL - _SIDE}}", quiet)
            for day in days:
                here = found.get(day)
                dot = _dot(here) if here is not None and here.thigh is row else "·"
                text.append(f"{dot:^{_EACH}}", quiet if dot == "·" else mark)
            text.append("\n")
    if any(c.knee is Knee.STRAIGHT for c in done):
        text.append(f"{_STRAIGHT} knee straight"[:_LABEL].ljust(_LABEL), quiet)
    else:
        text.append(" " * _LABEL)
    text.append("".join(f"{day:%d %b}".center(_EACH) for day in days), quiet)
    return text


def _dot(check: Checked) -> str:
    return _STRAIGHT if check.knee is Knee.STRAIGHT else _BENT

"""What a status is made of: its fields, and how each is read back from text.

A status maps field names to plain values: a duration is whole seconds, a moment is local time in ISO 8601.
"""

from __future__ import annotations

Value = str | int | bool | None
Status = dict[str, Value]

WORD = "word"
MOMENT = "moment"
DURATION = "duration"
COUNT = "count"
FLAG = "flag"

FIELDS: dict[str, tuple[str, str]] = {
    "now": (MOMENT, "now"),
    "posture": (WORD, "posture"),
    "activity": (WORD, "activity"),
    "since": (MOMENT, "since"),
    "up": (DURATION, "up_seconds"),
    "bout": (DURATION, "bout_seconds"),
    "next_break": (MOMENT, "next_break"),
    "break_due": (FLAG, "break_due"),
    "postponed": (COUNT, "postponed"),
    "quiet_until": (MOMENT, "quiet_until"),
    "reading_until": (MOMENT, "reading_until"),
    "sedentary": (DURATION, "today.sedentary_seconds"),
    "goal": (DURATION, "today.goal_seconds"),
    "longest": (DURATION, "today.longest_bout_seconds"),
    "prolonged": (COUNT, "today.prolonged_bouts"),
    "breaks": (COUNT, "today.breaks"),
    "stretches": (COUNT, "today.stretches"),
    "stretching": (DURATION, "today.stretching_seconds"),
}
"""Each field: of what kind it is, and where it stands in the JSON."""

_FLAGS = {"yes": True, "no": False}


def as_text(value: Value) -> str:
    """Write a value as `from_text` reads it: nothing for None, yes or no for a flag."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def from_text(kind: str, text: str) -> Value:
    """Read a value of `kind` back; raises ValueError or KeyError where it is none."""
    if not text and kind in {WORD, MOMENT}:
        return None
    if kind == FLAG:
        return _FLAGS[text]
    if kind in {COUNT, DURATION}:
        return int(text)
    if not (_is_moment(text) if kind == MOMENT else text.isascii() and text.isalpha()):
        raise ValueError(text)
    return text


def _is_moment(text: str) -> bool:
    """Tell whether this looks like 2026-03-02T09:00:00+01:00, the only way moments are written here."""
    shape = "".join("0" if c in "0123456789" else c for c in text)
    return shape in {"0000-00-00T00:00:00+00:00", "0000-00-00T00:00:00-00:00"}

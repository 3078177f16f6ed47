"""What is heeded before any stretch: that this is no medical advice, when to stop, and what sends one to a doctor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Advice:
    """Some lines under a title; each line is a sentence or a list's item."""

    title: str
    lines: tuple[str, ...]


STOP_SIGNS = (
    "Sharp or shooting pain.",
    "Numbness or tingling.",
    "Dizziness.",
    "Pain below the knee.",
    "A pinch deep in the front of the hip.",
)

SAFETY: tuple[Advice, ...] = (
    Advice(
        "What this is",
        (
            "deskmate is no medical advice. It does not know you and cannot examine you.",
            "A stretch may pull. It must not hurt. You can end it at any moment, and lose nothing.",
        ),
    ),
    Advice("Stop at once at", STOP_SIGNS),
    Advice(
        "Ask a professional first",
        (
            "After a recent operation on hip or spine, with a hip replacement or a fracture, or late in pregnancy.",
            "Each stretch says for itself who should not do it.",
        ),
    ),
    Advice(
        "Call for help now",
        (
            "New numbness between the legs.",
            "Trouble starting, holding or feeling urine or stool.",
            "Both legs weak or numb.",
            "Back pain after a bad fall or a crash.",
            "Back pain with pain in the chest, or a tearing pain and faintness.",
        ),
    ),
    Advice(
        "See a doctor soon",
        (
            "Fever, or feeling ill along with it.",
            "A cancer you have had, or weight lost without a reason.",
            "Steroids, or thin bones.",
            "Under 18, or new after 55.",
            "Steadily worse, bad at night, or eased by no position.",
            "A weak leg, or numbness below the knee.",
            "It has lasted more than six weeks.",
        ),
    ),
)
"""After NICE NG59 (2016) and Finucane et al. 2020, J Orthop Sports Phys Ther; the page on care says more."""


def safety_lines() -> Iterator[str]:
    """Give all of it as plain lines, as a screen reader or a pipe would have it."""
    for advice in SAFETY:
        yield f"{advice.title}:"
        yield from advice.lines

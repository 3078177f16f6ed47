"""What is heeded before any stretch: that this is no medical advice, when to stop, and what sends one to a doctor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskmate.stretch.plan import Form, Plan
from deskmate.stretch.routine import plan_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from deskmate.sitting.sessions import Session
    from deskmate.stretch.catalogue import Catalogue


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


MUCH = 7
"""So much ache (0-10 NRS) is gone about gently."""

RISE = 2
"""A rise of so many points means something to people (Farrar et al. 2001, Pain; Childs et al. 2005, Spine)."""

SORE = (
    "That is a good deal of ache. Take it easy today: next time the easier form comes first. See a doctor or"
    " physiotherapist if it stays."
)
GENTLY = "With so much ache, the easier form. Stop whenever you like."
"""Said before a session that begins with much ache."""

AGAIN = "The last time it ached a good deal: the easier form this time."
"""Said before a session of a stretch whose last one was sore."""


def is_sore(before: int | None, after: int | None) -> bool:
    """Tell whether an ache (0-10 NRS, None unasked) is much, before a session or after it, or rose in it."""
    rose = before is not None and after is not None and after - before >= RISE
    return rose or any(ache is not None and ache >= MUCH for ache in (before, after))


def careful_plan(
    catalogue: Catalogue, name: str, rate: int, ache: int | None, sore: Collection[str]
) -> tuple[Plan, str]:
    """Give the plan of a stretch or routine, and what is said of it before it begins, empty for nothing.

    It is the easier form where it aches much now (0-10 NRS, None unasked) and, of the stretches in `sore`, where it
    did the last time.
    """
    much = ache is not None and ache >= MUCH
    plan = plan_of(catalogue, name, rate, catalogue.stretches if much else sore)
    if all(course.form is Form.USUAL for course in plan.courses):
        return plan, ""
    return plan, GENTLY if much else AGAIN


def sore_stretches(sessions: Iterable[Session]) -> frozenset[str]:
    """Give the ids of the stretches whose last rated session, of sessions in order, was a sore one."""
    last: dict[str, bool] = {}
    for session in sessions:
        if session.ache_before is not None or session.ache_after is not None:
            last |= dict.fromkeys(session.stretches, is_sore(session.ache_before, session.ache_after))
    return frozenset(stretch for stretch, sore in last.items() if sore)

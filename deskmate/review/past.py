"""Everything that was kept, as one looks back on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from deskmate.sitting.amend import Correction, corrections, effective
from deskmate.sitting.changes import Change, changes
from deskmate.sitting.events import Event
from deskmate.sitting.fold import Day


@dataclass(frozen=True, slots=True)
class Past:
    """Every day, newest first, with what the user changed of it, the last change last."""

    days: tuple[Day, ...] = ()
    changes: tuple[Change, ...] = ()
    corrections: tuple[Correction, ...] = ()


def past_of(days: tuple[Day, ...], events: Iterable[Event]) -> Past:
    """Put the days together with what was changed of them."""
    counted = effective(events)
    return Past(days, changes(counted), corrections(counted))

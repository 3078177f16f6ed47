"""Events as rows of the journal, and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from deskmate.sitting.events import EARLIEST, NOTHING_MORE, Event, Kind

AT, OFFSET, KIND, DEVICE = "at", "offset_minutes", "kind", "device"

_KINDS = {kind.value: kind for kind in Kind}
_ZONES: dict[float, timezone] = {}


def row_of(event: Event, folder: str = "") -> dict[str, Any]:
    """Give the row of an event in the folder of a device; the event's own device is named where it is another."""
    offset = event.at.utcoffset() or timedelta(0)
    row: dict[str, Any] = {
        AT: event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        OFFSET: int(offset.total_seconds() // 60),
        KIND: event.kind.value,
        **event.data,
    }
    return row | {DEVICE: event.device} if folder and event.device not in {"", folder} else row


def event_in(key: str, row: object, folder: str) -> Event | None:
    """Read a row back; None where it is not one of ours (a newer kind, a hand's mistake)."""
    return event_of(key, dict(row), folder) if isinstance(row, dict) else None


def event_of(key: str, data: object, folder: str) -> Event | None:
    """Read a row that nobody else needs, as `event_in` does: what is left of it becomes the event's own data."""
    if not isinstance(data, dict):
        return None
    try:
        at, offset, kind = datetime.fromisoformat(data.pop(AT)), data.pop(OFFSET), _KINDS[data.pop(KIND)]
        if at.tzinfo is None or at < EARLIEST:
            return None
        at = at.astimezone(_ZONES.get(offset) or _zone(offset))
        device = data.pop(DEVICE, folder)
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    # Its zone was looked at: what makes events of many rows need not do it again.
    # An empty dict that held something keeps the room for it, and two rows in five are left empty.
    return Event._make((at, kind, data or NOTHING_MORE, device if isinstance(device, str) else folder, key))


def looks_like_a_row(row: object) -> bool:
    """Tell whether this is an event's row, of any kind that ever was or will be."""
    return (
        isinstance(row, dict)
        and isinstance(row.get(KIND), str)
        and event_in("", row | {KIND: Kind.ALIVE.value}, "") is not None
    )


def _zone(offset: float) -> timezone:
    return _ZONES.setdefault(offset, timezone(timedelta(minutes=offset)))

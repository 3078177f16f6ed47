"""The journal as files for elsewhere, and back: JSON and CSV that lose nothing, and a calendar to look at.

A CSV cell never begins with what a spreadsheet takes for a formula: an apostrophe is put before it, and taken away
again on the way back.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from deskmate.history.rows import AT, DEVICE, KIND, OFFSET, event_in, row_of
from deskmate.sitting.bouts import bouts, breaks
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.fold import Day
from deskmate.sitting.rules import Rules

if TYPE_CHECKING:
    from icalendar import Event as Entry

FORMAT = 1
"""The version of the layout of an exported file."""

_MARK = "deskmate"
_FIXED = ("id", DEVICE, AT, KIND)
_FACT = "fact:"
"""Before the name of a fact that is called like one of the fixed columns."""

_FORMULA = tuple("=+-@'\t\r\n＝＋－＠")


class ExportError(Exception):
    """An exported file cannot be read; the text is one sentence that goes after the file's name."""


def as_json(events: Iterable[Event]) -> bytes:
    """Give events as JSON, one a line."""
    rows = ",\n".join(json.dumps(_as_tree(event)) for event in events)
    return f'{{"{_MARK}": {{"format": {FORMAT}}}, "events": [\n{rows}\n]}}\n'.encode()


def as_csv(events: Sequence[Event]) -> bytes:
    """Give events as CSV (RFC 4180, UTF-8): a column for each fact any of them has."""
    facts = sorted({name for event in events for name in event.data})
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow([*_FIXED, *(_cell(_plain(_column(name))) for name in facts)])
    for event in events:
        fixed = [event.id, event.device, event.at.isoformat(timespec="microseconds"), event.kind.value]
        found = [_fact(event.data[name]) if name in event.data else "" for name in facts]
        writer.writerow([_cell(cell) for cell in (*map(_plain, fixed), *found)])
    return text.getvalue().encode()


def as_calendar(days: Iterable[Day], rules: Rules, now: datetime) -> bytes:
    """Give bouts, breaks and stretches as iCalendar (RFC 5545), in UTC; none of them makes a time busy."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//deskmate//deskmate//EN")
    calendar.add("version", "2.0")
    for day in reversed(list(days)):
        for bout in bouts(day.spans, rules.shortest_break):
            minutes = bout.sitting // timedelta(minutes=1)
            calendar.add_component(_entry("sitting", f"Sitting, {minutes} min", bout.start, bout.end, now))
        # What no bout follows is going home, or not over yet.
        for pause in (b for b in breaks(day.spans, rules.shortest_break) if not b.ongoing):
            calendar.add_component(_entry("break", "Break", pause.start, pause.end, now))
        for session in (s for s in day.sessions if s.did_something):
            calendar.add_component(_entry("stretch", f"Stretch: {session.title}", session.start, session.last, now))
    return bytes(calendar.to_ical())


def read_export(content: bytes) -> list[Event]:
    """Give the events of an exported file, JSON or CSV; raises ExportError for any other, and then for all of it."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExportError(
            "it is no text in UTF-8; give a file that `deskmate export --json` or --csv wrote"
        ) from error
    if text.lstrip().startswith("{"):
        return [_event(n, *row) for n, row in enumerate(_json_rows(text), 1)]
    return [_event(n, *row) for n, row in enumerate(_csv_rows(text), 1)]


def _as_tree(event: Event) -> dict[str, Any]:
    row = row_of(event)
    fixed = {"id": event.id, DEVICE: event.device, AT: row[AT], OFFSET: row[OFFSET], KIND: row[KIND]}
    return fixed | {"data": dict(event.data)}


def _event(number: int, key: object, row: Mapping[str, Any], data: Mapping[str, Any]) -> Event:
    if str(row.get(KIND)) not in set(Kind):
        kind = str(row.get(KIND))[:40]
        raise ExportError(f"entry {number}: {kind!r} is no kind of entry this deskmate knows; nothing was taken")
    event = event_in(str(key), {**data, **row}, "")
    if event is None or not isinstance(key, str) or (not key and event.kind is not Kind.ALIVE):
        raise ExportError(f"entry {number} has no proper id or time; nothing was taken")
    return event


def _json_rows(text: str) -> Iterable[tuple[object, dict[str, Any], dict[str, Any]]]:
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ExportError(f"it is no proper JSON ({error}); nothing was taken") from error
    mark, events = tree.get(_MARK), tree.get("events")
    if not isinstance(mark, dict) or not isinstance(events, list):
        raise ExportError("it was not written by `deskmate export --json`; nothing was taken")
    if mark.get("format") != FORMAT:
        raise ExportError("it was written by another version of deskmate; update deskmate to read it")
    for number, entry in enumerate(events, 1):
        if not isinstance(entry, dict) or not isinstance(entry.get("data", {}), dict):
            raise ExportError(f"entry {number} is none; nothing was taken")
        row = {name: entry.get(name) for name in (DEVICE, AT, OFFSET, KIND)}
        yield entry.get("id"), row, entry.get("data", {})


def _csv_rows(text: str) -> Iterable[tuple[object, dict[str, Any], dict[str, Any]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [_unquoted(_uncelled(cell)) for cell in next(reader, [])]
        if tuple(header[: len(_FIXED)]) != _FIXED:
            raise ExportError("it was not written by `deskmate export`; nothing was taken")
        names = [name.removeprefix(_FACT) for name in header[len(_FIXED) :]]
        for number, cells in enumerate(reader, 1):
            if len(cells) != len(header):
                raise ExportError(f"entry {number} has {len(cells)} cells, not {len(header)}; nothing was taken")
            key, device, at, kind = (_unquoted(_uncelled(cell)) for cell in cells[: len(_FIXED)])
            facts = zip(names, map(_uncelled, cells[len(_FIXED) :]), strict=True)
            row = {DEVICE: device, AT: at, OFFSET: _offset(at), KIND: kind}
            yield key, row, {name: _unfact(cell) for name, cell in facts if cell}
    except csv.Error as error:
        raise ExportError(f"line {reader.line_num} is no proper CSV ({error}); nothing was taken") from error


def _column(name: str) -> str:
    return f"{_FACT}{name}" if name in _FIXED or name.startswith(_FACT) else name


def _fact(value: object) -> str:
    """Write a fact so that it is read back as what it is: text as it stands, unless that would be read as another."""
    return _plain(value) if isinstance(value, str) else json.dumps(value)


def _plain(text: str) -> str:
    if text and text.isprintable() and not text.startswith('"') and text == text.strip():
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            return text
    return json.dumps(text)


def _unfact(cell: str) -> object:
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        return cell


def _unquoted(cell: str) -> str:
    """Read a cell that is text whatever it looks like."""
    found = _unfact(cell) if cell.startswith('"') else cell
    return found if isinstance(found, str) else cell


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _uncelled(cell: str) -> str:
    return cell.removeprefix("'")


def _offset(at: str) -> int | None:
    try:
        offset = datetime.fromisoformat(at).utcoffset()
    except ValueError:
        return None
    return offset // timedelta(minutes=1) if offset is not None else None


def _entry(what: str, summary: str, start: datetime, end: datetime, now: datetime) -> Entry:
    import icalendar

    entry = icalendar.Event()
    entry.add("uid", f"{what}-{start.astimezone(UTC):%Y%m%dT%H%M%S%fZ}@deskmate")
    entry.add("dtstamp", now.astimezone(UTC))
    entry.add("dtstart", start.astimezone(UTC))
    entry.add("dtend", max(start, end).astimezone(UTC))
    entry.add("summary", summary)
    entry.add("categories", [what])
    entry.add("transp", "TRANSPARENT")
    return entry

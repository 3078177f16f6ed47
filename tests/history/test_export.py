"""Out and back again: nothing lost, nothing doubled, and nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from deskmate.history.export import ExportError, as_calendar, as_csv, as_json, read_export
from deskmate.history.journal import Journal
from deskmate.keeping import missing_in
from deskmate.sitting.events import ORDER, Event, Kind
from deskmate.sitting.fold import days, fold
from deskmate.sitting.rules import Rules
from tests.builders import at, minutes
from tests.running import NOON, typical_day

AWKWARD = [
    *("=1+1", "-2", "+3", "@x", "'", "'=1", "\t=1", "5", "true", "null", '"', '"x"', "", " a ", "a,b;c", "x\ny"),
    "é\ud800",
]
TEXTS = st.one_of(st.sampled_from(AWKWARD), st.text(max_size=12))
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-(10**12), 10**12), st.floats(allow_nan=False), TEXTS)
TAKEN = {"at", "offset_minutes", "kind", "device"}
NAMES = st.one_of(st.sampled_from(["id", "fact:x", "seconds", "=x"]), st.text(max_size=6))
FACTS = st.dictionaries(NAMES.filter(lambda name: name not in TAKEN), SCALARS, max_size=4)
KINDS = st.sampled_from([k for k in Kind if k is not Kind.ALIVE])


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    zone = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
    moments = st.integers(0, 10**10).map(lambda n: at("0:00") + timedelta(microseconds=7 * n))
    keys = draw(st.lists(st.one_of(st.uuids().map(str), TEXTS.filter(bool)), unique=True, max_size=12))
    devices = st.sampled_from(["desk", "laptop"])
    return [Event(draw(moments).astimezone(draw(zone)), draw(KINDS), draw(FACTS), draw(devices), key) for key in keys]


def everything(events: list[Event]) -> list[tuple[object, ...]]:
    ordered = sorted(events, key=ORDER)
    return [(e.id, e.at, e.at.utcoffset(), e.kind, dict(e.data), e.device) for e in ordered]


@pytest.mark.parametrize("written", [as_json, as_csv])
@settings(max_examples=60, deadline=None)
@given(events=histories())
def test_an_export_is_read_back_as_it_was(written: Callable[[list[Event]], bytes], events: list[Event]) -> None:
    assert everything(read_export(written(events))) == everything(events)


@pytest.mark.parametrize("written", [as_json, as_csv])
@settings(max_examples=25, deadline=None)
@given(events=histories())
def test_an_import_into_an_empty_folder_gives_the_same_state(
    tmp_path_factory: pytest.TempPathFactory, written: Callable[[list[Event]], bytes], events: list[Event]
) -> None:
    first, second = (Journal(tmp_path_factory.mktemp("journal"), "desk") for _ in range(2))
    first.append(events)
    Journal(first.root.parent, "laptop").beat(at("20:00"))
    taken = missing_in(second, read_export(written(first.read())))
    second.append(taken)
    now = at("20:05")
    kept = [e for e in first.read() if e.kind is not Kind.ALIVE]
    back = second.read()
    assert everything([e for e in back if e.kind is not Kind.ALIVE]) == everything(kept)
    assert fold(back, now, Rules()) == fold(first.read(), now, Rules())
    assert days(back, now, Rules()) == days(first.read(), now, Rules())
    assert missing_in(second, read_export(written(first.read()))) == []


@given(events=histories())
def test_no_cell_begins_a_formula(events: list[Event]) -> None:
    rows = list(csv.reader(io.StringIO(as_csv(events).decode(), newline="")))
    assert len(rows) == len(events) + 1
    assert not [cell for row in rows for cell in row if cell[:1] in set("=+-@\t\r\n＝＋－＠")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe", "is no text in UTF-8; give a file that `deskmate export --json` or --csv wrote"),
        (b"", "was not written by `deskmate export`; nothing was taken"),
        (b"{", "is no proper JSON"),
        (b'{"a":' * 5000, "is no proper JSON"),
        (b'{"events": []}', "was not written by `deskmate export --json`; nothing was taken"),
        (b'{"deskmate": {"format": 2}, "events": []}', "was written by another version of deskmate"),
        (b'{"deskmate": {"format": 1}, "events": [1]}', "entry 1 is none; nothing was taken"),
        (b'{"deskmate": {"format": 1}, "events": [{"kind": "flew"}]}', "entry 1: 'flew' is no kind of entry"),
        (b'{"deskmate": {"format": 1}, "events": [{"kind": []}]}', "entry 1: '\\[\\]' is no kind of entry"),
        (b'{"deskmate": {"format": 1}, "events": [{"kind": "sat", "id": "x"}]}', "entry 1 has no proper id or time"),
        (b"id,device,at,kind\r\nx,y\r\n", "entry 1 has 2 cells, not 4; nothing was taken"),
        (b'id,device,at,kind\r\n"x', "line 2 is no proper CSV"),
        (b"id,device,at,kind\r\nx,desk,yesterday,sat\r\n", "entry 1 has no proper id or time"),
        (b"id,device,at,kind\r\nx,desk,2026-03-02T09:00:00,sat\r\n", "entry 1 has no proper id or time"),
    ],
)
def test_what_is_no_export_is_one_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(ExportError, match=sentence):
        read_export(content)


def test_the_calendar_holds_bouts_breaks_and_stretches_in_utc() -> None:
    title = "One, two; \\three\nfour " + "é" * 80
    events = [e._replace(data={**e.data, "title": title}) for e in typical_day().alive("12:13").events]
    content = as_calendar(days(events, NOON, Rules()), Rules(), NOON)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    entries: list[Any] = list(Calendar.from_ical(content).walk("VEVENT"))
    found = [(str(e["categories"].cats[0]), str(e["summary"]), e["dtstart"].dt, e["dtend"].dt) for e in entries]
    assert sorted(found, key=lambda e: (e[2], e[0])) == [
        ("sitting", "Sitting, 25 min", at("8:55"), at("9:20")),
        ("break", "Break", at("9:20"), at("9:31")),
        ("sitting", "Sitting, 31 min", at("9:31"), at("10:02")),
        ("break", "Break", at("10:02"), at("10:07")),
        ("sitting", "Sitting, 33 min", at("10:07"), at("10:40")),
        ("break", "Break", at("10:40"), at("10:44")),
        ("stretch", "Stretch: " + title.replace("\n", "\N{REPLACEMENT CHARACTER}"), at("10:40"), at("10:44")),
        ("sitting", "Sitting, 36 min", at("10:44"), at("11:20")),
        ("break", "Break", at("11:20"), at("11:50")),
        ("sitting", "Sitting, 23 min", at("11:50"), NOON),
    ]
    assert len({str(e["uid"]) for e in entries}) == len(entries)
    assert {e["dtstart"].dt.utcoffset() for e in entries} == {minutes(0)}

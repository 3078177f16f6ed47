"""What was kept, in less and less room: what matters least goes first, and nothing runs over the edge."""

from __future__ import annotations

from itertools import zip_longest

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from deskmate.review.entries import Kept, entries
from deskmate.screens.kept_rows import BESIDE, fitted
from deskmate.sitting.fold import days
from deskmate.sitting.notes import Note
from deskmate.sitting.rules import Rules
from tests.builders import ZONE, Script, at, rated

STRETCHED = rated(Script().sit("9:00"), "Captain Morgan", 5, 1).alive("10:10")
LONG = rated(Script().sit("9:00"), "Five minutes at the desk", 10, 9).alive("10:10")


def kept(script: Script, note: str = "", *, in_day: bool = False) -> tuple[Kept, ...]:
    rules = Rules()
    found = days(script.events, at("10:15"), rules, ZONE)
    if note:
        noted = Note("n", at("10:12"), found[0].date, note, found[0].sessions[0].id)
        found = (found[0]._replace(notes=(noted,)), *found[1:])
    return entries(found, rules, ZONE, with_spans=in_day)


@pytest.mark.parametrize(
    ("room", "row"),
    [
        (65, ("Mon 02 Mar 10:00", "Captain Morgan", "1:00", "ache 5 → 1, all of it")),
        (64, ("02 Mar 10:00", "Captain Morgan", "1:00", "ache 5 → 1, all of it")),
        (60, ("02 Mar 10:00", "Captain Morgan", "1:00", "ache 5 → 1")),
        (49, ("02 Mar 10:00", "Captain Morgan", "ache 5 → 1")),
        (41, ("02 Mar", "Captain Morgan", "ache 5 → 1")),
        (35, ("02 Mar", "Captain Morg…", "ache 5 → 1")),
        (26, ("02 Mar", "Captain Morgan")),
    ],
)
def test_what_matters_least_goes_first(room: int, row: tuple[str, ...]) -> None:
    assert fitted(kept(STRETCHED), room)[1] == [row]


def test_a_long_note_is_cut_where_the_rest_has_room() -> None:
    columns, rows = fitted(kept(STRETCHED, "The left hip let go at last, after weeks of nothing at all."), 80)
    assert columns == ("When", "What", "Length", "More")
    assert rows[0] == ("Mon 02 Mar", "note on Captain Morgan", "", "The left hip let go at last…")


def test_a_day_without_a_stretch_keeps_its_lengths_to_the_last() -> None:
    script = Script().sit("9:00").stand("9:40").sit("9:50").alive("9:55")
    for room, columns, row in (
        (60, ("When", "What", "Length", "More"), ("09:00–09:40", "sitting", "40 min", "prolonged bout")),
        (40, ("When", "What", "Length", "More"), ("09:00–09:40", "sitting", "40 min", "")),
        (26, ("When", "What", "Length"), ("09:00", "sitting", "40 min")),
    ):
        shown, rows = fitted(kept(script, in_day=True), room)
        assert (shown, rows[0]) == (columns, row)


def test_nothing_kept_is_no_row() -> None:
    assert fitted((), 10)[1] == []


@given(
    st.integers(20, 120), st.text("ab 字", min_size=1, max_size=60), st.booleans(), st.sampled_from([STRETCHED, LONG])
)
def test_no_row_is_wider_than_the_room(room: int, note: str, in_day: bool, script: Script) -> None:
    columns, rows = fitted(kept(script, note, in_day=in_day), room)
    widths = [max(map(cell_len, cells)) for cells in zip_longest(columns, *rows, fillvalue="")]
    assert sum(widths) + BESIDE * len(columns) <= room

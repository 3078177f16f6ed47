"""Words made safe for terminals and desktops."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskmate.notify.note import plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Time to get up", "Time to get up"),
        ("  two\n\tlines \r\n", "two lines"),
        ("bell\a, escape\x1b]0;x\x1b\\, C1\x9d9;x\x9c", "bell , escape ]0;x \\, C1 9;x"),
        ("turned\u202eround", "turnedround"),
        ("Dehnübung für 腰 🧘", "Dehnübung für 腰 🧘"),
        ("exactly twenty chars", "exactly twenty chars"),
        ("rather more than twenty characters", "rather more than tw…"),
        ("cut after a word and goes on", "cut after a word an…"),
        ("", ""),
    ],
)
def test_one_harmless_line(text: str, expected: str) -> None:
    assert plain(text, 28 if len(expected) > 20 else 20) == expected


@given(st.text(), st.integers(1, 50))
def test_no_text_gets_past(text: str, length: int) -> None:
    line = plain(text, length)
    assert len(line) <= length
    assert not {unicodedata.category(c) for c in line} & {"Cc", "Cs", "Cn", "Co", "Zl", "Zp"}
    assert plain(line, length) == line

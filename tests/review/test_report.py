"""The report: valid HTML whatever was written, nothing to load, and the numbers of the days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskmate.build import build_selfcheck
from deskmate.looks import report_style
from deskmate.review.past import Past, told_of
from deskmate.review.period import Period
from deskmate.review.report import About, report
from deskmate.sitting.events import Kind
from deskmate.sitting.fold import Day
from tests.builders import MONDAY, ZONE, Script
from tests.review.looking import RULES, days_of, looked_back
from tests.running import NOON, typical_day

NAMESPACE = "{http://www.w3.org/1999/xhtml}"
LOADING = {"src", "href", "srcset", "action", "data", "poster", "background"}


def written(days: tuple[Day, ...], count: int = 28) -> str:
    now = NOON + timedelta(days=3)
    period = Period(now.date() - timedelta(days=count - 1), now.date())
    return report(Past(days), About(period, now, RULES, ZONE, "deskmate"), report_style())


def parsed(page: str) -> Any:
    """Read a page as a browser does; raises where it is not valid."""
    return html5lib.HTMLParser(strict=True).parse(page)


def words(tree: Any) -> str:
    return " ".join(" ".join(tree.find(f"{NAMESPACE}body").itertext()).split())


@pytest.mark.parametrize("count", [0, 1, 7, 380])
@pytest.mark.parametrize("days", [1, 28, 370])
def test_it_is_valid_and_loads_nothing(count: int, days: int) -> None:
    page = written(looked_back(count)[0], days)
    tree = parsed(page)
    assert not [e for e in tree.iter() for name in e.attrib if name.lower() in LOADING]
    assert "url(" not in page
    assert "@import" not in page
    assert "<script" not in page
    assert "default-src 'none'" in page


def test_it_says_what_was_kept() -> None:
    script = typical_day().event(Kind.NOTED, "12:00", text="Stiff after a drive.", day=MONDAY.date().isoformat())
    tree = parsed(written(days_of(script, NOON)))
    said = words(tree)
    for expected in (
        "Sitting 2 h 15 min a day, on 1 day; below the goal of 6 h 00 min.",
        "Stretching 3 min in 1 session.",
        "5.0 of 10 before stretching, from 1 rating; +2.0 points of relief.",
        "Captain Morgan 3:26 5 → 3 all of it",
        "Mon 2 Mar 2026: Stiff after a drive.",
        "no diagnosis",
    ):
        assert expected in said
    assert len(list(tree.iter("{http://www.w3.org/2000/svg}svg"))) >= 5


def test_self_checks_are_told_in_the_words_of_the_check() -> None:
    script = typical_day().event(Kind.SELF_CHECKED, "12:00", side="left", thigh="above", knee="bent")
    past = Past(days_of(script, NOON), checked=told_of(script.events, NOON, ZONE).checked)
    period = Period(MONDAY.date(), MONDAY.date())
    page = report(past, About(period, NOON, RULES, ZONE, "deskmate", build_selfcheck()), report_style())
    said = words(parsed(page))
    assert "Self-checks of the hips" in said
    assert "2 Mar 2026 left a little above level bent, the shin hangs down" in said
    assert "It is a hint, not a diagnosis." in said


def test_nothing_kept_is_said_so() -> None:
    assert "Nothing was kept of this time." in words(parsed(written(())))


HOSTILE = [
    "<script>alert(1)</script>",
    "</style><b>",
    '"><img src=http://x/>',
    "&amp; &lt;",
    "]]>",
    "<!--",
    "\x1b[31m",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_written_stays_text(text: str) -> None:
    check(text)


@settings(max_examples=30)
@given(st.text(min_size=1, max_size=60))
def test_any_text_stays_text(text: str) -> None:
    check(text)


def check(text: str) -> None:
    script: Script = typical_day()
    about = {"session": "b", "title": text}
    script.event(Kind.ACHE_RATED, "12:00", **about, moment="before", score=4)
    script.event(Kind.SESSION_STARTED, "12:00", **about, planned_seconds=60)
    script.event(Kind.SESSION_STEP, "12:01", **about, step="hold", seconds=30, completed=True)
    script.event(Kind.SESSION_ENDED, "12:02", **about, completed=True, seconds=60)
    script.event(Kind.ACHE_RATED, "12:03", **about, moment="after", score=2)
    script.event(Kind.NOTED, "12:04", text=text, day=MONDAY.date().isoformat())
    (day, *_) = days_of(script, NOON)
    tree = parsed(written((day,)))
    names = {str(e.tag).removeprefix(NAMESPACE) for e in tree.iter()}
    assert not names & {"script", "img", "b"}
    assert " ".join(day.notes[0].text.split()) in words(tree)

"""A status as text: every way it can be printed, and every format that is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskmate.glance.fields import FIELDS, Status
from deskmate.glance.show import FormatError, as_json, as_line, check_format, in_format
from deskmate.status import status_of
from tests.builders import Script, day

MORNING = day().sit("9:00").alive("9:10").alive("10:00").stand("10:35").sit("10:40").alive("11:00")


def status(script: Script, clock: str) -> Status:
    return status_of(script.state(clock))


@pytest.mark.parametrize(
    ("script", "clock", "line"),
    [
        (day(), "9:00", "not watched: deskmate is not running"),
        (MORNING, "9:12", "sitting 12 min, next break at 09:30"),
        (MORNING, "10:05", "sitting 1 h 05 min, break due since 09:30"),
        (MORNING, "10:36", "standing 1 min"),
        (day().sit("9:00").rest("9:30").alive("9:34"), "9:34", "break 4 min"),
        (day().sit("9:00").away("9:30").alive("9:34"), "9:34", "away 4 min"),
    ],
)
def test_the_line(script: Script, clock: str, line: str) -> None:
    assert as_line(status(script, clock)) == line


def test_the_json_has_every_field_in_its_place() -> None:
    shown = json.loads(as_json(status(MORNING, "10:50")))
    today = shown.pop("today")
    assert shown == {
        "now": "2026-03-02T10:50:00+01:00",
        "posture": "sitting",
        "activity": None,
        "since": "2026-03-02T10:40:00+01:00",
        "up_seconds": 0,
        "bout_seconds": 600,
        "next_break": "2026-03-02T11:10:00+01:00",
        "break_due": False,
        "postponed": 0,
        "quiet_until": None,
        "reading_until": None,
    }
    assert today == {
        "sedentary_seconds": 6300,
        "goal_seconds": 21600,
        "longest_bout_seconds": 5700,
        "prolonged_bouts": 1,
        "breaks": 1,
        "stretches": 0,
        "stretching_seconds": 0,
    }


def test_a_word_that_json_would_escape_is_escaped() -> None:
    odd: Status = {**status(MORNING, "10:50"), "posture": 'a"\\\x1bé'}
    assert json.loads(as_json(odd))["posture"] == 'a"\\\x1bé'


def test_a_state_has_every_field_and_no_other() -> None:
    assert list(status(MORNING, "10:50")) == list(FIELDS)


@pytest.mark.parametrize(
    ("pattern", "shown"),
    [
        ("{posture} {bout:%H:%M} {next_break}", "sitting 00:10 11:10"),
        ("{{{posture}}} {{}}", "{sitting} {}"),
        ("{sedentary} {bout} {longest:%H h} {longest:%M min} {bout:%S} {bout:%M%%}", "1h45m 10m 01 h 95 min 600 10%"),
        ("{since} {since:%d.%m. %H:%M:%S} {now:%Y-%m-%dT%H%z}", "10:40 02.03. 10:40:00 2026-03-02T10+0100"),
        ("{activity}|{break_due}|{breaks}|{stretches}", "|no|1|0"),
        ("\ue0b0 {posture} 🪑", "\ue0b0 sitting 🪑"),
        ("", ""),
    ],
)
def test_formats(pattern: str, shown: str) -> None:
    assert in_format(status(MORNING, "10:50"), pattern) == shown


def test_what_there_is_not_is_nothing() -> None:
    assert in_format(status(MORNING, "10:38"), "[{activity}{next_break:%H}]") == "[]"
    assert in_format(status(day(), "10:36"), "[{activity}{next_break:%H:%M}]") == "[]"


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("{mood}", "'mood' is not a field of the format; the fields are now, posture,"),
        ("{posture.__class__}", "'posture.__class__' is not a field"),
        ("{posture[0]}", "is not a field"),
        ("{posture!r}", "is not a field"),
        ("{0}", "'0' is not a field"),
        ("{}", "'' is not a field"),
        ("{\x1b}", "control character"),
        ("{posture", "is not closed"),
        ("posture}", "closes nothing"),
        ("{posture:>9}", "posture takes nothing after a colon"),
        ("{bout:%d}", "bout does not know %d in the format; it knows %H, %M, %S and %%"),
        ("{bout:%}", "bout does not know %"),
        ("{now:%n}", "now does not know %n"),
        ("{now:%-H}", "now does not know %-"),
        ("\x1b[2J", "control character"),
        ("\u202e{posture}", "control character"),
        ("\udc80", "control character"),
    ],
)
def test_a_wrong_format_is_one_sentence(pattern: str, sentence: str) -> None:
    with pytest.raises(FormatError) as refused:
        check_format(pattern)
    assert sentence in str(refused.value)
    assert str(refused.value).endswith(".")
    assert str(refused.value).isprintable()


@settings(deadline=None)
@given(st.text(st.sampled_from("{}:%HMSapd ostureb.[0]!\x1b\n")))
def test_any_format_is_filled_in_or_refused(pattern: str) -> None:
    try:
        told = in_format(status(MORNING, "10:50"), pattern)
    except FormatError as error:
        told = str(error)
    assert told.isprintable()

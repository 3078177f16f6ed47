"""Putting the day right, and the small questions, in the real app."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import OptionList

from deskmate.app import DeskmateApp
from deskmate.history.journal import Journal
from deskmate.screens.correct import CorrectScreen, shares
from deskmate.sitting import words
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.timeline import Activity, Posture
from tests.builders import SimulatedClock, at, day, minutes
from tests.kept_days import kept_days
from tests.running import NOON, make_app, typical_day

SIZE = (100, 30)


@pytest.fixture
def app(tmp_path: Path) -> DeskmateApp:
    return make_app(tmp_path, SimulatedClock(NOON), typical_day().events)


def shown(app: DeskmateApp) -> str:
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


def written(tmp_path: Path) -> list[Event]:
    return [e for e in Journal(tmp_path).read() if e.kind is not Kind.ALIVE][len(typical_day().events) :]


async def test_the_last_spans_are_listed_newest_first(app: DeskmateApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e")
        assert isinstance(app.screen, CorrectScreen)
        lines = [line.split() for line in shown(app).splitlines() if "–" in line]
    assert [line[-1] for line in lines[:4]] == ["sitting", "away", "sitting", "stretch"]
    assert lines[1][0] == "11:20–11:50"


async def test_a_span_is_said_to_have_been_a_walk_and_that_is_undone(app: DeskmateApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e", "down", "w")
        walks = [s for s in app.desk.state.spans if s.activity is Activity.WALK]
        assert [(s.start, s.end) for s in walks] == [(at("11:20"), at("11:50"))]
        await pilot.pause()
        assert "walk  (corrected)" in shown(app)
        await pilot.press("u")
        assert not [s for s in app.desk.state.spans if s.activity is Activity.WALK]


async def test_the_choice_stays_on_what_was_chosen_whatever_another_pane_tells(app: DeskmateApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e", "down")
        app.desk.say(words.stand(app.desk.state))
        clock = app.desk.clock
        assert isinstance(clock, SimulatedClock)
        clock.run(minutes(1))
        app._tick()
        await pilot.pause()
        assert shown(app).count("12:13–12:14") == 1
        await pilot.press("w")
        walks = [s for s in app.desk.state.spans if s.activity is Activity.WALK]
        assert [(s.start, s.end) for s in walks] == [(at("11:20"), at("11:50"))]
        await pilot.press("u", "s")
        await pilot.pause()
        # Sitting before and after, it is one with both; taken back, it is chosen again.
        await pilot.press("u", "w")
        assert [(s.start, s.end) for s in app.desk.state.spans if s.activity is Activity.WALK] == [
            (at("11:20"), at("11:50"))
        ]


async def test_a_stretch_stays_what_it_was(app: DeskmateApp, tmp_path: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e", "down", "down", "down", "s")
        assert "That overlaps your stretch of 10:40, which is kept as it was." in [
            n.message for n in app._notifications
        ]
    assert written(tmp_path) == []


async def test_a_large_screen_draws_each_as_high_as_it_was_long_over_what_the_day_adds_up_to(
    app: DeskmateApp,
) -> None:
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.press("e")
        await pilot.pause()
        rows = [line.strip() for line in shown(app).splitlines()]
        starts = [n for n, row in enumerate(rows) if "–" in row]
        assert [below - above for above, below in pairwise(starts)] == [6, 7, 9, 1, 8, 1, 8, 3]
        assert rows[starts[0]] == "████████  11:50–12:13     23 min  sitting"
        assert rows[starts[0] + 1] == "████████"
        assert rows[starts[1]].startswith("▏")
        assert any(row.split() == ["2", "h", "28", "min", "36", "min", "4", "1"] for row in rows)
        await pilot.press("down", "s")
        await pilot.pause()
        assert "2 h 58 min" in shown(app)


async def test_the_night_before_takes_no_room_from_the_day(tmp_path: Path) -> None:
    events, now = kept_days(3)
    app = make_app(tmp_path, SimulatedClock(now), events)
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.press("e")
        await pilot.pause()
        rows = [line.strip() for line in shown(app).splitlines()]
        (night,) = (n for n, row in enumerate(rows) if "00:00–" in row)
        assert rows[night].endswith("unknown")
        assert not rows[night + 1]
        assert rows[night - 3 : night] == ["████████"] * 3


async def test_a_smaller_one_draws_them_in_a_line_each_again(app: DeskmateApp) -> None:
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.press("e", "down", "down")
        await pilot.resize_terminal(*SIZE)
        await pilot.pause()
        await pilot.pause()
        assert "█" not in shown(app)
        assert app.screen.query_one(OptionList).highlighted == 2


@given(st.lists(st.integers(1, 36_000), min_size=1, max_size=24), st.integers(1, 60))
def test_rows_are_shared_by_length_and_nothing_is_lost(seconds: list[int], rows: int) -> None:
    lengths = [timedelta(seconds=count) for count in seconds]
    shared = shares(lengths, rows, minutes(3))
    assert min(shared) >= 1
    assert sum(shared) <= max(rows, len(lengths))
    assert all(one <= max(1, round(length / minutes(3))) for one, length in zip(shared, lengths, strict=True))


async def test_quiet_is_asked_for_and_ended_by_one_key(app: DeskmateApp, tmp_path: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n", "1")
        await pilot.pause()
        assert "Quiet until 12:43: no prompts" in shown(app)
        await pilot.press("n")
        await pilot.pause()
        assert "Quiet until" not in shown(app)
        await pilot.press("n", "escape", "n", "9", "q")
    assert [e.kind for e in written(tmp_path)] == [Kind.QUIET_STARTED, Kind.QUIET_ENDED]


async def test_reading_is_asked_for_and_ended_by_one_key(app: DeskmateApp, tmp_path: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("r", "down", "enter")
        await pilot.pause()
        assert "Reading until 13:43: stillness counts as sitting" in shown(app)
        await pilot.press("r")
        await pilot.pause()
        assert "Reading until" not in shown(app)
    assert [e.kind for e in written(tmp_path)] == [Kind.READING_STARTED, Kind.READING_ENDED]


ABSENT = "away 12:00–12:12, counted as a break · u undo · w I was standing · d I sat on"


@pytest.mark.parametrize(
    ("key", "posture"), [("u", Posture.SITTING), ("w", Posture.STANDING), ("d", Posture.SITTING)]
)
async def test_an_absence_is_one_line_and_one_key_puts_it_right(tmp_path: Path, key: str, posture: Posture) -> None:
    events = typical_day().away("12:00", cause="idle").back("12:12").events
    app = make_app(tmp_path, SimulatedClock(NOON), events)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert ABSENT in shown(app)
        await pilot.press(key)
        await pilot.pause()
        assert "counted as a break" not in shown(app)
        (span,) = [s for s in app.desk.state.spans if s.start <= at("12:05") < s.end]
        assert span.posture is posture


async def test_the_keys_of_an_absence_do_nothing_without_one(app: DeskmateApp, tmp_path: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("w", "d", "x")
    assert written(tmp_path) == []


async def test_a_due_break_offers_something_and_can_be_skipped(tmp_path: Path) -> None:
    clock = SimulatedClock(at("9:00"))
    app = make_app(tmp_path, clock, day().sit("8:30").alive("9:00").events)
    async with app.run_test(size=SIZE) as pilot:
        app._tick()
        await pilot.pause()
        assert "5 min up will do: a two-minute walk" in shown(app)
        await pilot.press("x")
        await pilot.pause()
        assert "Next break at 09:30" in shown(app)


async def test_what_quiet_held_back_is_shown_afterwards(tmp_path: Path) -> None:
    clock = SimulatedClock(at("9:00"))
    events = day().sit("8:20").event(Kind.QUIET_STARTED, "8:40", seconds=1320).alive("9:00").events
    app = make_app(tmp_path, clock, events)
    async with app.run_test(size=SIZE) as pilot:
        for _ in range(3):
            app._tick()
            await pilot.pause()
            clock.run(minutes(1))
        app._tick()
        await pilot.pause()
        assert "While it was quiet, a break fell due: 09:00" in shown(app)
        assert app.screen.query_one("#now").has_class("due")


async def test_settings_and_disk_trouble_are_told_side_by_side(app: DeskmateApp) -> None:
    app._problems.append("The setting x is not known.")
    async with app.run_test(size=SIZE) as pilot:
        app._tell_trouble("The disk is full.")
        await pilot.pause()
        assert "The setting x is not known." in shown(app)
        assert "The disk is full. What you do is kept in memory" in shown(app)
        app._tell_trouble(None)
        await pilot.pause()
        assert "The setting x is not known." in shown(app)
        assert "The disk is full." not in shown(app)


async def test_a_notification_or_hook_that_fails_is_told_once(app: DeskmateApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        app._tell_once("No desktop notification: [b]no service[/b].")
        app._tell_once("No desktop notification: [b]no service[/b].")
        await pilot.pause()
        assert [n.message for n in app._notifications] == ["No desktop notification: [b]no service[/b]."]


async def test_just_after_midnight_the_evening_can_be_put_right_too(tmp_path: Path) -> None:
    script = day().sit("20:00").stand("22:50").sit("23:10")
    app = make_app(tmp_path, SimulatedClock(at("0:20", 1)), script.events)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e")
        await pilot.pause()
        times = [line.split()[0] for line in shown(app).splitlines() if "–" in line]
        assert times[:3] == ["23:10–00:20", "22:50–23:10", "20:00–22:50"]
        await pilot.press("w")
        await pilot.pause()
        assert "(corrected)" in shown(app)
    (said,) = [e for e in Journal(tmp_path).read() if e.kind is Kind.CORRECTED]
    assert said.moment("start") == at("23:10")


async def test_later_in_the_day_the_list_begins_at_midnight(tmp_path: Path) -> None:
    script = day().sit("23:10")
    app = make_app(tmp_path, SimulatedClock(at("5:00", 1)), script.events)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e")
        await pilot.pause()
        assert "00:00–05:00" in shown(app)

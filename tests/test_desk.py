"""The desk: journal and memory as one, over restarts, gaps and other panes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from deskmate.build import build_desk
from deskmate.config import folders
from deskmate.desk import Desk
from deskmate.history.journal import Journal
from deskmate.sitting import words
from deskmate.sitting.amend import effective
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.sessions import PAUSED, sessions
from deskmate.sitting.timeline import Posture
from deskmate.sitting.watch import Entry
from tests.builders import SimulatedClock, at, minutes
from tests.running import ScriptedSpeaker, typical_day

MakeDesk = Callable[[], Desk]


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(at("9:00"))


@pytest.fixture
def make(tmp_path: Path, clock: SimulatedClock) -> Iterator[MakeDesk]:
    made: list[Desk] = []

    def make_desk() -> Desk:
        desk, problems = build_desk(folders(tmp_path), clock, ScriptedSpeaker())
        assert problems == ()
        assert desk.open() == ()
        made.append(desk)
        return desk

    yield make_desk
    for desk in made:
        desk.close()


def kinds(root: Path) -> list[Kind]:
    return [e.kind for e in Journal(root).read() if e.kind is not Kind.ALIVE]


def live(desk: Desk, clock: SimulatedClock, length: timedelta) -> list[Kind]:
    """Let time pass in half minutes, and give what was written down by itself."""
    step = timedelta(seconds=30)
    entries: list[Entry] = []
    for _ in range(length // step):
        clock.run(step)
        entries += desk.tick()
    return [e.kind for e in entries]


def test_opening_sits_down_and_closing_leaves_it_on_disk(make: MakeDesk, tmp_path: Path) -> None:
    desk = make()
    assert desk.state.posture is Posture.SITTING
    assert desk.close() == ()
    assert kinds(tmp_path) == [Kind.SAT]


def test_a_bout_is_prompted_once_at_its_interval(make: MakeDesk, clock: SimulatedClock) -> None:
    desk = make()
    assert live(desk, clock, minutes(29)) == []
    assert live(desk, clock, minutes(10)) == [Kind.BREAK_DUE, Kind.PROMPT_RAISED, Kind.PROMPT_RAISED]


def test_a_restart_within_a_few_minutes_carries_the_bout_on(
    make: MakeDesk, clock: SimulatedClock, tmp_path: Path
) -> None:
    desk = make()
    live(desk, clock, minutes(12))
    desk.close()
    clock.run(minutes(4))
    bout = make().state.bout
    assert bout is not None
    assert bout.sitting == minutes(16)
    assert kinds(tmp_path) == [Kind.SAT]


def test_a_crash_loses_no_more_than_the_last_beat(make: MakeDesk, clock: SimulatedClock, tmp_path: Path) -> None:
    desk = make()
    live(desk, clock, minutes(12))
    desk._writer.flush(minutes(1))
    # What a process killed now leaves behind is exactly what is on disk; the next start is hours later.
    clock.run(minutes(300))
    again = make()
    assert kinds(tmp_path)[:1] == [Kind.SAT]
    assert again.state.today.totals.sedentary == minutes(12)
    assert again.state.bout is not None
    assert again.state.bout.start == clock.now()


@pytest.mark.parametrize("before", [5, 10, 25])
def test_suspend_is_time_away(make: MakeDesk, clock: SimulatedClock, before: int) -> None:
    desk = make()
    live(desk, clock, minutes(before))
    clock.suspend(minutes(45))
    assert [e.kind for e in desk.tick()] == [Kind.LEFT, Kind.RETURNED]
    state = desk.state
    assert (state.today.totals.sedentary, state.today.totals.breaks) == (minutes(before), 1)
    assert state.bout is not None
    assert state.bout.start == clock.now()


@pytest.mark.parametrize("days", [1, 3, 40, 400])
def test_closed_over_a_weekend_or_a_year_is_time_nobody_watched(
    make: MakeDesk, clock: SimulatedClock, days: int
) -> None:
    desk = make()
    live(desk, clock, minutes(60))
    desk.close()
    clock.run(timedelta(days=days))
    again = make()
    live(again, clock, minutes(5))
    assert again.state.today.totals.sedentary == minutes(5)
    newest, oldest = again.history.days()
    assert (newest.totals.sedentary, oldest.totals.sedentary) == (minutes(5), minutes(60))


def test_left_before_the_weekend_with_the_app_running_and_back_after_it(
    make: MakeDesk, clock: SimulatedClock
) -> None:
    desk = make()
    live(desk, clock, minutes(20))
    desk.saw_idle(minutes(5))
    clock.run(timedelta(days=3))
    desk.tick()
    assert [e.kind for e in desk.saw_idle(timedelta(0))] == [Kind.RETURNED]
    live(desk, clock, minutes(10))
    assert desk.state.posture is Posture.SITTING
    assert desk._writer.flush(minutes(1))
    other = make()
    assert other.state.bout is not None
    assert other.state.bout.sitting == minutes(10)


def test_being_stopped_is_time_away(make: MakeDesk, clock: SimulatedClock) -> None:
    desk = make()
    live(desk, clock, minutes(10))
    clock.run(minutes(5))
    desk.tick()
    assert desk.state.today.totals.sedentary == minutes(10)


def test_a_pane_stopped_while_another_watched_is_no_absence(make: MakeDesk, clock: SimulatedClock) -> None:
    stopped, watching = make(), make()
    assert all(desk._writer.flush(minutes(1)) for desk in (stopped, watching))
    clock.run(minutes(5))
    watching._journal.beat(clock.now() - timedelta(seconds=20))
    assert stopped.tick() == ()
    assert stopped.state.posture is Posture.SITTING


def test_stillness_and_return(make: MakeDesk, clock: SimulatedClock) -> None:
    desk = make()
    live(desk, clock, minutes(10))
    assert [e.kind for e in desk.saw_idle(minutes(4))] == [Kind.LEFT]
    live(desk, clock, minutes(3))
    assert [e.kind for e in desk.saw_idle(timedelta(0))] == [Kind.RETURNED]
    assert desk.state.today.totals.sedentary == minutes(6)


def test_two_panes_agree_and_one_prompts(make: MakeDesk, clock: SimulatedClock) -> None:
    one, two = make(), make()
    one.record(Kind.STOOD)
    one._writer.flush(minutes(1))
    two.tick()
    assert two.state.posture is Posture.STANDING
    two.record(Kind.SAT)
    two._writer.flush(minutes(1))
    prompts = []
    for _ in range(40):
        clock.run(minutes(1))
        prompts += [*one.tick(), *two.tick()]
        one._writer.flush(minutes(1))
    assert [e.kind for e in prompts] == [Kind.BREAK_DUE, Kind.PROMPT_RAISED, Kind.PROMPT_RAISED]


LOST: list[Event] = [
    Event(at("8:58"), Kind.SESSION_STARTED, {"session": "a", "title": "Captain Morgan", "planned_seconds": 200}),
    Event(at("8:59"), Kind.SESSION_STEP, {"session": "a", "step": "hold", "seconds": 30, "completed": True}),
]


def test_a_session_lost_to_a_crash_is_found_at_the_next_start_and_nothing_is_decided(
    make: MakeDesk, clock: SimulatedClock, tmp_path: Path
) -> None:
    Journal(tmp_path).append(LOST)
    desk = make()
    assert desk.state.open_session is None
    found = desk.state.interrupted
    assert found is not None
    assert (found.id, found.ended, found.holds, found.active) == ("a", False, 1, timedelta(seconds=30))
    live(desk, clock, minutes(90))
    assert desk.state.interrupted is not None
    desk.say(words.keep_session(desk.state))
    (kept,) = desk.state.today.sessions
    assert (kept.ended, kept.completed, kept.interrupted) == (True, False, False)


def test_a_session_lost_on_another_machine_is_left_to_that_machine(make: MakeDesk, tmp_path: Path) -> None:
    Journal(tmp_path, "other").append(LOST)
    desk = make()
    assert desk.state.interrupted is None
    assert Kind.SESSION_INTERRUPTED not in kinds(tmp_path)


def test_a_session_lost_beside_an_open_pane_is_found_by_it(
    make: MakeDesk, clock: SimulatedClock, tmp_path: Path
) -> None:
    desk = make()
    Journal(tmp_path, desk.device).append([Event(e.at + minutes(3), e.kind, e.data) for e in LOST])
    live(desk, clock, minutes(4))
    assert desk.state.interrupted is not None


def offered(desk: Desk) -> str:
    session = desk.state.interrupted
    return session.id if session is not None else ""


def test_two_panes_that_offer_a_session_and_one_that_goes_on_with_it(
    make: MakeDesk, clock: SimulatedClock, tmp_path: Path
) -> None:
    Journal(tmp_path).append(LOST)
    one, two = make(), make()
    assert one._writer.flush(minutes(1))
    two.tick()
    assert offered(two) == "a"
    assert one.take_up()
    assert not two.take_up()
    one.record(Kind.SESSION_RESUMED, session="a")
    assert one._writer.flush(minutes(1))
    for _ in range(4):
        clock.run(timedelta(seconds=1))
        two.tick()
    assert offered(two) == ""
    assert two.state.open_session is not None


def test_a_session_paused_for_long_is_left_to_its_pane_until_that_is_gone(
    make: MakeDesk, clock: SimulatedClock, tmp_path: Path
) -> None:
    one = make()
    one.record(Kind.SESSION_STARTED, session="a", title="Captain Morgan", planned_seconds=200)
    clock.run(minutes(10))
    paused = clock.now() - minutes(4)
    one.record(Kind.SESSION_INTERRUPTED, at=paused, session="a", cause=PAUSED)
    assert one._writer.flush(minutes(1))
    two = make()
    live(two, clock, minutes(1))
    assert offered(two) == ""
    assert two.state.paused is not None
    with pytest.raises(ValueError, match="no stretch was interrupted"):
        words.keep_session(two.state)
    one.let_go()
    live(two, clock, minutes(3))
    found = two.state.interrupted
    assert found is not None
    assert (found.id, found.paused, found.last) == ("a", False, paused)


def test_one_of_two_panes_runs_a_session_until_it_is_over_or_let_go(make: MakeDesk) -> None:
    one, two = make(), make()
    assert one.take_up()
    assert not two.take_up()
    one.let_go()
    assert two.take_up()
    two.record(Kind.SESSION_STARTED, session="a", title="Captain Morgan", planned_seconds=200)
    assert not one.take_up()
    two.record(Kind.SESSION_ENDED, session="a", completed=True, seconds=200)
    assert one.take_up()


def test_a_session_in_another_pane_is_left_alone(make: MakeDesk, clock: SimulatedClock) -> None:
    one = make()
    one.record(Kind.SESSION_STARTED, session="a", title="Captain Morgan", planned_seconds=200)
    one._writer.flush(minutes(1))
    two = make()
    assert two.state.open_session is not None
    one.record(Kind.SESSION_ENDED, session="a", completed=True, seconds=200)
    one._writer.flush(minutes(1))
    two.tick()
    assert two.state.open_session is None


def test_trouble_with_the_disk_is_told_and_nothing_is_lost(
    make: MakeDesk, clock: SimulatedClock, tmp_path: Path
) -> None:
    desk = make()
    told: list[str | None] = []
    desk.on_trouble = told.append
    folder = Journal(tmp_path).folder
    desk._writer.flush(minutes(1))
    # Two renames: the writer's thread, which may make the folder anew, has next to no time between them.
    file = tmp_path / "file"
    file.write_text("in the way")
    aside = folder.rename(folder.with_name("aside"))
    file.rename(folder)
    desk.record(Kind.STOOD)
    assert desk._writer.flush(minutes(1)) is False
    assert desk.state.posture is Posture.STANDING
    folder.unlink()
    aside.rename(folder)
    assert desk.close() == ()
    assert kinds(tmp_path) == [Kind.SAT, Kind.STOOD]
    assert [t is None for t in told] == [False, True]


def test_input_where_stillness_proves_nothing_still_ends_an_absence(make: MakeDesk, clock: SimulatedClock) -> None:
    desk = make()
    live(desk, clock, minutes(5))
    assert desk.saw_idle(minutes(4), proves_absence=False) == ()
    desk.record(Kind.LEFT, cause="user")
    live(desk, clock, minutes(5))
    assert desk.saw_idle(minutes(5), proves_absence=False) == ()
    assert [e.kind for e in desk.saw_idle(minutes(0), proves_absence=False)] == [Kind.RETURNED]


def test_a_locked_screen_is_not_come_back_to_by_waking(make: MakeDesk, clock: SimulatedClock) -> None:
    desk = make()
    live(desk, clock, minutes(5))
    assert [e.data["cause"] for e in desk.saw_leaving("locked")] == ["locked"]
    assert desk.saw_leaving("asleep") == ()
    clock.run(minutes(10))
    assert desk.saw_coming("asleep") == ()
    assert desk.saw_idle(minutes(0)) == ()
    assert [e.kind for e in desk.saw_coming("locked")] == [Kind.RETURNED]


def test_what_is_mended_while_the_app_is_open_is_told_once(
    make: MakeDesk, clock: SimulatedClock, tmp_path: Path
) -> None:
    desk = make()
    told: list[str] = []
    desk.on_problem = told.append
    desk._writer.flush(minutes(1))
    month = tmp_path / "history" / desk.device / "2026-03.json"
    month.write_bytes(b"{")
    live(desk, clock, minutes(2))
    assert [t.partition(" was damaged")[0] for t in told] == [str(month)]
    assert desk.state.posture is Posture.SITTING
    assert kinds(tmp_path) == [Kind.SAT]


def test_all_sessions_are_those_of_every_event(make: MakeDesk, clock: SimulatedClock, tmp_path: Path) -> None:
    events = [
        *typical_day().events,
        Event(at("14:00"), Kind.SESSION_STARTED, {"session": "b", "routine": "couch"}, id="b1"),
        Event(at("14:01"), Kind.SESSION_STEP, {"session": "b", "step": "hold", "seconds": 30, "completed": True}),
        Event(at("14:02"), Kind.SESSION_ENDED, {"session": "b", "completed": False, "seconds": 90}),
        Event(at("15:00"), Kind.SESSION_STARTED, {"session": "c", "routine": "couch"}),
    ]
    Journal(tmp_path).append(events)
    clock.run(at("15:30") - clock.now())
    desk = make()
    found = desk.history.sessions()
    assert found == sessions(effective(desk.history.events()))
    assert [s.id for s in found] == ["a", "b", "c"]

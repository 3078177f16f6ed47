"""Scripted workdays: everything deskmate said by itself is listed, and nothing else."""

from __future__ import annotations

from datetime import time, timedelta

from deskmate.sitting import words
from deskmate.sitting.rules import Rules
from deskmate.sitting.schedule import Hours, Schedule
from tests.builders import minutes
from tests.simulator import Simulator


def morning(start: str = "2026-03-02 09:00", rules: Rules | None = None) -> Simulator:
    return Simulator(start, rules).open()


def test_one_bout_is_told_step_by_step() -> None:
    day = morning().work("9:46")
    assert day.told() == [
        "09:30 break_due",
        "09:30:20 prompt_raised notify",
        "09:32 prompt_raised voice",
        "09:45 break_due",
        "09:45:20 prompt_raised notify",
    ]
    assert day.noticed() == []
    assert day.totals() == {"sitting": 46, "breaks": 0}


PROMPT = ["{} break_due", "{}:20 prompt_raised notify"]


def prompted(*clocks: str) -> list[str]:
    """Give the lines of prompts that were heeded within two minutes."""
    return [line.format(clock) for clock in clocks for line in PROMPT]


def test_a_day_of_heeded_prompts_and_a_long_break_every_fourth() -> None:
    day = morning()
    lengths = []
    for due, back in (
        ("9:31", "9:36"),
        ("10:07", "10:12"),
        ("10:43", "10:48"),
        ("11:19", "11:30"),
        ("12:01", "12:06"),
    ):
        lengths.append(day.work(due).state.plan.length)
        day.say(words.take_break).still(back).work(back)
    assert lengths == [minutes(5), minutes(5), minutes(5), minutes(10), minutes(5)]
    assert day.told() == prompted("09:30", "10:06", "10:42", "11:18", "12:00")
    assert day.state.today.totals.breaks == 5


def test_coming_back_ends_the_break_by_itself() -> None:
    day = morning().work("9:31").say(words.take_break).still("9:35").work("9:40")
    assert day.noticed() == ["09:31 left idle", "09:35 returned"]
    assert day.state.absence is None
    assert day.totals() == {"sitting": 36, "away": 4, "breaks": 1}


def test_a_break_cut_short_does_not_end_the_bout() -> None:
    day = morning().work("9:31").say(words.take_break).still("9:32:30").work("9:40")
    assert day.state.bout is not None
    assert day.state.bout.sitting == minutes(38.5)
    assert day.state.today.totals.breaks == 0


def test_lunch_is_a_natural_break_told_once_on_return() -> None:
    day = morning().work("9:20").still("10:05").work("10:06")
    assert day.noticed() == ["09:20 left idle", "10:05 returned"]
    assert day.told() == []
    absence = day.state.absence
    assert absence is not None
    assert absence.was_break
    assert day.totals() == {"sitting": 21, "away": 45, "breaks": 1}


def test_nothing_is_told_while_away_and_a_short_absence_does_not_end_the_bout() -> None:
    day = morning(rules=Rules(shortest_break=minutes(10))).work("9:25").still("9:33").work("9:39")
    assert day.noticed() == ["09:25 left idle", "09:33 returned"]
    assert day.told() == prompted("09:38")
    assert day.state.bout is not None
    assert day.state.bout.sitting == minutes(31)


def test_a_late_start_with_unwatched_hours_before() -> None:
    day = morning().work("9:10").quit().off("13:00").open().work("13:10")
    assert day.noticed() == ["09:10 unwatched"]
    assert day.totals() == {"sitting": 20, "unknown": 230, "breaks": 0}
    assert day.state.absence is not None


def test_meetings_in_quiet_are_held_back_and_told_once_afterwards() -> None:
    day = morning().work("9:10").say(lambda s: words.be_quiet(s, minutes(60))).work("9:50").work("10:11")
    assert day.told() == [
        "09:30 break_held asked",
        "10:10 bout_long",
        "10:10 break_due",
        "10:10 held_shown",
        "10:10:20 prompt_raised notify",
    ]
    assert day.state.held_told == (day.state.local(day.state.held_told[0]),)
    assert day.work("10:26").state.held_told == ()
    assert "held_shown" not in "".join(day.told()[5:])


def test_a_quiet_noon_and_working_hours_are_kept() -> None:
    office = Rules(schedule=Schedule(frozenset(range(5)), Hours(time(9), time(12)), (Hours(time(10), time(10, 30)),)))
    day = morning("2026-03-06 08:50", office).work("9:25").say(words.stand).work("9:30").say(words.sit)
    day.work("10:31").say(words.stand).work("11:45").say(words.sit).work("12:20")
    assert day.told() == [
        *prompted("09:20"),
        "09:22 prompt_raised voice",
        "10:00 break_held times",
        "10:30 bout_long",
        "10:30 break_due",
        "10:30 held_shown",
        "10:30:20 prompt_raised notify",
        "12:15 break_held hours",
    ]


def test_a_call_is_quiet() -> None:
    day = morning()
    day.desk.saw_call(in_call=True)
    day.work("9:40")
    day.desk.saw_call(in_call=False)
    assert day.work("9:41").told() == [
        "09:30 break_held call",
        "09:40 break_due",
        "09:40 held_shown",
        "09:40:20 prompt_raised notify",
    ]


def test_suspended_over_night_without_a_word_of_it() -> None:
    day = morning("2026-03-02 17:00").work("17:20").suspend("8:30").work("8:40")
    assert day.noticed() == ["17:20 left asleep", "08:30 returned"]
    assert day.told() == []
    assert day.totals() == {"sitting": 10, "breaks": 0}


def test_suspended_over_night_with_a_word_of_it() -> None:
    day = morning("2026-03-02 17:00").work("17:20").suspend("8:30", told=True).work("8:40")
    assert day.noticed() == ["17:20 left asleep", "08:30 returned"]
    assert day.state.bout is not None
    assert day.state.bout.sitting == minutes(10)


def test_a_laptop_closed_while_standing() -> None:
    day = morning().work("9:10").say(words.stand).work("9:20").suspend("9:50").work("9:55")
    assert day.noticed() == ["09:20 left asleep", "09:50 returned"]
    assert day.totals() == {"sitting": 15, "standing": 10, "away": 30, "breaks": 1}


def test_a_lock_of_two_seconds_wipes_nothing() -> None:
    day = morning().work("9:10").lock().still("9:10:02").unlock().work("9:30")
    assert day.noticed() == ["09:10 left locked", "09:10:02 returned"]
    assert day.state.bout is not None
    assert timedelta(0) <= minutes(30) - day.state.bout.sitting <= timedelta(seconds=2)


def test_a_locked_screen_ends_the_bout_at_that_moment() -> None:
    day = morning().work("9:25").lock().still("9:40").unlock().work("9:45")
    assert day.noticed() == ["09:25 left locked", "09:40 returned"]
    assert day.told() == []
    assert day.state.bout is not None
    assert day.state.bout.sitting == minutes(5)


def test_a_locked_machine_that_slept_is_come_back_to_when_it_is_unlocked() -> None:
    day = morning().work("9:10").lock().suspend("11:00", told=True).still("11:05").unlock().work("11:06")
    assert day.noticed() == ["09:10 left locked", "11:05 returned"]


def test_stopped_for_five_minutes() -> None:
    day = morning().work("9:10").stop("9:15").work("9:20")
    assert day.noticed() == ["09:10 left asleep", "09:15 returned"]
    assert day.totals() == {"sitting": 15, "away": 5, "breaks": 1}


def test_killed_in_the_middle_of_a_bout_and_started_again_soon() -> None:
    day = morning().work("9:10").kill().off("9:14").open().work("9:31")
    assert day.noticed() == []
    assert day.told() == prompted("09:30")
    assert day.totals() == {"sitting": 31, "breaks": 0}


def test_two_panes_agree_and_prompt_once() -> None:
    day = morning().open().work("9:31")
    assert day.told() == prompted("09:30")
    assert day.panes[0].state.plan == day.panes[1].state.plan
    day.panes[0].say(words.take_break(day.state))
    day.still("9:33")
    assert day.noticed() == ["09:31 left idle"]
    assert day.panes[1].state.posture == day.panes[0].state.posture


def test_a_word_from_another_shell_counts() -> None:
    day = morning().work("9:10").shell(words.stand).work("9:20").shell(words.sit).work("9:25")
    assert day.totals() == {"sitting": 15, "standing": 10, "breaks": 1}


def test_reading_is_sitting_and_prompts_come_all_the_same() -> None:
    day = morning().work("9:10").say(lambda s: words.read(s, minutes(45))).still("9:50").work("9:51")
    assert day.noticed() == []
    assert day.told()[:1] == ["09:30 break_due"]
    assert day.totals() == {"sitting": 51, "breaks": 0}


def test_reading_that_runs_out_is_being_away_from_there_on() -> None:
    day = morning().work("9:10").say(lambda s: words.read(s, minutes(10))).still("9:30").work("9:31")
    assert day.noticed() == ["09:20 left idle", "09:30 returned"]


def test_an_absence_put_right() -> None:
    undone = morning().work("9:10").still("9:40").work("9:41").say(words.undo)
    assert undone.totals() == {"sitting": 41, "breaks": 0}
    told = morning().work("9:10").still("9:40").work("9:41")
    absence = told.state.absence
    assert absence is not None
    told.say(lambda s: words.correct(s, "stand", absence.start, absence.end))
    assert told.totals() == {"sitting": 11, "standing": 30, "breaks": 1}


def test_postponing_has_an_end() -> None:
    day = morning().work("9:30:10")
    for clock in ("9:35:10", "9:40:10", "9:45:10"):
        day.say(lambda s: words.postpone(s, minutes(5))).work(clock)
    assert [line for line in day.told() if "break_due" in line] == [
        "09:30 break_due",
        "09:35:10 break_due",
        "09:40:10 break_due",
        "09:45:10 break_due",
    ]
    assert day.state.plan.postpones_left == 0


def test_a_skipped_break_comes_again_an_interval_later() -> None:
    day = morning().work("9:30:10").say(words.skip).work("10:00:11")
    assert day.told() == ["09:30 break_due", "10:00 bout_long", "10:00:10 break_due"]


def test_midnight_and_the_years_end() -> None:
    night = morning("2026-12-31 23:50").work("0:10")
    assert night.state.today.date.isoformat() == "2027-01-01"
    assert night.totals() == {"sitting": 10, "breaks": 0}
    assert night.state.bout is not None
    assert night.state.bout.sitting == minutes(20)
    assert night.work("0:21").told() == prompted("00:20")


def test_the_night_the_clocks_go_forward_is_an_hour_shorter() -> None:
    night = morning("2026-03-29 00:30", Rules(interval=minutes(200), long_bout=minutes(600)))
    night.work("4:30")
    assert night.totals() == {"sitting": 180, "breaks": 0}
    assert night.state.local(night.state.plan.due or night.now).strftime("%H:%M") == "04:50"


def test_the_night_the_clocks_go_back_is_an_hour_longer() -> None:
    night = morning("2026-10-25 00:30", Rules(interval=minutes(400), long_bout=minutes(600)))
    night.work("4:30")
    assert night.totals() == {"sitting": 300, "breaks": 0}
    midnight = night.work("0:00").state
    assert midnight.today.date.isoformat() == "2026-10-26"


def test_a_flight_to_another_zone_changes_the_clock_on_the_wall_alone() -> None:
    day = morning("2026-03-02 09:00").work("9:20").fly("America/New_York")
    assert f"{day.state.local(day.now):%H:%M}" == "03:20"
    day.work("3:31")
    assert day.told() == prompted("03:30")
    assert day.totals() == {"sitting": 31, "breaks": 0}


def test_a_clock_set_back_prompts_nothing_twice() -> None:
    day = morning().work("9:31").set_clock(-minutes(20)).work("9:40")
    assert day.told() == [*prompted("09:30"), "09:32 prompt_raised voice"]
    assert day.noticed() == []
    assert day.totals() == {"sitting": 40, "breaks": 0}


def test_a_clock_set_forward_takes_sitting_away_and_never_adds_any() -> None:
    day = morning().work("9:10").set_clock(minutes(60)).work("10:15")
    assert day.noticed() == ["09:10 left asleep", "10:10 returned"]
    assert day.totals() == {"sitting": 15, "away": 60, "breaks": 1}


def test_an_hour_of_sitting_is_told_to_the_hook_once() -> None:
    day = morning(rules=Rules(notify_after=None, voice_after=None)).work("10:20")
    assert day.told() == [
        "09:30 break_due",
        "09:45 break_due",
        "10:00 bout_long",
        "10:00 break_due",
        "10:15 break_due",
    ]

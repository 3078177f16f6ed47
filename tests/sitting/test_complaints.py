"""What users of other break reminders complain about, a row each: here it must not happen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

import pytest

from deskmate.sitting import words
from deskmate.sitting.rules import Rules
from deskmate.sitting.schedule import Hours, Schedule
from deskmate.sitting.timeline import Activity, Posture
from tests.builders import minutes
from tests.simulator import Simulator


def morning(rules: Rules | None = None) -> Simulator:
    return Simulator("2026-03-02 09:00", rules).open()


def bout(day: Simulator) -> float:
    """Give the minutes of the ongoing bout."""
    ongoing = day.state.bout
    return ongoing.sitting / minutes(1) if ongoing is not None else 0


def suspended_hours_count_as_rest() -> bool:
    day = morning().work("9:25").suspend("11:00").work("11:01")
    return day.state.today.totals.breaks == 1 and bout(day) == 1


def no_prompt_greets_the_user_on_waking() -> bool:
    day = morning().work("9:29").suspend("10:30").work("10:45")
    return day.told() == []


def a_break_that_stood_when_the_machine_slept_is_over_on_waking() -> bool:
    day = morning().work("9:31").say(words.take_break).suspend("10:30").work("10:31")
    return day.state.posture is Posture.SITTING and day.state.activity is None


def quiet_that_ran_out_in_sleep_is_over() -> bool:
    day = morning().work("9:05").say(lambda s: words.be_quiet(s, minutes(30))).suspend("10:30").work("11:01")
    return "11:00 break_due" in day.told()


def reading_does_not_outlive_sleep() -> bool:
    day = morning().work("9:05").say(lambda s: words.read(s, minutes(30))).suspend("10:30").still("10:40")
    return day.state.posture is Posture.AWAY


def screen_time_does_not_grow_in_sleep() -> bool:
    day = morning().work("9:10").suspend("12:00").work("12:10")
    return day.state.today.totals.sedentary == minutes(20)


def sleep_keeps_what_was_done_before() -> bool:
    day = morning().work("9:31").say(words.take_break).still("9:36").work("9:40").suspend("12:00")
    return day.state.today.totals.breaks == 2 and day.state.today.totals.sedentary == minutes(35)


def a_lock_of_two_seconds_costs_nothing() -> bool:
    day = morning().work("9:20").lock().still("9:20:02").unlock().work("9:29")
    return bout(day) > 28


def a_short_absence_does_not_reset_the_clock() -> bool:
    return bout(morning(Rules(shortest_break=minutes(5))).work("9:20").still("9:24").work("9:25")) > 20


def five_seconds_of_stillness_are_no_absence() -> bool:
    return morning().work("9:10").still("9:12:30").work("9:15").noticed() == []


def reading_and_dictating_are_sitting() -> bool:
    day = morning().say(lambda s: words.read(s, minutes(45))).still("9:29")
    return bout(day) == 29


def a_walk_needs_no_break_on_return() -> bool:
    day = morning().work("9:20").still("9:40").work("10:05")
    return day.told() == []


def a_film_does_not_reset_the_clock() -> bool:
    return reading_and_dictating_are_sitting()


def each_absence_is_judged_alone() -> bool:
    day = morning().work("9:05")
    for start in range(6, 24, 5):
        day.still(f"9:{start + 3:02d}:30").work(f"9:{start + 5:02d}")
    return all("left" in line or "returned" in line for line in day.noticed())


def more_rest_is_no_cost() -> bool:
    short = morning().work("9:31").say(words.take_break).still("9:36").work("9:40")
    long = morning().work("9:31").say(words.take_break).still("9:55").work("9:59")
    return bout(short) == bout(long) == 4


def nothing_is_told_in_a_call() -> bool:
    day = morning()
    day.desk.saw_call(in_call=True)
    return day.work("9:59").told() == ["09:30 break_held call"]


def quiet_is_never_stuck() -> bool:
    day = morning().say(lambda s: words.be_quiet(s, minutes(60))).quit().off("11:00").open().work("11:31")
    return day.told()[0] == "11:30 break_due"


def a_break_waved_away_can_be_had_again() -> bool:
    day = morning().work("9:30:10").say(words.skip).work("9:35").say(words.take_break)
    return day.state.activity is Activity.BREAK


def a_break_can_be_begun_at_any_time_and_counts() -> bool:
    day = morning().work("9:10").say(words.take_break).still("9:15").work("9:16")
    return day.state.today.totals.breaks == 1


def a_short_break_can_grow_into_a_long_one() -> bool:
    day = morning().work("9:31").say(words.take_break).still("9:50").work("9:51")
    return max(s.length for s in day.state.spans if s.posture is not Posture.SITTING) == minutes(19)


def putting_off_is_limited() -> bool:
    day = morning(Rules(postpones=1)).work("9:30:10").say(lambda s: words.postpone(s, minutes(5))).work("9:35:20")
    try:
        words.postpone(day.state, minutes(5))
    except ValueError:
        return True
    return False


def there_are_prompts_in_working_hours_alone() -> bool:
    rules = Rules(schedule=Schedule(hours=Hours(time(9), time(10))))
    return [line for line in morning(rules).work("12:00").told() if "due" in line] == [
        "09:30 break_due",
        "09:45 break_due",
    ]


def the_clock_outlives_its_terminal() -> bool:
    return bout(morning().work("9:10").kill().off("9:18").open().work("9:20")) == 20


def another_program_can_drive_it() -> bool:
    return morning().work("9:10").shell(words.stand).work("9:11").state.posture is Posture.STANDING


def standing_is_no_sitting_though_one_types() -> bool:
    day = morning().say(words.stand).work("10:30")
    return day.told() == [] and day.state.today.totals.sedentary == minutes(0)


def it_does_not_claim_to_know_what_it_did_not_see() -> bool:
    day = morning().work("9:10").quit().off("12:00").open()
    return day.state.today.totals.sedentary == minutes(10)


COMPLAINTS: tuple[Callable[[], bool], ...] = (
    suspended_hours_count_as_rest,
    no_prompt_greets_the_user_on_waking,
    a_break_that_stood_when_the_machine_slept_is_over_on_waking,
    quiet_that_ran_out_in_sleep_is_over,
    reading_does_not_outlive_sleep,
    screen_time_does_not_grow_in_sleep,
    sleep_keeps_what_was_done_before,
    a_lock_of_two_seconds_costs_nothing,
    a_short_absence_does_not_reset_the_clock,
    five_seconds_of_stillness_are_no_absence,
    reading_and_dictating_are_sitting,
    a_walk_needs_no_break_on_return,
    a_film_does_not_reset_the_clock,
    each_absence_is_judged_alone,
    more_rest_is_no_cost,
    nothing_is_told_in_a_call,
    quiet_is_never_stuck,
    a_break_waved_away_can_be_had_again,
    a_break_can_be_begun_at_any_time_and_counts,
    a_short_break_can_grow_into_a_long_one,
    putting_off_is_limited,
    there_are_prompts_in_working_hours_alone,
    the_clock_outlives_its_terminal,
    another_program_can_drive_it,
    standing_is_no_sitting_though_one_types,
    it_does_not_claim_to_know_what_it_did_not_see,
)


@pytest.mark.parametrize("holds", COMPLAINTS, ids=lambda holds: holds.__name__.replace("_", " "))
def test_what_users_of_others_complain_about_does_not_happen_here(holds: Callable[[], bool]) -> None:
    assert holds()

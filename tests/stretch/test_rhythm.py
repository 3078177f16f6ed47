"""The rhythm of a hold and a rest: it fills the room the stretch's own cues leave, and takes none of theirs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskmate.stretch.catalogue import Cue, Part
from deskmate.stretch.rhythm import (
    BREATHE_IN,
    BREATHE_OUT,
    TEN_LEFT,
    announcement,
    hold_asides,
    spoken_length,
    ticks,
)


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def told(cues: tuple[Cue, ...]) -> list[tuple[float, str]]:
    return [(cue.at.total_seconds(), cue.text) for cue in cues]


def test_an_empty_hold_is_breathed_through_and_its_last_ten_seconds_are_told() -> None:
    assert told(hold_asides(seconds(30), ())) == [
        (0, BREATHE_IN),
        (4, BREATHE_OUT),
        (10, BREATHE_IN),
        (14, BREATHE_OUT),
        (20, TEN_LEFT),
        (24, BREATHE_OUT),
    ]


def test_what_the_stretch_says_itself_is_not_said_over() -> None:
    cues = (Cue(seconds(0), "Tuck your tail under."), Cue(seconds(19.5), "Ten seconds left. Keep breathing."))
    assert told(hold_asides(seconds(30), cues)) == [
        (4, BREATHE_OUT),
        (10, BREATHE_IN),
        (14, BREATHE_OUT),
        (24, BREATHE_OUT),
    ]


@pytest.mark.parametrize("length", [1, 9, 19])
def test_a_short_hold_has_no_words_of_its_own(length: float) -> None:
    assert hold_asides(seconds(length), ()) == ()


def test_the_last_three_seconds_tick() -> None:
    assert ticks(seconds(30)) == (seconds(27), seconds(28), seconds(29))
    assert ticks(seconds(9)) == ()


def test_the_next_step_is_announced_near_the_end_of_a_rest() -> None:
    said = announcement(Part.RETURN, seconds(10), (Cue(seconds(0), "Come back slowly."),), "Hold, left side, 2 of 2")
    assert said is not None
    assert said.text == "Next: hold, left side, 2 of 2."
    assert seconds(6) <= said.at <= seconds(10) - spoken_length(said.text, 150)


def test_without_room_nothing_is_announced_nor_before_what_is_no_rest() -> None:
    full = (Cue(seconds(5), "Stand easy, and breathe, and shake it out for a while."),)
    assert announcement(Part.RETURN, seconds(8), full, "Hold") is None
    assert announcement(Part.SETUP, seconds(60), (), "Hold") is None


def test_a_slow_voice_has_less_room() -> None:
    cues = (Cue(seconds(0), "Tuck your tail under, and firm the left buttock."),)
    assert len(hold_asides(seconds(30), cues, 80)) < len(hold_asides(seconds(30), cues, 300))


@given(
    st.integers(1, 300),
    st.lists(st.tuples(st.integers(0, 299), st.integers(1, 20)), max_size=12, unique_by=lambda pair: pair[0]),
    st.integers(80, 400),
)
def test_no_aside_ever_overlaps_another_line(length: int, rows: list[tuple[int, int]], rate: int) -> None:
    cues = tuple(Cue(seconds(at), "word " * words) for at, words in sorted(rows) if at < length)
    asides = hold_asides(seconds(length), cues, rate)
    for aside in asides:
        end = aside.at + spoken_length(aside.text, rate)
        assert timedelta(0) <= aside.at
        assert end <= seconds(length)
        for other in (*cues, *asides):
            if other is not aside:
                assert end <= other.at or other.at + spoken_length(other.text, rate) <= aside.at

"""How far pages were read, folded from the journal."""

from datetime import timedelta

import pytest

from deskmate.learn.markdown import parse_page
from deskmate.learn.progress import Place, Progress, is_read, progress_of
from deskmate.sitting.events import Kind
from tests.builders import Script, day

HEAD = '+++\ntitle = "One two"\ntakeaway = "Take it."\norder = 1\n+++\n'
PAGE = parse_page("learn/try.md", HEAD + "Word word word word. " * 98)


def left(script: Script, clock: str, page: str, sentence: int, of: int = 40) -> Script:
    return script.event(Kind.PAGE_LEFT, clock, page=page, sentence=sentence, of=of)


def read(script: Script, clock: str, page: str) -> Script:
    return script.event(Kind.PAGE_READ, clock, page=page)


def test_the_place_left_last_is_where_reading_goes_on() -> None:
    script = left(left(left(day(), "9:00", "a", 10), "9:05", "b", 4), "9:10", "a", 20)
    progress = progress_of(script.events)
    assert progress.last == Place("a", 20, 40)
    assert (progress.places["a"].share, progress.places["b"].share) == (0.5, 0.1)
    assert progress.read == frozenset()


def test_a_page_read_to_its_end_has_no_place_any_more() -> None:
    script = read(left(left(day(), "9:00", "b", 4), "9:05", "a", 10), "9:10", "a")
    progress = progress_of(script.events)
    assert (progress.read, progress.last, set(progress.places)) == (frozenset({"a"}), None, {"b"})


def test_a_page_may_be_begun_again_and_stays_read() -> None:
    script = left(read(day(), "9:00", "a"), "9:10", "a", 5)
    progress = progress_of(script.events)
    assert (progress.read, progress.last) == (frozenset({"a"}), Place("a", 5, 40))


def test_folding_goes_on_from_what_was_known_and_twice_is_once() -> None:
    early, late = left(day(), "9:00", "a", 5).events, read(day(), "9:10", "a").events
    known = progress_of(early)
    assert progress_of(late, known) == progress_of([*early, *late])
    assert progress_of(early, known) == known
    assert progress_of([]) == Progress()


@pytest.mark.parametrize("facts", [{}, {"sentence": -3, "of": 0}, {"sentence": "x", "of": None}])
def test_a_place_that_makes_no_sense_is_the_top(facts: dict[str, int | str | None]) -> None:
    place = progress_of(day().event(Kind.PAGE_LEFT, "9:00", page="a", **facts).events).last
    assert place is not None
    assert (place.sentence, place.share) == (0, 0.0)


@pytest.mark.parametrize(
    ("first", "last", "seconds", "is_so"),
    [
        (0, 99, 40, True),
        (0, 99, 39, False),  # a third of two minutes: faster is leafing
        (0, 98, 600, False),
        (50, 99, 20, True),
        (0, None, 600, False),
    ],
)
def test_a_page_is_read_silently_when_its_end_was_seen_and_there_was_time(
    first: int, last: int | None, seconds: int, is_so: bool
) -> None:
    assert len(PAGE.sentences) == 100
    spent = timedelta(seconds=seconds) * (PAGE.reading_time / timedelta(minutes=2))
    assert is_read(PAGE, first, last, spent) is is_so

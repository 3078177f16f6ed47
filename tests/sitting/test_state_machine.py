"""Any workday at all, by a state machine over the simulator, and what must hold in each."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from deskmate.sitting import words
from deskmate.sitting.bouts import bouts
from deskmate.sitting.events import AMENDMENTS, ORDER, Event, Kind
from deskmate.sitting.fold import LOOK_BACK, State, fold
from deskmate.sitting.rules import Rules
from deskmate.sitting.timeline import Activity, Posture, Span, within
from tests.builders import minutes
from tests.simulator import Simulator

RULES = Rules()
PUTS_OFF = {Kind.POSTPONED, Kind.BREAK_SKIPPED}
SHORT = st.integers(10, 20 * 60).map(lambda seconds: timedelta(seconds=seconds))
LONG = st.integers(3, 14 * 60).map(minutes)


def spans_of(state: State) -> tuple[Span, ...]:
    return tuple(s for s in state.spans if s.length > timedelta(0))


class Workdays(RuleBasedStateMachine):
    """A user who does anything in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.sim = Simulator("2026-03-27 08:50", RULES)
        self.suspends: list[tuple[datetime, datetime]] = []
        self.was_set = False
        self.checked = 0

    @initialize()
    def opens(self) -> None:
        self.sim.open()

    def _live(self, length: timedelta, *, types: bool) -> None:
        self.sim._go(self.sim.world.real + length, types=types)

    @rule(length=SHORT)
    def types_on(self, length: timedelta) -> None:
        self._live(length, types=True)

    @rule(length=st.integers(29 * 60, 40 * 60).map(lambda seconds: timedelta(seconds=seconds)))
    def works_past_a_break(self, length: timedelta) -> None:
        self._live(length, types=True)

    @rule(after=st.sampled_from([0, 28, 31]).map(minutes))
    def meets_in_quiet(self, after: timedelta) -> None:
        self._live(after, types=True)
        self.sim.say(lambda state: words.be_quiet(state, minutes(25)))
        self._live(minutes(20), types=True)

    @rule(length=SHORT)
    def touches_nothing(self, length: timedelta) -> None:
        self._live(length, types=False)

    @rule(word=st.sampled_from([words.sit, words.stand, words.leave, words.come_back]))
    def says_where(self, word: Callable[[State], words.Entries]) -> None:
        self.sim.say(word)

    @rule(
        word=st.sampled_from(
            [
                words.take_break,
                words.end_break,
                words.skip,
                words.end_quiet,
                words.end_reading,
                lambda s: words.postpone(s, minutes(5)),
                lambda s: words.be_quiet(s, minutes(30)),
                lambda s: words.read(s, minutes(20)),
            ]
        ),
        from_shell=st.booleans(),
    )
    def says_more(self, word: Callable[[State], words.Entries], *, from_shell: bool) -> None:
        with contextlib.suppress(ValueError):
            (self.sim.shell if from_shell else self.sim.say)(word)

    @rule(length=SHORT)
    def locks(self, length: timedelta) -> None:
        self.sim.lock()
        self._live(length, types=False)
        self.sim.unlock()

    @rule(length=LONG, told=st.booleans())
    def suspends_the_machine(self, length: timedelta, *, told: bool) -> None:
        start = self.sim.world.real
        clock = (start + length).astimezone(self.sim.world.local)
        self.sim.suspend(f"{clock:%H:%M:%S}", told=told)
        self.suspends.append((start, self.sim.world.real))

    @rule(length=st.integers(3, 30).map(minutes))
    def is_stopped(self, length: timedelta) -> None:
        clock = (self.sim.world.real + length).astimezone(self.sim.world.local)
        self.sim.stop(f"{clock:%H:%M:%S}")

    @rule(length=LONG, kill=st.booleans())
    def closes_and_opens(self, length: timedelta, *, kill: bool) -> None:
        (self.sim.kill if kill else self.sim.quit)()
        self.sim._pass(length)
        self.sim.open()
        self.sim.last_input = self.sim.now

    @precondition(lambda self: len(self.sim.panes) < 3)
    @rule()
    def opens_one_more(self) -> None:
        self.sim.open()

    @rule(length=SHORT)
    def stretches(self, length: timedelta) -> None:
        desk = self.sim.desk
        if desk.state.open_session is not None:
            return
        desk.record(Kind.SESSION_STARTED, session="s", title="Captain Morgan", planned_seconds=length.total_seconds())
        self._live(length, types=False)
        desk.record(Kind.SESSION_ENDED, session="s", completed=True, seconds=length.total_seconds())
        self.sim.last_input = self.sim.now

    @invariant()
    def every_moment_has_one_posture(self) -> None:
        if not self.sim.panes:
            return
        spans = self.sim.state.spans
        if not spans:
            # Only a clock set back to before the first event makes everything known lie in the future.
            assert self.was_set
            return
        assert spans[-1].end == self.sim.now
        assert all(a.end == b.start for a, b in itertools.pairwise(spans))
        assert all(s.length >= timedelta(0) for s in spans)
        per_posture = {p: sum((s.length for s in spans if s.posture is p), timedelta(0)) for p in Posture}
        assert sum(per_posture.values(), timedelta(0)) == self.sim.now - spans[0].start

    @invariant()
    def no_bout_spans_a_suspend(self) -> None:
        if not self.sim.panes or self.was_set or self._was_amended():
            return
        for bout in bouts(self.sim.state.spans, RULES.shortest_break):
            assert not any(bout.start < start and end < bout.end for start, end in self.suspends)

    @invariant()
    def prompts_come_when_they_may_and_one_at_a_time(self) -> None:
        stored = sorted(self.sim.world.store, key=ORDER)
        if self.was_set or self._was_amended():
            return
        last: Event | None = None
        for event in stored:
            if event.kind in PUTS_OFF or event.kind in {
                Kind.SAT,
                Kind.RETURNED,
                Kind.BREAK_ENDED,
                Kind.SESSION_ENDED,
            }:
                last = None
            if event.kind is Kind.BREAK_DUE:
                assert last is None or event.at - last.at >= RULES.repeat_after
                last = event
        for number, event in enumerate(self.sim.world.store[self.checked :], self.checked):
            if event.kind in {Kind.BREAK_DUE, Kind.PROMPT_RAISED}:
                # By what was known then: that the user left is written down minutes later.
                self._may_prompt(self.sim.world.store[:number], event)
        self.checked = len(stored)

    def _may_prompt(self, before: list[Event], event: Event) -> None:
        alive = Event(event.at, Kind.ALIVE, device="desk", id="")
        state = fold([*before, alive], event.at, RULES, self.sim.world.zone())
        assert state.posture is Posture.SITTING
        assert state.activity is None
        assert state.quiet is None

    @invariant()
    def the_past_stays_what_it_was(self) -> None:
        if not self.sim.panes or self.was_set or self._was_amended():
            return
        stored = self.sim.world.store
        now = self.sim.now
        whole = self.sim.state.spans
        # What came before is read only as far as it bears on the present.
        start = max(whole[0].start, now - LOOK_BACK)
        for moment in {e.at for e in stored[-6:] if start < e.at < now}:
            alive = Event(moment, Kind.ALIVE, device="desk", id="")
            then = fold([*(e for e in stored if e.at <= moment), alive], moment, RULES, self.sim.world.zone()).spans
            assert _shape(then, start, moment) == _shape(whole, start, moment)

    def _was_amended(self) -> bool:
        return any(e.kind in AMENDMENTS for e in self.sim.world.store)


class AmendedWorkdays(Workdays):
    """The same user, who also puts the past right, on a machine whose clock is set back."""

    @rule(
        word=st.sampled_from(["sit", "stand", "walk", "away"]),
        ago=st.integers(0, 90).map(minutes),
        length=st.integers(1, 60).map(minutes),
    )
    def corrects(self, word: str, ago: timedelta, length: timedelta) -> None:
        end = self.sim.now - ago
        with contextlib.suppress(ValueError):
            self.sim.say(lambda state: words.correct(state, word, end - length, end))

    @rule()
    def undoes(self) -> None:
        with contextlib.suppress(ValueError):
            self.sim.say(words.undo)

    @rule(back=st.integers(1, 30).map(minutes))
    def sets_the_clock_back(self, back: timedelta) -> None:
        self.was_set = True
        self.sim.set_clock(-back)


def _shape(
    spans: tuple[Span, ...], since: datetime, until: datetime
) -> list[tuple[datetime, Posture, Activity | None]]:
    shown = within(spans, since, until)
    return [(s.start.astimezone(UTC), s.posture, s.activity) for s in shown]


SETTINGS = settings(
    max_examples=20,
    stateful_step_count=20,
    deadline=None,
    derandomize=True,
    # To find the shortest of all bad days takes minutes; any one of them is short enough to read.
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.target],
    suppress_health_check=list(HealthCheck),
)
TestWorkdays = Workdays.TestCase
TestWorkdays.settings = SETTINGS
TestAmendedWorkdays = AmendedWorkdays.TestCase
TestAmendedWorkdays.settings = SETTINGS

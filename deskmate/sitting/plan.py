"""When the next break is due, what it should be, and how plainly the user was told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from deskmate.sitting.bouts import Bout, Interruption
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.rules import Rules


class Step(StrEnum):
    """How a prompt rises beyond the screen."""

    NOTIFY = "notify"
    VOICE = "voice"


class BreakPlan(NamedTuple):
    """The break that ends the ongoing bout; `due` is None while there is no bout to end."""

    due: datetime | None = None
    is_due: bool = False
    told_at: datetime | None = None
    """When the user was last prompted in this bout; None too once they put the break off or skipped it since."""
    raised: frozenset[Step] = frozenset()
    """The steps the prompt that stands has taken."""
    held: bool = False
    """Whether the break fell due in quiet, and that is written down."""
    suggestion: str = ""
    because: str = ""
    """Why that is suggested: as the event has it."""
    length: timedelta = timedelta(0)
    is_long: bool = False
    postponed: int = 0
    postpones_left: int = 0
    long_told: bool = False
    """Whether the hook was told that this bout is long."""

    @property
    def prompted(self) -> bool:
        """Tell whether a prompt stands."""
        return self.told_at is not None

    def repeats_at(self, rules: Rules) -> datetime | None:
        """Give when the prompt that stands is given again, if it is not heeded."""
        return self.told_at + rules.repeat_after if self.told_at is not None else None


def plan_break(
    bout: Bout | None, taken: Sequence[Interruption], events: Iterable[Event], now: datetime, rules: Rules
) -> BreakPlan:
    """Plan the break for the ongoing `bout`: its interval of sitting, put off by what the user postponed or skipped.

    `taken` are today's breaks and `events` what happened, both in order.
    """
    is_long = _long_is_next(taken, rules)
    length = rules.long_break if is_long else rules.break_length
    if bout is None or not bout.ongoing:
        return BreakPlan(length=length, is_long=is_long, postpones_left=rules.postpones)
    # While the user sits the bout's end is now, so this is the moment its sitting reaches the interval.
    due = bout.end + (rules.interval - bout.sitting)
    plan = BreakPlan(due, length=length, is_long=is_long, postpones_left=rules.postpones)
    for event in events:
        if bout.start <= event.at <= now:
            plan = _after(plan, event, rules)
    return plan._replace(is_due=plan.due is not None and plan.due <= now)


def _after(plan: BreakPlan, event: Event, rules: Rules) -> BreakPlan:
    match event.kind:
        case Kind.POSTPONED | Kind.BREAK_SKIPPED:
            return _put_off(plan, event, rules)
        case Kind.BREAK_DUE:
            told = plan._replace(told_at=event.at, raised=frozenset())
            return told._replace(suggestion=event.text("suggestion"), because=event.text("because"))
        case Kind.PROMPT_RAISED if event.text("step") in set(Step):
            return plan._replace(raised=plan.raised | {Step(event.text("step"))})
        case Kind.BREAK_HELD:
            return plan._replace(held=True)
        case Kind.BOUT_LONG:
            return plan._replace(long_told=True)
        case _:
            return plan


def _put_off(plan: BreakPlan, event: Event, rules: Rules) -> BreakPlan:
    """Let the break fall due later, and be told anew then."""
    due = plan.due or event.at
    anew = plan._replace(told_at=None, raised=frozenset(), held=False)
    if event.kind is Kind.BREAK_SKIPPED:
        return anew._replace(due=max(due, event.at + rules.interval))
    later = max(due, event.at) + timedelta(seconds=event.seconds("seconds"))
    return anew._replace(due=later, postponed=plan.postponed + 1, postpones_left=max(0, plan.postpones_left - 1))


def _long_is_next(taken: Sequence[Interruption], rules: Rules) -> bool:
    """Tell whether the next break is a long one: so many short ones came since the last that was long."""
    if rules.long_break_every == 0:
        return False
    short = 0
    for one in taken:
        short = 0 if one.length >= rules.long_break else short + 1
    return short >= rules.long_break_every - 1

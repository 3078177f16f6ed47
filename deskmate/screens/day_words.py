"""What Today says, in words: posture, what comes next, what to do, what was noticed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from deskmate.duration import as_clock, as_text
from deskmate.screens.sentence import Act, Sentence, join
from deskmate.sitting.absence import Absence
from deskmate.sitting.fold import State
from deskmate.sitting.quiet import Quiet
from deskmate.sitting.schedule import Why
from deskmate.sitting.sessions import Session
from deskmate.sitting.suggest import in_words
from deskmate.sitting.timeline import Activity, Posture, Span
from deskmate.widgets.day_ribbon import SHAPES, manner
from deskmate.widgets.totals import Total

MINUTE = timedelta(minutes=1)
DOT = " · "


def legend(spans: tuple[Span, ...]) -> str:
    """Name what the ribbon shows, and nothing it does not."""
    shown = {manner(span) for span in spans}
    return "  ".join(f"{shape} {name}" for name, shape in SHAPES.items() if name in shown)


def day_totals(state: State) -> tuple[Total, ...]:
    """Give what the day adds up to."""
    totals = state.today.totals
    goal = as_text(state.goal).removesuffix(" 00 min")
    return (
        Total(as_text(totals.sedentary), f"sat of {goal}", totals.sedentary > state.goal, "sat"),
        Total(as_text(totals.longest_bout), "longest bout", short="longest"),
        Total(str(totals.breaks), "breaks"),
        Total(str(totals.stretches), "stretches"),
    )


def posture_line(state: State) -> str:
    """Say where the user is and since when."""
    since = f"{state.local(state.since):%H:%M}"
    match state.posture, state.activity:
        case Posture.SITTING, _:
            start = state.bout.start if state.bout is not None else state.since
            return f"SITTING since {state.local(start):%H:%M}"
        case _, Activity.BREAK:
            return f"ON A BREAK since {since}"
        case _, Activity.STRETCH:
            return f"STRETCHING since {since}"
        case Posture.STANDING, _:
            return f"STANDING since {since}"
        case Posture.AWAY, _:
            return f"AWAY since {since}"
        case _:
            return "NOT WATCHED"


def big_value(state: State) -> str:
    """Give the number to show large: minutes as h:mm; a break counts its seconds, as m:ss."""
    if state.activity is not None:
        return as_clock(state.time_up)
    shown = state.bout.sitting if state.bout is not None and state.posture is Posture.SITTING else state.time_up
    hours, minutes = divmod(int(shown / MINUTE), 60)
    return f"{hours}:{minutes:02d}"


def next_line(state: State) -> str:
    """Say what comes next."""
    plan = state.plan
    if state.activity is not None:
        return _to_go(state, "Well rested. Sit down whenever you like.")
    if state.posture is not Posture.SITTING or plan.due is None:
        return "The clock starts again when you sit down."
    if (off := _off_hours(state)) is not None:
        return _quiet_line(off, state)
    due = state.local(plan.due)
    if state.quiet_when_due is not None:
        return f"Break due since {due:%H:%M}" if plan.is_due else f"Next break at {due:%H:%M}, without a prompt"
    if plan.is_due:
        over = state.now - plan.due
        return f"Time to get up: due {as_text(over)} ago" if over >= MINUTE else "Time to get up"
    left = plan.due - state.now
    how_long = as_clock(left) if left <= MINUTE else as_text(left + MINUTE - timedelta(microseconds=1))
    return f"Next break at {due:%H:%M}, in {how_long}"


def short_next_line(state: State) -> str:
    """Say what comes next in a strip of 28 columns."""
    plan = state.plan
    if state.activity is not None:
        return _to_go(state, "Well rested")
    if state.posture is not Posture.SITTING or plan.due is None:
        return "Sit down to begin again"
    if (off := _off_hours(state)) is not None:
        return f"No prompts until {_moment(off.until, state, '%a')}"
    due = state.local(plan.due)
    if state.quiet_when_due is not None:
        return f"Break due since {due:%H:%M}" if plan.is_due else f"Break at {due:%H:%M}, no prompt"
    return f"Get up: due since {due:%H:%M}" if plan.is_due else f"Break at {due:%H:%M}"


def _to_go(state: State, rested: str) -> str:
    """Say how much is left of the break or the stretch session that runs; `rested` once the break was long enough."""
    session = state.open_session if state.activity is Activity.STRETCH else None
    if session is None or not session.planned:
        left, over = state.plan.length - state.time_up, rested
    else:
        left, over = session.left(state.now), "Longer than planned"
    return f"{as_clock(left)} to go" if left > timedelta(0) else over


def _off_hours(state: State) -> Quiet | None:
    """Give the time off work where it holds now and when the break falls due: then that is what comes next."""
    quiet = state.quiet
    is_off = quiet is not None and quiet.why is Why.HOURS and state.quiet_when_due is not None
    return quiet if is_off and state.posture is Posture.SITTING else None


def offer_line(state: State, stretches: Mapping[str, str]) -> str:
    """Say what could be done in the break that is due, empty while none is; `stretches` gives their names by id."""
    plan = state.plan
    if not plan.is_due or not plan.prompted or state.quiet is not None or state.posture is not Posture.SITTING:
        return ""
    idea = in_words(plan.suggestion, stretches)
    length = as_text(plan.length) if plan.length >= MINUTE else f"{plan.length // timedelta(seconds=1)} s"
    why = _BECAUSE.get(plan.because, "")
    return f"{length} up will do: {idea}{why}" if idea else f"{length} on your feet will do"


_BECAUSE = {
    "turn": ". It is its turn: you have rated none less often",
    "best": ". By your own ratings it eases you most",
}


_QUIET = {
    Why.ASKED: "Quiet until {until}: no prompts",
    Why.HOURS: "No prompts until {until}, outside your working hours",
    Why.TIMES: "A quiet time of yours: no prompts until {until}",
}


def _quiet_line(quiet: Quiet, state: State) -> str:
    """Say why there are no prompts, and until when."""
    return _QUIET[quiet.why].format(until=_moment(quiet.until, state))


def told_lines(state: State) -> Sentence:
    """Say what was noticed or held back, and what holds that is not seen otherwise, a line each; mostly nothing."""
    lines: list[Sentence] = []
    if state.absence is not None:
        lines.append(absence_line(state.absence, state))
    if state.held_told:
        times = ", ".join(f"{state.local(at):%H:%M}" for at in state.held_told)
        breaks = "a break" if len(state.held_told) == 1 else f"{len(state.held_told)} breaks"
        lines.append((f"While it was quiet, {breaks} fell due: {times}",))
    if state.quiet is not None and _off_hours(state) is None:
        told = _quiet_line(state.quiet, state)
        lines.append((told, DOT, Act("today.quiet", "ends it")) if state.quiet.why is Why.ASKED else (told,))
    if state.reading_until is not None:
        until = f"{state.local(state.reading_until):%H:%M}"
        lines.append((f"Reading until {until}: stillness counts as sitting", DOT, Act("today.reading", "ends it")))
    return join(lines, "\n")


def interrupted_line(session: Session, state: State) -> Sentence:
    """Say which session was cut off and how far it came, and which keys say what becomes of it."""
    holds = "1 hold" if session.holds == 1 else f"{session.holds} holds"
    at = _moment(session.last, state)
    told = f"{session.title} was cut off at {at} after {holds}"
    return told, DOT, Act("today.go_on", "go on"), DOT, Act("today.keep_session", "keep it as it is")


def paused_line(session: Session, state: State) -> Sentence:
    """Say which session waits in another pane, where alone it can go on."""
    return (f"{session.title} has been paused since {_moment(session.last, state)}, in another pane",)


_CAUSES = {"asleep": "asleep", "locked": "screen locked", "idle": "away", "unwatched": "not watched"}


def absence_line(absence: Absence, state: State) -> Sentence:
    """Say which absence was noticed, what it counts as, and which keys put it right."""
    what = _CAUSES.get(absence.cause, "away")
    times = f"{state.local(absence.start):%H:%M}–{state.local(absence.end):%H:%M}"
    counted = "counted as a break" if absence.was_break else "too short for a break"
    was = DOT, Act("today.was_stand", "I was standing"), DOT, Act("today.was_sit", "I sat on")
    if not absence.can_be_undone:
        return f"{what} {times}", *was
    return f"{what} {times}, {counted}", DOT, Act("today.undo", "undo"), *was


def _moment(moment: datetime, state: State, day: str = "%A") -> str:
    here = state.local(moment)
    return f"{here:%H:%M}" if here.date() == state.today.date else f"{here:{day} %H:%M}"

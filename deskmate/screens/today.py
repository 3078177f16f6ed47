"""Today: how long this bout is, what comes next, and what the day adds up to. Opens first."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive
from textual.widgets import Footer, Label, Static

from deskmate.duration import as_clock, as_text
from deskmate.screens.base import DeskScreen
from deskmate.sitting.events import Kind
from deskmate.sitting.fold import State
from deskmate.sitting.timeline import Activity, Posture, Span
from deskmate.widgets.big_number import BigNumber
from deskmate.widgets.day_ribbon import SHAPES, DayRibbon, manner

MINUTE = timedelta(minutes=1)


class TodayScreen(DeskScreen):
    """The screen that stays open all day."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "stand", "Stand", tooltip="Stand up, or sit down again"),
        Binding("space", "sit", "Sit", tooltip="Stand up, or sit down again"),
        Binding("b", "take_break", "Break", tooltip="Take a break, or end it"),
        Binding("s", "app.stretch", "Stretch", tooltip="Be talked through a stretch"),
        Binding("question_mark", "app.help", "Help", key_display="?", tooltip="All keys, and where files are"),
        Binding("p", "postpone", "Postpone", tooltip="Put the next break off a little"),
        Binding("a", "away", "Away", tooltip="Leave the desk, or come back"),
        Binding("l", "app.learn", "Learn", tooltip="Read about your psoas, or be read to"),
        Binding("h", "app.history", "History", tooltip="Sessions and days"),
        Binding("q", "app.quit", "Quit"),
    ]

    VERTICAL_BREAKPOINTS = [(0, "-strip"), (10, "-short"), (18, "-tall")]  # noqa: RUF012 - as Textual declares it

    notice: reactive[str] = reactive("")
    _sitting: reactive[bool] = reactive(default=True, bindings=True)

    def compose(self) -> ComposeResult:
        """Lay out the clock, the next break, the ribbon and the totals."""
        with Vertical(id="now"):
            yield Label(id="posture")
            yield BigNumber(id="big")
            yield Label(id="next")
        with Vertical(id="day"):
            with Horizontal(id="day-head"):
                yield Label(id="from")
                yield Label(id="to")
            yield DayRibbon(id="ribbon")
            yield Static(id="legend")
            with Horizontal(id="totals"):
                for name in ("sedentary", "longest", "breaks", "stretches"):
                    with Vertical(classes="total"):
                        yield Label(id=name, classes="value")
                        yield Label(classes="name", id=f"{name}-name")
            yield Label(id="sums")
        yield Static(id="notice", markup=False)
        yield Footer(show_command_palette=False)

    def begin(self) -> None:
        """Show the state there is."""
        names = {"sedentary": "sat today", "longest": "longest bout", "breaks": "breaks", "stretches": "stretches"}
        for name, text in names.items():
            self.query_one(f"#{name}-name", Label).update(text)
        self._tell(self.notice)
        self._show(self.desk.state)

    def on_screen_resume(self) -> None:
        """Catch up with what happened on another screen."""
        self._show(self.desk.state)

    def show_state(self, state: State) -> None:
        """Show the new state."""
        self._show(state)

    def watch_notice(self, notice: str) -> None:
        """Show or hide the one line of trouble."""
        if self.is_mounted and self.display:
            self._tell(notice)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer standing up while sitting, and sitting down else."""
        del parameters
        if action in {"stand", "sit"}:
            return (action == "stand") is self._sitting
        return True

    def action_stand(self) -> None:
        """Stand up."""
        self.desk.record(Kind.STOOD)

    def action_sit(self) -> None:
        """Sit down."""
        self.desk.record(Kind.SAT)

    def action_take_break(self) -> None:
        """Begin a break, or end the one that runs."""
        state = self.desk.state
        on_break = state.activity is Activity.BREAK
        if on_break:
            self.desk.record(Kind.BREAK_ENDED)
        else:
            self.desk.record(Kind.BREAK_STARTED, cause="prompt" if state.plan.is_due else "user")

    def action_away(self) -> None:
        """Leave the desk, or come back to it."""
        away = self.desk.state.posture is Posture.AWAY
        if away:
            self.desk.record(Kind.RETURNED)
        else:
            self.desk.record(Kind.LEFT, cause="user")

    def action_postpone(self) -> None:
        """Put the break off, as often as the settings allow in one bout."""
        plan, rules = self.desk.state.plan, self.desk.settings.sitting
        if plan.due is None:
            self.notify("There is no break to postpone: you are not sitting.")
        elif plan.due - self.desk.clock.now() > rules.postpone:
            self.notify(f"The next break is not due before {plan.due:%H:%M}.")
        elif plan.postpones_left == 0:
            times = {1: "once", 2: "twice"}.get(rules.postpones, f"{rules.postpones} times")
            self.notify(f"You put this break off {times} already. A short one counts too.")
        else:
            self.desk.record(Kind.POSTPONED, seconds=rules.postpone.total_seconds())

    def _tell(self, notice: str) -> None:
        line = self.query_one("#notice", Static)
        line.update(notice)
        line.display = bool(notice)

    def _show(self, state: State) -> None:
        self._sitting = state.posture is Posture.SITTING
        self.set_class(state.plan.is_due and state.posture is Posture.SITTING, "due")
        for posture in Posture:
            self.set_class(state.posture is posture, posture.value)
        self.set_class(state.activity is not None, "break")
        _update(self.query_one("#posture", Label), posture_line(state))
        self.query_one("#big", BigNumber).value = big_value(state)
        _update(self.query_one("#next", Label), next_line(state, self.desk.settings.sitting.break_length))
        self._show_day(state)

    def _show_day(self, state: State) -> None:
        spans, totals = state.today.spans, state.today.totals
        self.query_one("#ribbon", DayRibbon).spans = spans
        _update(self.query_one("#from", Label), f"{_local(spans[0].start, state):%H:%M}" if spans else "")
        _update(self.query_one("#to", Label), f"now {state.now:%H:%M}")
        _update(self.query_one("#legend", Static), legend(spans))
        _update(self.query_one("#sedentary", Label), as_text(totals.sedentary))
        _update(self.query_one("#longest", Label), as_text(totals.longest_bout))
        _update(self.query_one("#breaks", Label), str(totals.breaks))
        _update(self.query_one("#stretches", Label), str(totals.stretches))
        sums = (as_text(totals.sedentary), _count(totals.breaks, "break"), _count(totals.stretches, "stretch"))
        _update(self.query_one("#sums", Label), "sat " + " · ".join(sums))


def _update(label: Static, text: str) -> None:
    """Change a label only when its text changes, and lay out the screen anew only when its size does."""
    shown = str(label.content)
    if shown != text:
        label.update(text, layout=cell_len(shown) != cell_len(text))


def _count(number: int, what: str) -> str:
    plural = "es" if what.endswith("ch") else "s"
    return f"{number} {what}{'' if number == 1 else plural}"


def _local(moment: datetime, state: State) -> datetime:
    return moment.astimezone(state.now.tzinfo)


def legend(spans: tuple[Span, ...]) -> str:
    """Name what the ribbon shows, and nothing it does not."""
    shown = {manner(span) for span in spans}
    return "  ".join(f"{shape} {name}" for name, shape in SHAPES.items() if name in shown)


def posture_line(state: State) -> str:
    """Say where the user is and since when."""
    since = f"{_local(state.since, state):%H:%M}"
    match state.posture, state.activity:
        case Posture.SITTING, _:
            start = state.bout.start if state.bout is not None else state.since
            return f"SITTING since {_local(start, state):%H:%M}"
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


def next_line(state: State, break_length: timedelta) -> str:
    """Say what comes next."""
    plan = state.plan
    if state.activity is not None:
        left = break_length - state.time_up
        return f"{as_clock(left)} to go" if left > timedelta(0) else "Well rested. Sit down whenever you like."
    if state.posture is not Posture.SITTING or plan.due is None:
        return "The clock starts again when you sit down."
    due = _local(plan.due, state)
    if plan.is_due:
        over = as_text(state.now - plan.due)
        return f"Time to get up: due {over} ago"
    left = plan.due - state.now
    how_long = as_clock(left) if left <= MINUTE else as_text(left + MINUTE - timedelta(microseconds=1))
    return f"Next break at {due:%H:%M}, in {how_long}"

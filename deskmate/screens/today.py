"""Today: how long this bout is, what comes next, and what the day adds up to. Opens first."""

from __future__ import annotations

from datetime import time
from typing import ClassVar

from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widgets import Label

from deskmate.duration import as_text, parse_duration
from deskmate.screens.base import DeskScreen, as_sentence
from deskmate.screens.choose import ChooseScreen
from deskmate.screens.day_words import (
    big_value,
    day_totals,
    interrupted_line,
    legend,
    next_line,
    offer_line,
    paused_line,
    posture_line,
    short_next_line,
    told_lines,
)
from deskmate.screens.notice import Notice
from deskmate.screens.sentence import join
from deskmate.sitting import words
from deskmate.sitting.fold import State
from deskmate.sitting.sessions import Session
from deskmate.sitting.timeline import Activity, Posture
from deskmate.widgets.big_number import BigNumber
from deskmate.widgets.day_ribbon import DayRibbon
from deskmate.widgets.ends import Ends
from deskmate.widgets.key_line import KeyLine
from deskmate.widgets.picked import Picked
from deskmate.widgets.totals import Totals

BESIDE_NEXT = 6
"""The cells beside the line of what comes next: what the sheet leaves free, and a frame where it is due."""


class TodayScreen(DeskScreen):
    """The screen that stays open all day."""

    SHEETS = ("today",)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Go on", key_display="⏎", tooltip="Go on with the stretch that was cut off"),
        Binding("k", "keep_session", "Keep", tooltip="Keep the stretch that was cut off as far as it came"),
        Binding("space", "stand", "Stand", tooltip="Stand up, or sit down again"),
        Binding("space", "sit", "Sit", tooltip="Stand up, or sit down again"),
        Binding("b", "take_break", "Break", tooltip="Take a break, or end it"),
        Binding("s", "app.stretch", "Stretch", tooltip="Be talked through a stretch"),
        Binding("c", "read_on", "Read on", tooltip="Go on with the page you stopped in"),
        Binding("question_mark", "app.help", "Help", key_display="?", tooltip="All keys, and where files are"),
        Binding("p", "postpone", "Postpone", tooltip="Put the next break off a little"),
        Binding("x", "skip", "Skip", tooltip="Let the break that is due go; the next is an interval away"),
        Binding("a", "away", "Away", tooltip="Leave the desk, or come back"),
        Binding("l", "app.learn", "Learn", tooltip="Read about your psoas, or be read to"),
        Binding("h", "app.history", "History", tooltip="What you did, by day, week, month and year"),
        Binding("f", "app.helps", "What helps", show=False, tooltip="What helps you: your own ratings, and the walk"),
        Binding("n", "quiet", "Quiet", tooltip="No prompts for a while, or prompts again"),
        Binding(
            "r",
            "reading",
            "Reading",
            show=False,
            tooltip="Count stillness as sitting for a while: reading, a call, a film",
        ),
        Binding("e", "app.correct", "Correct", show=False, tooltip="Put right what the last bouts and breaks were"),
        Binding("comma", "app.settings", "Settings", key_display=",", tooltip="Change how deskmate works and looks"),
        Binding("q", "app.quit", "Quit"),
        Binding("u", "undo", "Undo", show=False, tooltip="Take back an absence just told, or the last correction"),
        Binding("w", "was('stand')", "I was standing", show=False, tooltip="The absence just told was standing"),
        Binding("d", "was('sit')", "I sat on", show=False, tooltip="The absence just told was sitting"),
    ]

    VERTICAL_BREAKPOINTS = [(0, "-strip"), (10, "-short"), (18, "-tall"), (40, "-full")]  # noqa: RUF012 - as Textual declares it

    notice: reactive[Notice] = reactive(Notice(), init=False)
    _sitting: reactive[bool] = reactive(default=True, bindings=True)
    _due: reactive[bool] = reactive(default=False, bindings=True)
    _absent: reactive[bool] = reactive(default=False, bindings=True)
    _cut_off: reactive[bool] = reactive(default=False, bindings=True)
    _began_reading: reactive[bool] = reactive(default=False, bindings=True)

    def __init__(self) -> None:
        super().__init__()
        self._now = Vertical(id="now")
        self._big = BigNumber(id="big")
        self._hours = Ends(id="hours")
        self._ribbon = DayRibbon(id="ribbon")
        self._totals = Totals()

    def compose(self) -> ComposeResult:
        """Lay out the clock, the next break, the ribbon and the totals, as they are now."""
        state = self.desk.state
        self._wear(state)
        lines = self._lines(state)

        def line(name: str) -> Label:
            return Label(lines[name], id=name, markup=False, classes="shown" if lines[name] else "")

        with self._now:
            yield line("posture")
            yield self._big
            yield from (line("next"), line("next-short"), line("offer"))
        with Vertical(id="day"):
            yield from (self._hours, self._ribbon, line("legend"), self._totals, line("sums"))
        yield from (line("told"), line("notice"), line("notice-short"))
        yield KeyLine()
        self._draw(state)

    def begin(self) -> None:
        """Find what is on the disk alone."""
        self.call_after_refresh(self._find_place)

    def come_back(self) -> None:
        """Catch up with what happened on another screen."""
        self._show(self.desk.state)
        self._show_place()

    def show_state(self, state: State) -> None:
        """Show the new state."""
        self._show(state)

    def fit(self, size: Size) -> None:
        """Word what comes next for the new width."""
        super().fit(size)
        self._show_line("next", self._next_line(self.desk.state))

    def watch_notice(self, notice: Notice) -> None:
        """Show or hide what is told of trouble."""
        if self.is_mounted and self.display:
            self._show_line("notice", notice.text)
            self._show_line("notice-short", notice.short)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer standing up while sitting, and sitting down else."""
        del parameters
        match action:
            case "stand" | "sit":
                return (action == "stand") is self._sitting
            case "skip":
                return self._due
            case "was":
                return self._absent
            case "go_on" | "keep_session":
                return self._cut_off
            case "read_on":
                return self._began_reading
            case _:
                return True

    def action_stand(self) -> None:
        """Stand up."""
        self.say_word(words.stand)

    def action_sit(self) -> None:
        """Sit down."""
        self.say_word(words.sit)

    def action_take_break(self) -> None:
        """Begin a break, or end the one that runs."""
        on_break = self.desk.state.activity is Activity.BREAK
        self.say_word(words.end_break if on_break else words.take_break)

    def action_away(self) -> None:
        """Leave the desk, or come back to it."""
        away = self.desk.state.posture is Posture.AWAY
        self.say_word(words.come_back if away else words.leave)

    def action_postpone(self) -> None:
        """Put the break off, as often as the settings allow in one bout."""
        self.say_word(lambda state: words.postpone(state, self.desk.settings.rules.postpone))

    def action_skip(self) -> None:
        """Let this break go."""
        self.say_word(words.skip)

    async def action_read_on(self) -> None:
        """Go on with the page that was begun and not read to its end."""
        await self.run_action("app.read_on")

    def action_undo(self) -> None:
        """Take back what was noticed, or the last correction."""
        self.say_word(words.undo)

    def action_was(self, word: str) -> None:
        """Say what the absence told of really was."""
        if absence := self.desk.state.absence:
            self.say_word(lambda state: words.correct(state, word, absence.start, absence.end))

    def action_go_on(self) -> None:
        """Go on with the stretch that was cut off, where it was."""
        from deskmate.coach import taken_up
        from deskmate.screens.session import SessionScreen

        session = self._own(self.desk.state.interrupted)
        if session is None:
            return
        self.desk.speaker.start()
        try:
            run = taken_up(self.desk, session)
        except ValueError as error:
            self.notify(as_sentence(error), markup=False)
            return
        before = session.ache_before
        self.app.push_screen(
            SessionScreen(run, session.id, routine=session.routine, ache_before=before, resumed=True)
        )

    def action_keep_session(self) -> None:
        """Keep the stretch that was cut off as far as it came."""
        self.say_word(words.keep_session)

    def on_picked(self, message: Picked) -> None:
        """Open the span that was clicked in the ribbon, to say what it really was."""
        from deskmate.screens.correct import CorrectScreen

        span = self.query_one("#ribbon", DayRibbon).spans[message.number]
        self.app.push_screen(CorrectScreen(span.start + span.length / 2))

    def action_quiet(self) -> None:
        """Ask for how long there shall be no prompts; end that where there are none by the user's word."""
        if words.end_quiet(self.desk.state):
            self.say_word(words.end_quiet)
        else:
            self.app.push_screen(ChooseScreen("No prompts for", self._quiets()), self._be_quiet)

    def action_reading(self) -> None:
        """Ask for how long stillness shall count as sitting; end it where it does."""
        if self.desk.state.reading_until is not None:
            self.say_word(words.end_reading)
        else:
            choices = {"45m": "45 minutes", "90m": "90 minutes", "3h": "3 hours"}
            self.app.push_screen(
                ChooseScreen("Reading, or in a call: count stillness as sitting for", choices), self._read
            )

    def _quiets(self) -> dict[str, str]:
        """Give the lengths of quiet to choose from, and the next full hours."""
        now = self.desk.state.local(self.desk.clock.now())
        hours = [time((now.hour + n) % 24) for n in (1, 2, 3)]
        lengths = {"30m": "30 minutes", "60m": "60 minutes", "2h": "2 hours"}
        return {**lengths, **{f"{hour:%H:%M}": f"until {hour:%H:%M}" for hour in hours}}

    def _be_quiet(self, choice: str | None) -> None:
        if choice is not None and ":" in choice:
            self.say_word(lambda state: words.be_quiet(state, words.until(state, time.fromisoformat(choice))))
        elif choice is not None:
            self.say_word(lambda state: words.be_quiet(state, parse_duration(choice)))

    def _read(self, length: str | None) -> None:
        if length is not None:
            self.say_word(lambda state: words.read(state, parse_duration(length)))

    def _own(self, session: Session | None) -> Session | None:
        """Give a session of this machine, which alone can go on with it."""
        return session if session is not None and session.device == self.desk.device else None

    @work(thread=True, exclusive=True)
    def _find_place(self) -> None:
        """Find the page that was begun of late; that looks at the disk, so in a thread, and after the first paint."""
        self.desk.history.find_progress()
        self.app.call_from_thread(self._show_place)

    def _show_place(self) -> None:
        self._began_reading = self.desk.history.progress.last is not None

    def _show(self, state: State) -> None:
        self._wear(state)
        for name, text in self._lines(state).items():
            self._show_line(name, text)
        self._draw(state)

    def _wear(self, state: State) -> None:
        """Take on the keys and the classes of a state; the styles follow once, only where a class changed."""
        self._sitting = state.posture is Posture.SITTING
        self._due = state.plan.is_due and state.posture is Posture.SITTING
        self._absent = state.absence is not None
        self._cut_off = self._own(state.interrupted) is not None
        classes = {posture.value: state.posture is posture for posture in Posture}
        self._now.update_classes(classes | {"due": self._asks(state)})

    def _asks(self, state: State) -> bool:
        """Tell whether the screen shall ask the user to get up."""
        return self._due and state.quiet is None and self.desk.settings.notify.screen

    def _lines(self, state: State) -> dict[str, str | Content]:
        """Give every line of words by the name of its place, empty where nothing is to be said."""
        totals = state.today.totals
        sums = (as_text(totals.sedentary), _count(totals.breaks, "break"), _count(totals.stretches, "stretch"))
        paused, cut_off = self._own(state.paused), self._own(state.interrupted)
        told = (
            paused_line(paused, state) if paused is not None else (),
            interrupted_line(cut_off, state) if cut_off is not None else (),
            told_lines(state),
        )
        return {
            "posture": posture_line(state),
            "next": self._next_line(state),
            "next-short": short_next_line(state),
            "offer": offer_line(state, self.desk.catalogue.names) if self._asks(state) else "",
            "legend": legend(state.today.spans),
            "sums": "sat " + " · ".join(sums),
            "told": self.sentence(*join(told, "\n")),
            "notice": self.notice.text,
            "notice-short": self.notice.short,
        }

    def _next_line(self, state: State) -> str:
        """Say what comes next in as many words as fit."""
        line = next_line(state)
        return line if cell_len(line) <= self.app.size.width - BESIDE_NEXT else short_next_line(state)

    def _show_line(self, name: str, text: str | Content) -> None:
        line = self.query_one(f"#{name}", Label)
        _update(line, text)
        line.set_class(bool(text), "shown")

    def _draw(self, state: State) -> None:
        """Set what is drawn."""
        spans = state.today.spans
        self._big.value = big_value(state)
        self._ribbon.spans = spans
        start = f"{state.local(spans[0].start):%H:%M}" if spans else ""
        self._hours.texts = (start, f"now {state.local(state.now):%H:%M}")
        self._totals.totals = day_totals(state)


def _update(label: Label, text: str | Content) -> None:
    """Change a label only when its text changes, and lay out the screen anew only when its size does."""
    shown, words = str(label.content), str(text)
    if shown != words:
        label.update(text, layout=cell_len(shown) != cell_len(words))


def _count(number: int, what: str) -> str:
    plural = "es" if what.endswith("ch") else "s"
    return f"{number} {what}{'' if number == 1 else plural}"

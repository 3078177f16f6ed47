"""The first minute: three questions at most, a line to hear whether sound works, and what to heed in a stretch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Size
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from deskmate.screens.base import DeskScreen
from deskmate.screens.safety import SafetyScreen
from deskmate.settings.file import SettingError, SettingsFileError
from deskmate.settings.kinds import shown
from deskmate.voice.speaker import SpeechEvent, VoiceChanged
from deskmate.widgets.key_line import KeyLine

HELLO = "Hello. I am the voice that talks you through a stretch. If you hear me, sound works."
WRITE_SO = "Type when you begin and end, like 7:30-16:00, then press enter."
WEEKDAYS = "mon tue wed thu fri"
TYPED = "typed"
AGAIN = "again"

WIDEST, MARGINS = 64, 4
"""The columns of a page at most, and what of them holds no words."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What can be answered, also in few words, and the settings it changes, as they are typed."""

    text: str
    settings: Mapping[str, str] = field(default_factory=dict)
    does: str = ""
    short: str = ""

    def line(self, number: int, *, short: bool = False) -> str:
        """Give it after its number."""
        return f"{number}  {self.short if short and self.short else self.text}"


@dataclass(frozen=True, slots=True)
class Question:
    """One page: what is asked, also in few words, why, and the answers."""

    text: str
    short: str
    why: str
    answers: tuple[Answer, ...]

    def lines(self, width: int) -> list[str]:
        """Give the answers in a line each, in few words where `width` cells do not hold them all."""
        numbered = list(enumerate(self.answers, 1))
        lines = [answer.line(number) for number, answer in numbered]
        if max(map(cell_len, lines)) <= width:
            return lines
        return [answer.line(number, short=True) for number, answer in numbered]


def _working(hours: str) -> Answer:
    settings = {"hours.work": hours, "hours.days": WEEKDAYS}
    return Answer(f"{hours}, Monday to Friday", settings, short=f"{hours}, Mon-Fri")


QUESTIONS = (
    Question(
        "When do you work?",
        "When do you work?",
        "You are told to get up in these hours alone.",
        (
            Answer("At any time"),
            _working("9:00-17:30"),
            _working("8:00-16:30"),
            Answer("Other hours, Monday to Friday", does=TYPED, short="Others, Mon-Fri"),
        ),
    ),
    Question(
        "After how long shall it tell you to get up?",
        "Get up after how long?",
        "From 30 minutes on, sitting is commonly called prolonged.",
        tuple(Answer(f"{m} minutes", {"sitting.interval": f"{m}m"}) for m in (30, 20, 45, 60)),
    ),
    Question(
        "Do you hear the voice?",
        "Do you hear the voice?",
        HELLO,
        (
            Answer("Yes: speak to me", {"voice.enabled": "true"}),
            Answer("Say it again", does=AGAIN),
            Answer("Stay quiet: captions alone", {"voice.enabled": "false"}, short="Captions alone"),
        ),
    ),
)


class FirstMinuteScreen(DeskScreen):
    """Asked once, when there is neither a settings file nor a history; escape skips what is not answered."""

    SHEETS = ("first_minute",)

    speaks = True

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"choose({n})", show=False) for n in range(1, 5)),
        Binding(
            "escape",
            "leave",
            "Skip all of this",
            key_display="esc",
            tooltip="Skip all of this, and keep the defaults",
        ),
        Binding(
            "escape", "stop", "Skip the rest", key_display="esc", tooltip="Skip the rest, and keep what was answered"
        ),
    ]

    VERTICAL_BREAKPOINTS = [(0, "-strip"), (10, "-short"), (18, "-tall")]  # noqa: RUF012 - as Textual declares it

    _number = 0

    def compose(self) -> ComposeResult:
        """Lay out one page."""
        with Vertical(id="page"):
            yield Label(id="place", markup=False)
            yield Label(id="question", markup=False)
            yield Static(id="why", markup=False)
            yield OptionList(id="answers", markup=False)
            yield Input(id="typed", placeholder="7:30-16:00")
            yield Static(id="told", markup=False)
        yield KeyLine()

    def begin(self) -> None:
        """Ask the first question, while the voice gets ready."""
        self.desk.speaker.start()
        self._ask()

    def fit(self, size: Size) -> None:
        """Word the page for the new size."""
        super().fit(size)
        # After the list has its own new width.
        self.call_after_refresh(self._fit)

    def follow_speech(self, event: SpeechEvent) -> None:
        """Say why nothing can be heard, where that is so."""
        if isinstance(event, VoiceChanged) and self._is_about_voice:
            self._tell("" if event.status.audible else event.status.reason)

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Take the answer."""
        self._take(message.option_index)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Take the hours that were typed; where they are wrong, say so."""
        typed = message.value.strip()
        why = f"{shown(typed)} is no time span. {WRITE_SO}" if typed else WRITE_SO
        if self._change({"hours.work": typed, "hours.days": WEEKDAYS}, else_tell=why):
            self._next()

    def action_choose(self, number: int) -> None:
        """Take the answer of that number, if there is one."""
        if number <= len(QUESTIONS[self._number].answers):
            self._take(number - 1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to skip all of it, and the rest once something is answered."""
        del parameters
        return (action == "leave") is (self._number == 0) if action in {"leave", "stop"} else True

    def action_stop(self) -> None:
        """Keep the answers that were given, and leave the rest as it is by default."""
        self.action_leave()

    def action_leave(self) -> None:
        """Ask no more; what was not answered stays as it is by default."""
        self.desk.speaker.stop()
        self.app.pop_screen()

    @property
    def _is_about_voice(self) -> bool:
        return any(answer.does == AGAIN for answer in QUESTIONS[self._number].answers)

    def _ask(self) -> None:
        question = QUESTIONS[self._number]
        self.query_one("#place", Label).update(f"deskmate · {self._number + 1} of {len(QUESTIONS)}")
        self.query_one("#why", Static).update(question.why)
        self._show_typed(shown=False)
        self.refresh_bindings()
        answers = self.query_one("#answers", OptionList)
        answers.clear_options()
        self._fit()
        answers.highlighted = 0
        self.set_focus(answers)
        self._tell("")
        if self._is_about_voice:
            self._speak()

    def _fit(self) -> None:
        """Word the question and its answers for the room there is; the choice stays where it was."""
        if not self._is_shown:
            return
        question, answers = QUESTIONS[self._number], self.query_one("#answers", OptionList)
        self.query_one("#question", Label).update(question.short if self.is_strip else question.text)
        lines = question.lines(min(self.size.width, WIDEST) - MARGINS)
        if [str(option.prompt) for option in answers.options] != lines:
            chosen = answers.highlighted
            answers.clear_options()
            answers.add_options([Option(Text(line)) for line in lines])
            answers.highlighted = chosen

    def _take(self, index: int) -> None:
        answer = QUESTIONS[self._number].answers[index]
        if answer.does == TYPED:
            self._show_typed(shown=True)
            self.set_focus(self.query_one("#typed", Input))
            self._tell(WRITE_SO)
        elif answer.does == AGAIN:
            self._speak()
        elif self._change(answer.settings):
            self._next()

    def _show_typed(self, *, shown: bool) -> None:
        self.query_one("#typed", Input).display = shown
        self.set_class(shown, "typing")

    def _next(self) -> None:
        self.desk.speaker.stop()
        if self._number + 1 < len(QUESTIONS):
            self._number += 1
            self._ask()
        else:
            self.app.switch_screen(SafetyScreen(lambda: None))

    def _speak(self) -> None:
        status = self.desk.speaker.status
        self.desk.speaker.say(HELLO)
        if not status.audible and status.engine:
            self._tell(status.reason)

    def _change(self, settings: Mapping[str, str], *, else_tell: str = "") -> bool:
        try:
            for name, typed in settings.items():
                self.desk.change_setting(name, typed)
        except SettingsFileError as error:
            self._tell(str(error))
            return False
        except SettingError as error:
            self._tell(else_tell or str(error))
            return False
        return True

    def _tell(self, what: str) -> None:
        line = self.query_one("#told", Static)
        line.update(what)
        line.display = bool(what)

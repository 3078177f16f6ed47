"""A guided session line by line, for screen readers, pipes and terminals without a full screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from deskmate.duration import as_clock
from deskmate.stretch.plan import Form

if TYPE_CHECKING:
    from deskmate.clock import Clock
    from deskmate.coach import Coach
    from deskmate.voice.speaker import SpeechEvent

FRAME = timedelta(seconds=0.1)
STOPPED = timedelta(seconds=5)
"""A longer time between two looks at the clock means that the program was stopped: the session waited too."""

WORST = 10


class Guide:
    """The stage of a session that is printed: a line a step, and a line for each thing that is said."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._coach: Coach | None = None
        self._silence = ""

    def lead(self, coach: Coach, clock: Clock, wait: Callable[[timedelta], None], begin: Callable[[], None]) -> None:
        """Begin, and return when the session is over; `wait` lets so much time pass."""
        self._coach = coach
        before = clock.monotonic()
        begin()
        while not coach.run.over:
            wait(FRAME)
            now = clock.monotonic()
            passed, before = now - before, now
            if passed > STOPPED:
                coach.pause()
                coach.resume()
            else:
                coach.advance(passed)
            self._tell_silence()

    def hear(self, event: SpeechEvent) -> None:
        """Follow the voice; called from its thread."""
        from deskmate.voice.speaker import VoiceChanged

        if isinstance(event, VoiceChanged) and not event.status.audible:
            self._silence = event.status.reason
        elif self._coach is not None:
            self._coach.heard(event)

    def show_step(self) -> None:
        """Print the step that began, and how long it is."""
        if self._coach is None:
            return
        step = self._coach.run.step
        form = f", {step.form.value} form" if step.form is not Form.USUAL else ""
        self._write(f"-- {step.title}{form} ({as_clock(step.length)})")

    def show_line(self, text: str) -> None:
        """Print what is being said."""
        if text:
            self._write(text)

    def show_remark(self, text: str) -> None:
        """Print a remark."""
        self.show_line(text)

    def show_end(self) -> None:
        """Print nothing: the summary follows."""

    def _tell_silence(self) -> None:
        """Say once why nothing is heard."""
        reason, self._silence = self._silence, ""
        self.show_line(reason)


def ask_ache(question: str, read: Callable[[str], str]) -> int | None:
    """Ask for an ache from 0 to 10 until one is given; None where the user would rather not say."""
    while True:
        try:
            answer = read(f"{question} (0 to 10, or enter for no answer) ").strip()
        except EOFError:
            return None
        if not answer:
            return None
        if answer.isascii() and answer.isdigit() and int(answer) <= WORST:
            return int(answer)
        question = "That is no number from 0 to 10. How much does it ache?"

"""Opening what was kept, to put it right: each change is one event more, and `u` takes the last one back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from deskmate.review.entries import Kept
from deskmate.review.past import Past
from deskmate.screens.base import DeskScreen, as_sentence
from deskmate.screens.choose import ChooseScreen
from deskmate.screens.note import NoteScreen
from deskmate.screens.rate import RateScreen
from deskmate.sitting import changes, words
from deskmate.sitting.notes import Note
from deskmate.sitting.sessions import Session
from deskmate.sitting.timeline import Span
from deskmate.sitting.watch import Entry

WAS = {"sit": "I sat", "stand": "I stood", "walk": "I walked", "away": "I was away"}


class Amending(DeskScreen):
    """A screen on which what was kept can be opened, corrected, deleted and taken back."""

    past: Past = Past()

    def read_again(self) -> None:
        """Show what holds after a change."""

    def open_kept(self, kept: Kept, day: date) -> None:
        """Ask what to do with a row of `day`."""
        match kept.of:
            case Session() as session:
                self._open_session(session, day)
            case Note() as note:
                self._open_note(note)
            case Span() as span:
                title = f"{kept.cells[0]}, {kept.cells[1]}: what was it really?"
                self._ask(title, WAS, {w: partial(self._was, w, span, day) for w in WAS})

    def write_note(self, day: date, session: str = "", about: str = "") -> None:
        """Ask for a note, and keep it."""
        question = f"A note on {about or f'{day:%A} {day.day} {day:%B}'}"
        self._ask_text(question, "", lambda text: changes.note(text, self.desk.clock.now(), day, session))

    def action_undo(self) -> None:
        """Take the last change back, and say what it was."""
        made = self.past.changes

        def word() -> Sequence[Entry]:
            return changes.take_back(made, self.desk.clock.now())

        if self._change(word):
            at = made[-1].at.astimezone(self.desk.clock.zone())
            self.notify(f"Taken back: {made[-1].what}, {at:%a} {at.day} {at:%b %H:%M}.", markup=False)

    def _open_session(self, session: Session, day: date) -> None:
        start = session.start.astimezone(self.desk.clock.zone())
        answers = {
            "before": f"Ache before: {_score(session.ache_before)}",
            "after": f"Ache after: {_score(session.ache_after)}",
            "note": "Write a note on it",
            "delete": "Delete it",
        }
        acts: dict[str, Callable[[], object]] = {
            "before": partial(self._rate, session, "before", session.ache_before),
            "after": partial(self._rate, session, "after", session.ache_after),
            "note": partial(self.write_note, day, session.id, session.title),
            "delete": partial(self._delete_session, session),
        }
        self._ask(f"{session.title}, {start:%a} {start.day} {start:%b %H:%M}", answers, acts)

    def _delete_session(self, session: Session) -> None:
        events = self.past.events_of(session.id)
        self._change(lambda: changes.delete_session(session, events, self.desk.clock.now()))

    def _open_note(self, note: Note) -> None:
        def rewrite() -> None:
            self._ask_text("The note", note.text, lambda text: changes.rewrite(note, text, self.desk.clock.now()))

        def delete() -> None:
            self._change(lambda: changes.delete_note(note, self.desk.clock.now()))

        self._ask(
            note.text, {"rewrite": "Write it anew", "delete": "Delete it"}, {"rewrite": rewrite, "delete": delete}
        )

    def _rate(self, session: Session, moment: str, score: int | None) -> None:
        def rated(found: int | None) -> None:
            if found is not None:
                self._change(lambda: changes.rate(session, moment, found, self.desk.clock.now()))

        question = f"How much did it ache {moment} {session.title}?"
        self.app.push_screen(RateScreen(question, score, self.desk.clock.monotonic), rated)

    def _was(self, word: str, span: Span, day: date) -> None:
        """Say what a span really was; what was corrected before, however long ago, stands."""
        sessions = next((d.sessions for d in self.past.days if d.date == day), ())

        def said() -> Sequence[Entry]:
            state = self.desk.state._replace(corrections=self.past.corrections)
            return words.correct(state, word, span.start, min(span.end, state.now), sessions)

        self._change(said)

    def _ask(self, question: str, answers: dict[str, str], acts: dict[str, Callable[[], object]]) -> None:
        def answered(answer: str | None) -> None:
            if answer is not None:
                acts[answer]()

        self.app.push_screen(ChooseScreen(question, answers), answered)

    def _ask_text(self, question: str, text: str, word: Callable[[str], Sequence[Entry]]) -> None:
        def written(found: str | None) -> None:
            if found is not None:
                self._change(lambda: word(found))

        self.app.push_screen(NoteScreen(question, text), written)

    def _change(self, word: Callable[[], Sequence[Entry]]) -> bool:
        """Write a change down, or tell why it cannot be."""
        try:
            self.desk.say(word())
        except ValueError as error:
            self.notify(as_sentence(error), markup=False)
            return False
        self.read_again()
        return True


def _score(score: int | None) -> str:
    return "not rated" if score is None else str(score)

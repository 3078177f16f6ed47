"""How a page is read aloud: which sentence is said, which waits behind it, and where the voice is."""

from __future__ import annotations

from enum import Enum, auto

from deskmate.learn.page import Sentence, Span
from deskmate.voice.speaker import Speaker, SpeechEvent, UtteranceEnded, UtteranceStarted, WordSpoken

WORD_ON = "A word on in what is being said"
WORD_BACK = "A word back in what is being said"


class Telling(Enum):
    """What the reading voice is doing."""

    SILENT = auto()
    SPEAKING = auto()
    PAUSED = auto()


class Narration:
    """Reads a page's sentences aloud in order, one always queued ahead so that there is no gap between them."""

    def __init__(self, speaker: Speaker, sentences: tuple[Sentence, ...]) -> None:
        self.telling = Telling.SILENT
        self.at: int | None = None
        self.word: Span | None = None
        self.finished = False
        self._speaker = speaker
        self._sentences = sentences
        self._utterances: dict[int, int] = {}

    def read_from(self, index: int) -> None:
        """Speak from a sentence on, in place of whatever is being said."""
        if not self._sentences:
            return
        self.telling = Telling.SPEAKING
        self.finished = False
        self.at, self.word = index, None
        self._utterances = {self._speaker.say(self._sentences[index].spoken): index}
        self._queue_after(index)

    def pause(self) -> None:
        """Hold the voice in the middle of the word."""
        self.telling = Telling.PAUSED
        self._speaker.pause()

    def resume(self) -> None:
        """Go on from there."""
        self.telling = Telling.SPEAKING
        self._speaker.resume()

    def stop(self) -> None:
        """Fall silent; the place is kept."""
        if self.telling is not Telling.SILENT:
            self.telling = Telling.SILENT
            self._utterances = {}
            self.word = None
            self._speaker.stop()

    def move(self, step: int) -> None:
        """Go some sentences on or back; from nowhere, to the first."""
        self.go_to(0 if self.at is None else self.at + step)

    def go_to(self, index: int) -> None:
        """Go to a sentence; a voice that is speaking goes on from there, a paused one falls silent."""
        if index >= len(self._sentences):
            self.stop()
            self._finish()
        elif self.telling is Telling.SPEAKING:
            self.read_from(max(0, index))
        else:
            self.stop()
            self.at, self.word = max(0, index), None

    def heard(self, event: SpeechEvent) -> None:
        """Follow what the voice tells; what it says of other utterances is nothing to us."""
        match event:
            case UtteranceStarted(utterance=utterance) if utterance in self._utterances:
                self.at, self.word = self._utterances[utterance], None
                self._queue_after(self.at)
            case WordSpoken(utterance=utterance, start=start, end=end) if utterance in self._utterances:
                self.at = self._utterances[utterance]
                self.word = self._sentences[self.at].heard(start, end)
            case UtteranceEnded(utterance=utterance, completed=completed) if utterance in self._utterances:
                self._ended(self._utterances.pop(utterance), completed=completed)

    def _ended(self, index: int, *, completed: bool) -> None:
        self.word = None
        if not completed:
            self.telling = Telling.SILENT
            self._utterances = {}
        elif index + 1 < len(self._sentences):
            self.at = index + 1
        else:
            self._finish()

    def _finish(self) -> None:
        self.telling = Telling.SILENT
        self.finished = True
        self.at = None

    def _queue_after(self, index: int) -> None:
        following = index + 1
        if following < len(self._sentences) and following not in self._utterances.values():
            self._utterances[self._speaker.say(self._sentences[following].spoken, queue=True)] = following

"""`deskmate say`: a text spoken from the shell, written to a sound file, or the voices there are."""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from deskmate.voice.choice import ENGINES, LEAVE, PIPER, Choice

if TYPE_CHECKING:
    from deskmate.voice.pronunciation import Pronunciation
    from deskmate.voice.speaker import Speaker, SpeechEvent, VoiceStatus
    from deskmate.voice.voices import Voice

SLOWEST, FASTEST = 80, 400
_STANDARD_INPUT = "-"
_AHEAD = 3
"""How many sentences wait in the voice, so that there is no gap between two and a book does not fill the memory."""


class SayingError(Exception):
    """It could not be said; the sentence says why."""


class NothingToSayError(Exception):
    """The text is missing or empty; the sentence says so."""


@dataclass(frozen=True, slots=True)
class Usual:
    """What the settings say: `rate` in words a minute, `volume` 0 to 1, `pronunciation` the text of the table."""

    choice: Choice
    rate: int = 150
    volume: float = 1.0
    pronunciation: str = ""
    log: Path | None = None
    pause_players: str = LEAVE


@dataclass(frozen=True, slots=True)
class Spoken:
    """How it went: what the voice was like at the end, and the sentences that were not heard."""

    status: VoiceStatus
    unheard: tuple[str, ...]


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what `deskmate say` understands to its parser."""
    command.add_argument("text", metavar="TEXT", nargs="?", help="what to speak; - reads standard input")
    command.add_argument("--voice", metavar="NAME", help="a voice by name, id or language; for Piper its .onnx file")
    command.add_argument("--rate", type=_rate, metavar="WPM", help=f"words a minute, {SLOWEST} to {FASTEST}")
    command.add_argument("--engine", choices=ENGINES, help="what speaks; auto is the system's usual engine")
    command.add_argument("--out", type=Path, metavar="FILE.wav", help="write a WAV file and make no sound")
    command.add_argument("--list-voices", action="store_true", help="list the engine's voices by language")


def say(options: argparse.Namespace, usual: Usual) -> list[str]:
    """Do what the command line asks for; gives the lines to print.

    Raises NothingToSayError, or SayingError, whose `captions` are to be printed first.
    """
    from deskmate.voice.studio import StudioError, check_voice, list_voices

    choice = chosen(usual.choice, options.engine, options.voice)
    rate = options.rate or usual.rate
    try:
        if options.list_voices:
            return listing(list_voices(choice._replace(voice=choice.voice if choice.engine == PIPER else ""))[1])
        text = _text(options.text)
        if options.out is not None:
            _write(text, options.out, choice, rate, usual)
            return []
        if options.voice or options.engine:
            check_voice(choice)
    except StudioError as error:
        raise SayingError(str(error)) from error
    spoken = speak(text, replace(usual, choice=choice, rate=rate))
    if spoken.unheard:
        raise UnheardError(spoken)
    return []


class UnheardError(SayingError):
    """It could not be heard, or not to its end; `captions` are the lines to show instead."""

    def __init__(self, spoken: Spoken) -> None:
        super().__init__(f"nothing could be heard: {spoken.status.reason}")
        self.captions = spoken.unheard


def chosen(usual: Choice, engine: str | None, voice: str | None) -> Choice:
    """Give the voice that the command line asks for, the rest as usual; it is always to be heard.

    A voice of one engine says nothing to another: with another engine its own usual voice speaks. A voice file
    (.onnx) asks for Piper by itself.
    """
    if engine is None and voice is not None and voice.endswith(".onnx"):
        engine = PIPER
    wanted = usual._replace(silent=False)
    if engine is not None and engine != usual.engine:
        wanted = wanted._replace(engine=engine, voice="")
    return wanted if voice is None else wanted._replace(voice=voice)


def listing(voices: Sequence[Voice]) -> list[str]:
    """Give the voices as lines of three columns: language, name, id."""
    language = max((len(voice.language) for voice in voices), default=0)
    name = max((len(voice.name) for voice in voices), default=0)
    return [f"{voice.language:{language}}  {voice.name:{name}}  {voice.id}" for voice in voices]


def speak(text: str, usual: Usual) -> Spoken:
    """Speak `text` sentence by sentence and return when it was said, or at once when it cannot be heard.

    An interrupt (ctrl-c) ends the sound and is raised on. Raises BadPronunciationError.
    """
    return speak_each(sentences(text), usual)


def speak_each(texts: Sequence[str], usual: Usual, begun: Callable[[int], None] = lambda _: None) -> Spoken:
    """Speak texts one after the other, as `speak` does; `begun` is told the number of each as it begins.

    It is called from the voice's own thread.
    """
    from deskmate.voice.choose import choose_speaker

    speaker = choose_speaker(
        choice=usual.choice,
        rate=usual.rate,
        volume=usual.volume,
        log=usual.log,
        pronunciation=usual.pronunciation,
        pause_players=usual.pause_players,
    )
    try:
        recital = Recital(speaker, texts, begun)
        recital.wait()
        return Spoken(speaker.status, recital.unheard)
    finally:
        speaker.close()


def sentences(text: str) -> tuple[str, ...]:
    """Split a text into the sentences that are said one after the other; a blank line ends one too."""
    from deskmate.learn.sentences import sentences_in

    paragraphs = text.replace("\r\n", "\n").split("\n\n")
    return tuple(" ".join(sentence.text.split()) for part in paragraphs for sentence in sentences_in(part))


class Recital:
    """Some sentences said by a speaker, a few of them ahead."""

    def __init__(self, speaker: Speaker, texts: Sequence[str], begun: Callable[[int], None] = lambda _: None) -> None:
        """Begin; `begun` is told the number of each text as it begins to be heard."""
        self._begun = begun
        self._speaker = speaker
        self._texts = texts
        self._given = 0
        self._heard = 0
        self._over = threading.Event()
        speaker.listen(self._listen)
        for _ in range(_AHEAD):
            self._give()
        if not texts:
            self._over.set()

    @property
    def unheard(self) -> tuple[str, ...]:
        """Give the sentences that were not said to their end."""
        return tuple(self._texts[self._heard :])

    def wait(self) -> None:
        """Return when all is said, or when it cannot be heard."""
        self._over.wait()

    def _give(self) -> None:
        if self._given < len(self._texts):
            self._given += 1
            self._speaker.say(self._texts[self._given - 1], queue=True)

    def _listen(self, event: SpeechEvent) -> None:
        from deskmate.voice.speaker import UtteranceEnded, UtteranceStarted, VoiceChanged

        match event:
            case UtteranceStarted() if not self._over.is_set():
                self._begun(self._heard)
            case VoiceChanged(status) if not status.audible:
                self._over.set()
            case UtteranceEnded(completed=True) if not self._over.is_set():
                self._heard += 1
                self._give()
                if self._heard == len(self._texts):
                    self._over.set()


def _write(text: str, file: Path, choice: Choice, rate: int, usual: Usual) -> None:
    from deskmate.voice.pronunciation import parse_pronunciation
    from deskmate.voice.studio import render_to_file

    pronunciation: Pronunciation = parse_pronunciation(usual.pronunciation)
    render_to_file(pronunciation.respell(text).text, file, choice, rate=rate, volume=usual.volume)


def _text(given: str | None) -> str:
    if given is None:
        raise NothingToSayError("there is nothing to say: give a text, or - to read standard input")
    if given != _STANDARD_INPUT:
        text, what = given, "the text"
    else:
        text, what = sys.stdin.buffer.read().decode("utf-8", "replace"), "standard input"
    if not text.strip():
        raise NothingToSayError(f"there is nothing to say: {what} is empty")
    return text


def _rate(text: str) -> int:
    if not (text.isascii() and text.isdigit() and SLOWEST <= int(text) <= FASTEST):
        raise argparse.ArgumentTypeError(
            f"must be a whole number of words a minute, {SLOWEST} to {FASTEST}, not {text!r}"
        )
    return int(text)

"""Chooses the voice, looks whether it works here, and speaks one text for the shell."""

from __future__ import annotations

import queue
import threading
from datetime import timedelta
from pathlib import Path

from deskmate.voice.captions import CaptionSpeaker
from deskmate.voice.choice import Choice
from deskmate.voice.pronunciation import parse_pronunciation
from deskmate.voice.speaker import Speaker, SpeechEvent, UtteranceEnded, VoiceChanged, VoiceStatus
from deskmate.voice.speech import Manner, speaking
from deskmate.voice.worker_link import Link, Message, WorkerProcess, worker_command
from deskmate.voice.worker_speaker import WorkerSpeaker

_PROBE_LIMIT = timedelta(seconds=8)


def choose_speaker(
    *,
    enabled: bool = True,
    choice: Choice | None = None,
    rate: int = 150,
    volume: float = 1.0,
    log: Path | None = None,
    pronunciation: str = "",
) -> Speaker:
    """Give the voice for these settings: captions alone when not `enabled`, else speech with captions behind it.

    `choice` is the engine and its voice, `rate` in words a minute, `volume` 0 to 1, `pronunciation` the text of the
    table (TOML), `log` the file for what speech libraries complain about. Raises BadPronunciationError.
    """
    if not enabled:
        return CaptionSpeaker(rate=rate, reason="The voice is turned off; captions show what would be said.")
    manner = Manner(rate=rate, volume=volume, pronunciation=parse_pronunciation(pronunciation))
    return WorkerSpeaker(manner, choice=choice, log=log)


def probe(*, choice: Choice | None = None, log: Path | None = None, limit: timedelta = _PROBE_LIMIT) -> VoiceStatus:
    """Find out in a worker process, within `limit`, what would speak here and through what."""
    answers: queue.SimpleQueue[Message | None] = queue.SimpleQueue()

    def ear(_link: Link, message: Message | None) -> None:
        answers.put(message)

    try:
        link = WorkerProcess(ear, log=log, command=worker_command(choice))
    except OSError as error:
        return VoiceStatus(
            audible=False, reason=f"The speech process could not be started ({error.strerror or error})."
        )
    try:
        answer = answers.get(timeout=limit.total_seconds())
    except queue.Empty:
        return VoiceStatus(audible=False, reason="The speech process did not get ready in time.")
    finally:
        link.kill()
    if answer is None or answer["event"] != "ready":
        return VoiceStatus(audible=False, reason="The speech process ended before it was ready.")
    return _status(answer)


def speak_once(
    text: str, *, rate: int = 150, volume: float = 1.0, log: Path | None = None, pronunciation: str = ""
) -> VoiceStatus:
    """Speak `text` and return when it was said, or at once when it cannot be heard; the status says why.

    An interrupt (ctrl-c) ends the sound and is raised on. Raises BadPronunciationError.
    """
    manner = Manner(rate=rate, volume=volume, pronunciation=parse_pronunciation(pronunciation))
    speaker = WorkerSpeaker(manner, log=log)
    over = threading.Event()

    def listener(event: SpeechEvent) -> None:
        match event:
            case UtteranceEnded():
                over.set()
            case VoiceChanged(status) if not status.audible:
                over.set()

    speaker.listen(listener)
    try:
        speaker.say(text)
        over.wait()
        return speaker.status
    finally:
        speaker.close()


def _status(ready: Message) -> VoiceStatus:
    engine = f"{ready.get('engine', '')} {ready.get('version', '')}".strip()
    backend = str(ready.get("backend", ""))
    audible = ready.get("audible") is True
    reason = speaking(ready) if audible else str(ready.get("reason", ""))
    return VoiceStatus(audible=audible, reason=reason, engine=engine, backend=backend)

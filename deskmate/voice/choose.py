"""Chooses the voice, and looks whether it works here."""

from __future__ import annotations

import os
import queue
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from deskmate.voice.captions import CaptionSpeaker
from deskmate.voice.choice import LEAVE, Choice
from deskmate.voice.manner import Manner
from deskmate.voice.pronunciation import parse_pronunciation
from deskmate.voice.speaker import Speaker, VoiceStatus
from deskmate.voice.speech import speaking
from deskmate.voice.worker_link import Link, Message, WorkerProcess, worker_command
from deskmate.voice.worker_speaker import WorkerSpeaker

_PROBE_LIMIT = timedelta(seconds=8)
_SESSION_BUS = "DBUS_SESSION_BUS_ADDRESS"


def choose_speaker(
    *,
    enabled: bool = True,
    choice: Choice | None = None,
    rate: int = 150,
    volume: float = 1.0,
    log: Path | None = None,
    pronunciation: str = "",
    pause_players: str = LEAVE,
) -> Speaker:
    """Give the voice for these settings: captions alone when not `enabled`, else speech with captions behind it.

    `choice` is the engine and its voice, `rate` in words a minute, `volume` 0 to 1, `pronunciation` the text of the
    table (TOML), `log` the file for what speech libraries complain about, `pause_players` one of COURTESIES.
    Raises BadPronunciationError.
    """
    if not enabled:
        return CaptionSpeaker(rate=rate, reason="The voice is turned off; captions show what would be said.")
    manner = Manner(rate=rate, volume=volume, pronunciation=parse_pronunciation(pronunciation))
    return polite(WorkerSpeaker(manner, choice=choice, log=log), pause_players)


def polite(speaker: Speaker, manner: str, environ: Mapping[str, str] = os.environ) -> Speaker:
    """Let other players be quiet while `speaker` speaks: paused or ducked (`manner`, of COURTESIES).

    The speaker itself where nothing is to be done, or where there is no session bus to ask over.
    """
    address = environ.get(_SESSION_BUS, "")
    if manner == LEAVE or not address:
        return speaker
    from deskmate.voice.players import BusPlayers
    from deskmate.voice.polite_speaker import PoliteSpeaker

    return PoliteSpeaker(speaker, BusPlayers(address, manner))


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


def _status(ready: Message) -> VoiceStatus:
    engine = f"{ready.get('engine', '')} {ready.get('version', '')}".strip()
    backend = str(ready.get("backend", ""))
    audible = ready.get("audible") is True
    reason = speaking(ready) if audible else str(ready.get("reason", ""))
    return VoiceStatus(audible=audible, reason=reason, engine=engine, backend=backend)

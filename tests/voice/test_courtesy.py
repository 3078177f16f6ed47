"""When players are quiet, in simulated time; and the speaker that sees to it."""

from __future__ import annotations

import threading
from datetime import timedelta

from deskmate.voice.choose import polite
from deskmate.voice.courtesy import LINGER, Courtesy
from deskmate.voice.polite_speaker import PoliteSpeaker
from deskmate.voice.speaker import UtteranceEnded, UtteranceStarted, VoiceChanged, VoiceStatus
from tests.running import ScriptedSpeaker

LIMIT = 10


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def started(number: int) -> UtteranceStarted:
    return UtteranceStarted(number, seconds(3), exact=True)


def ended(number: int) -> UtteranceEnded:
    return UtteranceEnded(number, completed=True)


def test_players_are_quiet_from_the_first_word_until_a_moment_after_the_last() -> None:
    courtesy = Courtesy(audible=True)
    assert not courtesy.wants_quiet(seconds(0))
    courtesy.hear(started(1), seconds(1))
    assert courtesy.wants_quiet(seconds(60))
    assert courtesy.due() is None
    courtesy.hear(ended(1), seconds(60))
    assert courtesy.wants_quiet(seconds(60))
    assert courtesy.due() == seconds(60) + LINGER
    assert not courtesy.wants_quiet(seconds(60) + LINGER)


def test_the_next_line_within_that_moment_keeps_them_quiet() -> None:
    courtesy = Courtesy(audible=True)
    courtesy.hear(started(1), seconds(0))
    courtesy.hear(ended(1), seconds(3))
    courtesy.hear(started(2), seconds(4))
    assert courtesy.due() is None
    assert courtesy.wants_quiet(seconds(9))


def test_captions_quieten_nobody_and_a_voice_that_falls_silent_lets_them_go() -> None:
    courtesy = Courtesy(audible=False)
    courtesy.hear(started(1), seconds(0))
    assert not courtesy.wants_quiet(seconds(0))
    courtesy.hear(VoiceChanged(VoiceStatus(audible=True, reason="")), seconds(1))
    assert courtesy.wants_quiet(seconds(1))
    courtesy.hear(VoiceChanged(VoiceStatus(audible=False, reason="")), seconds(2))
    assert not courtesy.wants_quiet(seconds(2) + LINGER)


def test_a_paused_voice_lets_them_go_until_it_goes_on() -> None:
    courtesy = Courtesy(audible=True)
    courtesy.hear(started(1), seconds(0))
    courtesy.hold(seconds(1))
    assert not courtesy.wants_quiet(seconds(1) + LINGER)
    courtesy.release(seconds(9))
    assert courtesy.wants_quiet(seconds(9))


class CountedPlayers:
    def __init__(self) -> None:
        self.calls: list[str] = []
        self._changed = threading.Condition()

    def quieten(self) -> None:
        self._note("quieten")

    def restore(self) -> None:
        self._note("restore")

    def _note(self, call: str) -> None:
        with self._changed:
            self.calls.append(call)
            self._changed.notify_all()

    def wait_for(self, *calls: str) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self.calls == list(calls), LIMIT), self.calls


def test_the_players_are_set_back_when_the_voice_is_closed_in_mid_word() -> None:
    voice, players = ScriptedSpeaker(), CountedPlayers()
    speaker = PoliteSpeaker(voice, players)
    assert speaker.say("One.") == 1
    voice.tell(started(1))
    players.wait_for("quieten")
    speaker.close()
    assert players.calls == ["quieten", "restore"]
    assert voice.calls == ["say", "close"]


def test_it_asks_once_for_several_lines_and_passes_all_else_on() -> None:
    voice, players = ScriptedSpeaker(), CountedPlayers()
    speaker = PoliteSpeaker(voice, players)
    for number in range(1, 4):
        speaker.say("x", queue=True)
        voice.tell(started(number))
        voice.tell(ended(number))
    speaker.start()
    speaker.pause()
    speaker.resume()
    speaker.set_muted(True)
    speaker.stop()
    speaker.close()
    assert voice.calls == ["queue", "queue", "queue", "start", "pause", "resume", "mute", "stop", "close"]
    assert players.calls == ["quieten", "restore"]


def test_only_who_asks_for_it_and_has_a_bus_gets_it() -> None:
    voice = ScriptedSpeaker()
    bus = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
    assert polite(voice, "no", bus) is voice
    assert polite(voice, "pause", {}) is voice
    asked = polite(voice, "pause", bus)
    assert isinstance(asked, PoliteSpeaker)
    asked.close()

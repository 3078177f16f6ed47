"""The speaker over real child processes: scripted ones that misbehave, and the real worker without a device."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from deskmate.voice.manner import Limits, Manner
from deskmate.voice.speaker import SpeechEvent, UtteranceEnded, UtteranceStarted, VoiceChanged, WordSpoken
from deskmate.voice.worker_link import Ear, WorkerProcess, worker_command
from deskmate.voice.worker_speaker import WorkerSpeaker

LIMIT = 20
QUICK = Limits(ready=timedelta(seconds=0.5), start=timedelta(seconds=0.5), beat=timedelta(seconds=0.5))
PATIENT = Limits(ready=timedelta(seconds=LIMIT))
PRELUDE = """
import json, os, sys, time
def tell(**message):
    print(json.dumps(message), flush=True)
def ready():
    tell(event="ready", audible=True, reason="", engine="script", version="1", backend="none")
def orders():
    for line in sys.stdin:
        yield json.loads(line)
"""
GOOD = """
ready()
for order in orders():
    if order["op"] == "say":
        tell(event="started", id=order["id"], duration_ms=10, exact=True)
        tell(event="word", id=order["id"], start=0, end=3)
        tell(event="ended", id=order["id"], completed=True)
"""
RUBBISH = (
    r"""
os.write(1, b"\xff\xfe\x00 not json\n[1, 2]\n{\n" + b"x" * 200000 + b"\n" + b'{"event": 3}\n')
"""
    + GOOD
)
HANGS = "ready()\ntime.sleep(600)"
NEVER_READY = "time.sleep(600)"
DIES_MID_WORD = """
ready()
for order in orders():
    if order["op"] == "say":
        tell(event="started", id=order["id"], duration_ms=9000, exact=True)
        tell(event="word", id=order["id"], start=0, end=3)
        tell(event="word", id=order["id"], start=4, end=7)
        os._exit(9)
"""
ENDS_AT_ONCE = "sys.exit(3)"


class Hearer:
    """Keeps what a speaker tells, and waits for the end of an utterance."""

    def __init__(self, speaker: WorkerSpeaker) -> None:
        self.told: list[SpeechEvent] = []
        self._changed = threading.Condition()
        speaker.listen(self._hear)

    def _hear(self, event: SpeechEvent) -> None:
        with self._changed:
            self.told.append(event)
            self._changed.notify_all()

    def wait_for(self, event: SpeechEvent) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: event in self.told, LIMIT), self.told

    def words(self, text: str) -> list[str]:
        return [text[event.start : event.end] for event in self.told if isinstance(event, WordSpoken)]

    def reasons(self) -> list[str]:
        return [event.status.reason for event in self.told if isinstance(event, VoiceChanged)]


class Troupe:
    """Starts scripted workers and remembers their processes."""

    def __init__(self, script: str) -> None:
        self.processes: list[WorkerProcess] = []
        self._command = [sys.executable, "-c", PRELUDE + script]

    def launch(self, ear: Ear) -> WorkerProcess:
        self.processes.append(WorkerProcess(ear, command=self._command))
        return self.processes[-1]


def is_gone(pid: int) -> bool:
    """Tell whether a process is ended and reaped."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.fixture
def perform() -> Iterator[Callable[..., tuple[WorkerSpeaker, Hearer, Troupe]]]:
    opened: list[tuple[WorkerSpeaker, Troupe]] = []

    def begin(script: str, limits: Limits = QUICK) -> tuple[WorkerSpeaker, Hearer, Troupe]:
        troupe = Troupe(script)
        speaker = WorkerSpeaker(Manner(rate=400), limits=limits, launch=troupe.launch)
        opened.append((speaker, troupe))
        return speaker, Hearer(speaker), troupe

    yield begin
    for speaker, troupe in opened:
        speaker.close()
        assert all(is_gone(process.pid) for process in troupe.processes)
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("voice")]


Perform = Callable[..., tuple[WorkerSpeaker, Hearer, Troupe]]


@pytest.mark.parametrize("script", [GOOD, RUBBISH])
def test_a_worker_is_followed_through_any_rubbish(perform: Perform, script: str) -> None:
    speaker, hearer, _troupe = perform(script, PATIENT)
    number = speaker.say("One two")
    hearer.wait_for(UtteranceEnded(number, completed=True))
    assert hearer.told[1:] == [
        UtteranceStarted(number, timedelta(milliseconds=10), exact=True),
        WordSpoken(number, 0, 3),
        UtteranceEnded(number, completed=True),
    ]
    assert speaker.status.audible


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (HANGS, "The voice stopped answering in time; captions carry on without sound."),
        (NEVER_READY, "The voice did not get ready in time; captions carry on without sound."),
        (ENDS_AT_ONCE, "The voice ended unexpectedly; captions carry on without sound."),
    ],
)
def test_a_worker_that_fails_leaves_captions_and_one_sentence(perform: Perform, script: str, reason: str) -> None:
    limits = PATIENT if script is ENDS_AT_ONCE else QUICK
    speaker, hearer, _troupe = perform(script, limits)
    number = speaker.say("One two")
    hearer.wait_for(UtteranceEnded(number, completed=True))
    assert hearer.words("One two") == ["One", "two"]
    assert hearer.reasons()[-1] == reason
    assert not speaker.status.audible


def test_a_worker_that_dies_mid_word_is_followed_from_that_word(perform: Perform) -> None:
    speaker, hearer, _troupe = perform(DIES_MID_WORD, PATIENT)
    number = speaker.say("One two end")
    hearer.wait_for(UtteranceEnded(number, completed=True))
    assert hearer.words("One two end") == ["One", "two", "two", "end"]
    assert sum(isinstance(event, UtteranceStarted) for event in hearer.told) == 1


@pytest.mark.usefixtures("silent_machine")
def test_the_real_worker_without_a_device_says_so_and_captions_go_on(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "logs" / "voice.log"
    speaker = WorkerSpeaker(Manner(rate=400), log=log)
    hearer = Hearer(speaker)
    number = speaker.say("One two")
    hearer.wait_for(UtteranceEnded(number, completed=True))
    speaker.close()
    assert hearer.words("One two") == ["One", "two"]
    (reason,) = hearer.reasons()
    assert reason.endswith("was found; captions show what would be said.")
    assert capfd.readouterr() == ("", "")
    assert log.stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("silent_machine")
def test_the_real_worker_ends_with_its_input() -> None:
    """As when deskmate itself is killed: the pipe closes, and no orphan stays."""
    with subprocess.Popen(
        worker_command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(LIMIT) == 0


def test_a_worker_is_not_in_our_session_so_ctrl_c_spares_it(perform: Perform) -> None:
    speaker, hearer, troupe = perform(GOOD, PATIENT)
    number = speaker.say("One")
    hearer.wait_for(UtteranceEnded(number, completed=True))
    assert os.getsid(troupe.processes[0].pid) != os.getsid(0)


def test_a_killed_worker_is_replaced_for_the_next_utterance(perform: Perform) -> None:
    speaker, hearer, troupe = perform(GOOD, PATIENT)
    hearer.wait_for(UtteranceEnded(speaker.say("One"), completed=True))
    os.kill(troupe.processes[0].pid, signal.SIGKILL)
    second = speaker.say("Two")
    hearer.wait_for(UtteranceEnded(second, completed=True))
    hearer.wait_for(UtteranceEnded(speaker.say("Three"), completed=True))
    assert speaker.status.audible
    assert len(troupe.processes) == 2


def test_a_log_that_has_grown_long_is_begun_anew(tmp_path: Path) -> None:
    log = tmp_path / "voice.log"
    log.write_bytes(b"x" * 300_000)
    over = threading.Event()
    link = WorkerProcess(
        lambda _link, message: over.set() if message is None else None,
        log=log,
        command=[sys.executable, "-c", "import sys; print('complaint', file=sys.stderr)"],
    )
    assert over.wait(LIMIT)
    link.close()
    assert log.read_text().split() == ["complaint"]

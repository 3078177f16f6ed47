"""A session with every fault a voice can have: it runs to its end, all is shown, and one line at most says why."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deskmate.coach import Coach
from deskmate.sitting.events import Event, Kind
from deskmate.stretch.catalogue import Cue, Part
from deskmate.stretch.plan import Plan, Step
from deskmate.stretch.session import Run
from deskmate.voice.manner import Limits, Manner
from deskmate.voice.speaker import SpeechEvent, VoiceChanged
from deskmate.voice.worker_link import worker_environment
from deskmate.voice.worker_speaker import WorkerSpeaker
from tests.e2e.test_audio import sound_server
from tests.voice.test_worker_speaker import DIES_MID_WORD, HANGS, NEVER_READY, RUBBISH, Troupe

pytestmark = pytest.mark.real

LIMITS = Limits(ready=timedelta(seconds=8), start=timedelta(seconds=1), beat=timedelta(seconds=1))
FRAME = timedelta(seconds=0.05)
PLAIN = "Stand tall and breathe out."
LOST = """
ready()
for order in orders():
    if order["op"] == "say":
        tell(event="started", id=order["id"], duration_ms=9000, exact=True)
        tell(event="word", id=order["id"], start=0, end=5)
        tell(event="silent", reason="The sound device was lost")
"""
NO_DEVICE = 'tell(event="ready", audible=False, reason="No sound device was found.", backend="", tones=False)'
NO_LIBRARY = """
tell(event="ready", audible=False, reason="No speech engine could be loaded.", backend="Pulse", tones=True)
for order in orders():
    pass
"""
RAISES = """
ready()
for order in orders():
    if order["op"] == "say":
        tell(event="error", id=order["id"], reason="the engine raised")
"""
SCRIPTS = {
    "killed in mid-word": DIES_MID_WORD,
    "hangs": HANGS,
    "never ready": NEVER_READY,
    "rubbish": RUBBISH,
    "device lost": LOST,
    "no device": NO_DEVICE,
    "no library": NO_LIBRARY,
    "engine raises": RAISES,
}
TEXTS = {
    "10,000 characters": "Breathe slowly now. " * 500,
    "empty": "",
    "emoji": "Up 🧘🏽‍♀️ and down 👍.",
    "right to left": "שלום, عليكم السلام.",
    "control characters": "One\x00two\x1b[31m three\x07\u202e four.",
}


@dataclass
class Outcome:
    """What became of a session: what was shown, what was told of the voice, what was written down."""

    lines: list[str] = field(default_factory=list)
    told: list[SpeechEvent] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    completed: bool = False

    def show_step(self) -> None:
        pass

    def show_line(self, text: str) -> None:
        self.lines.append(text)

    def show_remark(self, text: str) -> None:
        assert not text

    def show_end(self) -> None:
        self.completed = True

    def record(self, kind: Kind, *, at: datetime | None = None, **data: str | float | bool | None) -> Event:
        self.kinds.append(kind)
        return Event(at or datetime.now(UTC), kind, data)


def session(text: str, troupe: Troupe | None, log: Path) -> Outcome:
    """Run a session of two steps in real time, the second of which says a plain line."""
    speaker = WorkerSpeaker(Manner(rate=300), limits=LIMITS, launch=troupe.launch if troupe else None, log=log)
    outcome = Outcome()
    speaker.listen(outcome.told.append)
    texts = (text, PLAIN)
    steps = tuple(
        Step(Part.HOLD, "a", "Hold", "standing", None, n, timedelta(seconds=2), (Cue(timedelta(0), said),))
        for n, said in enumerate(texts)
    )
    coach = Coach(Run(Plan("A", steps)), "s", "a", record=outcome.record, speaker=speaker, stage=outcome)
    coach.begin(timedelta(0))
    before = time.monotonic()
    while not outcome.completed:
        time.sleep(FRAME.total_seconds())
        now = time.monotonic()
        coach.advance(timedelta(seconds=now - before))
        before = now
    speaker.close()
    return outcome


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Outcome]]:
    """Run them all side by side: they mostly wait."""
    folder = tmp_path_factory.mktemp("faults")
    with sound_server(folder), ThreadPoolExecutor(len(SCRIPTS) + len(TEXTS)) as threads:
        assert worker_environment()["PULSE_SERVER"].startswith("unix:")
        log = folder / "voice.log"
        running = {name: threads.submit(session, PLAIN, Troupe(script), log) for name, script in SCRIPTS.items()}
        running |= {name: threads.submit(session, text, None, log) for name, text in TEXTS.items()}
        yield {name: future.result(60) for name, future in running.items()}


@pytest.mark.parametrize("fault", [*SCRIPTS, *TEXTS])
def test_the_session_runs_to_its_end_and_says_why_once(outcomes: dict[str, Outcome], fault: str) -> None:
    outcome = outcomes[fault]
    assert outcome.completed
    assert outcome.kinds == [Kind.SESSION_STARTED, Kind.SESSION_STEP, Kind.SESSION_STEP, Kind.SESSION_ENDED]
    assert [line for line in outcome.lines if line] == [text for text in (TEXTS.get(fault, PLAIN), PLAIN) if text]
    why = {e.status.reason for e in outcome.told if isinstance(e, VoiceChanged) and not e.status.audible}
    if fault in TEXTS or fault in {"rubbish", "engine raises"}:
        assert not why, "one text that cannot be said silences nothing"
    else:
        assert len(why) <= 1, why
        assert all(reason.endswith(".") and "\n" not in reason for reason in why)

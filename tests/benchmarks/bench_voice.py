"""The voice beside the clock, on a recorded sound server: cues, words, pauses, gaps, key to sound, worker, memory.

python tests/benchmarks/bench_voice.py
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from deskmate.voice.manner import Manner
from deskmate.voice.pronunciation import parse_pronunciation
from deskmate.voice.speaker import UtteranceEnded, UtteranceStarted, VoiceChanged, WordSpoken
from deskmate.voice.worker_link import Ear, WorkerProcess, worker_command, worker_environment
from deskmate.voice.worker_speaker import WorkerSpeaker
from tests.e2e.audio_sink import AudioSink, Hearer, Recording

CUES, PAUSES, KEYS, UTTERANCES, STARTS = 50, 20, 30, 1000, 21
AHEAD = timedelta(seconds=0.35)
COUNTED = "Move, rest, hold, knee, ten."
"""Words that begin with other sounds, with a pause after each: every onset stands alone in the recording."""
LINE = "Stand tall, keep the tail tucked, and breathe out slowly until the hips sink."
SENTENCES = ("Stand tall.", "Tuck the tail.", "Keep the heel down.", "Breathe out.", "Stay.")
MOST = {
    "cue, from its moment": 50,
    "word told, from its sound": 60,
    "last sound, from the pause": 50,
    "gap beside the sentence pause": 60,
    "first sound, from the call": 80,
}
"""The most milliseconds of each, at the 95th percentile."""
TIMES_IMPORT = 3.0
"""How many times `import pyttsx3` a worker may take at most to get ready."""
GROWTH = 1.05
"""How much larger a process may be after all utterances than after the first tenth of them."""

REST = 0.4
"""Seconds of silence between two trials."""


class Bench:
    """A voice on a recorded sink, and what was measured of it (ms)."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self.processes: list[WorkerProcess] = []
        table = files("deskmate.content").joinpath("pronunciation.toml").read_text("utf-8")
        self.speaker = WorkerSpeaker(Manner(150, 1.0, parse_pronunciation(table)), launch=self._launch)
        self.hearer = Hearer(self.speaker)
        self.speaker.start()
        self.hearer.wait_for(VoiceChanged)
        if not self.speaker.status.audible:
            raise SystemExit(self.speaker.status.reason)

    def _launch(self, ear: Ear) -> WorkerProcess:
        self.processes.append(WorkerProcess(ear))
        return self.processes[-1]

    def finish(self) -> float:
        """Wait until all that was said is over and recorded, and a moment of silence; gives that moment."""
        wanted = len(self.hearer.moments(UtteranceStarted))
        ended = self.hearer.wait_for(UtteranceEnded, wanted)
        time.sleep(REST)
        self.recording.wait_until(ended + REST)
        return ended + REST

    def onset(self, after: float, before: float) -> float:
        """Give when sound began between two moments."""
        found = self.recording.onset(after, before)
        if found is None:
            raise SystemExit("no sound was recorded")
        return found

    def cues(self) -> list[float]:
        """Set lines for a moment each, some with something still being said, and see when each is heard."""
        late = []
        for number in range(CUES):
            if number % 2:
                self.speaker.say("mmm")
                time.sleep(REST)
            began = time.monotonic()
            self.speaker.say("Ten.", after=AHEAD)
            self.hearer.wait_for(UtteranceStarted, len(self.hearer.moments(UtteranceStarted)) + 1)
            moment = began + AHEAD.total_seconds()
            late.append(self.onset_of_burst(moment, self.finish()) - moment)
        return late

    def onset_of_burst(self, about: float, before: float) -> float:
        """Give when the loud onset nearest a moment began: what was being said before is not it."""
        return self.onset(about - 0.02, before)

    def words(self) -> list[float]:
        """Say words with pauses between, and hold each against its own onset."""
        off = []
        for _ in range(10):
            told = len(self.hearer.moments(WordSpoken))
            began = time.monotonic()
            self.speaker.say(COUNTED)
            self.hearer.wait_for(UtteranceStarted, len(self.hearer.moments(UtteranceStarted)) + 1)
            onsets = list(bursts(self.recording, began, self.finish()))
            moments = self.hearer.moments(WordSpoken)[told:]
            if len(onsets) != len(moments):
                raise SystemExit(f"{len(moments)} words were told and {len(onsets)} heard")
            off += [abs(moment - onset) for moment, onset in zip(moments, onsets, strict=True)]
        return off

    def pauses(self) -> list[float]:
        """Pause in mid-sentence, and see when the last sound was."""
        late = []
        for number in range(PAUSES):
            started = len(self.hearer.moments(UtteranceStarted))
            self.speaker.say(LINE)
            self.hearer.wait_for(UtteranceStarted, started + 1)
            time.sleep(0.3 + 0.05 * number)
            paused = time.monotonic()
            self.speaker.pause()
            time.sleep(REST)
            self.recording.wait_until(paused + REST)
            last = self.recording.last_sound(paused - REST, paused + REST)
            late.append(max(0.0, (last or paused) - paused))
            self.speaker.stop()
            self.finish()
        return late

    def gaps(self) -> list[float]:
        """Queue sentences, and see how much longer than its clip, pause included, each takes."""
        started = len(self.hearer.moments(UtteranceStarted))
        began = time.monotonic()
        for sentence in SENTENCES * 3:
            self.speaker.say(sentence, queue=True)
        count = len(SENTENCES) * 3
        self.hearer.wait_for(UtteranceEnded, started + count)
        self.recording.wait_until(time.monotonic() + 0.1)
        begun = [(at, e) for at, e in self.hearer.told if isinstance(e, UtteranceStarted)][started:]
        onsets = [self.onset(at - 0.02, at + 1.0) for at, _ in begun]
        lead = [onset - at for onset, (at, _) in zip(onsets, begun, strict=True)]
        late = []
        for n in range(count - 1):
            length = begun[n][1].duration.total_seconds()
            # Each clip begins with the silence its own first sound has; that is no gap.
            late.append((onsets[n + 1] - lead[n + 1]) - (onsets[n] - lead[n]) - length)
        if not onsets[0] > began:
            raise SystemExit("sound before it was asked for")
        self.finish()
        return [abs(value) for value in late]

    def calls(self) -> list[float]:
        """Ask a warm worker for a line and see when it is heard; every fifth time its device was put away before."""
        late = []
        for number in range(KEYS):
            if number % 5 == 4:
                time.sleep(5.5)
            started = len(self.hearer.moments(UtteranceStarted))
            asked = time.monotonic()
            self.speaker.say("Ten.")
            self.hearer.wait_for(UtteranceStarted, started + 1)
            late.append(self.onset(asked, self.finish()) - asked)
        return late

    def growth(self) -> dict[str, float]:
        """Say a thousand lines, each cut short by the next, and give how much the processes grew meanwhile."""
        sizes: dict[str, list[int]] = {"worker": [], "this process": []}
        for number in range(UTTERANCES):
            started = len(self.hearer.moments(UtteranceStarted))
            self.speaker.say(f"{LINE} {number}.")
            self.hearer.wait_for(UtteranceStarted, started + 1)
            self.hearer.told.clear()
            self.recording.forget()
            if number in {UTTERANCES // 10, UTTERANCES - 1}:
                sizes["worker"].append(resident(self.processes[0].pid))
                sizes["this process"].append(resident(os.getpid()))
        self.speaker.stop()
        return {name: last / first for name, (first, last) in sizes.items()}


def bursts(recording: Recording, after: float, before: float, silence: float = 0.12) -> Iterator[float]:
    """Give the onset of every sound that comes after so many seconds of silence."""
    last = after - 1.0
    for at in recording.loud(after, before):
        if at - last > silence:
            yield at
        last = at


def resident(pid: int) -> int:
    """Give a process's resident memory in pages."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1])


def p95(values: Sequence[float]) -> float:
    """Give the 95th percentile."""
    return sorted(values)[min(len(values) - 1, int(0.95 * len(values)))]


def start_ratio() -> float:
    """Give how many times `import pyttsx3` a worker takes from its start to its being ready (medians, in turn)."""
    # As installed: no start but the first, which does not count, compiles anything.
    environ = {name: value for name, value in worker_environment().items() if name != "PYTHONDONTWRITEBYTECODE"}
    spent: dict[str, list[float]] = {"import": [], "worker": []}
    for _ in range(1 + STARTS):
        began = time.monotonic()
        subprocess.run([sys.executable, "-c", "import pyttsx3"], env=environ, check=True)
        spent["import"].append(time.monotonic() - began)
        began = time.monotonic()
        worker = subprocess.Popen(worker_command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environ)
        assert worker.stdout is not None
        worker.stdout.readline()
        spent["worker"].append(time.monotonic() - began)
        worker.communicate()
    medians = {name: statistics.median(times[1:]) for name, times in spent.items()}
    print(f"  worker ready after {medians['worker']:.2f} s, import pyttsx3 {medians['import']:.2f} s")
    return medians["worker"] / medians["import"]


@contextmanager
def a_bench() -> Iterator[Bench]:
    """Give a voice on a sound server of its own, recorded."""
    with tempfile.TemporaryDirectory() as folder:
        sink = AudioSink(Path(folder))
        os.environ.update(sink.environment)
        sink.start()
        try:
            with sink.record() as recording:
                bench = Bench(recording)
                try:
                    yield bench
                finally:
                    bench.speaker.close()
        finally:
            sink.stop()


def main() -> int:
    """Measure, print, and give 1 where a figure is missed."""
    missed = []
    with a_bench() as bench:
        trials: dict[str, Callable[[], list[float]]] = dict(
            zip(MOST, (bench.cues, bench.words, bench.pauses, bench.gaps, bench.calls), strict=True)
        )
        for name, trial in trials.items():
            values = [1000 * value for value in trial()]
            print(
                f"  {name:30} median {statistics.median(values):5.1f} ms, p95 {p95(values):5.1f} ms of {len(values)},"
                f" at most {MOST[name]}",
                flush=True,
            )
            if p95(values) > MOST[name]:
                missed.append(name)
        for name, grown in bench.growth().items():
            print(f"  memory of the {name} after {UTTERANCES} lines: {grown:.3f} times that after {UTTERANCES // 10}")
            if grown > GROWTH:
                missed.append(f"memory of the {name}")
        ratio = start_ratio()
    print(f"  worker from start to ready: {ratio:.2f} times import pyttsx3, at most {TIMES_IMPORT}")
    if ratio > TIMES_IMPORT:
        missed.append("worker start")
    print(f"  missed: {', '.join(missed)}" if missed else "  all kept")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

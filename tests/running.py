"""The real app on a simulated clock and a silent voice, for tests and screenshots."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from deskmate.app import DeskmateApp
from deskmate.build import build_desk
from deskmate.config import folders
from deskmate.history.journal import Journal
from deskmate.sitting.events import Event, Kind
from deskmate.voice.choice import Choice
from deskmate.voice.speaker import Listener, VoiceStatus
from deskmate.voice.tones import Tone
from tests.builders import Script, SimulatedClock, at


class ScriptedSpeaker:
    """A voice that says nothing by itself: a test tells its events."""

    def __init__(self, status: VoiceStatus | None = None) -> None:
        self.status = status or VoiceStatus(audible=True, reason="scripted", engine="scripted", backend="none")
        self.said: list[str] = []
        self.calls: list[str] = []
        self.tones: list[Tone] = []
        self._listeners: list[Listener] = []

    def start(self) -> None:
        self.calls.append("start")

    def say(self, text: str, *, queue: bool = False, after: timedelta = timedelta(0)) -> int:
        self.said.append(text)
        self.calls.append("queue" if queue else "say")
        return len(self.said)

    def skip(self, words: int) -> None:
        self.calls.append(f"skip {words}")

    def set_rate(self, rate: int) -> None:
        self.calls.append(f"rate {rate}")

    def set_volume(self, volume: float) -> None:
        self.calls.append(f"volume {volume:g}")

    def choose(self, choice: Choice) -> None:
        self.calls.append(f"choose {choice.engine}")

    def chime(self, tone: Tone) -> None:
        self.tones.append(tone)

    def pause(self) -> None:
        self.calls.append("pause")

    def resume(self) -> None:
        self.calls.append("resume")

    def stop(self) -> None:
        self.calls.append("stop")

    def set_muted(self, muted: bool) -> None:
        self.calls.append("mute" if muted else "unmute")

    def listen(self, listener: Listener) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, event: object) -> None:
        for listener in list(self._listeners):
            listener(event)  # type: ignore[arg-type]

    def close(self) -> None:
        self.calls.append("close")


QUIET = "[notify]\ndesktop = false\nterminal = false\nbell = false\n[stretch]\nstart_delay = '0s'\n"


def make_app(
    root: Path,
    clock: SimulatedClock,
    events: Sequence[Event] = (),
    speaker: ScriptedSpeaker | None = None,
    settings: str | None = QUIET,
) -> DeskmateApp:
    """Make the app on a folder of its own, with a journal that holds `events` and nothing that rings.

    Without `settings` there is no settings file, as when it is opened for the first time.
    """
    places = folders(root)
    places.config.mkdir(parents=True, exist_ok=True)
    if settings is not None and not places.settings_file.exists():
        places.settings_file.write_text(settings)
    journal = Journal(places.data)
    journal.append(events)
    if events:
        journal.beat(clock.now())
    desk, problems = build_desk(places, clock, speaker or ScriptedSpeaker())
    return DeskmateApp(desk, places, problems)


def typical_day() -> Script:
    """A morning with everything in it, up to 12:13."""
    script = Script().sit("8:55").event(Kind.SAFETY_ACCEPTED, "8:55").stand("9:20").sit("9:31").rest("10:02", "10:07")
    session = {"session": "a", "routine": "captain-morgan"}
    script.event(Kind.ACHE_RATED, "10:39", **session, moment="before", score=5)
    script.event(Kind.SESSION_STARTED, "10:40", **session, title="Captain Morgan", planned_seconds=210)
    for number in range(4):
        script.event(
            Kind.SESSION_STEP, f"10:41:{number * 10:02d}", **session, step="hold", seconds=30, completed=True
        )
    script.event(Kind.SESSION_ENDED, "10:44", **session, completed=True, seconds=206)
    script.event(Kind.ACHE_RATED, "10:45", **session, moment="after", score=3)
    return script.away("11:20").back("11:50")


NOON = at("12:13")

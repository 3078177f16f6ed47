"""The voice that deskmate uses: speech from the worker process, captions whenever that fails."""

from __future__ import annotations

from pathlib import Path

from deskmate.clock import Clock
from deskmate.voice.choice import Choice
from deskmate.voice.manner import Limits, Manner
from deskmate.voice.performer import Performer
from deskmate.voice.speech import SpeechConductor
from deskmate.voice.worker_link import Launcher, WorkerProcess, worker_command


class WorkerSpeaker(Performer):
    """A `Speaker` that is heard where that is possible, and tells the same events where it is not."""

    def __init__(
        self,
        manner: Manner | None = None,
        *,
        choice: Choice | None = None,
        log: Path | None = None,
        limits: Limits | None = None,
        launch: Launcher | None = None,
        clock: Clock | None = None,
    ) -> None:
        """Speak in a `manner` with the voice of `choice`; `log` takes what libraries complain about."""

        def launcher(wanted: Choice) -> Launcher:
            return launch or (lambda ear: WorkerProcess(ear, log=log, command=worker_command(wanted)))

        super().__init__(
            lambda tell, post: SpeechConductor(
                tell, post, launch=launcher, manner=manner or Manner(), choice=choice, limits=limits
            ),
            clock,
        )

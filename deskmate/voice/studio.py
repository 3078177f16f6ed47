"""A studio: an engine without a sound device, in a process of its own, for lists of voices and sound files.

`python -m deskmate.voice.studio CHOICE` reads one order, a JSON object, on stdin and answers with one on stdout:
{"op": "voices"} → {"engine", "voices": [[language, name, id], …]};
{"op": "render", "text", "rate", "volume", "file"} and {"op": "check"} → {"engine"}. What cannot be is
{"error": sentence}.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import wave
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from deskmate.voice.choice import Choice, parse_choice
from deskmate.voice.engine import Clip, EngineUnavailableError, RenderError, UnknownVoiceError
from deskmate.voice.engines import Renderer, open_exactly
from deskmate.voice.private_stdout import private_stdout
from deskmate.voice.voices import Voice
from deskmate.voice.worker_link import worker_command, worker_environment

_MODULE = "deskmate.voice.studio"
_LISTING = timedelta(seconds=30)
_RENDERING = timedelta(minutes=30)


class StudioError(Exception):
    """The voices cannot be listed, or the text not be written to a file; the sentence says why."""


def list_voices(choice: Choice, limit: timedelta = _LISTING) -> tuple[str, tuple[Voice, ...]]:
    """Give the engine's name and its voices, by language; blocks, `limit` at most. Raises StudioError."""
    answer = _ask(choice, {"op": "voices"}, limit)
    return str(answer["engine"]), tuple(Voice(*voice) for voice in answer["voices"])


def check_voice(choice: Choice, limit: timedelta = _LISTING) -> None:
    """Raise StudioError, with near matches, when the engine or the voice chosen is not to be had."""
    _ask(choice, {"op": "check"}, limit)


def render_to_file(
    text: str, file: Path, choice: Choice, *, rate: int, volume: float, limit: timedelta = _RENDERING
) -> None:
    """Speak a text into a WAV file (16-bit mono), which appears whole or not at all.

    `rate` in words a minute, `volume` 0 to 1. Raises StudioError.
    """
    order = {"op": "render", "text": text, "rate": rate, "volume": volume, "file": str(file.absolute())}
    _ask(choice, order, limit)


def _ask(choice: Choice, order: dict[str, Any], limit: timedelta) -> dict[str, Any]:
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            worker_command(choice, _MODULE),
            input=json.dumps(order).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=worker_environment(),
            timeout=limit.total_seconds(),
            check=False,
        )
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise StudioError("The speech engine did not answer in time.") from None
    except OSError as error:
        raise StudioError(f"The speech process could not be started ({error.strerror or error}).") from error
    except ValueError:
        raise StudioError("The speech process ended without an answer.") from None
    if "error" in answer:
        raise StudioError(str(answer["error"]))
    found: dict[str, Any] = answer
    return found


def serve(choice: Choice, order: dict[str, Any]) -> dict[str, Any]:
    """Do one order and give its answer."""
    try:
        opened = open_exactly(choice)
        match order["op"]:
            case "voices":
                voices = [[voice.language, voice.name, voice.id] for voice in opened.voices()]
                return {"engine": opened.engine.name, "voices": voices}
            case "render":
                _write(opened.engine, order)
    except (EngineUnavailableError, UnknownVoiceError, RenderError) as error:
        return {"error": str(error)}
    except OSError as error:
        return {"error": f"{order.get('file', '')} cannot be written: {error.strerror or error}."}
    return {"engine": opened.engine.name}


def _write(engine: Renderer, order: dict[str, Any]) -> None:
    clip = engine.render(order["text"], order["rate"], order["volume"])
    if not clip.frames:
        raise RenderError("There is no word in the text.")
    file = Path(order["file"])
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        _write_wave(unfinished, clip)
        unfinished.replace(file)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise


def _write_wave(file: Path, clip: Clip) -> None:
    with file.open("wb") as raw, wave.open(raw) as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(clip.frame_rate)
        sound.writeframes(clip.samples)


def main() -> int:
    """Do the order on stdin; gives the exit status."""
    descriptor = private_stdout()
    choice, order = parse_choice(sys.argv[1]), json.loads(sys.stdin.buffer.read())
    answer = json.dumps(serve(choice, order)).encode()
    with os.fdopen(descriptor, "wb", closefd=False) as out:
        out.write(answer)
    # Speech libraries assert or hang when they are taken down by the interpreter's exit.
    os._exit(0)


if __name__ == "__main__":
    main()

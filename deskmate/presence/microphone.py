"""Whether somebody is in a call: a microphone is in use, as PulseAudio or PipeWire (through pactl) tells.

What records the speakers (a monitor), a stream that is held (corked) and a volume meter are no call.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from deskmate.presence.probe import ANSWER_LIMIT, Environ

Run = Callable[[Sequence[str], timedelta], str | None]

METERS = ("peak detect", "pavucontrol")
"""What the names of streams that only measure a level hold, in small letters."""


def run_pactl(command: Sequence[str], limit: timedelta) -> str | None:
    """Give what pactl prints; None when it fails or takes longer than the limit."""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=limit.total_seconds(),
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout


def in_use(environ: Environ, limit: timedelta = ANSWER_LIMIT, run: Run = run_pactl) -> bool | None:
    """Tell whether a microphone is in use; None where it cannot be told. Blocks, twice `limit` at most."""
    program = shutil.which("pactl", path=environ.get("PATH"))
    if program is None:
        return None
    outputs = _rows(run([program, "--format=json", "list", "source-outputs"], limit))
    if outputs is None:
        return None
    if not outputs:
        return False
    sources = _rows(run([program, "--format=json", "list", "sources"], limit))
    if sources is None:
        return None
    monitors = {row.get("index") for row in sources if _is_monitor(row)}
    return any(_is_call(row, monitors) for row in outputs)


def reason(environ: Environ) -> str:
    """Say in one sentence whether calls can be noticed; asks pactl, so it may block."""
    match in_use(environ):
        case None:
            return "calls are not noticed: pactl is not there, or no PulseAudio or PipeWire answers it"
        case True:
            return "a microphone is in use now, so prompts would wait"
        case False:
            return "no microphone is in use now"


def _rows(text: str | None) -> list[Mapping[str, object]] | None:
    try:
        rows = json.loads(text or "")
    except ValueError:
        return None
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else None


def _is_monitor(source: Mapping[str, object]) -> bool:
    name = source.get("name")
    properties = source.get("properties")
    says_so = isinstance(properties, dict) and properties.get("device.class") == "monitor"
    return says_so or (isinstance(name, str) and name.endswith(".monitor"))


def _is_call(output: Mapping[str, object], monitors: set[object]) -> bool:
    if output.get("source") in monitors or output.get("corked") is True:
        return False
    properties = output.get("properties")
    names = " ".join(str(v) for v in properties.values()).lower() if isinstance(properties, dict) else ""
    return not any(meter in names for meter in METERS)

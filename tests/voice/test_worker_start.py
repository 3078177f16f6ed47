"""What the worker loads before it is ready: the same everywhere, unlike the time it takes (tests/benchmarks)."""

from __future__ import annotations

import re
import subprocess

from deskmate.voice.worker_link import worker_command, worker_environment

HEAVY = {"asyncio", "dataclasses", "inspect", "ipaddress", "shutil", "subprocess", "tempfile", "urllib.request"}
_LOADED = re.compile(r"import time:[^|]+\|[^|]+\|\s*(\S+)")


def test_a_worker_gets_ready_without_what_it_does_not_use() -> None:
    python, *rest = worker_command()
    done = subprocess.run(
        [python, "-X", "importtime", *rest],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=worker_environment(),
        check=True,
        timeout=60,
    )
    loaded = _LOADED.findall(done.stderr)
    # What came before is the interpreter's and the site's.
    own = set(loaded[loaded.index("deskmate") :])
    assert '"event": "ready"' in done.stdout
    assert {"deskmate.voice.engines", "miniaudio", "pyttsx3.drivers.espeak"} <= own
    assert own & HEAVY == set()

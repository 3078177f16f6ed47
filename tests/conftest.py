"""What holds for every test."""

from __future__ import annotations

import signal
import threading

from hypothesis import settings

# How long an example takes is the machine's affair; how long things may take is measured in tests/benchmarks.
settings.register_profile("deskmate", deadline=None)
settings.load_profile("deskmate")

# A shell ignores ctrl+c for what it starts in the background, and all that is started from there does too.
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.default_int_handler)

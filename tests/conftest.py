"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# How long an example takes is the machine's affair; how long things may take is measured in tests/benchmarks.
settings.register_profile("deskmate", deadline=None)
settings.load_profile("deskmate")

"""What holds for every test."""

from __future__ import annotations

import os
import signal
import threading
from typing import Any

import textual.app
import textual.pilot
from hypothesis import settings
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from tests.stillness import wait_for_idle

# How long an example takes is the machine's affair; how long things may take is measured in tests/benchmarks.
settings.register_profile("deskmate", deadline=None)
settings.load_profile("deskmate")

# A shell ignores ctrl+c for what it starts in the background, and all that is started from there does too.
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_auto_num_workers() -> int:
    """Run as many tests at once as there are cores, two at least: much of the time they wait for sound."""
    return max(2, os.cpu_count() or 1)


_parse = Stylesheet._parse_rules
_parsed: dict[tuple[object, ...], list[RuleSet]] = {}


def _parse_once(sheet: Stylesheet, css: str, **how: Any) -> list[RuleSet]:
    key = (css, *how.items(), frozenset(sheet._variables.items()))
    if key not in _parsed:
        _parsed[key] = _parse(sheet, css, **how)
    return _parsed[key]


# Hundreds of apps start here with the same sheets, and to read them is half of a start. Rules are never changed.
Stylesheet._parse_rules = _parse_once  # type: ignore[method-assign, assignment]

for module in (textual.app, textual.pilot):
    vars(module)["wait_for_idle"] = wait_for_idle

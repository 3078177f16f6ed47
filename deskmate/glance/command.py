"""`deskmate status` without a fold: where the status kept last still tells the present one."""

from __future__ import annotations

import os
import sys
import time

from deskmate.glance import kept
from deskmate.glance.fields import Status
from deskmate.glance.show import FormatError, as_json, as_line, in_format
from deskmate.history.device import device_name

_VALUED = ("--data-dir", "--format")


def glance(arguments: list[str]) -> str | None:
    """Give what `deskmate` with these arguments prints; None on any doubt, and then nothing was done."""
    try:
        options = _options(arguments)
        if options is None or (status := _status(options)) is None:
            return None
        if "--json" in options:
            return as_json(status)
        return in_format(status, options["--format"]) if "--format" in options else as_line(status)
    except (OSError, ValueError, KeyError, OverflowError, FormatError):
        return None


def _options(arguments: list[str]) -> dict[str, str] | None:
    """Read the arguments of a `status`; None where they are anything else, or wrong, or unusual."""
    options: dict[str, str] = {}
    words = list(arguments)
    while words:
        word = words.pop(0)
        name, equals, value = word.partition("=")
        if name in options or (name in {"--json", "--format"} and "status" not in options):
            return None
        if name in _VALUED:
            if not equals and (not words or words[0].startswith("-")):
                return None
            options[name] = value if equals else words.pop(0)
        elif word in {"status", "--json"}:
            options[word] = ""
        else:
            return None
    return options if "status" in options and not {"--json", "--format"} <= set(options) else None


def _status(options: dict[str, str]) -> Status | None:
    places = _places(options.get("--data-dir"))
    if places is None:
        return None
    data, settings_file = places
    stamp = kept.stamps(f"{data}/history", settings_file)
    found = kept.read(f"{data}/history/{device_name()}", stamp)
    now = time.time_ns() // 1000
    return found.carried(now, time.localtime(now // 1_000_000).tm_gmtoff) if found is not None else None


def _places(data_dir: str | None) -> tuple[str, str] | None:
    """Give the data folder and the settings file, where they are plain to see; `config.folders` knows the rest."""
    chosen = data_dir if data_dir is not None else os.environ.get("DESKMATE_DATA_DIR")
    if chosen:
        return None if chosen.startswith("~") else (chosen, f"{chosen}/config/config.toml")
    android = hasattr(sys, "getandroidapilevel") or os.environ.get("ANDROID_DATA")
    if data_dir is not None or sys.platform != "linux" or android:
        return None
    data, config = _own("XDG_DATA_HOME", "~/.local/share"), _own("XDG_CONFIG_HOME", "~/.config")
    return (f"{data}/deskmate", f"{config}/deskmate/config.toml") if data and config else None


def _own(variable: str, usual: str) -> str | None:
    """Give a folder of the user's as the platform's rules do; None where they are not that simple."""
    folder = os.environ.get(variable) or os.path.expanduser(usual)
    return folder if folder.startswith("/") and folder == folder.strip() else None

"""The settings on paper: the file a user begins with, and the README's table. Both are made of the table."""

from __future__ import annotations

import json
from collections.abc import Iterator

from deskmate.settings.kinds import BOOLEAN, Plain
from deskmate.settings.table import KEYS_SECTION, SECTIONS, SETTINGS, Setting, keys_of

HEAD = """\
# deskmate's settings. Every line is optional: take away the # before one, and change what stands there.
# `deskmate config check` says what is wrong with this file; a wrong line never stops deskmate.
"""
KEYS_EXAMPLE = '# "today.stand" = "f2"    # the name of an action, as the help screen gives it, and its key\n'
WIDEST = 36
"""How far to the right the meanings begin at most, in characters."""


def as_toml(value: Plain) -> str:
    """Write a value as TOML has it."""
    # A TOML string, boolean, number or list of strings is written as JSON writes it.
    return json.dumps(value, ensure_ascii=False)


def template() -> str:
    """Give the file a user begins with: every setting with its meaning, each behind a #."""
    return HEAD + "".join(f"\n{part}" for part in _sections())


def _sections() -> Iterator[str]:
    for section, about in SECTIONS.items():
        head = f"[{section}]    # {about}\n"
        if section == KEYS_SECTION:
            yield head + KEYS_EXAMPLE
            continue
        lines = [_line(setting) for setting in keys_of(section).values()]
        width = min(WIDEST, max(len(code) for code, _ in lines))
        yield head + "".join(f"{code:<{width}}    # {about}\n" for code, about in lines)


def _line(setting: Setting) -> tuple[str, str]:
    default = setting.default
    value = setting.example if default is None else default
    allowed = "" if setting.kind is BOOLEAN else f" ({setting.range})"
    return f"# {setting.key} = {as_toml(value)}", f"{setting.about}{allowed}"


def table() -> str:
    """Give the README's table of settings, as Markdown."""
    rows = "".join(_row(setting) for setting in SETTINGS.values())
    return f"| setting | default | allowed | what it is |\n|---|---|---|---|\n{rows}"


def _row(setting: Setting) -> str:
    default = setting.default
    value = "–" if default is None else f"`{as_toml(default)}`"
    return f"| `{setting.name}` | {value} | {setting.range} | {setting.about} |\n"

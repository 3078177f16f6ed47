"""A settings file with lines that are no TOML: it is read without them, so that a slip costs one setting, not all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from deskmate.settings.kinds import shown
from deskmate.settings.table import SETTINGS

MOST = 20
"""How many lines are left out at most; a file with more is something else than a settings file."""

_PLACE = re.compile(r"\(at line (\d+), column \d+\)")
_HEAD = re.compile(r"\s*\[\s*([\w-]+)\s*\]")
_VALUE = re.compile(r"\s*([\w-]+)\s*=\s*([^#]*?)\s*(?:#.*)?")


@dataclass(frozen=True, slots=True)
class Mended:
    """What could be read, and the lines left out for it, as a sentence tells them: "line 3: … is left out"."""

    tree: dict[str, Any]
    left_out: str


def without_broken_lines(text: str) -> Mended | None:
    """Read the text without the lines that are no TOML; None where that does not help.

    A broken [section] is never left out: what stands below it would then count for another.
    """
    import tomllib

    lines, broken = text.split("\n"), list[int]()
    while len(broken) <= MOST:
        try:
            # With a last line that ends: of an error in one that does not, the place is not told.
            tree = tomllib.loads("\n".join([*lines, ""]))
        except (ValueError, RecursionError) as error:
            found = _PLACE.search(str(error))
            number = int(found[1]) if found is not None else 0
            if not 1 <= number <= len(lines) or not (line := lines[number - 1].strip()) or line.startswith("["):
                return None
            broken.append(number)
            lines[number - 1] = ""
        else:
            return Mended(tree, _told(text.split("\n"), sorted(broken)))
    return None


def _told(lines: list[str], broken: list[int]) -> str:
    if len(broken) == 1:
        line = lines[broken[0] - 1].strip()
        return f"line {broken[0]}: {shown(line)} is not valid TOML{_hint(lines, broken[0])}; it is left out"
    numbers = f"{', '.join(str(number) for number in broken[:-1])} and {broken[-1]}"
    return f"lines {numbers} are not valid TOML; they are left out"


def _hint(lines: list[str], number: int) -> str:
    """Give how the line should be written, where its value only lacks quotes or is a word too many.

    Of a setting that is there a second time, give that.
    """
    heads = [head[1] for line in lines[:number] if (head := _HEAD.match(line))]
    found = _VALUE.fullmatch(lines[number - 1].rstrip("\r"))
    setting = SETTINGS.get(f"{heads[-1]}.{found[1]}") if heads and found is not None else None
    if setting is None or found is None:
        return ""
    if any((one := _VALUE.fullmatch(line)) and one[1] == setting.key for line in _above(lines, number)):
        return f", for {setting.key} is set above already"
    from deskmate.settings.papers import as_toml

    try:
        value = setting.kind.read(setting.kind.typed(found[2].strip("[]")))
    except (ValueError, TypeError):
        return ""
    return f", write {setting.key} = {as_toml(setting.kind.plain(value))}"


def _above(lines: list[str], number: int) -> list[str]:
    """Give the lines between the section's head and the line `number`."""
    head = max(place for place, line in enumerate(lines[:number]) if _HEAD.match(line))
    return [line.rstrip("\r") for line in lines[head + 1 : number - 1]]

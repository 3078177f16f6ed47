"""Where every action has another key, nothing on any screen names an old one, and the new one is named instead."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from deskmate.app import DeskmateApp
from deskmate.keymap import actions
from deskmate.rooms import rooms
from tests.reach.places import PLACES, at_place, seen

NEW = "αβγδεζηθικλμνξοπρστυφχψωΓΔΘΛΞΠΣΦΨΩ"
RATING = "жщюя"
"""For the scale that shares its screens with other keys."""

NAMES = ("space", "esc", "escape", "enter", "tab", "⏎", "←", "→", "↑", "↓", "pgup", "pgdn")
# A letter that stands alone, but for a unit after its number and for the article.
LETTER = re.compile(rf"(?<![\w.’'^])(?<!\d )[{string.ascii_lowercase.replace('a', '')}](?![\w’'.])")
ARTICLE = re.compile(r"(?:^|  |· )a(?=  | [A-Z])", re.MULTILINE)
WORD = re.compile(rf"(?<!\w)(?:{'|'.join(NAMES)})(?!\w)")
SIGNS = re.compile(r"(?:^|  )[?,/+\[\]-]+ (?=[A-Z])", re.MULTILINE)

NO_KEYS = re.compile(r"M Captain Morgan · S standing · c chair · s slumped|The p is silent|\d → \d")
"""The signs of the explorer's curve, a letter that is spoken of, and an ache before and after."""


def own_keys() -> dict[str, str]:
    """Give every action a key it has not."""
    found: dict[str, str] = {}
    for title, names in actions().items():
        letters = iter(RATING if title == "Rating an ache" else NEW)
        found |= {name: next(letters) for name in names}
    return found


def section() -> str:
    return "[keys]\n" + "".join(f"{name} = {key!r}\n" for name, key in own_keys().items())


def old_keys_in(text: str) -> list[str]:
    return [match[0].strip() for each in (LETTER, ARTICLE, WORD, SIGNS) for match in each.finditer(text)]


def test_a_name_is_one_action_or_keys_that_are_shared() -> None:
    for room in rooms().values():
        named: dict[str, set[tuple[str, str]]] = {}
        for binding in room.BINDINGS:
            if binding.id:  # type: ignore[union-attr]
                named.setdefault(binding.id, set()).add((binding.key, binding.action))  # type: ignore[union-attr]
        for name, found in named.items():
            assert len({key for key, _ in found}) == 1 or len({action for _, action in found}) == 1, name


@pytest.mark.parametrize("place", PLACES)
async def test_no_screen_names_an_old_key(tmp_path: Path, place: str) -> None:
    async with at_place(tmp_path, PLACES[place], (100, 30), section()) as pilot:
        app = pilot.app
        assert isinstance(app, DeskmateApp)
        assert app.own_keys == own_keys()
        assert "cannot be" not in app._today.notice.text
        for size in ((100, 30), (200, 60), (40, 12)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert old_keys_in(NO_KEYS.sub("", seen(app))) == [], seen(app)


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("today, quiet", "no prompts · {today.quiet} ends it"),
        ("today, quiet", "stillness counts as sitting · {today.reading} ends it"),
        ("today, quiet", "{today.undo} undo · {today.was_stand} I was standing · {today.was_sit} I sat on"),
        ("today, quiet", "was cut off at 11:55 after 0 holds · {today.go_on} go on"),
        ("session, paused", "Paused: {session.pause} goes on."),
        ("session, leaving", "{session.end} again ends and keeps what was done; {session.pause} goes on."),
        ("empty day", "{history.earlier} and {history.later} lead to other days, and {history.note} writes a note"),
        ("empty week", "A stretch begins with {today.stretch} on Today; {history.note} writes a note."),
        ("help", "Press {help.safety} for the whole page."),
        ("stretches", "{stretch.before}{stretch.after} Other"),
        ("walk, rated", "{ache.less}{ache.more} Ache  {ache.ok} OK  {ache.skip} Skip"),
    ],
)
async def test_the_new_key_is_named_where_the_old_one_was(tmp_path: Path, place: str, told: str) -> None:
    wanted = re.sub(r"\{([\w.]+)\}", lambda name: own_keys()[name[1]], told)
    async with at_place(tmp_path, PLACES[place], (100, 30), section()) as pilot:
        assert isinstance(pilot.app, DeskmateApp)
        assert wanted in re.sub(r"\n +", " ", seen(pilot.app))


async def test_two_keys_that_stand_for_one_step_each_way_are_two_actions(tmp_path: Path) -> None:
    keys = "[keys]\nhistory.earlier = 'f5'\nhistory.later = 'f6'\n"
    async with at_place(tmp_path, PLACES["day"], (100, 30), keys) as pilot:
        assert isinstance(pilot.app, DeskmateApp)
        await pilot.press("f5")
        await pilot.pause()
        assert "Sunday 1 Mar " in seen(pilot.app)
        await pilot.press("f6")
        await pilot.pause()
        assert "Monday 2 Mar " in seen(pilot.app)

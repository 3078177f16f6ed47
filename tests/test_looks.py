"""What deskmate looks like: the colours have one home, and any text can be read on any ground.

Whether all that is painted can be read is looked at where the screens are pictured, in tests/snapshots.
"""

from __future__ import annotations

import importlib
import math
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path, PurePath

import pytest
from rich.color import ColorSystem
from textual.color import Color

from deskmate.config import LooksSettings
from deskmate.looks import PALETTE, SHARED, TOKENS, motion_of, own_themes, styles_folder, with_meanings
from deskmate.settings.table import THEMES
from deskmate.widgets.dressed import Dressed, DressedApp
from tests.builders import SimulatedClock
from tests.running import NOON, make_app
from tests.snapshots.contrast import ENOUGH, contrast

PACKAGE = Path(__file__).parents[1] / "deskmate"
LITERAL = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b|\brgba?\(|\bhsla?\(|\bansi_\w+")
NAMED = re.compile(
    r"(?:color|background|tint|border[\w-]*):[^;$]*\b(red|green|blue|yellow|white|black|cyan|magenta)\b"
)

TEXTS = ("foreground", "text-muted", "primary", "accent", "success", "warning", "error")
OTHERS = ("accent", "success", "warning", "error", "text-muted")
GROUNDS = ("background", "surface", "panel")


def test_no_colour_is_written_outside_the_tokens() -> None:
    sheets = [file for file in styles_folder().glob("*.tcss") if file.name != TOKENS]
    modules = list(PACKAGE.rglob("*.py"))
    assert len(sheets) > 5
    assert len(modules) > 50
    found = [
        f"{file.name}: {match[0]}"
        for file in (*sheets, *modules)
        for pattern in ((LITERAL, NAMED) if file.suffix == ".tcss" else (LITERAL,))
        for match in pattern.finditer(re.sub(r"(?m)^\s+#[\w-]+[ ,{.>:].*$", "", file.read_text(encoding="utf-8")))
        if file.suffix == ".tcss" or len(match[0]) != 4
    ]
    assert found == []


@pytest.mark.parametrize("name", THEMES)
def test_every_text_colour_can_be_read_on_every_ground(name: str) -> None:
    colours = own_themes()[name].to_color_system().generate()
    grounds = {ground: Color.parse(colours[ground]) for ground in GROUNDS}
    grounds["overdue"] = grounds["background"].blend(Color.parse(colours["warning"]), 0.16)
    grounds["sentence"] = grounds["background"].blend(Color.parse(colours["accent"]), 0.15)
    poor = {
        (text, ground): round(contrast(Color.parse(colours[text]), behind), 2)
        for text in TEXTS
        for ground, behind in grounds.items()
        if contrast(Color.parse(colours[text]), behind) < ENOUGH
    }
    assert poor == {}


@pytest.mark.parametrize("name", THEMES)
def test_the_chosen_line_of_a_list_stands_out_in_sixteen_colours_too(name: str) -> None:
    colours = own_themes()[name].to_color_system().generate()
    chosen, written, ground = (
        Color.parse(colours[part]) for part in ("block-cursor-background", "block-cursor-foreground", "background")
    )
    assert contrast(chosen, written) >= ENOUGH
    few = {c.rich_color.downgrade(ColorSystem.STANDARD).number for c in (chosen, ground)}
    assert len(few) == 2


FOR_THE_COLOUR_BLIND = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
"""What is seen of linear red, green and blue (Machado, Oliveira, Fernandes 2009, severity 1.0)."""
APART = 25
"""How far apart two meanings are at least, in CIELAB (CIE76); about ten times what is just seen."""


def seen(color: Color, by: str) -> tuple[float, float, float]:
    """Give the place of a colour in CIELAB as somebody without one kind of cone sees it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color.normalized]
    red, green, blue = (
        min(1.0, max(0.0, sum(w * c for w, c in zip(row, linear, strict=True)))) for row in FOR_THE_COLOUR_BLIND[by]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("kind", FOR_THE_COLOUR_BLIND)
def test_the_meanings_are_told_apart_by_the_colour_blind(kind: str) -> None:
    theme = own_themes()["colour-blind"]
    meanings = {name: Color.parse(getattr(theme, name)) for name in ("primary", "success", "warning", "accent")}
    near = {
        (one, other): distance
        for one, other in combinations(meanings, 2)
        if (distance := math.dist(seen(meanings[one], kind), seen(meanings[other], kind))) < APART
    }
    assert near == {}


@pytest.mark.parametrize(
    ("motion", "environ", "level"),
    [
        ("auto", {}, "full"),
        ("auto", {"TEXTUAL_ANIMATIONS": "basic"}, "basic"),
        ("auto", {"SSH_CONNECTION": "10.0.0.1 22"}, "none"),
        ("full", {"SSH_CONNECTION": "10.0.0.1 22"}, "full"),
        ("reduced", {}, "none"),
    ],
)
def test_motion_is_what_the_settings_ask_for(motion: str, environ: dict[str, str], level: str) -> None:
    assert motion_of(LooksSettings(motion=motion), environ) == level


def test_every_sheet_is_worn_by_somebody_and_no_other_is_asked_for() -> None:
    for module in [*PACKAGE.glob("screens/*.py"), *PACKAGE.glob("widgets/*.py")]:
        importlib.import_module(f"deskmate.{module.parent.name}.{module.stem}")
    worn = {name for cls in below(Dressed) for name in cls.SHEETS}
    assert worn | {SHARED, PALETTE, PurePath(TOKENS).stem} == {file.stem for file in styles_folder().glob("*.tcss")}


def below(cls: type[Dressed]) -> Iterator[type[Dressed]]:
    """Give every class made of it."""
    for sub in cls.__subclasses__():
        yield sub
        yield from below(sub)


async def test_the_sheets_of_a_screen_come_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DressedApp, "dress_ahead", lambda _: None)
    app = make_app(tmp_path, SimulatedClock(NOON))
    async with app.run_test() as pilot:
        before = {place for place, _ in app.stylesheet.source}
        await pilot.press("comma")
        after = {place for place, _ in app.stylesheet.source}
    assert {"today.tcss", "key_line.tcss"} <= before
    assert [place for place in after - before if place.endswith(".tcss")] == ["settings.tcss"]


async def test_the_sheets_of_what_is_loaded_are_parsed_ahead_those_of_screens_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskmate.widgets.dressed.NOW_AND_THEN", 0.001)
    app = make_app(tmp_path, SimulatedClock(NOON))
    async with app.run_test() as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        for _ in range(1000):
            await pilot.pause()
            if app.stylesheet.has_source("ache_scale.tcss"):
                break
        places = [place.removesuffix(".tcss") for place, _ in app.stylesheet.source if place.endswith(".tcss")]
    assert len(places) == len(set(places))
    assert {"session", "stretch", "history"} <= set(places)
    assert places.index("stretch") < places.index("ache_scale")


def test_what_the_colours_mean_follows_the_theme() -> None:
    named = with_meanings({"primary": "#112233", "foreground": "#eeeeee", **dict.fromkeys(OTHERS, "#777777")})
    assert (named["sitting"], named["away"]) == ("#112233", "#eeeeee 55%")

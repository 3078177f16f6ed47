"""What deskmate looks like: the colours have one home, and every text can be read."""

from __future__ import annotations

import importlib
import math
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path, PurePath

import pytest
from rich.color import ColorSystem, ColorType
from textual.color import Color
from textual.screen import ModalScreen

from deskmate.app import DeskmateApp
from deskmate.config import LooksSettings
from deskmate.looks import PALETTE, SHARED, TOKENS, motion_of, own_themes, styles_folder, with_meanings
from deskmate.settings.table import THEMES
from deskmate.widgets.dressed import Dressed
from tests.builders import SimulatedClock, minutes
from tests.running import NOON, make_app, typical_day

ENOUGH = 4.5
"""The least contrast of a text (WCAG 2.2, 1.4.3)."""
ENOUGH_TO_SEE = 3.0
"""The least contrast of a drawing that means something (WCAG 2.2, 1.4.11)."""

PACKAGE = Path(__file__).parents[1] / "deskmate"
LITERAL = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b|\brgba?\(|\bhsla?\(|\bansi_\w+")
NAMED = re.compile(
    r"(?:color|background|tint|border[\w-]*):[^;$]*\b(red|green|blue|yellow|white|black|cyan|magenta)\b"
)

TEXTS = ("foreground", "text-muted", "primary", "accent", "success", "warning", "error")
OTHERS = ("accent", "success", "warning", "error", "text-muted")
GROUNDS = ("background", "surface", "panel")


def luminance(color: Color) -> float:
    """Give the relative luminance, 0 to 1 (WCAG 2.2)."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color.normalized]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one: Color, other: Color) -> float:
    """Give the contrast of two colours, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


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


def cells(app: DeskmateApp) -> Iterator[tuple[str, Color, Color]]:
    """Give each run of what the screen shows, with its colours as they are drawn."""
    shown = app.screen.children[0].region if isinstance(app.screen, ModalScreen) else app.screen.region
    for strip in app.screen._compositor.render_strips()[shown.y : shown.bottom]:
        # What lies behind a question is not to be read now.
        for segment in strip.crop(shown.x, shown.right):
            style = segment.style
            if segment.text.strip() and style is not None and style.color is not None and style.bgcolor is not None:
                assert style.color.type is ColorType.TRUECOLOR
                front, back = (Color.from_rich_color(c) for c in (style.color, style.bgcolor))
                if style.reverse:
                    front, back = back, front
                yield segment.text, front.blend(back, 0.5) if style.dim else front, back


def is_drawing(text: str) -> bool:
    return all(c.isspace() or "\u2500" <= c <= "\u259f" or "\u2800" <= c <= "\u28ff" for c in text)


SCREENS: dict[str, tuple[str, ...]] = {
    "today": (),
    "help": ("question_mark",),
    "settings": ("comma",),
    "choosing": ("n",),
    "learn": ("l",),
    "reading": ("l", "enter"),
    "safety": ("s",),
    "stretches": ("s", "enter"),
    "history": ("h",),
    "helps": ("f",),
    "correcting": ("e",),
}


@pytest.mark.parametrize("screen", SCREENS)
async def test_every_text_that_is_drawn_can_be_read_in_every_theme(tmp_path: Path, screen: str) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), typical_day().events)
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press(*SCREENS[screen])
        await app.workers.wait_for_complete()
        await pilot.pause()
        poor = {}
        for theme in THEMES:
            app.theme = f"deskmate-{theme}"
            await pilot.pause()
            for text, front, back in cells(app):
                least = ENOUGH_TO_SEE if is_drawing(text) else ENOUGH
                if (found := contrast(front, back)) < least and not is_decoration(text):
                    poor[theme, text.strip()[:30]] = (round(found, 2), front.hex, back.hex)
    assert poor == {}


async def test_a_break_that_is_due_can_be_read_in_every_theme(tmp_path: Path) -> None:
    clock = SimulatedClock(NOON)
    app = make_app(tmp_path, clock, typical_day().events)
    async with app.run_test(size=(100, 40)) as pilot:
        for _ in range(9):
            clock.run(minutes(1))
            app._tick()
        for theme in THEMES:
            app.theme = f"deskmate-{theme}"
            await pilot.pause()
            assert app.screen.has_class("due")
            for text, front, back in cells(app):
                if not is_decoration(text):
                    assert contrast(front, back) >= (ENOUGH_TO_SEE if is_drawing(text) else ENOUGH), (theme, text)


def is_decoration(text: str) -> bool:
    """Tell whether nothing is lost where this is not seen: rules and the edges of boxes."""
    return set(text.strip()) <= set("─━▔▁▎▊╭╮╰╯│┃▌▐")


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


async def test_the_sheets_of_a_screen_come_with_it(tmp_path: Path) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON))
    async with app.run_test() as pilot:
        before = {place for place, _ in app.stylesheet.source}
        await pilot.press("comma")
        after = {place for place, _ in app.stylesheet.source}
    assert {"today.tcss", "key_line.tcss"} <= before
    assert [place for place in after - before if place.endswith(".tcss")] == ["settings.tcss"]


def test_what_the_colours_mean_follows_the_theme() -> None:
    named = with_meanings({"primary": "#112233", "foreground": "#eeeeee", **dict.fromkeys(OTHERS, "#777777")})
    assert (named["sitting"], named["away"]) == ("#112233", "#eeeeee 55%")

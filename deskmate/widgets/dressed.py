"""Style sheets that come along with what they style: none is read for a screen that was never opened."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.screen import Screen
from textual.widget import Widget

from deskmate.config import LooksSettings
from deskmate.looks import PALETTE, SHARED, motion_of, own_themes, sheet, theme_of, with_meanings
from deskmate.widgets.styled import Styled

if TYPE_CHECKING:
    from textual.css.stylesheet import Stylesheet
    from textual.filter import LineFilter


NOW_AND_THEN = 0.1
"""Seconds between sheets that are parsed before they are needed: a key between them waits for one at most."""


class DressedApp(App[None]):
    """An app whose sheets know what the colours mean."""

    CSS = sheet(SHARED)

    _styled_by = ""

    def __init__(self, looks: LooksSettings | None = None) -> None:
        """Look as `looks` wants, or as usual."""
        super().__init__()
        for theme in own_themes().values():
            self.register_theme(theme)
        self.put_on(looks or LooksSettings(), os.environ)

    def put_on(self, looks: LooksSettings, environ: Mapping[str, str]) -> None:
        """Show the app as `looks` wants it."""
        self.theme = theme_of(looks)
        self.animation_level = motion_of(looks, environ)
        if not self._styled_by:
            # Before anything is parsed, and not once more when it was.
            self._styled_by = self.theme
            self.stylesheet.set_variables(self.get_css_variables())

    def refresh_css(self, animate: bool = True) -> None:  # noqa: FBT001, FBT002 - as Textual declares it
        """Style everything anew, unless it is styled by this theme already."""
        if self.theme != self._styled_by:
            self._styled_by = self.theme
            super().refresh_css(animate)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Give the filters of what is drawn, without colours where none are wanted."""
        filters = super().get_line_filters()
        return [Styled(), *filters] if self.no_color else filters

    def action_command_palette(self) -> None:
        """Open Textual's palette, dressed as the rest is."""
        from deskmate.widgets.palette_box import PaletteBox

        self.stylesheet.add_source(sheet(PALETTE), read_from=(f"{PALETTE}.tcss", ""))
        if not isinstance(self.screen, PaletteBox):
            self.push_screen(PaletteBox(id="--command-palette"))

    def dress_ahead(self) -> None:
        """Parse, one now and then, the sheets of all that is loaded: what is opened for the first time need not."""
        name = next((name for name in _loaded() if not self.stylesheet.has_source(f"{name}.tcss")), None)
        if name is not None:
            self.stylesheet.add_source(sheet(name), read_from=(f"{name}.tcss", ""))
            self.stylesheet.parse()
            self.set_timer(NOW_AND_THEN, self.dress_ahead)

    def get_css_variables(self) -> dict[str, str]:
        """Give the colours of the theme, and what the tokens make of them; none before there is a theme."""
        if not self._styled_by:
            return {}
        self.theme_variables = with_meanings(super().get_css_variables())
        return self.theme_variables


class Dressed(Widget):
    """A widget or screen that is styled by the sheets it names.

    Where it is one base of several it is not the first: Textual takes its own styles from the first alone.
    """

    SHEETS: ClassVar[Sequence[str]] = ()
    """Names of files in the styles folder, without their ending."""

    def _post_register(self, app: App[object]) -> None:
        """Add the sheets before anything is styled by them.

        A screen's own CSS would do the same, but has Textual parse every sheet there is anew.
        """
        super()._post_register(app)
        stylesheet: Stylesheet = app.stylesheet
        for name in self.SHEETS:
            stylesheet.add_source(sheet(name), read_from=(f"{name}.tcss", ""))


class Fitted(Dressed):
    """A screen that has the classes of its size from the start.

    Textual gives them after the first paint, and then lays out, styles and paints everything anew.
    """

    def _post_register(self, app: App[object]) -> None:
        super()._post_register(app)
        if isinstance(self, Screen):
            across = self.HORIZONTAL_BREAKPOINTS or app.HORIZONTAL_BREAKPOINTS or ()
            down = self.VERTICAL_BREAKPOINTS or app.VERTICAL_BREAKPOINTS or ()
            fitting = {_class_at(app.size.width, across), _class_at(app.size.height, down)}
            self.update_classes({name: name in fitting for _, name in (*across, *down)}, update=False)


def _loaded() -> list[str]:
    """Give the names of all sheets of what is loaded; those of screens first, as where a screen is opened."""
    found: list[type[Dressed]] = [Dressed]
    for one in found:
        found += one.__subclasses__()
    found.sort(key=lambda one: not issubclass(one, Fitted))
    return list(dict.fromkeys(name for one in found for name in one.SHEETS))


def _class_at(cells: int, breakpoints: Sequence[tuple[int, str]]) -> str:
    return max(((least, name) for least, name in breakpoints if least <= cells), default=(0, ""))[1]
